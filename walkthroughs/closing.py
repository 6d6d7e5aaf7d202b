"""What a walk-through leaves open when it is closed, and why it was closed."""

from collections import defaultdict

from itbiz.audit.models import Change

# The display states that wait for somebody, in the order they are told.
WAITING = ("need", "gap", "draft", "asked", "countered", "declined")
# How many of a kind are named; the others are counted.
NAMED = 5


def left_open(tree):
    """Return what stands in a Tree without a yes, by state: [{"state", "count", "named" nodes, "more"}]."""
    found = defaultdict(list)
    for node in tree.nodes:
        if node.counts:
            found[node.display].append(node)
    return [{"state": state, **_short(found[state])} for state in WAITING if found[state]]


def unsettled(questions):
    """Return those of the open `questions`, dicts, that have no decider or no date, as {"count", "named", "more"}."""
    return _short([asked for asked in questions if not (asked["decider__name"] and asked["due"])])


def closed_because(walkthrough):
    """Return the reason that was given when a closed walk-through was closed last, or ""."""
    if not walkthrough.result:
        return ""
    closings = Change.objects.filter(kind=walkthrough._meta.label_lower, object_id=walkthrough.pk, act="close")
    return closings.order_by("-pk").values_list("change_set__reason", flat=True).first() or ""


def _short(rows):
    return {"count": len(rows), "named": rows[:NAMED], "more": max(len(rows) - NAMED, 0)}
