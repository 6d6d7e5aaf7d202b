"""A Plan of leaving the demo in words: counts, what stays, and because of what: rows of one's own, and acts."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.urls import reverse

from itbiz.audit.hanging import CHUNK
from itbiz.audit.models import Change, ChangeSet
from itbiz.changes.filters import NAMES
from itbiz.changes.views import PLACES
from itbiz.core.pages import addresses
from itbiz.demo.leaving import PERSON, USER, in_turn, words_for

# How many of one's own rows, and of one's own acts, a page or a terminal names.
NAMED = 100
# How many of those that keep rows of a kind are named beside the kind.
BESIDE = 3


@dataclass
class Cause:
    """Something of one's own that keeps rows of the demo: a row that hangs on some, or an act that changed some.

    `on` are those rows, `kept` all that stays with them, as [(word of the kind, how many)]. `alone` says how many of
    them nothing else keeps.
    """

    name: str
    url: str
    on: list
    kind: str = ""
    who: str = ""
    at: datetime | None = None
    kept: list = field(default_factory=list)
    alone: int = 0

    @property
    def count(self):
        """How many rows of the demo it keeps."""
        return sum(number for _word, number in self.kept)


def told(plan, user=None):
    """Return the Plan as a page shows it: a dict of `counts`, `hangs` and `acts` (Causes), how many `more`, `stays`.

    `user`, who leaves, and their person are in none of them.
    """
    me = {(USER, user.pk), (PERSON, getattr(getattr(user, "person", None), "pk", None))} if user else set()
    hangs, acts = _inverted(plan.hangs, me), _inverted(plan.touched, me)
    shown, shown_acts = dict(sorted(hangs.items())[:NAMED]), dict(sorted(acts.items())[-NAMED:][::-1])
    named = _labels({*shown, *(plan.stays - me)})
    found = _causes(shown, shown_acts, named)
    kept = {one: plan.kept_by(nodes) - me for one, nodes in (shown | shown_acts).items()}
    _fill(found, kept)
    return {
        "counts": _counts(plan, me),
        "hangs": [found[one] for one in shown],
        "acts": [found[one] for one in shown_acts],
        "more": len(hangs) - len(shown) + len(acts) - len(shown_acts),
        "stays": _by_kind(plan.stays - me, named, found, kept),
    }


def _inverted(found, left_out):
    """Return {who refers, or an act: set of the demo's nodes} of {node: set of them}."""
    turned = defaultdict(set)
    for node, referring in found.items():
        for one in referring if node not in left_out else ():
            turned[one].add(node)
    return turned


def _causes(hangs, acts, named):
    """Return {node of one's own, or id of an act: Cause}."""
    found = {}
    for node, on in hangs.items():
        kind, name, address = _row(node, named)
        found[node] = Cause(name, address, _rows(on, named), kind=kind)
    for act in ChangeSet.objects.filter(pk__in=acts).only("title", "actor_name", "at"):
        address = reverse("change-set", args=[act.pk])
        found[act.pk] = Cause(act.title, address, _rows(acts[act.pk], named), who=act.actor_name, at=act.at)
    return found


def _fill(found, kept):
    """Say of each Cause what it keeps, by kind, and how much of that it keeps alone."""
    shared = Counter(node for nodes in kept.values() for node in nodes)
    for one, nodes in kept.items():
        kinds = Counter(kind for kind, _pk in nodes)
        found[one].kept = [(words_for(kind), kinds[kind]) for kind in in_turn(kinds)]
        found[one].alone = sum(shared[node] == 1 for node in nodes)


def _counts(plan, me):
    """Return (word, how many there are, how many go, how many of the demo stay) for each kind."""
    rows = []
    for kind, (goes, stays) in plan.counts().items():
        mine = sum(node[0] == kind for node in me & plan.stays)
        rows.append((words_for(kind), apps.get_model(kind)._base_manager.count(), goes, stays - mine))
    return rows


def _labels(nodes):
    """Return {node: the name by which the log told it last}."""
    by_kind, named = defaultdict(list), {}
    for kind, pk in sorted(nodes):
        by_kind[kind].append(pk)
    for kind, ids in by_kind.items():
        for start in range(0, len(ids), CHUNK):
            changes = Change.objects.filter(kind=kind, object_id__in=ids[start : start + CHUNK]).order_by("pk")
            named |= {(kind, pk): label for pk, label in changes.values_list("object_id", "label")}
    return named


def _row(node, named):
    """Return (word of the kind, name, address or "") of a node."""
    kind, pk = node
    place = PLACES.get(NAMES.get(kind))
    return words_for(kind), named.get(node, f"{pk}"), addresses(place)(pk) if place else ""


def _rows(nodes, named):
    return [_row(node, named) for node in sorted(nodes)]


def _by_kind(nodes, named, found, kept):
    """Return [(word, rows, the Causes that keep most of them)] of nodes, a kind after the other."""
    told = []
    for kind in in_turn({kind for kind, _pk in nodes}):
        keeping = Counter({one: sum(node[0] == kind for node in theirs) for one, theirs in kept.items()})
        most = [found[one] for one, number in keeping.most_common(BESIDE) if number]
        told.append((words_for(kind), _rows({node for node in nodes if node[0] == kind}, named), most))
    return told
