"""Undoing change sets as a whole (rule U3), and what stands against it (H7, H8)."""

from datetime import date

import pytest

from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import undo
from tests.cast import principal
from tests.walkthroughs.asked import child, make_room
from walkthroughs.filters import ContractFilter
from walkthroughs.models import Contract, Obligation, Terms, Walkthrough

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(company):
    return make_room(company)


def last():
    """Return the newest change set."""
    return ChangeSet.objects.order_by("-number").first()


def state_of(*models):
    """Return what rows hold, versions and times aside: {(model, id): snapshot}."""
    return {(model, row.pk): row.snapshot() for model in models for row in model.objects.order_by("pk")}


def content(walkthrough):
    """Return all that a walk-through's tree holds, lights included."""
    rows = state_of(Walkthrough, Contract, Obligation)
    terms = {row.pk: row.snapshot() for row in Terms.objects.order_by("pk")}
    return rows, terms, Walkthrough.objects.get(pk=walkthrough.pk).lights


def back(value):
    """Return `value` with moments cut to what the log's JSON keeps of them."""
    import json

    from django.core.serializers.json import DjangoJSONEncoder

    if isinstance(value, tuple):
        return tuple(back(one) for one in value)
    if isinstance(value, dict):
        return {str(key): back(one) for key, one in value.items()}
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


MOVES = {
    "ask": ("draft", "maya", {}),
    "counter": ("asked", "aisha", {"due": date(2027, 3, 1), "obligations": [{"what": "Sizing inputs"}]}),
    "agree": ("countered", "maya", {}),
    "promise": ("asked", "aisha", {"conditions": "Only with two weeks' notice"}),
    "decline": ("asked", "aisha", {"why": "no_capacity", "reason": "Two are away"}),
    "withdraw": ("asked", "maya", {}),
    "amend": ("promised", "maya", {"need": "Two database tiers"}),
    "reassign": ("promised", "maya", {}),
    "split": ("asked", "maya", {"first": "A primary tier", "second": "A stand-by tier"}),
    "deliver": ("promised", "aisha", {}),
    "accept": ("delivered", "maya", {}),
    "reject": ("delivered", "maya", {"reason": "The failover failed"}),
    "cancel": ("promised", "maya", {"reason": "The project ended"}),
}


@pytest.mark.parametrize("verb", MOVES)
def test_u3_every_move_is_undone_and_redone(room, verb):
    state, who, values = MOVES[verb]
    contract = child(room, state)
    if verb == "reassign":
        values = {"supplier": room.ops}
    by = principal(getattr(room, who))
    before = back(content(room.walkthrough))
    done = getattr(contract, verb)(by=by, **values)
    after = back(content(room.walkthrough))
    assert before != after
    undone = undo(done, by=by)
    assert undone.title == f"Undone: {done.title}"
    assert undone.undoes == done
    assert back(content(room.walkthrough)) == before
    undo(undone, by=by)
    assert back(content(room.walkthrough)) == after
    assert last().undoes == undone


def test_u3_what_was_undone_did_not_happen_for_lists_until_it_is_brought_back(room):
    contract = child(room, "promised")
    done = contract.cancel(by=principal(room.maya), reason="Built elsewhere")
    narrow = {"cancelled_since": "2000-01-01"}
    found = []
    for _undoing in range(4):
        found.append(list(ContractFilter.narrow(Contract.objects.all(), narrow)) == [contract])
        done = undo(done, by=principal(room.maya))
    assert found == [True, False, True, False]
