"""Vendors: outside firms, each held by one line (C4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.text import exact, fold
from orgchart.models.lines import Line


class VendorQuerySet(RecordQuerySet):
    """Vendors; everyone signed in sees them, as they see the lines that hold them (V1)."""

    def visible_to(self, principal):
        """Return every vendor, to whoever is signed in."""
        return self.all() if principal.is_signed_in else self.none()


class Vendor(Record):
    """An outside firm under the line that answers for it and promises for it."""

    name = models.CharField(_("name"), max_length=200)
    held_by = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="vendors", verbose_name=_("held by"))

    objects = VendorQuerySet.as_manager()
    permission = "orgchart.edit_vendor"

    class Meta:
        verbose_name = _("vendor")
        constraints = [unique_code("vendor")]

    def __str__(self):
        return self.name

    def prepare(self):
        """Store the name as one person would write it."""
        self.name = exact(self.name)
        super().prepare()

    def search_text(self):
        """Look for vendors by name and code."""
        return fold(f"{self.name} {self.code}")
