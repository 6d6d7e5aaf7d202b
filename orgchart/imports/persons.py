"""People from a file: who is the same as whom, and what each is called (rules I1, I4)."""

from collections import defaultdict

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.core.text import fold, one_line
from itbiz.exchange import cells
from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.exports import Export
from itbiz.exchange.keys import chunks, known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.lists import codes_in
from itbiz.exchange.write import differing, fill, given, name_rows, place_records, write_rows
from orgchart.imports import headers
from orgchart.imports.heads import told_nobody
from orgchart.imports.people import by_email, is_nobody
from orgchart.imports.written import (
    likeness,
    namesakes,
    person_name,
    reading_of,
    told_alike,
    told_namesake,
    told_written,
)
from orgchart.models import Membership, Person, Unit

ACTIVE = {"": True, "yes": True, "true": True, "1": True, "active": True, "aktiv": True, "ja": True}
LEFT = {"no": False, "false": False, "0": False, "inactive": False, "left": False, "inaktiv": False, "nein": False}


class _Lasting(Export):
    """Everybody but those who turned out to be another, so that an empty database takes each once."""

    def rows(self, queryset, principal):
        """Yield the rows of `queryset` without those."""
        return super().rows(queryset.filter(merged_into=None), principal)


PEOPLE = _Lasting({name: name for name in ("code", "name", "email", "title", "active")})


class PersonKind(Kind):
    """Rows that are people. Nobody signs in by them."""

    name = "people"
    title = gettext_lazy("People")
    model = Person
    export = PEOPLE
    needs = (("name", "last_name"),)
    labels = {"code": gettext_lazy("Code here"), "id": gettext_lazy("Id elsewhere")}
    fields = (
        # A code is somebody's own here; an id of another system may be one of several that a person has there.
        Field("code", ("code", "person_code")),
        Field("id", headers.PERSON_ID),
        Field("name", headers.PERSON_NAME, joins=("first_name", "last_name")),
        Field("first_name", ("first_name",)),
        Field("last_name", ("last_name",)),
        Field("email", headers.PERSON_EMAIL),
        Field("title", headers.PERSON_TITLE),
        Field("active", ("active",), cells.one_of(ACTIVE | LEFT)),
        Field("units", headers.PERSON_UNITS, codes_in),
    )

    def plan(self, batch):
        """Tell apart who is who, check the columns, and give each usable entry its person."""
        for entry in batch.entries:
            entry.values["code"] = entry.values.get("code") or entry.values.get("id")
            entry.values["address"] = fold(entry.values.get("email") or "")
            _read_name(batch, entry)
        name_rows(batch, key="address")
        settle_repeats(batch, "code" if "code" in batch.columns else "id")
        if "code" not in batch.columns:
            _join_hats(batch)
        place_records(batch, _known(batch), Person, namesakes=_note_namesakes)
        units = _units(batch)
        for entry in batch.usable:
            _fill(batch, entry, units)

    def write(self, batch, changes):
        """Write new people, and changed ones through their verb; every id of somebody is kept."""
        entries = write_rows(batch, changes)
        remember(batch.source, _keys(batch, {entry.row: entry.record for entry in entries}))

    def is_ended(self, record):
        """Return whether a person has left."""
        return not record.active

    def end(self, record, *, by):
        """Let a person be inactive: they stay in the records (N5)."""
        record.update(by=by, active=False)


def _read_name(batch, entry):
    """Read the name as people say it; in a file of our own codes it stands as it is kept here, but for its blanks."""
    text = entry.values.get("name") or ""
    if is_nobody(text):
        batch.error(entry, "name", told_nobody(text), _("Leave the row out, or write who it is."))
    elif text and "code" in batch.columns:
        entry.values["name"] = one_line(text)
    elif text:
        entry.values["name"] = person_name(text)
        if fold(text) != fold(entry.values["name"]):
            batch.note(entry, "name", told_written(text, entry.values["name"]), reading_of(text))


def _note_namesakes(batch, entries, model, name):
    """Note whoever is made and is called as somebody in an earlier row, or here."""
    here, rows = namesakes(batch.by, {entry.record.name for entry in entries}), {}
    for entry in entries:
        called, alike = entry.record.name, likeness(entry.record.name)
        if rows.setdefault(alike, entry) is not entry:
            batch.note(entry, name, told_alike(called, rows[alike].record.name, rows[alike].row))
        if called in here:
            batch.note(entry, name, told_namesake(called, *here[called]))


