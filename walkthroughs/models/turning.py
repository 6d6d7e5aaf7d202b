"""How a walk-through is started, paused, resumed, closed, opened again and handed over (P2, H7)."""

from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import Refused, invalid

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
}


class Turning:
    """The verbs of a session. All raise NotAllowed, Stale or Refused, and return their change set."""

    def start(self, *, by, reason=""):
        """Begin; whoever starts one that has no facilitator becomes it (P2)."""
        with self._turning("start", by, reason) as changes:
            self.facilitator_id = self.facilitator_id or by.person_id
            if self.facilitator_id is None:
                raise Refused(_("A walk-through needs a facilitator. Name one, then start it."))
            self.started_at = timezone.now()
            self._greet(self.facilitator_id)
        return changes.row

    def pause(self, *, by, reason=""):
        """Break off until another day; each side goes on for itself meanwhile."""
        with self._turning("pause", by, reason) as changes:
            pass
        return changes.row

    def resume(self, *, by, reason=""):
        """Go on after a pause."""
        with self._turning("resume", by, reason) as changes:
            pass
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
        return changes.row

    def hand_over(self, *, by, facilitator, reason=""):
        """Give the role of the facilitator to the Person `facilitator`, who is in the room from now on (P2)."""
        with self._turning("hand_over", by, reason) as changes:
            if self.facilitator_id == facilitator.pk:
                raise Refused(_("%(person)s is the facilitator already.") % {"person": facilitator})
            self.facilitator = facilitator
            self._greet(facilitator.pk)
        return changes.row

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

    def _greet(self, person_id):
        if not self.presences.filter(person=person_id).exists():
            self.presences.model(walkthrough=self, person_id=person_id).save()
