"""Who supplies a contract, where it hangs, and whether it is one need or two (rules C5, H2)."""

import pytest
from django.core.exceptions import ValidationError

from itbiz.core.errors import NotAllowed, Refused
from tests.cast import make_contract, make_vendor, principal
from tests.walkthroughs.asked import WHOLE, child
from walkthroughs.models import Contract, Obligation

pytestmark = pytest.mark.django_db


def stored(contract):
    return Contract.objects.get(pk=contract.pk)


def below(room, parent, state="draft", supplier=None):
    """Return what Database needs from Operations below `parent`, asked or promised."""
    contract = make_contract(room.walkthrough, parent=parent, supplier=supplier or room.ops, need="Hosting", **WHOLE)
    if state != "draft":
        contract.ask(by=principal(room.nadia))
    if state == "promised":
        contract.promise(by=principal(room.ruth if supplier is None else room.nadia))
    return contract


# reassign


def test_c5_another_supplier_keeps_the_children_and_their_promises_fall_back(room):
    contract = child(room, "promised")
    hosting, asked = below(room, contract, "promised"), below(room, contract, "asked")
    deeper = below(room, hosting, "promised", supplier=room.erp)
    contract.reassign(by=principal(room.maya), supplier=room.ops)
    assert (contract.state, contract.supplier, contract.promised_by, contract.agreed) == ("asked", room.ops, None, None)
    assert (stored(hosting).state, stored(hosting).agreed, stored(hosting).parent) == ("asked", None, contract)
    # Its buyer is the same line as before.
    assert (stored(asked).state, stored(deeper).state) == ("asked", "promised")


def test_c1_another_supplier_starts_from_the_buyers_words_alone(room):
    contract = child(room, "asked", need="A tier")
    contract.counter(by=principal(room.aisha), deliverable="A smaller tier", conditions="After the freeze")
    contract.reassign(by=principal(room.maya), supplier=room.ops)
    terms = stored(contract).terms
    assert (terms.deliverable, terms.conditions, terms.accepted_when) == ("A tier", "", WHOLE["accepted_when"])


def test_c5_a_draft_stays_a_draft_and_a_vendor_brings_its_line(room):
    contract = child(room)
    vendor = make_vendor("Norvik", held_by=room.ops)
    contract.reassign(by=principal(room.maya), vendor=vendor)
    assert (contract.state, contract.supplier, contract.vendor) == ("draft", room.ops, vendor)


def test_c5_another_supplier_is_another_one(room):
    contract = child(room, "asked")
    for supplier in (None, room.db):
        with pytest.raises(ValidationError) as told:
            contract.reassign(by=principal(room.maya), supplier=supplier)
        assert set(told.value.message_dict) == {"supplier"}


# move


def test_c5_what_was_promised_is_asked_again_below_another_contract(room):
    contract, elsewhere = child(room, "promised"), child(room, supplier=room.erp)
    hosting = below(room, contract, "promised")
    contract.move(by=principal(room.maya), parent=elsewhere)
    assert (contract.state, contract.agreed, contract.parent, contract.depth) == ("asked", None, elsewhere, 2)
    assert (stored(hosting).state, stored(hosting).depth) == ("promised", 3)
    assert contract.code == f"{room.walkthrough.code}-0.1"


def test_c5_a_place_among_the_same_siblings_breaks_no_promise(room):
    first, second, third = child(room), child(room), child(room, "promised")
    third.move(by=principal(room.maya), parent=room.root, position=1)
    assert [stored(contract).position for contract in (first, second, third)] == [2, 3, 1]
    assert stored(third).state == "promised"
    third.move(by=principal(room.maya), parent=room.root, position=99)
    assert stored(third).position == 3


def test_h2_no_contract_hangs_below_itself(room):
    contract = child(room)
    under = below(room, below(room, contract), supplier=room.erp)
    for parent in (contract, under):
        with pytest.raises(Refused, match="cannot hang below itself"):
            stored(contract).move(by=principal(room.nadia), parent=parent)


def test_h2_the_prime_stays_and_so_does_what_belongs_to_another_walkthrough(room):
    other = make_contract(room.room(), supplier=room.erp)
    with pytest.raises(Refused, match="it stays at the top of its tree"):
        room.root.move(by=principal(room.nadia), parent=child(room))
    with pytest.raises(ValidationError) as told:
        child(room).move(by=principal(room.maya), parent=other)
    assert told.value.message_dict == {"parent": ["A contract hangs below one of the same walk-through."]}


@pytest.mark.parametrize("state", ["withdrawn", "cancelled", "accepted"])
def test_nothing_is_moved_below_what_ended(room, state):
    with pytest.raises(Refused, match="nothing is added below it"):
        child(room).move(by=principal(room.nadia), parent=child(room, state))


def test_c5_only_the_new_parents_supplier_hangs_a_contract_there(room):
    hosting = child(room, supplier=room.ops)
    with pytest.raises(NotAllowed, match="Only the buyer's side, Cloud Operations"):
        child(room).move(by=principal(room.maya), parent=hosting)
    contract = child(room)
    contract.move(by=principal(room.ruth), parent=hosting)
    assert stored(contract).parent == hosting


# split


@pytest.mark.parametrize(("keep", "stays", "goes"), [("first", "A tier", "Backups"), ("second", "Backups", "A tier")])
def test_c5_two_needs_and_one_keeps_what_hangs_on_it(room, keep, stays, goes):
    contract = child(room, "asked", buyer_provides_nothing=False)
    Obligation.create(by=principal(room.maya), contract=contract, what="Sizing inputs")
    hosting = below(room, contract)
    contract.split(by=principal(room.maya), first="A tier", second="Backups", keep=keep)
    other = Contract.objects.get(parent=room.root, need=goes)
    assert (stored(contract).need, stored(contract).state, other.state) == (stays, "draft", "draft")
    assert (other.supplier, other.terms.accepted_when) == (room.db, WHOLE["accepted_when"])
    assert (contract.obligations.count(), other.obligations.count()) == (1, 0)
    assert stored(hosting).parent == contract


def test_c5_both_halves_are_worded_and_one_is_named_to_keep(room):
    contract = child(room, "asked")
    with pytest.raises(ValidationError) as told:
        contract.split(by=principal(room.maya), first="A tier", second=" ")
    assert told.value.message_dict == {"second": ["Word both needs, each as one result."]}
    with pytest.raises(ValidationError) as told:
        contract.split(by=principal(room.maya), first="A tier", second="Backups", keep="neither")
    assert set(told.value.message_dict) == {"keep"}


def test_h2_the_prime_is_not_split_nor_what_is_promised(room):
    with pytest.raises(Refused) as told:
        room.root.split(by=principal(room.elin), first="This", second="That")
    assert str(told.value) == "One purchase, one tree. Plan another walk-through for the second one."
    contract = child(room, "promised")
    contract.amend(by=principal(room.maya), need="Another tier")
    with pytest.raises(Refused, match="A promise is in force here"):
        contract.split(by=principal(room.maya), first="This", second="That")
    assert {"split", "move"} & set(room.root.moves_for(principal(room.elin))) == set()


def test_nothing_is_split_after_closing(room):
    contract = child(room)
    room.walkthrough.close(by=principal(room.fred), reason="Enough for today")
    with pytest.raises(Refused, match="This walk-through is closed"):
        stored(contract).split(by=principal(room.maya), first="This", second="That")
