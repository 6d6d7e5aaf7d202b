"""What others changed about the contracts that the reader supplies, buys or leads (V4, H6)."""

from django.db.models import BigIntegerField, Case, CharField, OuterRef, Q, Subquery, When
from django.db.models.fields.json import KT

from itbiz.audit.models import Change, ChangeSet
from itbiz.core.days import first_moment
from itbiz.core.pages import addresses
from walkthroughs.ledger import BOUGHT, LED, SUPPLIED
from walkthroughs.models import Contract, Obligation

# How many change sets are told.
SHOWN = 15
OF_CONTRACT, OF_DUTY = "walkthroughs.contract", "walkthroughs.obligation"
ID, TEXT = BigIntegerField(), CharField()


def changed_for(principal, mine, since, *, limit=SHOWN):
    """Return (groups, whether there is more): the newest change sets since a day by contract, in two statements.

    Left out is what the reader did. A group is a dict of url, label and state of a contract and of its `acts`, newest
    first: dicts of title, who, for, reason, at, and `more`, how many other contracts of theirs the set changed.
    """
    told = _told(principal, mine, since)
    sets = ChangeSet.objects.filter(pk__in=told.values("change_set"), number__isnull=False)
    if principal.user_id is not None:
        sets = sets.exclude(actor_id=principal.user_id)
    found = list(
        sets.order_by("-number").values("pk", "title", "actor_name", "on_behalf_of_name", "reason", "at")[: limit + 1]
    )
    newest = found[:limit]
    named = _named(told.filter(change_set__in=[row["pk"] for row in newest]))
    groups = {}
    for row in newest:
        contract, *others = named[row["pk"]]
        groups.setdefault(contract["url"], contract | {"acts": []})["acts"].append(_act(row, len(others)))
    return list(groups.values()), len(found) > limit


def _told(principal, mine, since):
    """Return the changes since a day of the reader's contracts, and of what their buyers provide."""
    theirs = mine.condition(SUPPLIED) | mine.condition(BOUGHT) | mine.condition(LED)
    contracts = Contract.objects.visible_to(principal).counting().filter(theirs)
    duties = Obligation.objects.filter(contract__in=contracts)
    about = Q(kind=OF_CONTRACT, object_id__in=contracts.values("pk"))
    about |= Q(kind=OF_DUTY, object_id__in=duties.values("pk"))
    return Change.objects.filter(about, change_set__at__gte=first_moment(since))


def _named(changes):
    """Return {change set: [the contracts it changed, once each, as dicts of url, label and state]}."""
    address, found = addresses("walkthroughs:contract"), {}
    duties = Obligation.objects.filter(pk=OuterRef("object_id"))
    changes = changes.annotate(
        contract=Case(
            When(kind=OF_DUTY, then=Subquery(duties.values("contract"))), default="object_id", output_field=ID
        ),
        owner=Case(
            When(kind=OF_DUTY, then=Subquery(duties.values("contract__code"))), default="label", output_field=TEXT
        ),
    )
    columns = ("change_set", "contract", "owner", KT("after__state"), "kind")
    for pk, contract, label, state, kind in changes.order_by("change_set", "ordinal").values_list(*columns):
        rows = found.setdefault(pk, {})
        rows.setdefault(contract, {"url": address(contract), "label": label, "state": ""})
        if kind == OF_CONTRACT:
            rows[contract] |= {"label": label, "state": state or ""}
    return {pk: list(rows.values()) for pk, rows in found.items()}


def _act(row, more):
    behalf = row["on_behalf_of_name"]
    kept = {name: row[name] for name in ("title", "reason", "at")}
    return kept | {"who": row["actor_name"], "for": "" if behalf == row["actor_name"] else behalf, "more": more}
