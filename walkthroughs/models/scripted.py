"""How a walk-through goes through its script: steps, gates, what is usually missing (method §1.7)."""

import hashlib
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import Refused, invalid

LAST_STEP = 13
# Where the gates keep who nodded for the client when the prime had said back what it hands over.
NOD = "nod"
# Where they keep what was nodded to, as `said_back` tells it; another wording asks for another nod.
NOD_TO = "nod_to"
SAID_BACK = ("deliverable", "accepted_when", "not_included", "due")
# What is usually missing (step 10): each looked after by a contract, or not needed, and why.
TOPICS = {
    "data": _("data"),
    "security": _("security"),
    "licences": _("licences"),
    "environments": _("environments"),
    "training": _("training"),
    "support": _("support"),
    "communication": _("communication"),
    "cut_over": _("cut-over"),
    "back_out": _("back-out"),
}


def said_back(root):
    """Return a short print of what the root of a Tree hands over: result, acceptance, what is not included, date."""
    words = "\0".join(str(getattr(root, name) or "") for name in SAID_BACK)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def known_checklist(checklist):
    """Raise ValidationError where `checklist` is no dict of {topic: text}."""
    if not isinstance(checklist, dict) or not set(checklist) <= set(TOPICS):
        raise ValidationError(_("The checklist names: %(topics)s.") % {"topics": ", ".join(TOPICS)})
    if not all(isinstance(text, str) and len(text) <= 300 for text in checklist.values()):
        raise ValidationError(_("Say in at most 300 characters why a topic is not needed."))


# Between the reasons of those who went on at once.
BESIDE = " / "


def _both(earlier, later):
    """Return two reasons for the same as one text; one that stands there already stands there once."""
    return earlier if later in earlier.split(BESIDE) else BESIDE.join(filter(None, (earlier, later)))


class Scripted:
    """The verbs of the script. All raise NotAllowed, Stale, Refused or ValidationError, and return their change set."""

    def go_to(self, step, *, by, reason="", tree=None, since=None):
        """Go to another step. Whoever goes on past a gate that is not met says why, and the reason is kept.

        `tree` is the Tree of this walk-through where it was read already; `since` the step that the writer saw. Where
        somebody else went to the same step meanwhile, both reasons are kept; where they went elsewhere, it is Refused.
        """
        # Gates are read from the tree, which is read from these models.
        from walkthroughs.script import STEPS, unmet_gates

        if step not in range(LAST_STEP + 1):
            raise ValidationError({"step": _("The steps of a walk-through are 0 to 13.")})
        title = _("Step %(number)s: %(name)s") % {"number": step, "name": STEPS[step].name}
        with self._in_the_room(by, title, reason) as changes:
            since, gone = self._gone_since(since, step, STEPS, reason.strip())
            unmet = unmet_gates(self, range(since, step), tree)
            if unmet and not reason.strip() and not gone:
                sentence = _("The gate is not met: %(gate)s. Say why you go on nevertheless.")
                raise invalid({"reason": sentence % {"gate": STEPS[unmet[0]].gate}}, "gate")
            theirs = {str(number): self.gates.get(str(number), "") if gone else "" for number in unmet}
            self.gates = self.gates | {number: _both(said, reason.strip()) for number, said in theirs.items()}
            self.step = step
            changes.update(self, act="go_to")
        return changes.row

    def _gone_since(self, since, step, steps, reason):
        """Return (the step to go on from, whether somebody else went to `step` already). Raises Refused."""
        if since in (None, self.step):
            return self.step, False
        if self.step == step:
            return since, True
        sentence = _("Somebody else went to step %(number)s, %(name)s, meanwhile. Look where the room is, then go on.")
        words = sentence % {"number": self.step, "name": steps[self.step].name}
        unkept = _("Your reason was not kept: “%(reason)s”.") % {"reason": reason} if reason else ""
        raise Refused(f"{words} {unkept}".strip())

    @property
    def passed_unmet(self):
        """The gates that were passed unmet, as {step: the reason}."""
        return {number: reason for number, reason in self.gates.items() if number.isdecimal()}

    def nod(self, *, by, person, reason=""):
        """Keep that the Person `person` nodded for the client to what the prime says back now (step 4)."""
        # The tree is read from these models.
        from walkthroughs.tree import read_tree

        with self._in_the_room(by, _("%(person)s nodded") % {"person": person}, reason) as changes:
            root = read_tree(self).root
            self.gates = self.gates | {NOD: person.name, NOD_TO: said_back(root) if root else ""}
            changes.update(self, act="nod")
        return changes.row

    def tick(self, topic, *, by, because="", reason=""):
        """Tick a topic of the checklist: looked after by a contract, or not needed `because`."""
        if topic not in TOPICS:
            raise ValidationError({"topic": _("The checklist names: %(topics)s.") % {"topics": ", ".join(TOPICS)}})
        title = _("Not forgotten: %(topic)s") % {"topic": TOPICS[topic]}
        with self._in_the_room(by, title, reason) as changes:
            self.checklist = self.checklist | {topic: because.strip()}
            known_checklist(self.checklist)
            changes.update(self, act="tick")
        return changes.row

    @contextmanager
    def _in_the_room(self, by, title, reason):
        with self.changing(by=by, title=title, reason=reason) as changes:
            self.lock()
            # The verb raises the version itself.
            changes.once(("raise", self.pk))
            by.require("walkthroughs.edit_walkthrough", self)
            self.require_unclosed()
            yield changes

    def require_unclosed(self):
        """Raise Refused, with the sentence, once it is closed: its script is then a record."""
        if self.status == self.Status.CLOSED:
            raise Refused(_("This walk-through is closed. Open it again to go on with its script."))
