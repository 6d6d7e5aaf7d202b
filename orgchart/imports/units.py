"""Units from a file: ids, names, reporting lines, heads and deputies (rules I3 to I8)."""

from django.utils.translation import gettext_lazy

from itbiz.core.text import fold
from itbiz.exchange import cells
from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.hierarchy import Hierarchy, in_levels, parent_of
from itbiz.exchange.keys import known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.write import change, differing, fill, given, insert, insert_made, name_rows, place_records
from orgchart.imports.people import People, mentions
from orgchart.models import Appointment, Unit
from orgchart.models.units import hold_chart

CLOSED = {"archived", "eliminated", "closed"}
DEPUTY = Appointment.Kind.DEPUTY


def status(cell):
    """Return the status that a word in a file means (I3): every word that does not close a unit leaves it active."""
    return Unit.Status.CLOSED if fold(cell) in CLOSED else Unit.Status.ACTIVE


class UnitKind(Kind):
    """Rows that are units of the organisation."""

    name = "units"
    title = gettext_lazy("Units")
    needs = (("code", "name"),)
    # Nobody else closes a cycle meanwhile (H1).
    locks = (hold_chart,)
    fields = (
        Field("code", ("unit_id", "id", "code", "unit_code")),
        Field("name", ("unit", "name", "unit_name")),
        Field("parent", ("parent_id", "parent_code", "reports_to_id", "parent", "reports_to")),
        Field("manager", ("manager", "head"), mentions),
        Field("other_managers", ("other_managers", "deputies"), mentions),
        Field("status", ("status",), status),
        Field("inside_it", ("inside_it",), cells.YES_NO),
        Field("headcount", ("headcount",), cells.number),
        Field("description", ("description",)),
    )

    def plan(self, batch):
        """Check names, ids, managers and reporting lines, and give each usable entry its unit."""
        name_rows(batch)
        keys = {entry.key for entry in batch.entries} | {entry.values.get("parent") for entry in batch.entries}
        units = Unit.objects.visible_to(batch.by).select_related("parent", "head")
        units = known(units.prefetch_related("appointments__person"), batch.source, keys - {"", None})
        standing = dict(Unit.objects.visible_to(batch.by).values_list("pk", "parent_id"))
        chart = Hierarchy(batch, units, standing)
        settle_repeats(batch, "code", last=chart.cyclic_when_first_wins())
        _fill(batch, units)
        chart.check()
        _join(batch, units)

    def write(self, batch, changes):
        """Write new people, new units from the top down, and changed units, whose final parents come first too.

        Units that close come last, from the bottom up: nothing that hangs on them is left by then (N5).
        """
        insert_made("people", batch, changes)
        order = in_levels(batch.usable)
        for level in order:
            new = [entry for entry in level if entry.is_new]
            parts = [part for entry in new for part in entry.parts]
            insert([entry.record for entry in new], batch, changes, parts)
        changed = [entry for level in order for entry in level if entry.changes]
        change([entry for entry in changed if not _closes(entry)], batch)
        change([entry for entry in reversed(changed) if _closes(entry)], batch)
        remember(batch.source, {entry.key: entry.record for level in order for entry in level})


def _closes(entry):
    return entry.changes.get("status") == Unit.Status.CLOSED


def _fill(batch, units):
    place_records(batch, units, Unit)
    usable = batch.usable
    named = [mention for entry in usable for mention in _managers(entry)]
    people = People(batch, named, units.values())
    for entry in usable:
        _fill_one(batch, entry, people)


def _join(batch, units):
    """Set the parents of the units that are left, and forget the people whom no such unit names."""
    usable = batch.usable
    records = units | {entry.key: entry.record for entry in usable}
    for entry in usable:
        if "parent" in entry.values:
            fill(entry, differing(entry.record, {"parent": records.get(parent_of(entry))}))
    named = {mention.key for entry in usable for mention in _managers(entry)}
    batch.made["people"] = {key: person for key, person in batch.made["people"].items() if key in named}


def _managers(entry):
    return [mention for name in ("manager", "other_managers") for mention in entry.values.get(name) or []]


def _fill_one(batch, entry, people):
    values = entry.values
    columns = given(values, ("name", "description"))
    if "headcount" in values:
        columns["headcount"] = values["headcount"]
    if "status" in values:
        columns["status"] = values["status"] or Unit.Status.ACTIVE
    if values.get("inside_it") is not None:
        columns["inside_it"] = values["inside_it"]
    managers = [people.find(entry, mention) for mention in _managers(entry)]
    if "manager" in values:
        columns["head"] = managers.pop(0) if values["manager"] else None
    fill(entry, differing(entry.record, columns))
    _appoint(entry, managers)
    batch.check(entry, entry.record)
    if (entry.record.headcount or 0) < 0:
        batch.refuse(entry, "headcount", entry.record, "unit_headcount_not_negative")


def _appoint(entry, managers):
    """Appoint the deputies; editors are not the file's matter and stay."""
    unit = entry.record
    people = list({id(person): person for person in managers if person is not unit.head}.values())
    if entry.is_new:
        entry.parts = [Appointment(unit=unit, person=person, kind=DEPUTY) for person in people]
    elif {"manager", "other_managers"} & set(entry.values):
        standing = list(unit.appointments.all())
        if [a.person for a in standing if a.kind == DEPUTY] != people:
            editors = [{"person": a.person, "kind": a.kind} for a in standing if a.kind != DEPUTY]
            entry.changes["appointments"] = [{"person": person, "kind": DEPUTY} for person in people] + editors
