"""Lines of business from a file: names, types of business, domains and boundaries (rules I1, I6, N2)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.core.text import fold
from itbiz.exchange import cells
from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.exports import Export, Listed
from itbiz.exchange.keys import known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.lists import as_json, records_of
from itbiz.exchange.write import differing, fill, given, name_rows, place_records, write_rows
from orgchart.models import Block, Boundary, Line, Unit

STATUSES = {"active": "active", "": "active", "closed": "closed", "archived": "closed", "eliminated": "closed"}
BLOCKS = {fold(code): code for code in Block.values} | {fold(str(name)): code for code, name in Block.choices}
TEXTS = ("name", "short_name", "specialty", "domain")


def _not_ours(rows):
    return as_json([{"text": text, "goes_to": code} for text, code in rows])


LINES = Export(
    {
        "code": "code",
        "unit": "unit__code",
        **{name: name for name in ("name", "short_name", "block", "specialty", "domain", "staff")},
        "boundaries": Listed(
            lambda principal: Boundary.objects.all(), "line", ("text", "goes_to__code"), make=_not_ours
        ),
        "status": "status",
        "provisional": "provisional",
    }
)


class LineKind(Kind):
    """Rows that are lines of business, each in a unit that stands already."""

    name = "lines"
    title = gettext_lazy("Lines of business")
    model = Line
    export = LINES
    needs = (("code", "name"),)
    closing = (Line.Status.CLOSED,)
    fields = (
        Field("code", ("line_id", "id", "code", "line_code")),
        Field("name", ("line", "name", "line_name", "business", "line_of_business")),
        Field("unit", ("unit_id", "unit_code", "unit", "department")),
        Field("short_name", ("short_name", "short")),
        Field("block", ("block", "type", "type_of_business", "business_type"), cells.one_of(BLOCKS), describes=True),
        Field("specialty", ("specialty", "speciality")),
        Field("domain", ("domain", "description", "charter")),
        Field("staff", ("staff", "fte", "headcount"), cells.about(cells.number), describes=True),
        Field("boundaries", ("boundaries",), records_of("text", "goes_to")),
        Field("status", ("status",), cells.one_of(STATUSES)),
        Field("provisional", ("provisional",), cells.YES_NO),
    )

    def plan(self, batch):
        """Check names, ids, units and boundaries, and give each usable entry its line."""
        name_rows(batch)
        settle_repeats(batch, "code")
        lines = Line.objects.visible_to(batch.by).select_related("unit").prefetch_related("boundaries__goes_to")
        named = {row["goes_to"] for entry in batch.usable for row in entry.values.get("boundaries") or ()}
        lines = known(lines, batch.source, {entry.key for entry in batch.usable} | named - {None})
        place_records(batch, lines, Line)
        wanted = {entry.values["unit"] for entry in batch.usable if entry.values.get("unit")}
        units = known(Unit.objects.visible_to(batch.by), batch.source, wanted)
        for entry in batch.usable:
            _fill(batch, entry, units)
        _draw_boundaries(batch, lines)

    def write(self, batch, changes):
        """Write new lines with their boundaries, and changed ones through their verb."""
        remember(batch.source, {entry.key: entry.record for entry in write_rows(batch, changes)})

    def is_ended(self, record):
        """Return whether a line is closed."""
        return record.status == Line.Status.CLOSED

    def end(self, record, *, by):
        """Close a line on which nothing hangs any more."""
        record.update(by=by, status=Line.Status.CLOSED)


def _fill(batch, entry, units):
    line, values = entry.record, entry.values
    columns = given(values, TEXTS)
    # A name for walls is made from the name where none is given (N8).
    if not columns.get("short_name"):
        columns.pop("short_name", None)
    if "staff" in values:
        columns["staff"] = values["staff"]
    columns |= {name: values[name] or "" for name in ("block",) if name in values}
    columns |= {"status": values["status"]} if values.get("status") else {}
    if entry.is_new and values.get("provisional"):
        columns["provisional"] = True
    unit = units.get(values.get("unit"))
    if unit is not None:
        columns["unit"] = unit
    elif values.get("unit"):
        batch.error(entry, "unit", _("There is no unit “%s”.") % values["unit"], _("Import the units first."))
    elif entry.is_new:
        batch.error(entry, "unit", _("The unit is missing."), _("Write the code of the unit that runs the line."))
    fill(entry, differing(line, columns))
    batch.check(entry, line)
    opens = entry.is_new or "unit" in entry.changes
    if opens and unit and unit.status == Unit.Status.CLOSED and line.status == Line.Status.ACTIVE:
        batch.error(entry, "unit", _("The unit “%s” is closed.") % unit, _("Name an active unit."))


def _draw_boundaries(batch, lines):
    """Set what is not the lines', and whose it is instead: a line of the file, or one known here."""
    records = lines | {entry.key: entry.record for entry in batch.usable}
    for entry in batch.usable:
        if "boundaries" in entry.values:
            rows = entry.values["boundaries"] or []
            for row in rows:
                if row["goes_to"] and row["goes_to"] not in records:
                    sentence = _("There is no line “%s”.") % row["goes_to"]
                    batch.error(entry, "boundaries", sentence, _("Write the code of a line that exists."))
            _draw(entry, [(row["text"] or "", records.get(row["goes_to"])) for row in rows])


def _draw(entry, rows):
    line = entry.record
    if entry.is_new:
        entry.parts = [Boundary(line=line, text=text, goes_to=other) for text, other in rows]
    elif [(row.text, row.goes_to) for row in line.boundaries.all()] != rows:
        entry.changes["boundaries"] = [{"text": text, "goes_to": other} for text, other in rows]
