"""After a close: asks without an answer, since when they wait, and what is otherwise than it was planned (H7)."""

from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from itbiz.audit.models import Change
from itbiz.core.templatetags.ui import due
from walkthroughs.candidates import stems_of
from walkthroughs.ledger import BOUGHT, SUPPLIED
from walkthroughs.models import Baseline, Contract, Walkthrough
from walkthroughs.models.obligations import SETTLED, SETTLERS, standing
from walkthroughs.plan import Plan, compare
from walkthroughs.sides import speaks_for
from walkthroughs.tree import read_tree

# By state of an ask without an answer: the verbs that brought it there.
BROUGHT = {"asked": ("ask", "amend", "reassign", "move"), "countered": ("counter",)}
PARTIES = (
    *("supplier__short_name", "supplier__block", "parent__supplier__short_name", "parent__supplier__block"),
    *("walkthrough__client_unit__name", "walkthrough__client_line__short_name", "walkthrough__client_line__block"),
)


def still_asked(principal, mine=None):
    """Return the rows of what has no answer since a walk-through closed, or was asked without one; with a Mine, theirs.

    A supplier answers what is asked, a buyer what was countered. Each row is a dict of title, url, day and due, party
    and block (who waits), project, state and `since` (a moment), the longest waiting first. Three statements, whatever
    the rows.
    """
    answerer = Q(state__in=BROUGHT)
    if mine is not None:
        answerer = Q(state="asked") & mine.condition(SUPPLIED) | Q(state="countered") & mine.condition(BOUGHT)
    contracts = Contract.objects.visible_to(principal).counting().filter(answerer)
    alone = Q(walkthrough__kind=Walkthrough.Kind.ASK)
    contracts = contracts.filter(alone | Q(walkthrough__status=Walkthrough.Status.CLOSED))
    columns = ("id", "state", "need", "result", "day", *PARTIES)
    columns += ("walkthrough_id", "walkthrough__kind", "walkthrough__closed_at")
    contracts = contracts.annotate(
        day=Coalesce("agreed__due", "terms__due"), result=Coalesce("agreed__deliverable", "terms__deliverable")
    )
    found = list(contracts.order_by("id").values(*columns, "walkthrough__project__title"))
    waiting = waiting_in({row["walkthrough_id"] for row in found})
    found = [row for row in found if row["id"] in waiting or row["walkthrough__kind"] == Walkthrough.Kind.ASK]
    since = asked_since([row["id"] for row in found])
    return sorted((_row(row, since) for row in found), key=lambda row: row["since"])


def waiting_in(walkthroughs):
    """Return the ids of the contracts that wait for their first answer since these walk-throughs were closed."""
    later = Baseline.objects.filter(walkthrough=OuterRef("walkthrough"), number__gt=OuterRef("number"))
    newest = Baseline.objects.filter(~Exists(later), walkthrough__in=walkthroughs)
    return {pk for waiting in newest.values_list("waiting", flat=True) for pk in waiting}


def asked_since(contracts):
    """Return since when each of these ids was asked, or countered, as the log tells it: {id: moment}."""
    verbs = [verb for verbs in BROUGHT.values() for verb in verbs]
    told = Change.objects.filter(kind="walkthroughs.contract", object_id__in=contracts, act__in=verbs)
    return dict(told.values("object_id").annotate(since=Max("change_set__at")).values_list("object_id", "since"))


def read_plan(walkthrough, number=None):
    """Return (Baseline, Plan) of a walk-through the caller may see: the newest, or the one of this `number`.

    (None, an empty Plan) where there is no such baseline. Five statements, whatever the tree.
    """
    baselines = walkthrough.baselines.order_by("-number")
    baseline = (baselines if number is None else baselines.filter(number=number)).first()
    if baseline is None:
        return None, Plan([], 0, [])
    waiting = set(baseline.waiting) & waiting_in([walkthrough.pk])
    tree = read_tree(walkthrough, questions=False)
    plan = compare(baseline.tree, tree, client=walkthrough.client, waiting=waiting, since=asked_since(waiting))
    return baseline, plan


def found_after_close(*walkthroughs):
    """Return the ids of the contracts that these walk-throughs found only after they were first closed, as a set.

    They stand in no first baseline. Two statements, whatever the walk-throughs; none of those never closed.
    """
    first = Baseline.objects.filter(walkthrough__in=walkthroughs, number=1)
    known = {home: {item["id"] for item in tree} for home, tree in first.values_list("walkthrough_id", "tree")}
    contracts = Contract.objects.filter(walkthrough__in=known).values_list("pk", "walkthrough_id")
    return {pk for pk, home in contracts if pk not in known[home]}


def by_resemblance(what, contracts):
    """Part `contracts` into those whose result shares words with `what` is owed, most words first, and all others."""
    owed = set(stems_of(what))
    shared = {contract: len(owed & set(stems_of(f"{contract.title} {contract.need}"))) for contract in contracts}
    likely = sorted((one for one in contracts if shared[one]), key=lambda one: -shared[one])
    return likely, [one for one in contracts if not shared[one]]


def duties_of(principal, contract, duties):
    """Return what the buyer of a contract provides, as rows: how each stands, who settled it and when, what one may do.

    `duties` are those that the contract's node holds. A dict each of their columns, `stands` (see `standing`), `told`
    (the change that settled it, or None), `verbs` that are open to the principal, and `meets`: whether they may say
    what meets it. One statement, and what the rules ask.
    """
    settled = _settled([duty["id"] for duty in duties if duty["state"] in SETTLED.values()])
    speaks = {verb for verb, side in SETTLERS.items() if duties and speaks_for(principal, contract, side)}
    rows = []
    for duty in duties:
        stands = standing(duty["state"], duty["due"], contract.state)
        owed = stands in ("owed", "late")
        verbs = [verb for verb in SETTLERS if owed and verb in speaks]
        meets = owed and "provide" in speaks and contract.parent_id is not None
        rows.append(duty | {"stands": stands, "told": settled.get(duty["id"]), "verbs": verbs, "meets": meets})
    return rows


def _settled(duties):
    """Return the change that settled each of these obligations, as the log tells it: {id: dict}."""
    if not duties:
        return {}
    told = Change.objects.filter(kind="walkthroughs.obligation", object_id__in=duties, act__in=SETTLED)
    names = ("object_id", "change_set__at", "change_set__actor_name", "change_set__on_behalf_of_name")
    return {pk: {"at": at, "who": whose or actor} for pk, at, actor, whose in told.order_by("pk").values_list(*names)}


def _row(row, since):
    buyer = row["state"] == "asked"
    return {
        "id": row["id"],
        "title": row["result"] or row["need"],
        "url": f"{reverse('walkthroughs:walkthrough', args=[row['walkthrough_id']])}?focus={row['id']}",
        "day": row["day"],
        "due": due(row["day"]),
        "party": _buyer(row) if buyer else row["supplier__short_name"],
        "block": _buyer_block(row) if buyer else row["supplier__block"] or "",
        "project": row["walkthrough__project__title"] or "",
        "state": row["state"],
        "since": since.get(row["id"], row["walkthrough__closed_at"]),
    }


def _buyer(row):
    client = row["walkthrough__client_line__short_name"] or row["walkthrough__client_unit__name"]
    return row["parent__supplier__short_name"] or client


def _buyer_block(row):
    if row["parent__supplier__short_name"]:
        return row["parent__supplier__block"] or ""
    return (row["walkthrough__client_line__block"] or "") if row["walkthrough__client_line__short_name"] else "CL"
