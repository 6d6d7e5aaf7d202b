"""Who may change the organisation (rule P1)."""

from itbiz.access.rules import rule
from orgchart.reach import headed_units, on_side_of, writer_units, writes_for


def _above(principal, unit):
    """Whether the principal heads a unit that this one reports to; the caller's change may set the parent.

    Units that are made in one go stand below others that were not there when the reach was read: their way up is asked.
    """
    mine = headed_units(principal)
    while unit.parent_id not in mine and unit._meta.get_field("parent").is_cached(unit) and unit.parent is not None:
        unit = unit.parent
    return unit.parent_id is not None and unit.parent_id in mine


@rule("exchange.bring_file")
def bring_file(principal, obj):
    """Whoever may write something that a file brings: by a role, or by an office. Rows ask their own rules."""
    roles = principal.has_role("cio") or principal.has_role("facilitator")
    return roles or bool(writer_units(principal))


@rule("orgchart.edit_person")
def edit_person(principal, person):
    """The CIO writes people."""
    return principal.has_role("cio")


@rule("orgchart.edit_unit")
@rule("orgchart.move_unit")
@rule("orgchart.close_unit")
def edit_unit(principal, unit):
    """The CIO writes units; a head writes those below their own."""
    return principal.has_role("cio") or _above(principal, unit)


@rule("orgchart.edit_line")
def edit_line(principal, line):
    """The CIO, and the head of the line's unit or of one above, name lines."""
    return principal.has_role("cio") or line.unit_id in headed_units(principal)


@rule("orgchart.write_line")
def write_line(principal, line):
    """The line's side and editors write its domain text."""
    return principal.has_role("cio") or writes_for(principal, line)


@rule("orgchart.confirm_line")
def confirm_line(principal, line):
    """A head above a provisional line's unit, or the CIO, confirms it (P4)."""
    return principal.has_role("cio") or _above(principal, line.unit)


@rule("orgchart.edit_vendor")
def edit_vendor(principal, vendor):
    """The side of the line that holds the vendor writes it."""
    return principal.has_role("cio") or (vendor.held_by_id is not None and on_side_of(principal, vendor.held_by))
