"""A Plan of leaving the demo in words: counts, what of one's own hangs on it and by which acts, what stays."""

from collections import defaultdict

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


def told(plan, user=None):
    """Return the Plan as a page shows it: a dict of `counts`, `hangs`, `acts`, how many `more` of both, and `stays`.

    `user`, who leaves, and their person are in none of them.
    """
    me = {(USER, user.pk), (PERSON, getattr(getattr(user, "person", None), "pk", None))} if user else set()
    hangs, acts = _inverted(plan.hangs, me), _inverted(plan.touched, me)
    shown, shown_acts = dict(sorted(hangs.items())[:NAMED]), dict(sorted(acts.items())[-NAMED:][::-1])
    named = _labels({*shown, *(plan.stays - me)})
    sets = ChangeSet.objects.filter(pk__in=shown_acts).in_bulk()
    return {
        "counts": _counts(plan, me),
        "hangs": [(_row(node, named), _rows(on, named)) for node, on in shown.items()],
        "acts": [
            (sets[pk].title, sets[pk].actor_name, reverse("change-set", args=[pk]), _rows(nodes, named))
            for pk, nodes in shown_acts.items()
        ],
        "more": len(hangs) - len(shown) + len(acts) - len(shown_acts),
        "stays": _by_kind(plan.stays - me, named),
    }


def _inverted(found, left_out):
    """Return {who refers, or an act: set of the demo's nodes} of {node: set of them}."""
    turned = defaultdict(set)
    for node, referring in found.items():
        for one in referring if node not in left_out else ():
            turned[one].add(node)
    return turned


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


def _by_kind(nodes, named):
    """Return [(word, rows)] of nodes, a kind after the other."""
    kinds = in_turn({kind for kind, _pk in nodes})
    return [(words_for(kind), _rows({node for node in nodes if node[0] == kind}, named)) for kind in kinds]
