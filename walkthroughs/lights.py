"""The nine lights of a walk-through: what its tree still lacks before everybody knows what is expected (rules L)."""

from walkthroughs.models import Walkthrough
from walkthroughs.moves import ENDED, OPEN
from walkthroughs.tree import COLUMNS, read_tree
from walkthroughs.wording import hints

CODES = ("prime", "parties", "results", "acceptance", "buyer_side", "leaves", "promised", "day_after", "sight")
RED, AMBER, GREEN = "red", "amber", "green"
UNDER_WAY = ("asked", "countered", "promised")
# What lights look at, as every write to a tree ends with them.
LOOKED_AT = {
    name: COLUMNS[name]
    for name in (
        *("id", "parent_id", "state", "need", "supplier_id", "vendor_id", "agreement_id", "buyer_line_id"),
        *("needs_nothing_more", "buyer_provides_nothing", "agreed_id"),
        *("offer_deliverable", "agreed_deliverable", "offer_accepted_when", "agreed_accepted_when"),
    )
}


def counted(tree):
    """Return the nodes that lights look at: all but the ended ones and what is open below those."""
    called_off = {node.id for node in tree.nodes if node.state in ENDED}
    return [
        node
        for node in tree.nodes
        if node.id not in called_off
        and not (node.state in OPEN and any(above.id in called_off for above in node.ancestors()))
    ]


def lights_of(walkthrough, tree):
    """Return the nine lights as stored: [{"code", "state", "contracts": ids}], of a Tree read with its questions.

    The walk-through's project with its follow-ons is read for the last two.
    """
    nodes = counted(tree)
    judged = (
        _prime(nodes),
        _parties(nodes),
        _results(nodes),
        _lacking(nodes, lambda node: not (node.accepted_when or "").strip()),
        _lacking(nodes, lambda node: not node.obligations and not node.buyer_provides_nothing),
        _leaves(nodes),
        _promised(nodes),
        _day_after(walkthrough),
        _sight(walkthrough),
    )
    return [
        {"code": code, "state": state, "contracts": [node.id for node in held]}
        for code, (state, held) in zip(CODES, judged, strict=True)
    ]


def settled(node):
    """Return whether a question about the node is open and has a decider and a date."""
    return any(asked["decider_id"] and asked["due"] and not asked["resolution"] for asked in node.questions)


def _prime(nodes):
    root = next((node for node in nodes if node.parent_id is None), None)
    return (GREEN, []) if root and root.supplier_id else (RED, [root] if root else [])


def _parties(nodes):
    return _questioned([node for node in nodes if node.supplier_id is None])


def _results(nodes):
    hinted = [node for node in nodes if hints(node.title)]
    return (AMBER if hinted else GREEN, hinted)


def _lacking(nodes, lacks):
    found = [node for node in nodes if node.state in (*UNDER_WAY, "draft") and lacks(node)]
    red = any(node.state in UNDER_WAY for node in found)
    return (RED if red else AMBER if found else GREEN, found)


def _leaves(nodes):
    inner = {node.parent_id for node in nodes}
    loose = [
        node
        for node in nodes
        if node.id not in inner
        and node.supplier_id
        and not (node.own_share or node.vendor_id or node.agreement_id or node.needs_nothing_more)
    ]
    return (RED if loose else GREEN, loose)


def _promised(nodes):
    return _questioned([node for node in nodes if node.supplier_id and node.state in OPEN])


def _questioned(waiting):
    """Judge what waits: red unless each has a settled question."""
    loose = [node for node in waiting if not settled(node)]
    return (RED, loose) if loose else (AMBER if waiting else GREEN, waiting)


def _day_after(walkthrough):
    named = list(walkthrough.project.follow_ons.all()) if walkthrough.project else []
    if named:
        return (GREEN if all(follow_on.line_id for follow_on in named) else AMBER, [])
    return (GREEN if walkthrough.waivers.get("follow_ons") else RED, [])


def _sight(walkthrough):
    project = walkthrough.project
    there = {
        "sponsor": project is not None and project.sponsor_id is not None,
        "end_customer": project is not None and bool(project.end_customer.strip()),
    }
    missing = [name for name, is_there in there.items() if not is_there]
    waived = all(walkthrough.waivers.get(name) for name in missing)
    return (GREEN if not missing else AMBER if waived else RED, [])


def result_of(lights):
    """Return how a walk-through with these lights is closed, a value of Walkthrough.Result."""
    states = {light["state"] for light in lights}
    if RED in states:
        return Walkthrough.Result.INCOMPLETE
    return Walkthrough.Result.OPEN_QUESTIONS if AMBER in states else Walkthrough.Result.COMPLETE


def compute(pk):
    """Return (walk-through, its lights as they are now) for the id of a walk-through."""
    walkthrough = Walkthrough.objects.select_related("project").get(pk=pk)
    return walkthrough, lights_of(walkthrough, read_tree(walkthrough, columns=LOOKED_AT))


def refresh(pk, changes):
    """Let a walk-through keep its lights as they are now; its version rises with them, once a set (N7)."""
    walkthrough, lights = compute(pk)
    walkthrough.keep_lights(lights, changes)
