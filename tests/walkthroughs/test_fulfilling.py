"""What becomes of a promise: new terms over it, delivery, acceptance, cancellation (rules C5, C6)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from itbiz.core.errors import Refused
from tests.cast import make_contract, principal
from tests.walkthroughs.asked import WHOLE, child
from walkthroughs.models import Contract, Obligation
from walkthroughs.tree import read_tree

pytestmark = pytest.mark.django_db
NEW = {"need": "A tier that lasts", "due": date(2027, 9, 1)}


def amended(room, **terms):
    """Return a promise that the buyer wants otherwise."""
    contract = child(room, "promised", need="A tier", due=date(2027, 6, 1))
    contract.amend(by=principal(room.maya), **NEW | terms)
    return Contract.objects.get(pk=contract.pk)


def in_force(contract):
    contract = Contract.objects.get(pk=contract.pk)
    return contract.state, contract.need, contract.agreed.deliverable, contract.agreed.due


OLD = ("promised", "A tier", "A tier", date(2027, 6, 1))


def test_c6_an_amendment_waits_beside_the_terms_in_force(room):
    contract = amended(room)
    assert in_force(contract) == ("asked", *OLD[1:])
    assert (contract.terms.deliverable, contract.terms.due) == ("A tier that lasts", date(2027, 9, 1))
    assert contract.promised_by == room.aisha


@pytest.mark.parametrize("verb", ["withdraw", "decline"])
def test_c6_what_is_withdrawn_or_declined_leads_back_to_the_terms_in_force(room, verb):
    contract = amended(room)
    below = make_contract(room.walkthrough, parent=contract, supplier=room.ops, **WHOLE)
    if verb == "withdraw":
        contract.withdraw(by=principal(room.maya))
    else:
        contract.decline(by=principal(room.aisha), why="no_capacity", reason="The freeze")
    assert in_force(contract) == OLD
    contract = Contract.objects.get(pk=contract.pk)
    assert (contract.terms_id, contract.decline_why) == (contract.agreed_id, "")
    assert Contract.objects.get(pk=below.pk).state == "draft"


def test_c6_a_promise_takes_the_new_need_and_what_the_buyer_offers(room):
    contract = amended(room, obligations=[{"what": "Sizing inputs"}])
    assert not contract.obligations.exists()
    contract.promise(by=principal(room.aisha))
    assert in_force(contract) == ("promised", "A tier that lasts", "A tier that lasts", date(2027, 9, 1))
    assert [owed.what for owed in contract.obligations.all()] == ["Sizing inputs"]
    assert Contract.objects.get(pk=contract.pk).buyer_provides_nothing is False


def test_c6_a_counter_to_an_amendment_is_agreed_or_dropped(room):
    contract = amended(room)
    contract.counter(by=principal(room.aisha), due=date(2027, 12, 1))
    contract.agree(by=principal(room.maya))
    assert in_force(contract) == ("promised", "A tier that lasts", "A tier that lasts", date(2027, 12, 1))


def test_c5_an_amendment_changes_something(room):
    contract = child(room, "promised", due=date(2027, 6, 1))
    for terms in ({}, {"need": contract.need}, {"due": date(2027, 6, 1)}):
        with pytest.raises(ValidationError) as told:
            contract.amend(by=principal(room.maya), **terms)
        assert told.value.messages == ["Change at least one term, or leave the promise as it is."]


def test_c1_an_amendment_of_the_date_leaves_the_suppliers_words(room):
    contract = child(room, "asked")
    contract.counter(by=principal(room.aisha), deliverable="A tier on 19c")
    contract.agree(by=principal(room.maya))
    contract.amend(by=principal(room.maya), need=contract.need, due=date(2027, 9, 1))
    assert contract.terms.deliverable == "A tier on 19c"


def test_c6_over_a_promise_nothing_but_the_new_terms_is_written_in_place(room):
    contract = amended(room)
    contract.update(by=principal(room.maya), accepted_when="Two tests pass")
    assert (contract.terms.accepted_when, contract.agreed.accepted_when) == ("Two tests pass", WHOLE["accepted_when"])
    with pytest.raises(Refused):
        contract.update(by=principal(room.maya), need="More")
    with pytest.raises(Refused, match="part of what was agreed"):
        Obligation.create(by=principal(room.maya), contract=contract, what="A test account")


@pytest.mark.parametrize("verb", ["reject", "cancel"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_c5_a_rejection_and_a_cancellation_need_a_reason(room, verb, reason):
    contract = child(room, "delivered")
    with pytest.raises(ValidationError) as told:
        getattr(contract, verb)(by=principal(room.maya), reason=reason)
    assert set(told.value.message_dict) == {"reason"}
    assert Contract.objects.get(pk=contract.pk).state == "delivered"


def test_c5_a_rejected_delivery_is_promised_still_and_says_why_until_it_is_delivered_again(room):
    contract = child(room, "delivered")
    contract.reject(by=principal(room.maya), reason=" It failed over too late ")
    assert (contract.state, contract.said_why) == ("promised", "It failed over too late")
    assert (contract.promised_by, contract.terms_id) == (room.aisha, contract.agreed_id)
    contract.deliver(by=principal(room.aisha))
    assert (contract.state, contract.said_why) == ("delivered", "")


def test_c5_a_cancellation_tells_what_is_below_and_moves_nothing(room):
    contract = child(room, "promised")
    below = make_contract(room.walkthrough, parent=contract, supplier=room.ops, need="Hosting", **WHOLE)
    below.ask(by=principal(room.aisha))
    contract.cancel(by=principal(room.maya), reason="The close stays at six days")
    below = Contract.objects.get(pk=below.pk)
    assert (contract.state, contract.said_why, below.state) == ("cancelled", "The close stays at six days", "asked")
    node = read_tree(room.walkthrough).by_id[below.pk]
    assert [warning["code"] for warning in node.warnings] == ["buyer_ended"]
