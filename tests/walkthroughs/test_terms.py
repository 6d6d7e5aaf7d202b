"""Terms are rows: what was offered stays, what is pending falls away, what both agreed to is in force (rule C6)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from itbiz.core.errors import NotAllowed
from tests.cast import principal
from tests.walkthroughs.asked import child
from walkthroughs.models import Contract, Terms

pytestmark = pytest.mark.django_db


def test_c6_asking_again_stands_on_the_buyers_own_terms(room):
    contract = child(room, "asked")
    contract.counter(by=principal(room.aisha), deliverable="Half of it", accepted_when="When we say so")
    contract.ask(by=principal(room.maya), due=date(2027, 5, 1))
    assert (contract.state, contract.terms.number, contract.agreed) == ("asked", 3, None)
    assert contract.terms.deliverable == "Database tier on a supported version"
    assert (contract.terms.accepted_when, contract.terms.due) == ("A failover test passes", date(2027, 5, 1))


def test_c6_asking_again_does_not_bring_back_a_counter_that_was_dropped(room):
    contract = child(room, "promised")
    contract.counter(by=principal(room.aisha), deliverable="Half of it")
    contract.decline(by=principal(room.aisha), why="not_this_way")
    contract.counter(by=principal(room.aisha), deliverable="A quarter of it")
    contract.ask(by=principal(room.maya))
    assert contract.terms.deliverable == "Database tier on a supported version"


def test_c6_a_counter_is_a_row_of_its_own_and_the_earlier_one_stays(room):
    contract = child(room, "asked")
    contract.counter(by=principal(room.aisha), deliverable="Half of it")
    offered = list(Terms.objects.filter(contract=contract).order_by("number").values_list("number", "deliverable"))
    assert offered == [(1, "Database tier on a supported version"), (2, "Half of it")]
    assert contract.terms.number == 2


def test_c6_declining_over_a_promise_leads_back_to_it(room):
    contract = child(room, "promised")
    agreed = contract.agreed
    contract.counter(by=principal(room.aisha), deliverable="Half of it")
    assert (contract.state, contract.agreed) == ("countered", agreed)
    contract.decline(by=principal(room.aisha), why="not_this_way")
    assert (contract.state, contract.terms, contract.agreed) == ("promised", agreed, agreed)
    assert contract.terms.deliverable == "Database tier on a supported version"


def test_c6_withdrawing_over_a_promise_leads_back_to_it(room):
    contract = child(room, "promised")
    contract.counter(by=principal(room.aisha), deliverable="Half of it")
    contract.ask(by=principal(room.maya), due=date(2027, 5, 1))
    contract.withdraw(by=principal(room.maya))
    assert (contract.state, contract.terms, contract.terms.due) == ("promised", contract.agreed, None)


def test_c6_agreeing_over_a_promise_brings_the_new_terms_into_force(room):
    contract = child(room, "promised")
    contract.counter(by=principal(room.dora), deliverable="Half of it")
    contract.agree(by=principal(room.maya))
    assert (contract.agreed.deliverable, contract.promised_by) == ("Half of it", room.dora)


def test_h4_the_terms_in_force_are_those_of_the_promise(room):
    contract = child(room, "promised")
    assert contract.agreed == contract.terms == Terms.objects.get(contract=contract)
    assert contract.title == "Database tier on a supported version"


@pytest.mark.parametrize("half", [{"price": 10}, {"currency": "EUR"}])
def test_n4_a_price_has_a_currency(room, half):
    contract = child(room)
    with pytest.raises(ValidationError) as told:
        contract.update(by=principal(room.aisha), **half)
    assert told.value.messages == ["A price needs a currency, and a currency a price. Fill both or neither."]
    assert Terms.objects.get(contract=contract).price is None


def test_n4_a_currency_is_written_in_capitals(room):
    contract = child(room)
    contract.update(by=principal(room.aisha), price=10, currency=" eur ")
    assert Terms.objects.get(contract=contract).currency == "EUR"


def test_what_the_supplier_writes_is_found_at_once(room):
    contract = child(room, "asked")
    contract.update(by=principal(room.aisha), deliverable="Zwei Datenbanken für Köln")
    assert list(Contract.objects.matching("koln")) == [contract]


def test_a_counter_is_found_and_leaves_the_search_when_it_is_dropped(room):
    contract = child(room, "promised")
    contract.counter(by=principal(room.aisha), deliverable="A quarter of it")
    contract.agree(by=principal(room.maya))
    assert list(Contract.objects.matching("quarter")) == [contract]


def test_an_outsider_does_not_write_terms(room):
    for person in (room.olga, room.ruth, room.edith, room.carl, room.maya):
        with pytest.raises(NotAllowed):
            child(room, "asked").update(by=principal(person), deliverable="Nothing at all")


def test_a_counter_asks_the_buyer_for_no_more_than_anybody_reads(room):
    asks = [{"what": f"Input {number}"} for number in range(51)]
    with pytest.raises(ValidationError) as told:
        child(room, "asked").counter(by=principal(room.aisha), obligations=asks)
    assert told.value.message_dict == {"asks": ["At most 50 things are asked of a buyer at once."]}
