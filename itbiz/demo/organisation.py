"""Builds the people, the chart, the lines of business and the vendors."""

from itbiz.audit.record import change_set
from itbiz.demo import cast
from itbiz.demo.lines import LINES
from itbiz.demo.lines_beside import OUTSIDE_LINES, SIDE_LINES
from itbiz.demo.people import PEOPLE
from itbiz.demo.units import APPOINTMENTS, MANAGERS, OUTSIDE
from itbiz.demo.units_groups import GROUPS
from itbiz.demo.vendors import VENDORS
from orgchart.models import Line, Person, Unit, Vendor


def build_chart():
    """Create sign-ins, people and units, in one change set by the command."""
    by = cast.command()
    with change_set(by=by, title="Meridian Foods drew its organisation chart"):
        people = create_people(by, cast.enroll())
        units = create_units(by, people)
        for entry in PEOPLE:
            people[entry["code"]].update(by=by, memberships=[{"unit": units[entry["unit"]]}])


def create_people(by, users):
    """Create everybody for principal `by` and return the persons by code; `users` are users by that code."""
    people = {}
    for entry in PEOPLE:
        code = entry["code"]
        values = {"name": entry["name"], "title": entry["title"], "email": cast.email(code)}
        people[code] = Person.create(by=by, code=code, user=users.get(code), **values)
    return people


def create_units(by, people):
    """Create the chart for principal `by`, parents first, and return the units by code."""
    units = {None: None}
    for inside_it, entries in ((False, OUTSIDE), (True, MANAGERS + GROUPS)):
        for entry in entries:
            related = {"parent": units[entry["parent"]], "head": people.get(entry["head"])}
            appointments = appointments_at(entry["code"], people)
            units[entry["code"]] = Unit.create(
                by=by, inside_it=inside_it, appointments=appointments, **(entry | related)
            )
    return units


def appointments_at(unit_code, people):
    """Return the deputies and editors of a unit as the rows that `Unit.create` takes."""
    return [
        {"person": people[entry["person"]], "kind": entry["kind"]}
        for entry in APPOINTMENTS
        if entry["unit"] == unit_code
    ]


def build_lines():
    """Name every line of business as the CIO, then let each say what is not its own, then its vendors."""
    by = cast.Cast()["nadia-haddad"]
    entries = LINES + SIDE_LINES + OUTSIDE_LINES
    units = {unit.code: unit for unit in Unit.objects.all()}
    with change_set(by=by, title="Lines of business named, with their domains and boundaries"):
        lines = {entry["code"]: create_line(by, entry, units) for entry in entries}
        for entry in entries:
            boundaries = [row | {"goes_to": lines[row["goes_to"]]} for row in entry["boundaries"]]
            lines[entry["code"]].update(by=by, boundaries=boundaries)
        for entry in VENDORS:
            Vendor.create(by=by, **(entry | {"held_by": lines[entry["held_by"]]}))


def create_line(by, entry, units):
    """Create one line for principal `by`; where the entry names no unit, the unit has the line's code."""
    values = {name: value for name, value in entry.items() if name != "boundaries"}
    return Line.create(by=by, **(values | {"unit": units[entry.get("unit", entry["code"])]}))
