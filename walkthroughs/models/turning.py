"""How a walk-through is started, paused, resumed, closed, opened again and handed over (P2, H7)."""

from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Change
from itbiz.core.errors import Refused, invalid

# How many minutes a meeting is meant to last, and how few and how many one may say.
TIME_BOX = 90
SHORTEST, LONGEST = 5, 600
# By verb: the statuses it leaves, and the one it leads to.
TURNS = {
    "start": (("planned",), "running"),
    "pause": (("running",), "paused"),
    "resume": (("paused",), "running"),
    "close": (("running", "paused"), "closed"),
    "reopen": (("closed",), "running"),
}
TITLES = {
    "start": _("%(name)s started"),
    "pause": _("%(name)s paused"),
    "resume": _("%(name)s resumed"),
    "close": _("%(name)s closed"),
    "reopen": _("%(name)s opened again"),
    "hand_over": _("%(name)s handed over"),
    "take_back": _("%(name)s taken back"),
}


class Turning:
    """The verbs of a session. All raise NotAllowed, Stale or Refused, and return their change set."""

    def start(self, *, by, reason="", minutes=TIME_BOX):
        """Begin, for so many minutes; whoever starts one that has no facilitator becomes it (P2)."""
        with self._turning("start", by, reason) as changes:
            self.facilitator_id = self.facilitator_id or by.person_id
            if self.facilitator_id is None:
                raise Refused(_("A walk-through needs a facilitator. Name one, then start it."))
            self.started_at = timezone.now()
            self._sit_down(minutes)
        return changes.row

    def pause(self, *, by, reason=""):
        """Break off until another day; each side goes on for itself meanwhile."""
        with self._turning("pause", by, reason) as changes:
            self._stand_up()
        return changes.row

    def resume(self, *, by, reason="", minutes=TIME_BOX):
        """Go on after a pause, in a meeting of its own: who is in the room is marked anew."""
        with self._turning("resume", by, reason) as changes:
            self.presences.all().delete()
            self._sit_down(minutes)
        return changes.row

    def close(self, *, by, reason=""):
        """End it: stamp the result that its lights give, and freeze the next baseline (H7).

        Raises ValidationError where a light is red and no reason says why it is closed nevertheless.
        """
        # Lights and baseline are read from the tree, which is read from these models.
        from walkthroughs.lights import compute, result_of
        from walkthroughs.models.baselines import freeze

        with self._turning("close", by, reason) as changes:
            self.closed_at = timezone.now()
            self._stand_up()
            self.result = result_of(compute(self.pk)[1])
            if self.result == self.Result.INCOMPLETE and not reason.strip():
                sentence = _("A light is red. Say why this is closed nevertheless: it will be stamped incomplete.")
                raise invalid({"reason": sentence}, "missing")
            changes.at_end(
                ("baseline", self.pk), lambda changes: freeze(self, changes, cause=TITLES["close"] % {"name": self})
            )
        return changes.row

    def reopen(self, *, by, reason=""):
        """Let a closed one run again; what its baselines hold stays (H7)."""
        with self._turning("reopen", by, reason) as changes:
            self.closed_at, self.result = None, ""
            self._sit_down(TIME_BOX)
        return changes.row

    def hand_over(self, *, by, facilitator, reason=""):
        """Give the role of the facilitator to the Person `facilitator`, who is in the room from now on (P2)."""
        with self._turning("hand_over", by, reason) as changes:
            if self.facilitator_id == facilitator.pk:
                raise Refused(_("%(person)s is the facilitator already.") % {"person": facilitator})
            self.facilitator = facilitator
            self.greet(facilitator.pk)
        return changes.row

    def take_back(self, *, by, reason=""):
        """Be the facilitator again, for the principal who gave the role away last by name (P2)."""
        with self._turning("take_back", by, reason) as changes:
            self.facilitator = by.person
            self.greet(by.person_id)
        return changes.row

    def is_lent_by(self, principal):
        """Return whether the principal held the role, handed it over by name, and nobody turned it since."""
        acts = Change.objects.standing().filter(kind=self._meta.label_lower, object_id=self.pk)
        last = acts.filter(act__in=("hand_over", "take_back")).order_by("-change_set__number")
        act, before, giver = last.values_list("act", "before", "change_set__actor_id").first() or ("", None, None)
        # Where somebody above took the role from its holder, that was no loan.
        return act == "hand_over" and giver == principal.user_id and before["facilitator_id"] == principal.person_id

    def require_turn(self, verb):
        """Raise Refused, with the sentence pages and REST show, unless `verb` leaves the status it has."""
        if self.kind == self.Kind.ASK:
            raise Refused(_("This was asked for without a walk-through. Both sides act for themselves."))
        if verb not in TURNS:
            return
        leaves, leads_to = TURNS[verb]
        if self.status not in leaves:
            if self.status == leads_to:
                raise Refused(_("This walk-through is %(status)s already.") % {"status": self.get_status_display()})
            sentence = _("This walk-through is %(status)s. It can not be turned to %(to)s.")
            to = self.Status(leads_to).label
            raise Refused(sentence % {"status": self.get_status_display(), "to": to})

    def require_kept(self):
        """Raise Refused unless this is a live one that was closed, whose tree may be kept as a pattern (H6)."""
        if self.mode != self.Mode.LIVE:
            raise Refused(_("Practice makes no pattern. Keep one from a live walk-through."))
        if self.status != self.Status.CLOSED:
            raise Refused(
                _("This walk-through is %(status)s. A pattern is kept of a closed one.")
                % {"status": self.get_status_display()}
            )

    @contextmanager
    def _turning(self, verb, by, reason):
        with self.changing(by=by, title=TITLES[verb] % {"name": self}, reason=reason) as changes:
            self.lock()
            # The verb raises the version itself.
            changes.once(("raise", self.pk))
            by.require(f"walkthroughs.{verb}_walkthrough", self)
            self.require_turn(verb)
            if verb in TURNS:
                self.status = TURNS[verb][1]
            yield changes
            changes.update(self, act=verb)

    def join(self, *, by):
        """Take part with an account of one's own: the principal's person is in the room from now on.

        Raises NotAllowed for who is nobody of the organisation, Refused unless the walk-through is running.
        """
        with self.changing(by=by, title=_("%(name)s joined") % {"name": by.name}) as changes:
            self.lock()
            by.require("walkthroughs.join_walkthrough", self)
            if not self.is_running:
                raise Refused(_("One joins while a walk-through is running. This one is not."))
            changes.once(("raise", self.pk))
            self.greet(by.person_id)
            changes.update(self, act="join")
        return changes.row

    def greet(self, person_id):
        """Mark a person present, inside an open change set, where they are not yet."""
        if not self.presences.filter(person=person_id).exists():
            self.presences.model(walkthrough=self, person_id=person_id).save()

    def _sit_down(self, minutes):
        """Begin a meeting: its clock, its door, and the facilitator in the room."""
        from walkthroughs.models.room import Room

        if minutes not in range(SHORTEST, LONGEST + 1):
            sentence = _("A meeting takes %(shortest)s to %(longest)s minutes.")
            raise invalid({"minutes": sentence % {"shortest": SHORTEST, "longest": LONGEST}}, "limit")
        last = self.meetings.order_by("number").last()
        self.meetings.create(number=last.number + 1 if last else 1, minutes=minutes, started_at=timezone.now())
        Room.of(self).open_door()
        if self.facilitator_id:
            self.greet(self.facilitator_id)

    def _stand_up(self):
        """End the meeting, and keep who was there; what was written of a premortem is shuffled (H11)."""
        from walkthroughs.models.premortem import end_with_meeting
        from walkthroughs.models.room import Room

        people = sorted(self.presences.values_list("person_id", flat=True))
        self.meetings.filter(ended_at=None).update(ended_at=timezone.now(), people=people)
        end_with_meeting(self)
        Room.of(self).close_door()
