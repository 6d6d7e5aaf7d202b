"""Organisation units, inside IT and outside, and who looks after them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Counter
from itbiz.audit.record import change_set, current
from itbiz.core.errors import Refused
from itbiz.core.holds import holding, named
from itbiz.core.models import Part, Record, unique_code
from itbiz.core.querysets import SharedQuerySet
from itbiz.core.terms import term
from itbiz.core.text import exact, found_by
from orgchart.models.people import Person


def hold_chart():
    """Hold the lock every change of reporting lines queues at, so that two moves never close a cycle (H1).

    It is held until the change set ends, and asked for once.
    """
    changes = current()
    if changes is None or changes.once(("hold", "orgchart")):
        Counter.hold("orgchart")


class Unit(Record):
    """A box on the chart. It reports to one other or to none, and has one head or is vacant (H1)."""

    class Status(models.TextChoices):
        ACTIVE = "active", term("state.active")
        CLOSED = "closed", term("state.closed")

    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("reports to"),
    )
    head = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="heads", verbose_name=_("head")
    )
    inside_it = models.BooleanField(_("inside IT"), default=True)
    headcount = models.DecimalField(_("headcount"), max_digits=9, decimal_places=2, null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    description = models.TextField(_("description"), blank=True)

    objects = SharedQuerySet.as_manager()
    parts = ("appointments",)
    permission = "orgchart.edit_unit"

    class Meta:
        verbose_name = _("unit")
        constraints = [
            unique_code("unit"),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="unit_not_own_parent",
                violation_error_message=_("A unit cannot report to itself."),
            ),
            models.CheckConstraint(
                condition=Q(headcount__isnull=True) | Q(headcount__gte=0),
                name="unit_headcount_not_negative",
                violation_error_message=_("A headcount is zero or more."),
            ),
        ]

    def __str__(self):
        return self.name

    def prepare(self):
        """Store the name as one person would write it."""
        self.name = exact(self.name)
        super().prepare()

    def clean(self):
        """Refuse a closed parent, one that would close a cycle, and closing a unit on which others hang (N5).

        The caller holds the chart's lock.
        """
        moved = self._state.adding or (self.before and self.before["parent_id"] != self.parent_id)
        if moved and self.parent_id and self.is_active and not self.parent.is_active:
            raise ValidationError({"parent": _("%(unit)s is closed. Choose an active unit.") % {"unit": self.parent}})
        if moved and self.pk and self.parent_id and self.pk in ancestors(self.parent_id):
            raise ValidationError(
                {"parent": _("%(unit)s reports, in the end, to this unit itself.") % {"unit": self.parent}}
            )
        if self.before and self.before["status"] != self.status == self.Status.CLOSED:
            said = self._holding()
            if said:
                raise ValidationError({"status": said})

    @property
    def is_active(self):
        """Whether the unit is not closed."""
        return self.status == self.Status.ACTIVE

    def search_text(self):
        """Look for units by name and code."""
        return found_by(self.name, self.code)

    def queue(self, values):
        """Hold the chart where a reporting line is about to change, or a unit may close."""
        if {"parent", "parent_id", "status"} & set(values):
            hold_chart()

    def require_active(self):
        """Raise Refused for a closed unit."""
        if self.status == self.Status.CLOSED:
            raise Refused(_("%(unit)s is closed. Only an active unit moves.") % {"unit": self.name})

    def move(self, *, by, parent, reason=""):
        """Let the unit report to `parent`: a Unit, or None for a root.

        Raises NotAllowed, Stale, Refused (a closed unit), or ValidationError (a cycle, H1).
        """
        title = _("%(unit)s now reports to %(parent)s") % {"unit": self.name, "parent": parent or _("nobody")}
        with change_set(by=by, title=title, reason=reason) as changes:
            hold_chart()
            self.lock()
            by.require("orgchart.move_unit", self)
            self.require_active()
            self.parent = parent
            by.require("orgchart.move_unit", self)
            self.validate()
            changes.update(self, act="move")
        return changes.row

    def require_closable(self):
        """Raise Refused for a unit that is closed, or on which others hang (N5): units, lines, promises."""
        if not self.is_active:
            raise Refused(_("%(unit)s is closed already.") % {"unit": self.name})
        said = self._holding()
        if said:
            raise Refused(" ".join(said))

    def _holding(self):
        below = {
            _("Units report to it: %(names)s. Move or close them first."): self.children,
            _("It runs lines of business: %(names)s. Close them, or move them to another unit first."): self.lines,
        }
        found = {sentence: named(rows.filter(status=self.Status.ACTIVE)) for sentence, rows in below.items()}
        return [sentence % {"names": names} for sentence, names in found.items() if names] + holding(self)

    def close(self, *, by, reason=""):
        """Close the unit: it stays in history and takes nothing new (N5).

        Raises NotAllowed, Stale, or Refused, with what hangs on it.
        """
        title = _("%(unit)s closed") % {"unit": self.name}
        with change_set(by=by, title=title, reason=reason) as changes:
            hold_chart()
            self.lock()
            by.require("orgchart.close_unit", self)
            self.require_closable()
            self.status = self.Status.CLOSED
            changes.update(self, act="close")
        return changes.row


def ancestors(unit_id):
    """Return the ids of a unit and of all it reports to, in one statement; safe against cycles."""
    statement = """
    WITH RECURSIVE above(id) AS (
        SELECT CAST(%s AS bigint)
        UNION SELECT unit.parent_id FROM orgchart_unit unit JOIN above ON unit.id = above.id
        WHERE unit.parent_id IS NOT NULL
    ) SELECT id FROM above
    """
    return {row.pk for row in Unit.objects.raw(statement, [unit_id])}


class Appointment(Part):
    """A deputy, who acts for the head, or an editor, who writes the texts and does not promise (rules P)."""

    class Kind(models.TextChoices):
        DEPUTY = "deputy", _("deputy")
        EDITOR = "editor", _("editor")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "kind"],
                name="appointment_once",
                violation_error_message=_("This person is appointed here already."),
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.get_kind_display()} of {self.unit}"
