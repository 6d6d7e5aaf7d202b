"""How far a person's word goes: the units they head, deputise for or write for, and all units below (rules P)."""

from django.db import connection
from django.db.models.expressions import RawSQL

# One statement for both databases. `kinds` are appointments counted beside being the head.
_MINE = """
WITH RECURSIVE mine(id) AS (
    SELECT id FROM orgchart_unit WHERE head_id = %s
    UNION SELECT unit_id FROM orgchart_appointment WHERE person_id = %s AND kind IN ({kinds})
    UNION SELECT unit.id FROM orgchart_unit unit JOIN mine ON unit.parent_id = mine.id
) SELECT id FROM mine
"""
# All units a person reaches, with what reaches them: "head", or the kind of an appointment. Read once a request.
_REACH = """
WITH RECURSIVE mine(id, kind) AS (
    SELECT id, CAST(%s AS TEXT) FROM orgchart_unit WHERE head_id = %s
    UNION SELECT unit_id, CAST(kind AS TEXT) FROM orgchart_appointment WHERE person_id = %s
    UNION SELECT unit.id, mine.kind FROM orgchart_unit unit JOIN mine ON unit.parent_id = mine.id
) SELECT id, kind FROM mine
"""
# Everybody who heads or deputises for one of the units named, or for one above it.
_OVER = """
WITH RECURSIVE above(start, id, parent_id, head_id) AS (
    SELECT id, id, parent_id, head_id FROM orgchart_unit WHERE id IN ({units})
    UNION SELECT above.start, unit.id, unit.parent_id, unit.head_id
    FROM orgchart_unit unit JOIN above ON unit.id = above.parent_id
) SELECT start, head_id FROM above WHERE head_id IS NOT NULL
UNION SELECT above.start, appointment.person_id
FROM orgchart_appointment appointment JOIN above ON appointment.unit_id = above.id WHERE appointment.kind = 'deputy'
"""
# All units at or below each of those named, each with the one it is counted for.
_BELOW = """
WITH RECURSIVE below(start, id) AS (
    SELECT id, id FROM orgchart_unit WHERE id IN ({units})
    UNION SELECT below.start, unit.id FROM orgchart_unit unit JOIN below ON unit.parent_id = below.id
) SELECT start, id FROM below
"""
HEAD = "head"
HEADS = ()
SIDE = ("deputy",)
WRITERS = ("deputy", "editor")


def _statement(kinds):
    return _MINE.format(kinds=", ".join("%s" for _ in kinds) or "NULL")


def units_sql(person_id, kinds):
    """Return an expression for `unit__in=`: the units a person reaches, as part of the caller's statement."""
    return RawSQL(_statement(kinds), (person_id, person_id, *kinds))


def _units(principal, kinds):
    """Return the ids of the units that the principal heads or has an appointment of `kinds` at, and those below."""
    if principal.person_id is None:
        return frozenset()
    if "reach" not in principal.known:
        with connection.cursor() as cursor:
            cursor.execute(_REACH, [HEAD, principal.person_id, principal.person_id])
            principal.known["reach"] = cursor.fetchall()
    return frozenset(pk for pk, kind in principal.known["reach"] if kind == HEAD or kind in kinds)


def known_reach(kind, unit_ids):
    """Return what stands in `principal.known` of somebody who reaches exactly these units, as "head" or an appointment.

    With it rules can be asked what one office alone would give.
    """
    return {"reach": [(pk, kind) for pk in unit_ids]}


def units_below_each(unit_ids):
    """Return {unit id: the ids of that unit and of all below it}; one statement for all."""
    found = {pk: set() for pk in unit_ids}
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_BELOW.format(units=", ".join("%s" for _pk in found)), [*found])
            for start, pk in cursor.fetchall():
                found[start].add(pk)
    return found


def headed_units(principal):
    """Return the ids of the units that the principal heads, and of those below."""
    return _units(principal, HEADS)


def side_units(principal):
    """Return the ids of the units whose lines the principal promises for: head or deputy there or above."""
    return _units(principal, SIDE)


def writer_units(principal):
    """Return the ids of the units whose texts the principal may write: the side, and editors."""
    return _units(principal, WRITERS)


def on_side_of(principal, line):
    """Return whether the principal is of the line's side (rules P); of no line, nobody is."""
    return line is not None and line.unit_id in side_units(principal)


def writes_for(principal, line):
    """Return whether the principal may write the line's texts (P1)."""
    return line is not None and line.unit_id in writer_units(principal)


def people_on_side(line):
    """Return the ids of everybody who is of a line's side."""
    return people_over(line.unit_id)


def people_over(unit_id):
    """Return the ids of the heads and deputies of a unit and of those above."""
    return people_over_each([unit_id])[unit_id]


def people_over_each(unit_ids):
    """Return {unit id: the ids of the heads and deputies of that unit and of those above}; one statement for all."""
    found = {pk: set() for pk in unit_ids}
    if not found:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_OVER.format(units=", ".join("%s" for _pk in found)), [*found])
        for pk, person in cursor.fetchall():
            found[pk].add(person)
    return found
