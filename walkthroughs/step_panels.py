"""What the present step of the script needs below its question: one panel a step (method §1.7)."""

from django.utils import timezone

from orgchart.reach import people_over_each
from walkthroughs.candidates import candidates, purchase_of
from walkthroughs.closing import left_open, unsettled
from walkthroughs.models import Reason
from walkthroughs.models.scripted import NOD, TOPICS
from walkthroughs.script import is_nodded
from walkthroughs.script_forms import ACTS
from walkthroughs.wording import hints


def form_of(desk, name):
    """Return the form of one act: the one that could not be done, where it is that, else one to be filled."""
    refused = desk.script_form
    if type(refused) is ACTS[name]:
        return refused
    return ACTS[name](walkthrough=desk.walkthrough, principal=desk.principal)


def _sent(desk, name):
    """Return what the reader looks at as `name`, from a form or the address, "" for nothing."""
    return desk.request.POST.get(name) or desk.request.GET.get(name, "")


def _prepare(desk):
    project = desk.walkthrough.project
    return {"sponsor": project and project.sponsor, "form": form_of(desk, "sponsor")}


def _purchase(desk):
    root = desk.tree.root
    return {"root": root, "hints": hints(root.need) if root else []}


def _sight(desk):
    return {"form": form_of(desk, "sight")}


def _prime(desk):
    root, form = desk.tree.root, form_of(desk, "prime")
    found = candidates(desk.principal, purchase_of(desk.walkthrough, root), walkthrough=desk.walkthrough)
    return {"form": form, "candidates": found, "prime": root if root and root.supplier_id else None, "root": root}


def _say_back(desk):
    form, project = form_of(desk, "nod"), desk.walkthrough.project
    if not form.is_bound and project and project.sponsor:
        form.initial["person"] = project.sponsor.name
    root, nodded = desk.tree.root, desk.walkthrough.gates.get(NOD)
    return {
        "form": form,
        "root": root,
        "nodded": nodded,
        "reworded": bool(root) and not is_nodded(desk.walkthrough, root),
    }


def _vendors(desk):
    return {"vendors": [node for node in desk.tree.nodes if node.counts and node.vendor_id]}


def _afterwards(desk):
    return {"form": form_of(desk, "follow-ons")}


def _missing(desk):
    ticked = desk.walkthrough.checklist
    rows = [
        {"topic": topic, "name": name, "ticked": topic in ticked, "because": ticked.get(topic, "")}
        for topic, name in TOPICS.items()
    ]
    return {"rows": rows, "form": desk.script_form}


def _premortem(desk):
    """The round while it is written; afterwards its reasons, one of those without a home to be given one."""
    room = getattr(desk.walkthrough, "room", None)
    until = room and room.premortem_until
    reasons = Reason.objects.filter(walkthrough=desk.walkthrough).select_related("contract", "question")
    if until:
        return {"until": until, "now": timezone.now(), "count": reasons.count()}
    told = list(reasons)
    unhomed = [reason for reason in told if not reason.is_homed]
    wanted = _sent(desk, "reason")
    chosen = next((reason for reason in unhomed if str(reason.pk) == wanted), unhomed[0] if unhomed else None)
    return {
        "reasons": told,
        "unhomed": len(unhomed),
        "chosen": chosen,
        "form": form_of(desk, "home") if chosen else None,
        "nodes": [node for node in desk.tree.nodes if node.counts],
    }


def _round(desk):
    """Who is asked whether it is their promise, from the leaves upward, the prime last, and who can not say so.

    Whoever answered "Not now" comes after all others: their contracts are listed in `?later=`, kept nowhere else.
    """
    asked = [node for node in _leaves_first(desk.tree.root) if node.state == "asked"]
    later = [int(pk) for pk in _sent(desk, "later").split(",") if pk.isdecimal()]
    here = dict(desk.walkthrough.presences.order_by("person__name").values_list("person", "person__name"))
    over = people_over_each({node.supplier_unit_id for node in asked})
    rows = [{"node": node, "voices": _voices(node, over[node.supplier_unit_id], here)} for node in asked]
    able = [row for row in rows if row["voices"]]
    able.sort(key=lambda row: later.index(row["node"].id) if row["node"].id in later else -1)
    first = able[0] if able else None
    return {
        "next": first,
        "waiting": [row["node"] for row in able[1:]],
        "absent": [row["node"] for row in rows if not row["voices"]],
        "later": ",".join(map(str, later)),
        "not_now": first
        and ",".join(str(pk) for pk in [*(pk for pk in later if pk != first["node"].id), first["node"].id]),
        "form": desk.script_form if isinstance(desk.script_form, ACTS["yes"]) else None,
    }


def _voices(node, side, here):
    """Return who is in the room of a line's side, its head first, as [(person id, name)] (P3)."""
    return sorted(((pk, name) for pk, name in here.items() if pk in side), key=lambda voice: voice[0] != node.head_id)


def _leaves_first(root):
    """Yield the nodes from the leaves upward; the root is the last."""
    waiting = [(root, False)] if root else []
    while waiting:
        node, is_done = waiting.pop()
        if is_done:
            yield node
            continue
        waiting.append((node, True))
        waiting.extend((child, False) for child in reversed(node.children))


def _close(desk):
    return {"groups": left_open(desk.tree), "questions": unsettled(desk.questions())}


# By step: the piece of page, and what it reads. The other steps are done in the tree and its fields.
PANELS = {
    0: ("walkthroughs/_script_prepare.html", _prepare),
    1: ("walkthroughs/_script_purchase.html", _purchase),
    2: ("walkthroughs/_script_sight.html", _sight),
    3: ("walkthroughs/_script_prime.html", _prime),
    4: ("walkthroughs/_script_say_back.html", _say_back),
    8: ("walkthroughs/_script_vendors.html", _vendors),
    9: ("walkthroughs/_script_afterwards.html", _afterwards),
    10: ("walkthroughs/_script_missing.html", _missing),
    11: ("walkthroughs/_script_premortem.html", _premortem),
    12: ("walkthroughs/_script_round.html", _round),
    13: ("walkthroughs/_script_close.html", _close),
}


def panel_of(desk):
    """Return the panel of the present step, with its `template`, an empty dict where the step has none."""
    template, read = PANELS.get(desk.walkthrough.step, ("", None))
    return {"template": template, **read(desk)} if template else {}