def _join_hats(batch):
    """Let rows of one name be one person, unless their e-mails differ (I4): the first one tells the title."""
    firsts = {}
    for entry in batch.usable:
        name, address = entry.values.get("name"), entry.values["address"]
        first = next((one for one in firsts.get(name, ()) if _same(one, address)), None)
        if first is None:
            firsts.setdefault(name, []).append(entry)
            continue
        entry.repeats = first.row
        sentence = _("The same person as in row %d, by name; that row counts.") % first.row
        batch.note(entry, "name", sentence)


def _same(one, address):
    other = one.values["address"]
    return not address or not other or address == other


def _known(batch):
    """Return {key of an entry: Person}: as the source knows it, by code, by e-mail, by the name the source has used."""
    usable = batch.usable
    people = Person.objects.visible_to(batch.by)
    found = known(people, batch.source, {entry.key for entry in usable})
    addresses = by_email(batch.by, {entry.values["address"] for entry in usable} - {""})
    named = {}
    if "code" not in batch.columns:
        named = known(people, batch.source, {entry.values.get("name") or "" for entry in usable} - {""})
    for entry in usable:
        address = entry.values["address"]
        namesake = named.get(entry.values.get("name"))
        if namesake and address and namesake.email and fold(namesake.email) != address:
            namesake = None
        person = found.get(entry.key) or addresses.get(address) or namesake
        if person:
            found[entry.key] = person
    _join_merged(batch, found)
    if "units" in batch.columns:
        for part in chunks({person.pk: person for person in found.values()}.values()):
            prefetch_related_objects(part, "memberships")
    return found


def _join_merged(batch, found):
    """Let rows of people who turned out to be one be one person: the row with the code here counts, else the first."""
    rows = defaultdict(list)
    for entry in batch.usable:
        if entry.key in found and found[entry.key].pk:
            rows[found[entry.key].pk].append(entry)
    several = [pk for pk, entries in rows.items() if len(entries) > 1]
    merged = {pk for part in chunks(several) for pk in _merged_into(part)}
    counts = {}
    for entries in (rows[pk] for pk in several if pk in merged):
        code = found[entries[0].key].code
        keep = next((entry for entry in entries if entry.key == code), entries[0])
        counts |= {entry.row: keep.row for entry in entries if entry is not keep}
    for entry in batch.entries:
        if entry.row in counts:
            words = {"person": found[entry.key], "row": counts[entry.row]}
            sentence = _("The same as %(person)s here, since they were merged; row %(row)d counts.")
            batch.note(entry, "name", sentence % words)
        entry.repeats = counts.get(entry.row) or counts.get(entry.repeats, entry.repeats)


def _merged_into(ids):
    return Person.objects.filter(merged_into__in=ids).values_list("merged_into", flat=True)


def _units(batch):
    wanted = {code for entry in batch.usable for code in entry.values.get("units") or ()}
    return known(Unit.objects.visible_to(batch.by), batch.source, wanted)


def _fill(batch, entry, units):
    values = entry.values
    columns = given(values, ("name", "email", "title"))
    if values.get("active") is not None:
        columns["active"] = values["active"]
    fill(entry, differing(entry.record, columns))
    if "units" in values:
        _belong(batch, entry, units)
    batch.check(entry, entry.record)


def _belong(batch, entry, units):
    """Let the person belong to the units that the row names."""
    person, codes = entry.record, entry.values["units"] or []
    for code in codes:
        if code not in units:
            remedy = _("Import the units first, or do not read this column.")
            batch.error(entry, "units", _("There is no unit “%s”.") % code, remedy)
    wanted = list(dict.fromkeys(units[code] for code in codes if code in units))
    if entry.is_new:
        entry.parts = [Membership(person=person, unit=unit) for unit in wanted]
    elif {row.unit_id for row in person.memberships.all()} != {unit.pk for unit in wanted}:
        entry.changes["memberships"] = [{"unit": unit} for unit in wanted]


def _keys(batch, people):
    """Return {key: Person} of all that the file calls somebody: ids, and the names that mean one person alone."""
    whose = [(entry, people.get(entry.repeats or entry.row)) for entry in batch.entries if not entry.rejected]
    named = {}
    for entry, person in whose:
        if person is not None:
            named.setdefault(entry.values["name"], set()).add(person.pk)
    by_name = {e.values["name"]: p for e, p in whose if p is not None and len(named[e.values["name"]]) == 1}
    return by_name | {entry.key: person for entry, person in whose if person is not None}
