"""Lines of business: what a manager runs, and where it ends."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.holds import holding
from itbiz.core.models import Part, Record, unique_code
from itbiz.core.querysets import SharedQuerySet
from itbiz.core.terms import BLOCKS, term
from itbiz.core.text import SHORT_LENGTH, exact, found_by, shorten
from orgchart.models.units import Unit


class Block(models.TextChoices):
    """Types of business (N2). A line without one is not named yet."""

    AE = "AE", BLOCKS["AE"]
    BE = "BE", BLOCKS["BE"]
    AS = "AS", BLOCKS["AS"]
    PS = "PS", BLOCKS["PS"]
    CO = "CO", BLOCKS["CO"]
    CR = "CR", BLOCKS["CR"]
    AU = "AU", BLOCKS["AU"]


def letters(block, inside_it):
    """Return the code of a line's chip (N2): its type of business, else "CL" outside IT, else "" for not named yet."""
    return block or ("" if inside_it else "CL")


class Line(Record):
    """One kind of internal business, run by the head of one unit. Promises hang on it, not on a person."""

    class Status(models.TextChoices):
        ACTIVE = "active", term("state.active")
        CLOSED = "closed", term("state.closed")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="lines", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=SHORT_LENGTH, blank=True)
    block = models.CharField(_("type of business"), max_length=2, choices=Block.choices, blank=True)
    specialty = models.CharField(_("specialty"), max_length=200, blank=True)
    domain = models.TextField(_("domain"), blank=True)
    staff = models.DecimalField(_("staff"), max_digits=9, decimal_places=2, null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    provisional = models.BooleanField(_("provisional"), default=False, editable=False)

    objects = SharedQuerySet.as_manager()
    parts = ("boundaries",)
    permission = "orgchart.edit_line"

    class Meta:
        verbose_name = _("line of business")
        constraints = [unique_code("line")]

    def __str__(self):
        return self.name

    @property
    def letters(self):
        """The code of the line's chip (N2); reads its unit."""
        return letters(self.block, self.unit.inside_it)

    @property
    def business(self):
        """The words beside the chip (N2): the type of business, "outside IT", or that none is named; reads its unit."""
        return BLOCKS[self.letters] if self.letters else _("type of business not named yet")

    def prepare(self):
        """Make the short name from the name where none was given (N8)."""
        self.name = exact(self.name)
        self.short_name = exact(self.short_name) or shorten(self.name)
        super().prepare()

    def search_text(self):
        """Look for lines by names, code and specialty."""
        return found_by(self.name, self.short_name, self.code, self.specialty)

    def clean(self):
        """Refuse a line that begins in, or moves to, a closed unit, and closing one on which promises hang (N5)."""
        moved = self._state.adding or (self.before and self.before["unit_id"] != self.unit_id)
        if moved and self.unit_id and self.unit.status == Unit.Status.CLOSED:
            raise ValidationError({"unit": _("%(unit)s is closed. Choose an active unit.") % {"unit": self.unit}})
        if self.before and self.before["status"] != self.status == self.Status.CLOSED:
            said = holding(self)
            if said:
                raise ValidationError({"status": " ".join(said)})

    def authorize(self, by, values):
        """Writers change the texts; naming a line or moving it to another unit is for heads and the CIO (P1)."""
        texts = {"specialty", "domain", "boundaries", "short_name"}
        is_text = not self._state.adding and set(values) <= texts
        by.require("orgchart.write_line" if is_text else self.permission, self)

    def confirm(self, *, by, reason=""):
        """Confirm a provisional line born in a walk-through (P4). Raises NotAllowed, Stale or Refused."""
        with change_set(by=by, title=_("Line confirmed: %(line)s") % {"line": self.name}, reason=reason) as changes:
            self.lock()
            by.require("orgchart.confirm_line", self)
            if not self.provisional:
                raise Refused(_("%(line)s is confirmed already.") % {"line": self.name})
            self.provisional = False
            changes.update(self, act="confirm")
        return changes.row


class Boundary(Part):
    """What a line does not offer, and whose it is instead."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="boundaries")
    text = models.CharField(_("not ours"), max_length=300)
    goes_to = models.ForeignKey(
        Line,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="boundary_cases",
        verbose_name=_("ask instead"),
    )

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.text
