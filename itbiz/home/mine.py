"""What the reader of home answers for."""

from orgchart.models import Line, Unit
from orgchart.reach import side_units
from walkthroughs.ledger import Mine


def mine_of(principal):
    """Return the Mine of the reader: the lines and units they speak for; of a CIO those of their own unit alone."""
    units = side_units(principal)
    if units and principal.has_role("cio"):
        headed = Unit.objects.visible_to(principal).filter(head=principal.person_id)
        units = headed.values_list("pk", flat=True)
    return Mine(_lines(principal, units), tuple(sorted(units)), principal.person_id)


def belonging_of(principal):
    """Return the Mine of the lines of the units that the reader belongs to or writes for, without heading them."""
    person = principal.person_id
    if person is None:
        return Mine()
    units = Unit.objects.visible_to(principal)
    units = units.filter(memberships__person=person) | units.filter(appointments__person=person)
    return Mine(_lines(principal, set(units.values_list("pk", flat=True))))


def _lines(principal, units):
    if not units:
        return ()
    lines = Line.objects.visible_to(principal).filter(unit__in=units, status=Line.Status.ACTIVE)
    return tuple(lines.order_by("pk").values_list("pk", flat=True))
