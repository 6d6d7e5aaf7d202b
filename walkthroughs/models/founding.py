"""A line that nobody knew before: named in a walk-through, confirmed later (P4)."""

from django.utils.translation import gettext_lazy as _

from itbiz.core.text import exact
from orgchart.models import Line, Unit


def found_line(walkthrough, *, by, name, head=None, reason=""):
    """Create a provisional line named `name`, for principal `by`, and return it.

    It belongs to the unit `head` (a Person) heads; where they head none, or nobody is named, to a new unit of the
    line's name below the top of IT. Raises NotAllowed, or ValidationError where the name is empty.
    """
    title = _("Line named in the room: %(name)s") % {"name": name}
    with walkthrough.changing(by=by, title=title, reason=reason) as changes:
        walkthrough.refresh_from_db(fields=["status", "facilitator"])
        by.require("walkthroughs.found_line", walkthrough)
        line = Line(name=exact(name), unit=_home(name, head, changes), provisional=True)
        line.validate()
        changes.create(line)
    return line


def _home(name, head, changes):
    active = Unit.objects.filter(status=Unit.Status.ACTIVE)
    unit = active.filter(head=head).order_by("pk").first() if head else None
    if unit is None:
        top = list(active.filter(parent=None, inside_it=True)[:2])
        unit = Unit(name=exact(name), head=head, parent=top[0] if len(top) == 1 else None)
        unit.validate()
        changes.create(unit)
    return unit
