"""Open questions: a point that somebody decides by a date, attached to what it is about."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Counter
from itbiz.audit.record import change_set
from itbiz.core.days import plausible
from itbiz.core.errors import NotAllowed, Refused, invalid
from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.text import fold
from orgchart.models import Person
from walkthroughs.models.walkthroughs import Walkthrough
from walkthroughs.sides import facilitates

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

    def live(self):
        """Return the questions that are not about practice, which alone stand in lists (H6)."""
        return self.filter(~self._about_practice())

    def practice(self):
        """Return the questions about practice."""
        return self.filter(self._about_practice())

    def _about_practice(self):
        found = Q()
        for kind in ("contract", "walkthrough"):
            rows = subjects(kind).filter(mode=Walkthrough.Mode.PRACTICE).values("pk")
            found |= Q(about_kind=kind, about_id__in=rows)
        return found

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
        return walkthrough_of(self.subject)

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
    def create(cls, *, by, about, reason="", on_behalf_of=None, **values):
        """Ask a question about an object, as the principal's person, or for one in the room (P4).

        Raises NotAllowed or ValidationError.
        """
        if about._meta.model_name not in ABOUT:
            raise ValidationError({"about": _("Questions are not asked about this.")})
        values |= {"about_kind": about._meta.model_name, "about_id": about.pk}
        title = _("Question asked: %(text)s") % {"text": values.get("text", "")[:120]}
        with _within(walkthrough_of(about), by=by, title=title, reason=reason) as changes:
            by = speak_for(by, walkthrough_of(about), on_behalf_of, changes)
            values["asker"] = by.on_behalf_of or by.person
            return super().create(by=by, reason=reason, **values)

    def resolve(self, *, by, resolution, reason="", on_behalf_of=None):
        """Decide it: keep the resolution. A facilitator writes down what the decider says (P4).

        Raises NotAllowed, Stale, Refused (decided already) or ValidationError.
        """
        title, walkthrough = _("Decided: %(text)s") % {"text": self.text[:120]}, self.walkthrough
        with _within(walkthrough, by=by, title=title, reason=reason) as changes:
            self.lock()
            by.require("walkthroughs.resolve_question", self)
            self.require_open()
            decider = None if self._is_of(by) or not facilitates(by, walkthrough) else self.decider or self.asker
            by = speak_for(by, walkthrough, on_behalf_of or decider, changes)
            if not resolution.strip():
                raise invalid({"resolution": _("Say what was decided.")}, "missing")
            self.resolution = resolution.strip()
            self.validate()
            changes.update(self, act="resolve")
        return changes.row

    def _is_of(self, by):
        return by.person_id is not None and by.person_id == (self.decider_id or self.asker_id)

    def require_open(self):
        """Raise Refused, with the sentence, where this is decided already."""
        if self.resolution:
            raise Refused(_("This is decided already: %(resolution)s") % {"resolution": self.resolution})

    def update(self, *, by, reason="", on_behalf_of=None, **values):
        """Change text, decider or date until it is decided. Raises NotAllowed, Stale, Refused or ValidationError."""
        walkthrough = self.walkthrough
        with _within(walkthrough, by=by, title=self.title_of(_("edited")), reason=reason) as changes:
            self.require_open()
            by = speak_for(by, walkthrough, on_behalf_of, changes)
            return super().update(by=by, reason=reason, **values)


def walkthrough_of(subject):
    """Return the walk-through whose tree shows questions about `subject`, or None."""
    return subject if isinstance(subject, Walkthrough) else getattr(subject, "walkthrough", None)


def _within(walkthrough, **told):
    """Return the change set over a walk-through's tree, or one over none."""
    return change_set(**told) if walkthrough is None else walkthrough.changing(**told)


def speak_for(by, walkthrough, person, changes):
    """Return `by`, on behalf of `person` where one is named: said in the room, written by its facilitator (P4)."""
    if person is None or person.pk == by.person_id:
        return by
    if walkthrough is None or not facilitates(by, walkthrough):
        raise NotAllowed(_("Only the facilitator of a running walk-through writes a question down for somebody else."))
    changes.stand_in_for(person)
    return by.for_person(person)
