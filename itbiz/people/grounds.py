"""The facts about somebody that rules count, each alone: a role, an office, a part in a walk-through or project.

A fact is a reason for what somebody may when the rules, asked about a stranger of whom it alone is true, say yes. So a
reason comes from the code that decides, and cannot differ from it.
"""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from itbiz.access.models import Role
from itbiz.access.principals import Principal
from orgchart.models import Appointment, Unit
from orgchart.reach import HEAD, known_reach, units_below_each


@dataclass(frozen=True)
class Somebody:
    """A person of the organisation of whom nothing is true but their id; -1 is nobody's."""

    pk: int = -1
    user_id: int | None = None


STRANGER = Somebody()


@dataclass(frozen=True)
class StandIn:
    """The user of somebody of whom one fact is true."""

    person: object
    roles: tuple = ()
    pk: int | None = None


@dataclass(frozen=True)
class Ground:
    """One fact: its words, and what is true of whom it is asked about. `silent` are (row, column) left out of it."""

    words: str
    roles: tuple = ()
    person: object = STRANGER
    known: dict = field(default_factory=lambda: known_reach(HEAD, ()))
    silent: tuple = ()

    def gives(self, deed, obj):
        """Return whether this fact alone lets somebody do the Deed to the object."""
        user = StandIn(self.person, self.roles, self.person and self.person.user_id)
        somebody = Principal("user", user=user, known=dict(self.known))
        with silenced(self.silent):
            return somebody.may(deed.permission, deed.of(obj))


@contextmanager
def silenced(columns):
    """Let rows be read as if these (row, column) were empty."""
    with ExitStack() as after:
        for row, column in columns:
            after.callback(setattr, row, column, getattr(row, column))
            setattr(row, column, None)
        yield


def everybody():
    """Return the Ground that is true of everybody who signs in."""
    return Ground(_("everybody who signs in"))


def roles_of(roles):
    """Return a Ground for each role of the whole organisation."""
    return [Ground(_("has the role %(role)s") % {"role": Role(role).label}, roles=(role,)) for role in roles]


def offices_of(person, units):
    """Return a Ground for each unit that the person heads or is appointed at; `units` are those of the object."""
    held = [(HEAD, unit) for unit in Unit.objects.filter(head=person).order_by("name")]
    appointed = Appointment.objects.filter(person=person).select_related("unit").order_by("unit__name", "kind")
    held += [(row.kind, row.unit) for row in appointed]
    below = units_below_each({unit.pk for _kind, unit in held})
    return [
        Ground(_said_of(kind, unit, below[unit.pk], units), known=known_reach(kind, below[unit.pk]))
        for kind, unit in held
    ]


def _said_of(kind, unit, reached, units):
    """Return "heads Infrastructure, above Database", as it stands to the object's units."""
    words = {
        HEAD: _("heads %(unit)s"),
        Appointment.Kind.DEPUTY: _("is deputy at %(unit)s"),
        Appointment.Kind.EDITOR: _("is editor at %(unit)s"),
    }
    said = words[kind] % {"unit": unit}
    under = next((one for one in units if one.pk in reached and one.pk != unit.pk), None)
    return _("%(office)s, above %(unit)s") % {"office": said, "unit": under} if under else said


@dataclass(frozen=True)
class Part:
    """A column by which an object, or what it belongs to, names a person whom rules ask for."""

    does: str
    is_called: str
    row: object
    column: str

    @property
    def holder(self):
        """The id of the person who has the part, or None."""
        return getattr(self.row, self.column)


def parts_in(obj):
    """Return the Parts that people can have in an object."""
    walkthrough = getattr(obj, "walkthrough", obj if hasattr(obj, "facilitator_id") else None)
    project = walkthrough.project if walkthrough is not None else obj if hasattr(obj, "sponsor_id") else None
    parts = []
    if walkthrough is not None:
        words = _("facilitates the walk-through"), _("the facilitator of the walk-through")
        parts.append(Part(*words, walkthrough, "facilitator_id"))
    if project is not None:
        parts.append(Part(_("sponsors the project"), _("the sponsor of the project"), project, "sponsor_id"))
    return parts


def alone(words, part, person, parts):
    """Return the Ground of one Part of a person: all other `parts` are silent."""
    others = tuple((other.row, other.column) for other in parts if other is not part)
    return Ground(words, person=person, silent=others)


def parts_of(person, obj):
    """Return (a Ground for each Part that the person has in the object, the Ground of whatever else is theirs)."""
    parts = parts_in(obj)
    mine = [part for part in parts if part.holder == person.pk]
    return [alone(part.does, part, person, parts) for part in mine], alone(_("has a part in it"), None, person, parts)
