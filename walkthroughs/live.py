"""What console, wall and seats of a walk-through follow: its live number, and what they are all rendered from."""

from functools import cached_property

from django.db.models import F
from django.utils.translation import get_language

from itbiz.core.days import today
from itbiz.live.subjects import Subject
from walkthroughs.models import Presence, Room, Seat, Terms, Walkthrough
from walkthroughs.pace import meeting_of
from walkthroughs.tree import read_tree

# What a walk-through is read with, in one statement, for whoever follows it.
COMPANIONS = (*Walkthrough.companions, "room", "project__sponsor")


class State:
    """A walk-through at one live number: what its views need is read once, by the first that asks."""

    def __init__(self, walkthrough):
        self.walkthrough = walkthrough
        self._shared = {}

    def once(self, name, make):
        """Return what `make()` answered first under `name` in the present language: a part that many looks share."""
        key = name, get_language()
        if key not in self._shared:
            self._shared[key] = make()
        return self._shared[key]

    @cached_property
    def tree(self):
        """The whole tree."""
        return read_tree(self.walkthrough)

    @cached_property
    def room(self):
        """What the room shows, as nothing was chosen yet where there is none."""
        return getattr(self.walkthrough, "room", None) or Room(walkthrough=self.walkthrough)

    @cached_property
    def meeting(self):
        """The meeting that is being held, or None."""
        return meeting_of(self.walkthrough)

    @cached_property
    def people_here(self):
        """The ids of the people who are marked present."""
        return set(Presence.objects.filter(walkthrough=self.walkthrough).values_list("person", flat=True))

    @cached_property
    def lines_here(self):
        """The ids of the lines that somebody took a seat for; None stands among them while somebody waits."""
        seats = Seat.objects.filter(walkthrough=self.walkthrough).taken().values_list("line", "state")
        # Whoever was let in without a line speaks for the client.
        return {line for line, state in seats if line is not None or state == Seat.State.WAITING}

    @cached_property
    def asked_dues(self):
        """The dates that stood before the counters, as {contract id: date} of countered contracts."""
        before = Terms.objects.filter(contract__walkthrough=self.walkthrough, contract__state="countered")
        before = before.buyers().filter(number__lt=F("contract__terms__number")).order_by("number")
        return dict(before.values_list("contract_id", "due"))


class WalkthroughSubject(Subject):
    """Walk-throughs. Their live number is the tree's version with the room's number (N7), and today: dates are told."""

    kind = "walkthrough"

    def numbers(self, pks):
        """Return {pk: live number} in one statement."""
        rows = Walkthrough.objects.filter(pk__in=pks).values_list("pk", "version", "room__number")
        return {pk: (version, number or 0, today()) for pk, version, number in rows}

    def number_of(self, walkthrough):
        """Return the live number of a walk-through that was read with its room."""
        room = getattr(walkthrough, "room", None)
        return walkthrough.version, room.number if room else 0, today()

    def read(self, pk):
        """Return the State of a walk-through as it is now."""
        return State(Walkthrough.objects.select_related(*COMPANIONS).get(pk=pk))


WALKTHROUGH = WalkthroughSubject()
