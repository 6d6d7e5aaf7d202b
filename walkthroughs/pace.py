"""The pace of a walk-through: how much time is left, how many results are open, and who the room waits for."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from walkthroughs.models.room import DISPUTE, Meeting

# The display states of a result that nobody promised yet.
OPEN_STATES = ("draft", "asked", "countered", "declined", "need", "gap")


@dataclass(frozen=True)
class Pace:
    """What the clocks of console, wall and seat show. Times are None where nothing is counted."""

    now: datetime
    # When the meeting's time is up, and the whole minutes until then: 0 in the first minute over it, then below.
    ends_at: datetime | None
    minutes: int | None
    # Results that nobody promised yet, the root's among them.
    open: int
    # Whose answer is awaited, by first name, never a head count.
    waiting: tuple
    # Until when a quarrel about whose it is may last, and until when the premortem is written.
    dispute_until: datetime | None
    premortem_until: datetime | None

    @property
    def words(self):
        """The time left in words, such as "38 min left", or "" without a meeting."""
        if self.minutes is None:
            return ""
        if self.minutes > 0:
            return _("%(minutes)s min left") % {"minutes": self.minutes}
        return _("over by %(minutes)s min") % {"minutes": -self.minutes} if self.minutes else _("time is up")


def meeting_of(walkthrough):
    """Return the Meeting that is being held, or None; one statement."""
    return Meeting.objects.filter(walkthrough=walkthrough, ended_at=None).order_by("-number").first()


def pace(walkthrough, tree, room, meeting, now):
    """Return the Pace at the moment `now`, of a Tree, its Room, and the Meeting being held, or None without one."""
    ends_at = meeting.ends_at if meeting is not None and meeting.ended_at is None else None
    return Pace(
        now=now,
        ends_at=ends_at,
        minutes=None if ends_at is None else math.ceil((ends_at - now).total_seconds() / 60),
        open=sum(node.display in OPEN_STATES for node in tree.nodes),
        waiting=waiting_for(walkthrough, tree),
        dispute_until=room.disputed_since + DISPUTE if room.disputed_id else None,
        premortem_until=room.premortem_until,
    )


def waiting_for(walkthrough, tree):
    """Return whose answer is awaited, in reading order: of who was asked, and of who a counter was made to.

    By first name, by full name where two share the first one; by the line's short name where it has no head.
    """
    full = dict.fromkeys(filter(None, (_answering(walkthrough, node) for node in tree.nodes)))
    people = Counter(name.split()[0] for name, is_person in full if is_person)
    return tuple(name.split()[0] if is_person and people[name.split()[0]] == 1 else name for name, is_person in full)


def _answering(walkthrough, node):
    """Return (name, whether it is a person's) of who answers next, or None."""
    if node.state == "asked":
        person = node.lead_name or node.head_name
        return (person, True) if person else (node.supplier_short or node.supplier_name, False)
    if node.state != "countered":
        return None
    if node.parent_id is None:
        return _client(walkthrough)
    return (node.buyer_line_head, True) if node.buyer_line_head else (node.buyer_line_name, False)


def _client(walkthrough):
    sponsor = walkthrough.project.sponsor if walkthrough.project else None
    return (sponsor.name, True) if sponsor else (str(walkthrough.client), False)
