"""Units from a file: ids, names, reporting lines, heads and deputies (rules I3 to I8)."""

from django.utils.translation import gettext_lazy

from itbiz.exchange import cells
from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.exports import Export, Listed
from itbiz.exchange.hierarchy import Hierarchy, in_levels, parent_of
from itbiz.exchange.keys import known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.lists import code_list, codes_in
from itbiz.exchange.words import english
from itbiz.exchange.write import change, differing, fill, given, insert, insert_made, name_rows, place_records
from orgchart.imports import headers
from orgchart.imports.addresses import read_addresses, write_addresses
from orgchart.imports.heads import tell_managers
from orgchart.imports.members import read_members, write_members
from orgchart.imports.parents import find_parents
from orgchart.imports.people import People, begins_with_nobody, mentions, with_email
from orgchart.imports.positions import read_positions
from orgchart.models import Appointment, Membership, Unit
from orgchart.models.units import hold_chart

CLOSED = {"archived", "eliminated", "closed"}
DEPUTY, EDITOR = Appointment.Kind.DEPUTY, Appointment.Kind.EDITOR


def status(cell):
    """Return the status that a word in a file means (I3): every word that does not close a unit leaves it active."""
    return Unit.Status.CLOSED if english(cell) in CLOSED else Unit.Status.ACTIVE


def _appointed(kind):
    return Listed(
        lambda principal: Appointment.objects.filter(kind=kind),
        "unit",
        ("person__code",),
        lambda rows: code_list(code for (code,) in rows),
    )


UNITS = Export(
    {
        "code": "code",
        "name": "name",
        "parent": "parent__code",
        "head": "head__code",
        "deputies": _appointed(DEPUTY),
        "editors": _appointed(EDITOR),
        "status": "status",
        "inside_it": "inside_it",
        "headcount": "headcount",
        "description": "description",
        "member_codes": Listed(
            lambda principal: Membership.objects.all(),
            "unit",
            ("person__code",),
            lambda rows: code_list(sorted(code for (code,) in rows)),
        ),
    }
)


class UnitKind(Kind):
    """Rows that are units of the organisation."""

    name = "units"
    title = gettext_lazy("Units")
    model = Unit
    export = UNITS
    needs = (("code", "name", "person", "last_name"),)
    labels = {"person": gettext_lazy("Who holds the position"), "members": gettext_lazy("Codes of members")}
    closing = (Unit.Status.CLOSED,)
    # Nobody else closes a cycle meanwhile (H1).
    locks = (hold_chart,)
    fields = (
        Field("code", headers.UNIT_CODE),
        Field("name", headers.UNIT_NAME),
        Field("person", headers.POSITION_HOLDER, joins=("first_name", "last_name")),
        Field("first_name", ("first_name",)),
        Field("last_name", ("last_name",)),
        Field("parent", headers.PARENT),
        Field("manager", headers.MANAGER, mentions),
        Field("title", headers.MANAGER_TITLE),
        Field("manager_email", headers.MANAGER_EMAIL),
        Field("email", headers.EMAIL),
        Field("other_managers", headers.DEPUTIES, mentions),
        Field("editors", ("editors",), mentions),
        Field("status", ("status",), status),
        Field("inside_it", ("inside_it",), cells.YES_NO),
        Field("headcount", headers.HEADCOUNT, cells.about(cells.number), describes=True),
        Field("description", headers.DESCRIPTION),
        # Not "members": such columns of other systems hold numbers or names.
        Field("members", ("member_codes",), codes_in),
    )

    def plan(self, batch):
        """Check names, ids, managers and reporting lines, and give each usable entry its unit."""
        read_positions(batch)
        name_rows(batch, key="position")
        keys = {entry.key for entry in batch.entries} | {entry.values.get("parent") for entry in batch.entries}
        units = Unit.objects.visible_to(batch.by).select_related("parent", "head")
        units = known(units.prefetch_related("appointments__person"), batch.source, keys - {"", None})
        find_parents(batch, units)
        standing = dict(Unit.objects.visible_to(batch.by).values_list("pk", "parent_id"))
        chart = Hierarchy(batch, units, standing)
        settle_repeats(batch, "code", last=chart.cyclic_when_first_wins())
        people = _fill(batch, units)
        chart.check()
        _join(batch, units)
        people.settle([mention for entry in batch.usable for mention in _mentioned(entry)])

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
        for level in order:
            for entry in level:
                for name in ("members", "manager_email"):
                    entry.changes.pop(name, None)
        changed = [entry for level in order for entry in level if entry.changes]
        change([entry for entry in changed if not _closes(entry)], batch)
        change([entry for entry in reversed(changed) if _closes(entry)], batch)
        write_members([entry for level in order for entry in level], batch.by)
        write_addresses([entry for level in order for entry in level], batch.by)
        remember(batch.source, {entry.key: entry.record for level in order for entry in level})

    def is_ended(self, record):
        """Return whether a unit is closed."""
        return not record.is_active

    def end(self, record, *, by):
        """Close a unit."""
        record.close(by=by)


