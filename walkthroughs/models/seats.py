"""Seats: who takes part in a walk-through from a phone or a laptop, with an account or without one."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.access.models import SecretQuerySet, SecretRow
from itbiz.access.principals import Principal
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused, invalid
from itbiz.core.text import exact
from orgchart.models import Line, Person
from orgchart.reach import people_on_side
from walkthroughs.models.room import Room
from walkthroughs.models.walkthroughs import Walkthrough
from walkthroughs.sides import people_of_client

# One sitting, with a long lunch.
HOURS = 12
# More than any leadership team: whoever knows the code cannot fill the facilitator's list.
WAITING_AT_MOST = 40


class SeatQuerySet(SecretQuerySet):
    """Seats of a walk-through, seen by whoever steers it."""

    def taken(self):
        """Return those that wait or were let in, and live."""
        kept = (Seat.State.WAITING, Seat.State.ADMITTED)
        return self.filter(state__in=kept, revoked_at=None, expires_at__gt=timezone.now())


class Seat(SecretRow):
    """Somebody who joined by code. Without an account they act only as the manager they were admitted as."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be let in")
        ADMITTED = "admitted", _("admitted")
        REFUSED = "refused", _("not let in")

    walkthrough = models.ForeignKey(Walkthrough, on_delete=models.CASCADE, related_name="seats")
    name = models.CharField(_("name"), max_length=200)
    # Who they act as, and for which line, once they were let in; without a line they speak for the client.
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    admitted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = SeatQuerySet.as_manager()
    said_by = ("person", "admitted_by")
    revoke_permission = "walkthroughs.admit_seat"

    def __str__(self):
        return self.name

    @property
    def is_admitted(self):
        """Whether it takes part now."""
        return self.state == self.State.ADMITTED and self.is_alive

    @property
    def actor_name(self):
        """The name the log tells: who acted, and who let them in (P)."""
        if self.admitted_by is None:
            return self.name
        return _("%(name)s (seat, admitted by %(who)s)") % {"name": self.person or self.name, "who": self.admitted_by}

    def covers(self, obj):
        """Return whether `obj` is a contract, an obligation or a question of its walk-through."""
        held = getattr(obj, "contract", None) or obj
        walkthrough = getattr(held, "walkthrough", None)
        return walkthrough is not None and walkthrough.pk == self.walkthrough_id

    @classmethod
    def take(cls, room, *, name, request_id=""):
        """Ask for a seat under `name` in a Room that was joined by code, and return it; `.secret` opens it, this once.

        Raises ValidationError without a name, Refused where too many wait.
        """
        if room.walkthrough.seats.taken().filter(state=cls.State.WAITING).count() >= WAITING_AT_MOST:
            raise Refused(_("Many wait to be let in already. Ask the facilitator to look at the list, then try again."))
        seat = cls(walkthrough=room.walkthrough, name=exact(name)[:200])
        if not seat.name:
            raise invalid({"name": _("Say who you are.")}, "missing")
        seat.expires_at = timezone.now() + timedelta(hours=HOURS)
        seat.new_secret()
        visitor = Principal("seat", name=seat.name, request_id=request_id)
        with change_set(by=visitor, title=_("%(name)s asked for a seat") % {"name": seat.name}) as changes:
            changes.row.walkthrough_id = seat.walkthrough_id
            changes.create(seat)
            room.touch()
        return seat

    def admit(self, *, by, person, line):
        """Let them in as the Person `person`, who speaks for `line` (None: for the client), and mark them present.

        Raises NotAllowed, Refused where the seat is not waiting, or ValidationError where they do not speak for it.
        """
        party = line or self.walkthrough.client
        title = _("%(name)s admitted as %(person)s for %(line)s") % {"name": self.name, "person": person, "line": party}
        with self.walkthrough.changing(by=by, title=title) as changes:
            self.lock()
            by.require(self.revoke_permission, self)
            self._require_waiting()
            if person.pk not in (people_on_side(line) if line else people_of_client(self.walkthrough)):
                sentence = _("%(person)s does not speak for %(line)s.") % {"person": person, "line": party}
                raise invalid({"person": sentence}, "not_theirs")
            self.person, self.line, self.admitted_by, self.state = person, line, by.person, self.State.ADMITTED
            changes.update(self, act="admit")
            walkthrough = self.walkthrough.lock()
            walkthrough.greet(person.pk)
            if changes.update(walkthrough, act="join"):
                # The end of the act would raise it again.
                changes.once(("raise", walkthrough.pk))
        return changes.row

    def refuse(self, *, by):
        """Do not let them in. Raises NotAllowed, or Refused where the seat is not waiting."""
        with self.walkthrough.changing(by=by, title=_("%(name)s was not let in") % {"name": self.name}) as changes:
            self.lock()
            by.require(self.revoke_permission, self)
            self._require_waiting()
            self.state = self.State.REFUSED
            changes.update(self, act="refuse")
        return changes.row

    def revoke(self, *, by):
        """End it, for whoever steers; its page shows that at once. Raises NotAllowed."""
        told = super().revoke(by=by)
        Room.of(self.walkthrough).touch()
        return told

    def _require_waiting(self):
        if self.state != self.State.WAITING:
            raise Refused(_("%(name)s waits for no answer any more.") % {"name": self.name})
