"""What the buyer provides: written by both sides while nothing is promised (rules C7, P3, P4, V4)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from itbiz.access.principals import Principal
from itbiz.audit.models import ChangeSet
from itbiz.core.errors import NotAllowed, Refused, Stale
from tests.cast import SYSTEM, principal
from tests.walkthroughs.asked import child
from walkthroughs.ledger import owed_by
from walkthroughs.models import Obligation, Walkthrough

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(room):
    """What ERP provides to Database."""
    return Obligation.create(by=SYSTEM, contract=child(room, "asked"), what="Sizing inputs", due=date(2027, 2, 1))


def test_p3_p4_both_sides_and_the_facilitator_write_it(room):
    contract, allowed = child(room, "asked"), set()
    people = (room.maya, room.aisha, room.dora, room.nadia, room.fred, room.edith, room.elin, room.carl, room.olga)
    for person in people:
        try:
            Obligation.create(by=principal(person), contract=contract, what="Testers")
        except NotAllowed:
            continue
        allowed.add(person)
    assert allowed == {room.maya, room.aisha, room.dora, room.nadia, room.fred}


@pytest.mark.parametrize("state", ["promised", "declined", "withdrawn", "delivered", "accepted", "cancelled"])
def test_c7_it_stands_once_the_contract_is_answered(room, state):
    contract = child(room, state)
    with pytest.raises(Refused, match="what the buyer provides is part of what was agreed"):
        Obligation.create(by=principal(room.maya), contract=contract, what="Testers")


def test_c7_it_is_not_changed_or_taken_off_a_promise(room, owed):
    owed.contract.promise(by=principal(room.aisha))
    with pytest.raises(Refused):
        owed.update(by=principal(room.maya), what="Less")
    with pytest.raises(Refused):
        owed.remove(by=principal(room.maya))
    assert Obligation.objects.get().what == "Sizing inputs"


def test_c7_it_is_changed_and_taken_off_before(room, owed):
    owed.update(by=principal(room.maya), what="Sizing inputs and testers")
    told = owed.remove(by=principal(room.aisha), reason="Not needed")
    (change,) = told.changes.all()
    assert (change.action, change.before["what"], change.after) == ("deleted", "Sizing inputs and testers", None)
    assert (told.walkthrough_id, told.reason) == (room.walkthrough.pk, "Not needed")
    assert not Obligation.objects.exists()


def test_c7_an_obligation_stays_with_its_contract(room, owed):
    with pytest.raises(Refused):
        owed.update(by=SYSTEM, contract=room.root)


@pytest.mark.parametrize("name", ["state", "met_by"])
def test_c7_no_state_is_set_past_the_verbs(room, owed, name):
    for write in (
        lambda: owed.update(by=SYSTEM, **{name: None}),
        lambda: Obligation.create(by=SYSTEM, contract=owed.contract, what="Testers", **{name: None}),
    ):
        with pytest.raises(ValidationError) as told:
            write()
        assert told.value.message_dict == {name: ["There is no such field."]}


def test_n7_it_raises_the_live_number_and_minds_a_stale_reader(room, owed):
    live = Walkthrough.objects.get(pk=room.walkthrough.pk).version
    owed.update(by=SYSTEM, what="Testers")
    assert Walkthrough.objects.get(pk=room.walkthrough.pk).version == live + 1
    with pytest.raises(Stale):
        Obligation.objects.get().expecting(1).update(by=SYSTEM, what="More testers")


def test_u1_the_reason_is_kept(room):
    owed = Obligation.create(by=SYSTEM, contract=child(room), what="Testers", reason="They asked")
    assert owed.code.startswith("O-")
    assert ChangeSet.objects.order_by("-number").first().reason == "They asked"


def test_v4_obligations_follow_their_walkthrough(room, owed):
    assert list(Obligation.objects.visible_to(principal(room.olga))) == [owed]
    room.walkthrough.update(by=SYSTEM, access="restricted")
    assert not Obligation.objects.visible_to(principal(room.olga)).exists()
    assert list(Obligation.objects.visible_to(principal(room.aisha))) == [owed]
    assert not Obligation.objects.visible_to(Principal.nobody()).exists()


def test_what_the_buyer_provides_raises_the_contracts_version(room):
    contract = child(room, "asked")
    seen = contract.version
    Obligation.create(by=SYSTEM, contract=contract, what="Sizing inputs")
    with pytest.raises(Stale):
        contract.expecting(seen).promise(by=SYSTEM)


def test_c7_what_is_merely_asked_is_owed_only_if_promised(room):
    for state in ("asked", "promised"):
        child(room, state, buyer_provides_nothing=False, obligations=[{"what": f"Testers, {state}"}])
    rows = owed_by(principal(room.maya), [room.erp])
    assert {row["title"]: row["sure"] for row in rows} == {"Testers, asked": False, "Testers, promised": True}
