"""Structural findings: a gap, an overlap or a conflict that a walk-through brought to light."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Counter
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused, invalid
from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.text import fold
from orgchart.models import Line
from walkthroughs.models.contracts import Contract
from walkthroughs.models.questions import ABOUT, subjects, walkthrough_of
from walkthroughs.models.walkthroughs import Walkthrough

# The defects of the method (§1.4) that a walk-through shows, by their fixed codes.
RULES = {
    "D02": _("Nobody offers it"),
    "D03": _("Two offer it"),
    "D04": _("One manager, two kinds of business"),
    "D10": _("Authority without accountability"),
    "D11": _("A supplier chosen by somebody else"),
    "D13": _("Shared accountability"),
    "D14": _("Project management as prime"),
    "D15": _("Client relations as prime"),
    "D18": _("Nobody owns it"),
}


class FindingQuerySet(RecordQuerySet):
    """Findings follow what they are about, and the walk-through they were found in (V4)."""

    def visible_to(self, principal):
        """Return the findings about what the principal sees."""
        seen = Q()
        for kind in ABOUT:
            seen |= Q(subject_kind=kind, subject_id__in=subjects(kind).visible_to(principal).values("pk"))
        found_in = Walkthrough.objects.visible_to(principal).values("pk")
        return self.filter(seen).filter(Q(walkthrough=None) | Q(walkthrough__in=found_in))

    def live(self):
        """Return those that stand in lists and figures: none of practice (H6)."""
        return self.filter(mode=Walkthrough.Mode.LIVE)

    def practice(self):
        """Return those of practice."""
        return self.filter(mode=Walkthrough.Mode.PRACTICE)

    def about(self, subject):
        """Return the findings about one object; of a walk-through, all that it brought to light."""
        if isinstance(subject, Walkthrough):
            return self.filter(walkthrough=subject)
        return self.filter(subject_kind=subject._meta.model_name, subject_id=subject.pk)

    def about_supplied_by(self, subject):
        """Return the findings about contracts that a line supplies; none for what is no line."""
        if not isinstance(subject, Line):
            return self.none()
        supplied = Contract.objects.filter(supplier=subject).values("pk")
        return self.filter(subject_kind="contract", subject_id__in=supplied)


class Finding(Record):
    """Something about the organisation itself, which no project mends; never deleted, perhaps explained (H8)."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        EXPLAINED = "explained", _("explained")
        FIXED = "fixed", _("fixed")

    rule = models.CharField(_("what kind"), max_length=3, choices=list(RULES.items()))
    subject_kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in ABOUT], editable=False)
    subject_id = models.BigIntegerField(editable=False)
    detail = models.TextField(_("what was found"))
    evidence = models.TextField(_("evidence"), blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    reason = models.TextField(_("why"), blank=True, editable=False)
    walkthrough = models.ForeignKey(
        Walkthrough, null=True, on_delete=models.PROTECT, related_name="findings", editable=False
    )
    mode = models.CharField(
        max_length=10, choices=Walkthrough.Mode.choices, default=Walkthrough.Mode.LIVE, editable=False
    )

    objects = FindingQuerySet.as_manager()
    permission = "walkthroughs.write_finding"
    imported = ("subject_kind", "subject_id", "walkthrough", "mode")

    class Meta:
        verbose_name = _("finding")
        constraints = [unique_code("finding")]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="finding_subject")]

    def __str__(self):
        return self.detail[:120]

    def free_code(self):
        """Return the next number of all findings."""
        return f"F-{Counter.step('findings')}"

    def search_text(self):
        """Look for findings by rule and text."""
        return fold(f"{self.rule} {self.detail}")

    @property
    def subject(self):
        """What it is about, or None where that is gone."""
        return subjects(self.subject_kind).filter(pk=self.subject_id).first()

    @classmethod
    def create(cls, *, by, about, rule, detail, evidence="", found_in=None, reason=""):
        """Log a finding about a contract, a walk-through, a line, a unit or a service, for principal `by`.

        `found_in` is the Walkthrough that brought it to light, where it is not about a part of that. Raises NotAllowed
        or ValidationError.
        """
        found_in = walkthrough_of(about) or found_in
        values = {"subject_kind": about._meta.model_name, "subject_id": about.pk, "walkthrough": found_in}
        values |= {"rule": rule, "detail": detail, "evidence": evidence}
        values["mode"] = found_in.mode if found_in else Walkthrough.Mode.LIVE
        title = _("Found: %(what)s") % {"what": detail[:120]}
        with _within(found_in, by=by, title=title, reason=reason):
            return super().create(by=by, reason=reason, **values)

    def assign(self, values):
        """A finding stays with what it is about, and with the walk-through that brought it to light (H6)."""
        kept = ("subject_kind", "subject_id", "walkthrough", "mode")
        if self.pk and any(values[name] != getattr(self, name) for name in kept if name in values):
            raise Refused(_("A finding stays with what it is about. Log another one."))
        return super().assign(values)

    def update(self, *, by, reason="", **values):
        """Word it better while it is open. Raises NotAllowed, Stale, Refused (settled) or ValidationError."""
        with _within(self.walkthrough, by=by, title=self.title_of(_("edited")), reason=reason):
            self.require_open()
            return super().update(by=by, reason=reason, **values)

    def explain(self, *, by, reason):
        """Say why it is meant to be so. Raises NotAllowed, Stale, Refused or ValidationError without a reason."""
        return self._settle(by, self.State.EXPLAINED, reason, _("Explained: %(what)s"))

    def fix(self, *, by, reason):
        """Say how it was mended. Raises NotAllowed, Stale, Refused or ValidationError without a reason."""
        return self._settle(by, self.State.FIXED, reason, _("Fixed: %(what)s"))

    def require_open(self):
        """Raise Refused, with the sentence, where it was explained or fixed before."""
        if self.state != self.State.OPEN:
            raise Refused(_("This was settled already: %(reason)s") % {"reason": self.reason})

    def _settle(self, by, state, reason, title):
        with _within(self.walkthrough, by=by, title=title % {"what": self.detail[:120]}, reason=reason) as changes:
            self.lock()
            by.require("walkthroughs.settle_finding", self)
            self.require_open()
            if not reason.strip():
                raise invalid({"reason": _("Say why, in a sentence.")}, "missing")
            self.state, self.reason = state, reason.strip()
            changes.update(self, act="explain" if state == self.State.EXPLAINED else "fix")
        return changes.row


def _within(walkthrough, **told):
    return change_set(**told) if walkthrough is None else walkthrough.changing(**told)
