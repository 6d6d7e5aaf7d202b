"""Vendors: outside firms, each held by one line (C4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import SharedQuerySet
from itbiz.core.text import exact, found_by
from orgchart.models.lines import Line


class Vendor(Record):
    """An outside firm under the line that answers for it and promises for it."""

    name = models.CharField(_("name"), max_length=200)
    held_by = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="vendors", verbose_name=_("held by"))

    objects = SharedQuerySet.as_manager()
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
        return found_by(self.name, self.code)
