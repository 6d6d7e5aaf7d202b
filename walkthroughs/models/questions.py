"""Open questions: a point that somebody decides by a date, attached to what it is about."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Counter
from itbiz.audit.record import change_set
from itbiz.core.days import plausible
from itbiz.core.errors import Refused
from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.text import fold
from orgchart.models import Person
from walkthroughs.models.walkthroughs import Walkthrough

# What a question may be about: the name used in REST, and the model.
ABOUT = {
    "contract": "walkthroughs.contract",
    "walkthrough": "walkthroughs.walkthrough",
    "project": "walkthroughs.project",
    "service": "catalog.service",
    "line": "orgchart.line",
    "unit": "orgchart.unit",
}


def subjects(kind):
    """Return the queryset of what questions of `kind` are about."""
    return apps.get_model(ABOUT[kind]).objects


class QuestionQuerySet(RecordQuerySet):
    """Questions follow what they are about (V4)."""

    def visible_to(self, principal):
        """Return the questions about what the principal sees."""
        seen = Q()
        for kind in ABOUT:
            ids = subjects(kind).visible_to(principal).values("pk")
            seen |= Q(about_kind=kind, about_id__in=ids)
        return self.filter(seen)

    def about(self, subject):
        """Return the questions about one object."""
        return self.filter(about_kind=subject._meta.model_name, about_id=subject.pk)


class Question(Record):
    """An open point with the one who decides it and a date; settled when both are named (L)."""

    about_kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in ABOUT])
    about_id = models.BigIntegerField()
    text = models.TextField(_("question"))
    asker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False)
    decider = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who decides"),
    )
    due = models.DateField(_("by"), null=True, blank=True, validators=[plausible])
    resolution = models.TextField(_("resolution"), blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()
    permission = "walkthroughs.write_question"
    imported = ("asker",)

    class Meta:
        verbose_name = _("question")
        constraints = [unique_code("question")]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="question_subject")]

    def __str__(self):
        return self.text[:120]

    def free_code(self):
        """Return the next number of all questions."""
        return f"Q-{Counter.step('questions')}"

    def search_text(self):
        """Look for questions by their text."""
        return fold(self.text)

    @property
    def subject(self):
        """The object the question is about, or None where it is gone."""
        return subjects(self.about_kind).filter(pk=self.about_id).first()

    @property
    def walkthrough(self):
        """The walk-through whose tree shows this question, or None."""
        subject = self.subject
        return subject if isinstance(subject, Walkthrough) else getattr(subject, "walkthrough", None)

    def authorize(self, by, values):
        """Ask about the one who decided until now: a decider passes a question on."""
        if not self.before or self.before["decider_id"] == self.decider_id:
            super().authorize(by, values)

    def assign(self, values):
        """A question stays with what it is about and who asked it."""
        kept = ("about_kind", "about_id", "asker")
        if self.pk and any(values[name] != getattr(self, name) for name in kept if name in values):
            raise Refused(_("A question stays with what it is about and who asked it. Ask another one."))
        return super().assign(values)

    @classmethod
    def create(cls, *, by, about, reason="", **values):
        """Ask a question about an object, as the principal's person. Raises NotAllowed or ValidationError."""
        if about._meta.model_name not in ABOUT:
            raise ValidationError({"about": _("Questions are not asked about this.")})
        values |= {"about_kind": about._meta.model_name, "about_id": about.pk, "asker": by.person}
        walkthrough = about if isinstance(about, Walkthrough) else getattr(about, "walkthrough", None)
        if walkthrough is None:
            return super().create(by=by, reason=reason, **values)
        title = _("Question asked: %(text)s") % {"text": values.get("text", "")[:120]}
        with walkthrough.changing(by=by, title=title, reason=reason):
            return super().create(by=by, reason=reason, **values)

    def resolve(self, *, by, resolution, reason=""):
        """Decide it: keep the resolution. Raises NotAllowed, Stale, Refused (decided already) or ValidationError."""
        title, walkthrough = _("Decided: %(text)s") % {"text": self.text[:120]}, self.walkthrough
        place = walkthrough.changing if walkthrough is not None else change_set
        with place(by=by, title=title, reason=reason) as changes:
            self.lock()
            by.require("walkthroughs.resolve_question", self)
            self.require_open()
            if not resolution.strip():
                raise ValidationError({"resolution": _("Say what was decided.")}, code="missing")
            self.resolution = resolution.strip()
            self.validate()
            changes.update(self, act="resolve")
        return changes.row

    def require_open(self):
        """Raise Refused, with the sentence, where this is decided already."""
        if self.resolution:
            raise Refused(_("This is decided already: %(resolution)s") % {"resolution": self.resolution})

    def update(self, *, by, reason="", **values):
        """Change text, decider or date. Raises NotAllowed, Stale or ValidationError."""
        walkthrough = self.walkthrough
        if walkthrough is None:
            return super().update(by=by, reason=reason, **values)
        with walkthrough.changing(by=by, title=self.title_of(_("edited")), reason=reason):
            return super().update(by=by, reason=reason, **values)
