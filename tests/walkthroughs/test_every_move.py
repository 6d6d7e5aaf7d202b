"""Every verb from every state by everybody, generated from the table of moves (C5), by each of three doors.

Each try goes through the verb itself, the page and REST, and must end alike: the state the table says, or the same
sentence.
"""

import html
from typing import NamedTuple

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from itbiz.core.errors import NotAllowed, Refused
from tests.api.client import ApiClient
from tests.cast import make_contract, principal
from tests.stage import undone
from tests.walkthroughs.asked import child, make_room
from walkthroughs.models import Contract
from walkthroughs.moves import BUYER, MOVES, NEW_BUYER, SUPPLIER

pytestmark = pytest.mark.django_db

# Who speaks for which side: the heads, a deputy, the head above both, the facilitator while it runs; and who for none.
SIDES = {
    "maya": {BUYER, NEW_BUYER},
    "aisha": {SUPPLIER},
    "dora": {SUPPLIER},
    "nadia": {BUYER, SUPPLIER, NEW_BUYER},
    "fred": {BUYER, SUPPLIER, NEW_BUYER},
    "edith": set(),
    "elin": set(),
    "ruth": set(),
    "carl": set(),
    "olga": set(),
}
# Who tries by the verb alone: they stand as the outsider does.
STRANGERS = ("elin", "ruth", "carl")
# Who tries by every door in a state that the verb does not lead from: one for each side, and one for none.
ONE_OF_EACH = ("maya", "aisha", "fred", "olga")
# The least that each verb needs, as the verb takes it.
NEEDED = {
    "counter": {"conditions": "Only after the freeze"},
    "decline": {"why": "no_capacity"},
    "amend": {"accepted_when": "Two failover tests pass"},
    "reassign": {"supplier": "ops"},
    "move": {"parent": "elsewhere"},
    "split": {"first": "A tier", "second": "Its backups"},
    "reject": {"reason": "It failed over too late"},
    "cancel": {"reason": "The plan changed"},
}
# Where a verb leads that the table leaves open, or leads elsewhere: a draft stays one; a promise moved is asked again.
LEADS = {("reassign", "draft"): "draft", ("move", "promised"): "asked"}
BUYERS_ALONE = "Only the buyer's side, ERP Engineering, does this, or the facilitator while the walk-through runs."
NO_SIDE = {
    BUYER: BUYERS_ALONE,
    SUPPLIER: BUYERS_ALONE.replace("buyer", "supplier").replace("ERP", "Database"),
    NEW_BUYER: BUYERS_ALONE,
}


class End(NamedTuple):
    """How a try ended: the state, or how it was refused and the sentence."""

    kind: str
    said: str


def expected(verb, state, who):
    """Return the End that the table implies; of a wrong state, the beginning of the sentence."""
    move = MOVES[verb]
    if move.side not in SIDES[who]:
        return End("not allowed", NO_SIDE[move.side])
    if state in move.sources:
        return End("done", LEADS.get((verb, state)) or move.target or state)
    sources = ", ".join(move.sources)
    return End("refused", f"This contract is {state} by now. “{verb}” is possible while it is: {sources}.")


@pytest.fixture
def at(company):
    """A room with another place to hang contracts, and the clients of everybody."""
    room = make_room(company)
    room.elsewhere = make_contract(room.walkthrough, parent=room.root, supplier=room.erp, need="Elsewhere")
    room.pages = {who: Client() for who in SIDES}
    for who, client in room.pages.items():
        client.force_login(getattr(room, who).user)
    room.apis = {who: ApiClient(getattr(room, who)) for who in SIDES}
    return room


def needed(room, verb):
    """Return what the verb needs, with the rows that are named in it."""
    named = {"supplier": room.ops, "parent": room.elsewhere}
    return {name: named.get(name, value) for name, value in NEEDED.get(verb, {}).items()}


def by_verb(room, contract, verb, who):
    contract = Contract.objects.select_related(*Contract.companions).get(pk=contract.pk)
    try:
        getattr(contract, verb)(by=principal(getattr(room, who)), **needed(room, verb))
    except (NotAllowed, Refused, ValidationError) as error:
        kind = {NotAllowed: "not allowed", Refused: "refused"}.get(type(error), "invalid")
        return End(kind, "; ".join(getattr(error, "messages", [str(error)])))
    return End("done", contract.state)


def by_page(room, contract, verb, who):
    typed = {name: getattr(value, "pk", value) for name, value in needed(room, verb).items()}
    if verb == "reassign":
        typed["supplier"] = room.ops.name
    if verb in ("ask", "promise", "agree"):
        to, typed = reverse("walkthroughs:contract-save", args=[contract.pk]), {"verb": verb}
    else:
        to = reverse("walkthroughs:contract-move", args=[contract.pk, verb])
    typed |= {"split": {"keep": "first"}, "counter": {"deliverable": contract.terms.deliverable}}.get(verb, {})
    answer = room.pages[who].post(to, typed | {"version": contract.version}, headers={"HX-Request": "true"})
    if answer.status_code == 403:
        return End("not allowed", html.unescape(answer.content.decode()))
    if answer.status_code == 200:
        return End("done", Contract.objects.get(pk=contract.pk).state)
    form = answer.context["sheet"] or answer.context["form"]
    said = [str(message) for messages in form.errors.values() for message in messages]
    return End({409: "refused", 422: "invalid"}[answer.status_code], "; ".join(said))


def over_rest(room, contract, verb, who):
    sent = {name: getattr(value, "pk", value) for name, value in needed(room, verb).items()}
    reply = room.apis[who].post(f"contracts/{contract.pk}/{verb}/", sent, version=contract.version)
    if reply.status_code == 200:
        return End("done", reply.body["state"])
    errors = [error["detail"] for error in reply.body.get("errors", ())]
    kind = {403: "not allowed", 409: "refused", 400: "invalid"}[reply.status_code]
    return End(kind, "; ".join(errors) or reply.body["detail"])


def tried(door, room, contract, verb, who):
    """Return the End of one try by one door, and take it back."""
    with undone():
        return door(room, contract, verb, who)


def doors_of(verb, state, who):
    """Return the doors by which somebody tries a verb: everybody by all of them where it is possible at all."""
    if who in STRANGERS or (state not in MOVES[verb].sources and who not in ONE_OF_EACH):
        return (by_verb,)
    return (by_verb, by_page, over_rest)


@pytest.mark.parametrize("state", Contract.State.values)
def test_c5_p3_p4_every_verb_by_everybody_ends_alike_by_all_doors(at, state):
    contract = child(at, state)
    wrong = {}
    for verb in MOVES:
        for who in SIDES:
            told, *others = ends = [tried(door, at, contract, verb, who) for door in doors_of(verb, state, who)]
            wanted = expected(verb, state, who)
            alike = all(told.kind == end.kind and told.said in end.said for end in others)
            if not alike or told.kind != wanted.kind or not told.said.startswith(wanted.said):
                wrong[verb, who] = (wanted, *ends)
    assert wrong == {}


@pytest.mark.parametrize("state", Contract.State.values)
def test_c5_the_moves_offered_are_those_that_are_possible(at, state):
    contract = child(at, state)
    for who in SIDES:
        offered = Contract.objects.get(pk=contract.pk).moves_for(principal(getattr(at, who)))
        assert offered == [verb for verb in MOVES if expected(verb, state, who).kind == "done"]
        page = at.pages[who].get(contract.get_absolute_url())
        assert set(page.context["moves"]) == set(offered)
