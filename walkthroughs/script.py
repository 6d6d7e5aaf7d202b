"""The script of a walk-through: its steps, the question read aloud at each, and the gate to the next (method §1.7)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from walkthroughs.models.premortem import Reason
from walkthroughs.models.scripted import NOD, NOD_TO, TOPICS, said_back
from walkthroughs.tree import read_tree
from walkthroughs.wording import hints


@dataclass(frozen=True)
class Step:
    """One step: its name, the question to read aloud, its gate in words, and a function of (walk-through, Tree)."""

    name: str
    question: str
    gate: str
    is_met: Callable

    # What the wall shows at this step unless the console chose otherwise.
    view: str = "focus"


def _light(walkthrough, code):
    """Return the state of one of the nine lights as it was stored at the end of the last change."""
    return next((light["state"] for light in walkthrough.lights if light["code"] == code), "red")


def _is_sponsored(walkthrough, tree):
    project = walkthrough.project
    return bool(project and project.sponsor_id) or bool(walkthrough.waivers.get("sponsor"))


def _is_one_purchase(walkthrough, tree):
    return bool(tree and tree.root.need) and not hints(tree.root.need)


def _is_in_sight(walkthrough, tree):
    project = walkthrough.project
    return bool(project and project.end_customer.strip()) or bool(walkthrough.waivers.get("end_customer"))


def _has_a_prime(walkthrough, tree):
    return bool(tree) and tree.root.counts and tree.root.supplier_id is not None


def is_nodded(walkthrough, root):
    """Return whether the client nodded to what the root of the tree says now; a nod to other words is none."""
    return NOD in walkthrough.gates and walkthrough.gates.get(NOD_TO) == said_back(root)


def _is_said_back(walkthrough, tree):
    """The supplier worded it whole, and the client nodded to it."""
    worded = bool(tree) and all((tree.root.deliverable, tree.root.accepted_when, tree.root.due))
    return worded and (is_nodded(walkthrough, tree.root) or tree.root.agreed_id is not None)


def _asks_for_results(walkthrough, tree):
    """Something is made or bought, and every need is worded as a result."""
    begun = bool(tree) and (len(tree) > 1 or tree.root.needs_nothing_more)
    return begun and _light(walkthrough, "results") == "green"


def _is_answered(walkthrough, tree):
    """Whoever is named was asked, and said in words of their own what they hand over and how one knows."""
    asked = [node for node in tree.nodes if node.counts and node.supplier_id]
    return bool(asked) and all(node.state != "draft" and node.deliverable and node.accepted_when for node in asked)


def _ends_in_leaves(walkthrough, tree):
    return _has_a_prime(walkthrough, tree) and _light(walkthrough, "leaves") == "green"


def _holds_its_vendors(walkthrough, tree):
    return bool(tree) and all(node.supplier_id for node in tree.nodes if node.counts and node.vendor_id)


def _is_looked_after(walkthrough, tree):
    return _light(walkthrough, "day_after") == "green"


def _has_nothing_missing(walkthrough, tree):
    return set(TOPICS) <= set(walkthrough.checklist)


def _has_every_risk_homed(walkthrough, tree):
    homed = [reason.is_homed for reason in Reason.objects.filter(walkthrough=walkthrough)]
    return bool(homed) and all(homed)


def _is_promised(walkthrough, tree):
    """No silent yes: promised, or an open question with owner and date says why not."""
    return _has_a_prime(walkthrough, tree) and _light(walkthrough, "promised") in ("green", "amber")


def _is_complete(walkthrough, tree):
    return bool(walkthrough.lights) and all(light["state"] != "red" for light in walkthrough.lights)


STEPS = (
    Step(_("Prepare"), _("Who is here, and who is missing?"), _("the sponsor is named"), _is_sponsored, "whole"),
    Step(
        _("Purchase"),
        _("What result are you buying, and how will you know you have it?"),
        _("one decision a tree, worded as a result"),
        _is_one_purchase,
    ),
    Step(
        _("Sight"),
        _("Who outside notices, and what do you change yourselves?"),
        _("the end customer is named, or waived"),
        _is_in_sight,
    ),
    Step(_("Prime"), _("Whose catalog is this in?"), _("exactly one"), _has_a_prime),
    Step(
        _("Say-back"),
        _("Say what you will hand over, to whom, when, and what is not included."),
        _("the client nods"),
        _is_said_back,
        "say_back",
    ),
    Step(
        _("Make or buy"),
        _("What do your own people make? What must you buy, and from whose business?"),
        _("each need is a result"),
        _asks_for_results,
    ),
    Step(
        _("Ask"),
        _("Is it in your catalog? What do you need from your buyer, and by when?"),
        _("in the supplier's own words"),
        _is_answered,
    ),
    Step(
        _("Recurse"),
        _("What must you buy in turn?"),
        _("each branch ends at own people, a running service, or a vendor"),
        _ends_in_leaves,
    ),
    Step(_("Vendor leaf"), _("Which business holds this vendor?"), _("a line holds each vendor"), _holds_its_vendors),
    Step(
        _("Afterwards"),
        _("Who owns, runs, supports and pays for it the day after, and what do we switch off?"),
        _("an owner for each asset"),
        _is_looked_after,
        "whole",
    ),
    Step(_("Missing"), _("What is usually missing?"), _("all ticked"), _has_nothing_missing, "whole"),
    Step(
        _("Premortem"),
        _("A year on it failed. Three minutes: why?"),
        _("each risk has a home"),
        _has_every_risk_homed,
        "whole",
    ),
    Step(_("Promise round"), _("From the leaves upward: is this your promise?"), _("no silent yes"), _is_promised),
    Step(_("Close"), _("What did we leave open, and whose is it?"), _("no light is red"), _is_complete, "lights"),
)


def unmet_gates(walkthrough, steps, tree=None):
    """Return which of `steps` (numbers) have a gate that is not met; `tree` where it was read already."""
    if not steps:
        return []
    tree = read_tree(walkthrough) if tree is None else tree
    return [number for number in steps if not STEPS[number].is_met(walkthrough, tree)]
