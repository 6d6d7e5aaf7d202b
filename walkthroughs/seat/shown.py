"""What a seat shows: what is asked of one's lines first, what they need and promised, and where the room is."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone

from orgchart.models.lines import letters
from walkthroughs.moves import KEPT, MOVES, OPEN
from walkthroughs.pace import pace
from walkthroughs.script import STEPS
from walkthroughs.seat.around import rows_of
from walkthroughs.seat.taken_back import MOST, taken_back

# The moves that a seat offers, in the order of their buttons; everything else is the console's.
SUPPLIES = ("promise", "counter", "decline")
BUYS = ("agree", "ask", "reassign", "withdraw")
VERBS = (*SUPPLIES, *BUYS)
# Needs in the order in which they ask for somebody's eyes.
LOUD = ("declined", "countered", "gap", "need", "draft", "asked")


@dataclass
class Card:
    """One contract as a seat tells it: its node, who buys it, what its supplier gives and gets, and the open moves."""

    node: object
    buyer: str
    buyer_block: str
    buyer_head: str
    # The results that the supplier's own people make for it.
    gives: list = field(default_factory=list)
    # What the buyer provides: (what, date or None, state or "" where it is asked for now).
    gets: list = field(default_factory=list)
    verbs: list = field(default_factory=list)
    # The date that was asked, where a counter offers another one.
    due_before: object = None
    # Whether the viewer's lines supply it; whether it stands among what waits for their answer.
    is_mine: bool = False
    is_asked: bool = False

    @property
    def is_countered(self):
        """Whether other terms than those asked for are on the table."""
        return self.node.state == "countered"


class Seen:
    """A walk-through's State as one Viewer sees it from a seat."""

    def __init__(self, state, viewer):
        self.walkthrough, self.tree, self.viewer = state.walkthrough, state.tree, viewer
        self.room, self.state = state.room, state
        self.now = timezone.now()

    def supplies(self, node):
        """Return whether one of the viewer's lines supplies it."""
        return node.supplier_id in self.viewer.line_ids

    def buys(self, node):
        """Return whether the viewer speaks for its buyer: the parent's supplier, at the root the client."""
        return self.supplies(node.parent) if node.parent else self.viewer.is_client

    def verbs(self, node):
        """Return the moves that the viewer may make, as far as a tree can tell; the verbs themselves know the rest."""
        if not self.walkthrough.is_running:
            return []
        mine = SUPPLIES if self.supplies(node) else ()
        # A promise is called off, or asked of another line, in the room and not from a seat.
        if self.buys(node) and node.supplier_id is not None and node.state in OPEN:
            mine += BUYS
        return [verb for verb in mine if node.state in MOVES[verb].sources]

    def card(self, node, verbs=None):
        """Return the Card of a node; with `verbs`, those of its moves that stand there."""
        gets = [(duty["what"], duty["due"], duty["state"]) for duty in node.obligations]
        if node.state in ("asked", "countered"):
            gets += [(ask["what"], _day(ask.get("due")), "") for ask in node.offer_asks]
        before = self.state.asked_dues.get(node.id) if node.state == "countered" else None
        return Card(
            node=node,
            buyer=node.buyer_line_name or str(self.walkthrough.client),
            buyer_block=letters(node.buyer_line_block, node.buyer_line_inside) if node.parent_id else self._client(),
            buyer_head=node.buyer_line_head or "",
            gives=[child.title for child in node.children if child.own_share and child.counts],
            gets=gets,
            verbs=[verb for verb in self.verbs(node) if verbs is None or verb in verbs],
            due_before=before if before != node.offer_due else None,
            is_mine=self.supplies(node),
            is_asked=node in self.answerable,
        )

    def _client(self):
        line = self.walkthrough.client_line
        return line.letters if line else "CL"

    @property
    def focus(self):
        """The node in the middle of the room, or None."""
        return self.tree.by_id.get(self.room.focus_id)

    @property
    def looked_at(self):
        """The node that the viewer wandered off to, or None."""
        return self.tree.by_id.get(self.viewer.at)

    @cached_property
    def answerable(self):
        """The nodes that wait for the viewer's answer: asked of their lines, then countered to them."""
        mine = [node for node in self.tree.nodes if node.state == "asked" and self.supplies(node)]
        return mine + [node for node in self.tree.nodes if node.state == "countered" and self.buys(node)]

    def asked(self):
        """Return the Cards of what waits for the viewer's answer; what the room is at comes first."""
        first = {"asked": SUPPLIES, "countered": ("agree", "ask")}
        nodes = sorted(self.answerable, key=lambda node: node is not self.focus)
        return [self.card(node, first[node.state]) for node in nodes]

    def needs(self):
        """Return the nodes that the viewer's lines need and have no promise for, the loudest first.

        What waits for the viewer's own answer stands above them already.
        """
        open_needs = [node for node in self._bought(LOUD) if node not in self.answerable]
        return sorted(open_needs, key=lambda node: LOUD.index(node.display))

    def kept_needs(self):
        """Return the nodes that were promised to the viewer's lines."""
        return self._bought(KEPT)

    def _bought(self, displays):
        bought = [node for node in self.tree.nodes if node.parent and self.supplies(node.parent) and node.counts]
        return [node for node in bought if node.display in displays and not node.own_share]

    def parents(self):
        """Return the nodes below which the viewer may add a need (P5): the one looked at, or the room's, first."""
        mine = [node for node in self.tree.nodes if self.supplies(node) and node.counts and node.state != "accepted"]
        here = (self.looked_at, self.focus)
        return sorted(mine, key=lambda node: here.index(node) if node in here else len(here))

    def promised(self):
        """Return the nodes that the viewer's lines promised, the nearest date first."""
        mine = [node for node in self.tree.nodes if self.supplies(node) and node.state in KEPT]
        return sorted(mine, key=lambda node: (node.due is None, node.due or date.max))

    def offered(self):
        """Return the nodes in which the viewer's lines countered or declined, and the buyer says what comes next."""
        return [node for node in self.tree.nodes if self.supplies(node) and node.state in ("countered", "declined")]

    def owed(self):
        """Return what buyers owe the viewer's lines still: [(what, date or None, the buyer's name)]."""
        client = str(self.walkthrough.client)
        return [
            (duty["what"], duty["due"], node.buyer_line_name or client)
            for node in self.tree.nodes
            if self.supplies(node) and node.counts
            for duty in node.obligations
            if duty["state"] == "owed"
        ]

    @property
    def around(self):
        """The whole tree as rows to look around in; the same for all seats, so it is written once a number."""
        return self.state.once("around", lambda: rows_of(self.tree))

    @property
    def pace(self):
        """How much time is left, or None while no meeting is held."""
        if not self.walkthrough.is_running:
            return None
        return pace(self.walkthrough, self.tree, self.room, self.state.meeting, self.now)

    def taken_back(self):
        """Return what an undo took away from the viewer in the present meeting, newest first: a few TakenBack."""
        if not self.walkthrough.is_running or self.state.meeting is None:
            return []
        since = self.state.meeting.started_at
        told = self.state.once("taken_back", lambda: taken_back(self.walkthrough, self.tree, since))
        return [act for act in told if act.is_told_to(self.viewer)][:MOST]

    @property
    def premortem_until(self):
        """Until when reasons are written, None while they are not."""
        until = self.room.premortem_until
        return until if until and until > self.now else None


def fragment(state, viewer):
    """Return the context of a seat's fragment.

    Two statements beside the tree's; one more where something is countered, one more where something was undone.
    """
    seen = Seen(state, viewer)
    here = seen.looked_at or seen.focus
    return {
        "seen": seen,
        "viewer": viewer,
        "walkthrough": seen.walkthrough,
        "step": STEPS[seen.walkthrough.step],
        "pace": seen.pace,
        "taken_back": seen.taken_back(),
        "asked": seen.asked(),
        "here": here and seen.card(here),
        "is_away": seen.looked_at is not None and seen.looked_at is not seen.focus,
        "focus": seen.focus,
        "needs": seen.needs(),
        "kept_needs": seen.kept_needs(),
        "parents": seen.parents(),
        "promised": seen.promised(),
        "offered": seen.offered(),
        "owed": seen.owed(),
    }


def _day(text):
    return date.fromisoformat(text) if text else None
