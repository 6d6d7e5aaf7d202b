"""What a practice walk-through showed: four measures, and how its tree differs from another one (H6, H10).

Nothing here is kept, and nothing is told of a person.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from itbiz.core.text import fold
from walkthroughs.candidates import stems_of
from walkthroughs.models import Meeting, Walkthrough

# Two needs are the same where they share so much of their words.
ALIKE = 0.5


@dataclass(frozen=True)
class Measures:
    """Minutes a node, gates passed unmet, how many of the needs were found in a catalog, findings."""

    nodes: int
    minutes: int
    gates: int
    needs: int
    found: int
    findings: int

    @property
    def minutes_a_node(self):
        """Minutes for each node below the root, to one place, or None where there is none."""
        return round(self.minutes / self.nodes, 1) if self.nodes else None

    @property
    def share(self):
        """How many needs of a hundred came from a catalog, or None where there is none."""
        return round(100 * self.found / self.needs) if self.needs else None


@dataclass
class Difference:
    """Two trees side by side: pairs of nodes, and those that only one of them has."""

    same: list = field(default_factory=list)
    other_supplier: list = field(default_factory=list)
    only_here: list = field(default_factory=list)
    only_there: list = field(default_factory=list)


def compare(here, there):
    """Return the Difference of two Trees: their roots, then nodes of the same service, of the same or like words."""
    ours, theirs = _standing(here), _standing(there)
    pairs = [(ours.pop(0), theirs.pop(0))] if ours and theirs else []
    for alike in (_same_service, _same_words, _like_words):
        pairs += _pair(ours, theirs, alike)
    found = Difference(only_here=ours, only_there=theirs)
    for one, other in sorted(pairs, key=lambda pair: here.nodes.index(pair[0])):
        (found.same if one.supplier_id == other.supplier_id else found.other_supplier).append((one, other))
    return found


def _standing(tree):
    return [node for node in tree.nodes if node.counts]


def _pair(ours, theirs, alike):
    """Take the pairs that are alike out of both lists, in reading order, each node once; return them."""
    found = []
    for node in list(ours):
        other = max(theirs, key=lambda other: alike(node, other), default=None)
        if other is not None and alike(node, other):
            found.append((node, other))
            ours.remove(node)
            theirs.remove(other)
    return found


def _same_service(one, other):
    return one.service_id is not None and one.service_id == other.service_id


def _same_words(one, other):
    return fold(one.need or one.title) == fold(other.need or other.title)


def _like_words(one, other):
    """Return by how much two needs share their words, 0 where it is too little."""
    ours, theirs = (set(stems_of(node.need or node.title)) for node in (one, other))
    share = len(ours & theirs) / len(ours | theirs) if ours | theirs else 0
    return share if share >= ALIKE else 0


def measures(tree, gates, meetings, findings, now):
    """Return the Measures of a Tree, of gates {step: reason}, of Meetings and of how many findings there were."""
    needs = [node for node in tree.nodes if node.parent_id and node.counts and not node.own_share]
    held = sum(((meeting.ended_at or now) - meeting.started_at for meeting in meetings), timedelta())
    return Measures(
        nodes=sum(node.parent_id is not None and node.counts for node in tree.nodes),
        minutes=round(held.total_seconds() / 60),
        gates=len(gates),
        needs=len(needs),
        found=sum(node.service_id is not None for node in needs),
        findings=findings,
    )


def read_measures(walkthrough, tree, findings):
    """Return the Measures of a walk-through whose tree and findings were read, in one statement."""
    meetings = list(Meeting.objects.filter(walkthrough=walkthrough))
    return measures(tree, walkthrough.passed_unmet, meetings, len(findings), timezone.now())


def comparable(principal, walkthrough):
    """Return what a practice can be compared with, of what the principal sees.

    What really happened, live sessions of its project that were closed, the newest first; then its earlier practice.
    """
    if walkthrough.project_id is None:
        return []
    same = Walkthrough.objects.visible_to(principal).sessions().filter(project=walkthrough.project_id)
    live = same.live().filter(closed_at__isnull=False).order_by("-pk")
    earlier = same.filter(mode=Walkthrough.Mode.PRACTICE, pk__lt=walkthrough.pk).order_by("-pk")
    return [*live, *earlier]
