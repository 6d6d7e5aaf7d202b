"""Units from a file: ids, names, reporting lines, heads and deputies (rules I3 to I8)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.core.text import fold
from itbiz.exchange import cells
from itbiz.exchange.batch import by_key, settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.keys import known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.write import fill, given, insert, insert_made, name_rows, place_records
from orgchart.imports.people import People, mentions
from orgchart.imports.tree import levels, on_cycles, way_up
from orgchart.models import Appointment, Unit
from orgchart.models.units import hold_chart

CLOSED = {"archived", "eliminated", "closed"}
ROOT = {"", "xx", "none", "n/a", "-"}
DEPUTY = Appointment.Kind.DEPUTY


def status(cell):
    """Return the status that a word in a file means (I3): every word that does not close a unit leaves it active."""
    return Unit.Status.CLOSED if fold(cell) in CLOSED else Unit.Status.ACTIVE


class UnitKind(Kind):
    """Rows that are units of the organisation."""

    name = "units"
    title = gettext_lazy("Units")
    needs = (("code", "name"),)
    fields = (
        Field("code", ("unit_id", "id", "code", "unit_code")),
        Field("name", ("unit", "name", "unit_name")),
        Field("parent", ("parent_id", "parent_code", "reports_to_id", "parent", "reports_to")),
        Field("manager", ("manager", "head"), mentions),
        Field("other_managers", ("other_managers", "deputies"), mentions),
        Field("status", ("status",), status),
        Field("headcount", ("headcount",), cells.number),
        Field("description", ("description",)),
    )

    def plan(self, batch):
        """Check names, ids, managers and reporting lines, and give each usable entry its unit."""
        name_rows(batch)
        keys = {entry.key for entry in batch.entries} | {entry.values.get("parent") for entry in batch.entries}
        units = Unit.objects.visible_to(batch.by).select_related("parent", "head")
        units = known(units.prefetch_related("appointments__person"), batch.source, keys - {"", None})
        chart = Chart(batch, units)
        settle_repeats(batch, "code", last=chart.cyclic_when_first_wins())
        _fill(batch, units)
        chart.check()
        _join(batch, units)

    def write(self, batch, changes):
        """Write new people, new units from the top down, and changed units, whose final parents come first too."""
        insert_made("people", batch, changes)
        hold_chart()
        entries = {entry.key: entry for entry in batch.usable}
        order = [[entries[key] for key in level] for level in levels(_parents(batch), list(entries))]
        for level in order:
            new = [entry for entry in level if entry.is_new]
            insert(
                [entry.record for entry in new],
                batch,
                changes,
                parts=[part for entry in new for part in entry.parts],
            )
        for entry in (entry for level in order for entry in level if entry.changes):
            entry.record.update(by=batch.by, **entry.changes)
        remember(batch.source, {key: entry.record for key, entry in entries.items()})


class Chart:
    """The reporting lines as they would stand after the import."""

    def __init__(self, batch, units):
        """`units` are the known ones, {key: Unit}, of the batch's keys."""
        self.batch = batch
        self.units = units
        self.standing = dict(Unit.objects.visible_to(batch.by).values_list("pk", "parent_id"))

    def cyclic_when_first_wins(self):
        """Return the keys on a cycle when the first of several rows with one id is taken (I6)."""
        firsts = [entries[0] for entries in by_key(self.batch).values()]
        cyclic = on_cycles(self._after(firsts))
        return {entry.key for entry in firsts if self._node(entry.key) in cyclic}

    def check(self):
        """Make errors of unknown parents (I5) and of cycles (I7); skipping drops what hangs below a dropped row."""
        if "parent" not in self.batch.columns:
            return
        in_file = {entry.key for entry in self.batch.entries}
        for entry in self.batch.usable:
            self._check_parent(entry, in_file)
        self._check_cycles()
        while self.batch.skipping and self._drop_orphans():
            pass

    def _check_parent(self, entry, in_file):
        parent = _parent(entry)
        if parent is None:
            if entry.values["parent"]:
                self.batch.note(entry, "parent", _("“%s” is read as: a root.") % entry.values["parent"])
        elif parent not in in_file and parent not in self.units:
            self.batch.error(
                entry,
                "parent",
                _("The unit reports to “%s”, which is neither in the file nor in the organisation.") % parent,
                _("Correct the id, add that unit, or leave the cell empty for a root."),
            )

    def _check_cycles(self):
        entries = self.batch.usable
        after = self._after(entries)
        cyclic = on_cycles(after)
        keys = {self._node(entry.key): entry.key for entry in entries}
        for entry in entries:
            node = self._node(entry.key)
            if node in cyclic:
                self._refuse_cycle(entry, [keys.get(step, step) for step in way_up(after, node)])

    def _refuse_cycle(self, entry, way):
        sentence = _("The unit reports, in the end, to itself: %s.") % " > ".join(str(step) for step in way)
        if len(way) == 2:
            sentence = _("The unit reports to itself.")
        self.batch.error(entry, "parent", sentence, _("Correct the parent of one row on this way."))

    def _drop_orphans(self):
        kept = {entry.key for entry in self.batch.usable} | set(self.units)
        orphans = [entry for entry in self.batch.usable if (_parent(entry) or entry.key) not in kept]
        for entry in orphans:
            sentence = _("The unit reports to “%s”, which is left out.") % _parent(entry)
            self.batch.error(entry, "parent", sentence, _("Correct that row first."))
        return bool(orphans)

    def _node(self, key):
        unit = self.units.get(key)
        return unit.pk if unit else key

    def _after(self, entries):
        moved = {self._node(entry.key): self._node(_parent(entry)) for entry in entries if "parent" in entry.values}
        return self.standing | moved


def _parent(entry):
    parent = entry.values.get("parent")
    return None if fold(parent or "") in ROOT else parent


def _parents(batch):
    return {entry.key: _parent(entry) for entry in batch.usable}


def _fill(batch, units):
    usable = batch.usable
    place_records(usable, units, Unit)
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
            entry.changes |= fill(entry.record, {"parent": records.get(_parent(entry))})
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
    managers = [people.find(entry, mention) for mention in _managers(entry)]
    if "manager" in values:
        columns["head"] = managers.pop(0) if values["manager"] else None
    entry.changes = fill(entry.record, columns)
    _appoint(entry, managers)
    batch.check(entry, entry.record)
    if (entry.record.headcount or 0) < 0:
        batch.refuse(entry, "headcount", "unit_headcount_not_negative", _("Write zero or more."))


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
