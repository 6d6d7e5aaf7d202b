"""Who may do what to one object, and why somebody may: each answer is the rules' own (see grounds.py)."""

from itertools import product

from django.utils.translation import gettext as _

from itbiz.access.models import Role
from itbiz.access.principals import Principal, Unsigned
from itbiz.people.grounds import Ground, Somebody, alone, everybody, offices_of, parts_in, parts_of, roles_of
from orgchart.models import Appointment
from orgchart.reach import HEAD, known_reach, units_below_each

# Offices at a unit, in the order they are told.
OFFICES = (HEAD, Appointment.Kind.DEPUTY, Appointment.Kind.EDITOR)
AT, ABOVE = "at", "above"
# The id of no unit: it stands for any.
ANYWHERE = 0


def principal_of(person):
    """Return the Principal of a person: their user's, or that of one who would sign in without a role."""
    if person.user is None:
        return Principal("user", user=Unsigned(person), name=person.name)
    return Principal.of(person.user)


class Answers:
    """What one Principal may do to an object of a Kind, why, and who may at all."""

    def __init__(self, principal, kind, obj):
        self.principal, self.kind, self.obj = principal, kind, obj
        self.units = kind.units_of(obj)
        self.open = everybody()
        self.facts, self.rest = roles_of(principal.user.roles), []
        if principal.person is not None:
            parts, rest = parts_of(principal.person, obj)
            self.facts += offices_of(principal.person, self.units) + parts
            self.rest = [rest]
        self.roles = list(zip(Role, roles_of(Role), strict=True))
        self.offices = _offices_around(self.units)
        self.any_head = Ground("", known=known_reach(HEAD, (ANYWHERE,)))
        self.others = _others(kind, obj)
        parts = parts_in(obj)
        self.parts = [alone(part.is_called, part, Somebody(part.holder), parts) for part in parts if part.holder]

    def rows(self):
        """Return a dict for each thing to do: words, may (the rules' answer), why and who (lists of phrases)."""
        return [self._row(deed) for deed in self.kind.deeds]

    def _row(self, deed):
        may = self.principal.may(deed.permission, deed.of(self.obj))
        return {"words": deed.words, "may": may, "why": self.why(deed) if may else [], "who": self.who(deed)}

    def why(self, deed):
        """Return the facts each of which alone lets the principal do it, as phrases about them."""
        if self.open.gives(deed, self.obj):
            return [self.open.words]
        found = self._giving(self.facts, deed) or self._giving(self.rest, deed)
        return [ground.words for ground in found] or [_("by all that they are here, taken together")]

    def who(self, deed):
        """Return who may do it at all, as phrases."""
        if self.open.gives(deed, self.obj):
            return [self.open.words]
        heads = [_("every head of a unit")] if self.any_head.gives(deed, self.obj) else []
        others = [ground.words for ground in self._giving(self.others, deed)]
        offices = [] if heads else [phrase for unit in self.units for phrase in self._at(unit, deed)]
        parts = [ground.words for ground in self._giving(self.parts, deed)]
        roles = [_role(role) for role, ground in self.roles if ground.gives(deed, self.obj)]
        return [*heads, *others, *offices, *parts, *roles]

    def _giving(self, grounds, deed):
        return [ground for ground in grounds if ground.gives(deed, self.obj)]

    def _offices(self, place, unit, deed):
        grounds = ((office, self.offices.get((place, unit.pk, office))) for office in OFFICES)
        return [office for office, ground in grounds if ground is not None and ground.gives(deed, self.obj)]

    def _at(self, unit, deed):
        """Return the phrases for the offices at one of the object's units, and at those above it."""
        own, above = (self._offices(place, unit, deed) for place in (AT, ABOVE))
        if own and own == above:
            return [_("%(office)s of %(unit)s, or above it") % _words(own, unit)]
        at = [_("%(office)s of %(unit)s") % _words(own, unit)] if own else []
        return at + ([_("%(office)s above %(unit)s") % _words(above, unit)] if above else [])


def _offices_around(units):
    """Return {(AT or ABOVE, unit id, office): Ground} of offices at these units, and at those they report to.

    Whoever is above one of them is above others, too: only what is at and below that one counts here.
    """
    below, found = units_below_each({unit.pk for unit in units}), {}
    for unit in units:
        reached = {AT: below[unit.pk], ABOVE: {*below[unit.pk], unit.parent_id}}
        places = (AT, ABOVE) if unit.parent_id is not None else (AT,)
        for place, office in product(places, OFFICES):
            found[place, unit.pk, office] = Ground("", known=known_reach(office, reached[place]))
    return found


def _others(kind, obj):
    """Return the Ground of others whose offices count, as a list of one or none."""
    words, units = kind.others(obj) or ("", ())
    return [Ground(words, known=known_reach(Appointment.Kind.DEPUTY, units))] if units else []


def _words(offices, unit):
    said = {HEAD: _("the head"), Appointment.Kind.DEPUTY: _("a deputy"), Appointment.Kind.EDITOR: _("an editor")}
    *first, last = [said[office] for office in offices]
    both = {"one": ", ".join(first), "other": last}
    return {"office": _("%(one)s or %(other)s") % both if first else last, "unit": unit}


def _role(role):
    return _("the CIO") if role == Role.CIO else _("whoever has the role %(role)s") % {"role": role.label}
