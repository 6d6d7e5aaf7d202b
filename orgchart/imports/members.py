"""Who belongs to a unit, as its row lists them by their codes."""

from collections import defaultdict

from django.utils.translation import gettext as _

from itbiz.exchange.keys import chunks
from orgchart.imports.people import by_code
from orgchart.models import Membership, Person


def read_members(batch):
    """Put people in place of the codes in the field `members`; where they differ from who belongs, that is a change.

    The change stands under "members"; an unknown code is an error.
    """
    entries = [entry for entry in batch.usable if "members" in entry.values]
    codes = {code for entry in entries for code in entry.values["members"] or ()}
    people = by_code(batch.by, codes)
    standing = _standing([entry.record for entry in entries if not entry.is_new])
    for entry in entries:
        wanted = [_find(batch, entry, people, code) for code in entry.values["members"] or ()]
        wanted = {person.pk: person for person in wanted if person}
        if set(wanted) != set(standing[entry.record.pk]):
            entry.values["members"] = list(wanted.values())
            if not entry.is_new:
                entry.before["members"] = list(standing[entry.record.pk].values())
                entry.changes["members"] = entry.values["members"]
        else:
            del entry.values["members"]


def _find(batch, entry, people, code):
    if code not in people:
        sentence = _("There is nobody with the code “%s”.") % code
        batch.error(entry, "members", sentence, _("Import the people first, or leave this column out."))
    return people.get(code)


def _standing(units):
    """Return {unit id: {person id: Person}} of who belongs to the `units`."""
    found = defaultdict(dict)
    for part in chunks({unit.pk for unit in units}):
        for row in Membership.objects.filter(unit__in=part).select_related("person").order_by("pk"):
            found[row.unit_id][row.person_id] = row.person
    return found


def write_members(entries, by):
    """Let people belong to the units of `entries` as their rows say; what else they belong to stays."""
    told = [entry for entry in entries if "members" in entry.values]
    wanted = {entry.record.pk: {person.pk for person in entry.values["members"]} for entry in told}
    belongs = _belongs(wanted)
    for part in chunks(sorted(belongs)):
        for person in Person.objects.filter(pk__in=part).order_by("pk"):
            now = belongs[person.pk]
            stays = [unit for unit in now if unit not in wanted or person.pk in wanted[unit]]
            units = stays + [unit for unit, people in wanted.items() if person.pk in people and unit not in now]
            if units != now:
                person.update(by=by, memberships=[{"unit_id": unit} for unit in units])


def _belongs(wanted):
    """Return {person id: the ids of their units now} of everybody who is, or is to be, in one of the units `wanted`."""
    people = {pk for members in wanted.values() for pk in members}
    for part in chunks(wanted):
        people |= set(Membership.objects.filter(unit__in=part).values_list("person_id", flat=True))
    found = {pk: [] for pk in people}
    for part in chunks(people):
        rows = Membership.objects.filter(person__in=part).order_by("pk")
        for person, unit in rows.values_list("person_id", "unit_id"):
            found[person].append(unit)
    return found