def _closes(entry):
    return entry.changes.get("status") == Unit.Status.CLOSED


def _fill(batch, units):
    place_records(batch, units, Unit)
    usable = batch.usable
    named = [mention for entry in usable for mention in _mentioned(entry)]
    people = People(batch, named, units.values(), _titles(usable))
    for entry in usable:
        _fill_one(batch, entry, people)
    tell_managers(batch, people)
    read_members(batch)
    read_addresses(batch, people, _named_managers)
    return people


def _join(batch, units):
    """Set the parents of the units that are left."""
    usable = batch.usable
    records = units | {entry.key: entry.record for entry in usable}
    for entry in usable:
        if "parent" in entry.values:
            fill(entry, differing(entry.record, {"parent": records.get(parent_of(entry))}))


def _named_managers(entry):
    """Return the managers of a row as pairs (Mention, name of the field it stands in)."""
    email = entry.values.get("manager_email") or entry.values.get("email")
    heads = with_email(entry.values.get("manager") or [], email)
    others = entry.values.get("other_managers") or []
    return [(one, "manager") for one in heads] + [(one, "other_managers") for one in others]


def _mentioned(entry):
    return [one for one, _name in _named_managers(entry)] + (entry.values.get("editors") or [])


def _titles(entries):
    """Return {key of a mention: title} of the first managers whom the file gives one."""
    titles = {}
    for entry in entries:
        if entry.values.get("title") and entry.values.get("manager"):
            titles.setdefault(_mentioned(entry)[0].key, entry.values["title"])
    return titles


def _fill_one(batch, entry, people):
    values = entry.values
    columns = given(values, ("name", "description"))
    if "headcount" in values:
        columns["headcount"] = values["headcount"]
    if "status" in values:
        columns["status"] = values["status"] or Unit.Status.ACTIVE
    if values.get("inside_it") is not None:
        columns["inside_it"] = values["inside_it"]
    managers = [people.find(entry, mention, name) for mention, name in _named_managers(entry)]
    if "manager" in values:
        columns["head"] = managers.pop(0) if _is_headed(entry) else None
    fill(entry, differing(entry.record, columns))
    _appoint(entry, managers, [people.find(entry, mention, "editors") for mention in values.get("editors") or []])
    batch.check(entry, entry.record)
    if (entry.record.headcount or 0) < 0:
        batch.refuse(entry, "headcount", entry.record, "unit_headcount_not_negative")


def _is_headed(entry):
    """Whether the first of the managers is one; a position is headed by the person who holds it."""
    nobody = "position" not in entry.values and begins_with_nobody(entry.cells["manager"])
    return bool(entry.values["manager"]) and not nobody


def _appoint(entry, managers, editors):
    """Appoint deputies and editors; those of whom the file has no column stay."""
    unit, values = entry.record, entry.values
    named = {DEPUTY: _once(person for person in managers if person != unit.head), EDITOR: _once(editors)}
    if entry.is_new:
        pairs = [(kind, person) for kind, people in named.items() for person in people]
        entry.parts = [Appointment(unit=unit, person=person, kind=kind) for kind, person in pairs]
        return
    standing = {kind: [a.person for a in unit.appointments.all() if a.kind == kind] for kind in named}
    told = {DEPUTY: "manager" in values or "other_managers" in values, EDITOR: "editors" in values}
    wanted = {kind: people if told[kind] else standing[kind] for kind, people in named.items()}
    if wanted != standing:
        rows = [{"person": person, "kind": kind} for kind, people in wanted.items() for person in people]
        entry.changes["appointments"] = rows


def _once(people):
    return list({id(person): person for person in people}.values())
