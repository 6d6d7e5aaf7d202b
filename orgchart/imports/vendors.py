"""Vendors from a file: outside firms, each under the line that holds it (rules I1, I6, C4)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.exports import Export
from itbiz.exchange.keys import known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.write import differing, fill, given, name_rows, place_records, write_rows
from orgchart.models import Line, Vendor

VENDORS = Export({"code": "code", "name": "name", "held_by": "held_by__code"})


class VendorKind(Kind):
    """Rows that are vendors, each held by a line that stands already."""

    name = "vendors"
    title = gettext_lazy("Vendors")
    model = Vendor
    export = VENDORS
    needs = (("code", "name"),)
    fields = (
        Field("code", ("vendor_id", "id", "code", "vendor_code")),
        Field("name", ("vendor", "name", "vendor_name", "firm")),
        Field("held_by", ("held_by", "line_id", "line_code", "line")),
    )

    def plan(self, batch):
        """Check names, ids and lines, and give each usable entry its vendor."""
        name_rows(batch)
        settle_repeats(batch, "code")
        vendors = Vendor.objects.visible_to(batch.by).select_related("held_by")
        place_records(batch, known(vendors, batch.source, {entry.key for entry in batch.usable}), Vendor)
        wanted = {entry.values["held_by"] for entry in batch.usable if entry.values.get("held_by")}
        lines = known(Line.objects.visible_to(batch.by).select_related("unit"), batch.source, wanted)
        for entry in batch.usable:
            _fill(batch, entry, lines)

    def write(self, batch, changes):
        """Write new vendors, and changed ones through their verb."""
        remember(batch.source, {entry.key: entry.record for entry in write_rows(batch, changes)})


def _fill(batch, entry, lines):
    values = entry.values
    columns = given(values, ("name",))
    key = values.get("held_by")
    if key in lines:
        columns["held_by"] = lines[key]
    elif key:
        batch.error(entry, "held_by", _("There is no line “%s”.") % key, _("Import the lines first."))
    elif entry.is_new:
        sentence = _("The line that holds the vendor is missing.")
        batch.error(entry, "held_by", sentence, _("Write the code of the line that answers for it."))
    fill(entry, differing(entry.record, columns))
    batch.check(entry, entry.record)
