"""What the buyer provides: written by both sides while nothing is promised (rules C7, P3, P4, V4)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from itbiz.access.principals import Principal
from itbiz.audit.models import ChangeSet
from itbiz.audit.record import change_set
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused, Stale
from tests.cast import SYSTEM, make_contract, principal
from tests.walkthroughs.asked import WHOLE, child
from walkthroughs.ledger import Mine, read
from walkthroughs.models import Contract, Obligation, Walkthrough
from walkthroughs.models.obligations import STANDING, standing

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


def test_c7_no_state_is_set_past_the_verbs(room, owed):
    for write in (
        lambda: owed.update(by=SYSTEM, state="provided"),
        lambda: Obligation.create(by=SYSTEM, contract=owed.contract, what="Testers", state="provided"),
    ):
        with pytest.raises(ValidationError) as told:
            write()
        assert told.value.message_dict == {"state": ["There is no such field."]}


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
    rows = read(principal(room.maya), "owed", Mine(lines=(room.erp.pk,))).rows
    assert {row["title"]: row["sure"] for row in rows} == {"Testers, asked": False, "Testers, promised": True}


# Provided, released, late (C7)


@pytest.mark.parametrize(
    ("verb", "state", "may"),
    [("provide", "provided", {"maya", "nadia", "fred"}), ("release", "released", {"aisha", "dora", "nadia", "fred"})],
)
def test_c7_p3_p4_the_buyer_provides_and_the_supplier_releases(room, owed, verb, state, may):
    everybody = ("maya", "aisha", "dora", "nadia", "fred", "edith", "elin", "carl", "olga")
    done = set()
    for name in everybody:
        duty = Obligation.create(by=SYSTEM, contract=owed.contract, what=f"Testers for {name}")
        try:
            told = getattr(duty, verb)(by=principal(getattr(room, name)), reason="As agreed")
        except NotAllowed:
            assert Obligation.objects.get(pk=duty.pk).state == "owed"
            continue
        done.add(name)
        (change,) = told.changes.all()
        assert (change.act, change.after["state"], told.reason) == (verb, state, "As agreed")
    assert done == may


@pytest.mark.parametrize("verb", ["provide", "release"])
def test_c7_what_is_settled_is_not_settled_again(room, owed, verb):
    owed.provide(by=principal(room.maya))
    with pytest.raises(Refused) as told:
        getattr(owed, verb)(by=principal(room.nadia))
    assert str(told.value) == "“Sizing inputs” is provided already."


def test_c7_nothing_is_owed_for_a_contract_that_ended(room, owed):
    owed.contract.withdraw(by=principal(room.maya))
    for verb in ("provide", "release"):
        with pytest.raises(Refused) as told:
            getattr(Obligation.objects.get(), verb)(by=SYSTEM)
    assert str(told.value).endswith("is withdrawn: nothing is owed for it any more.")
    assert not Obligation.objects.owed().exists()
    assert not read(principal(room.maya), "owed", Mine(lines=(room.erp.pk,)))
    assert not Obligation.objects.filter(state="owed").exists()
    assert (standing("owed", None, "withdrawn"), standing("owed", date(2020, 1, 1), "cancelled")) == ("released",) * 2
    assert Obligation.objects.standing("released").get() == owed


@pytest.mark.parametrize(("state", "verb"), [("asked", "withdraw"), ("promised", "cancel")])
def test_c7_the_end_of_a_contract_releases_what_is_owed_and_undoing_it_does_not(room, state, verb):
    def stand():
        return dict(Obligation.objects.values_list("what", "state"))

    duties = [{"what": "Sizing inputs"}, {"what": "An image"}]
    contract = child(room, state, buyer_provides_nothing=False, obligations=duties)
    Obligation.objects.get(what="An image").provide(by=principal(room.maya))
    ended = getattr(Contract.objects.get(pk=contract.pk), verb)(by=principal(room.maya), reason="Not needed")
    assert stand() == {"Sizing inputs": "released", "An image": "provided"}
    told = ended.changes.filter(kind="walkthroughs.obligation")
    assert [(change.act, change.after["state"]) for change in told] == [("", "released")]
    undo(ended, by=principal(room.maya))
    assert stand() == {"Sizing inputs": "owed", "An image": "provided"}


def test_c7_what_is_open_below_a_withdrawn_contract_is_released_with_it(room):
    above = child(room, "asked")
    below = child(room, parent=above, supplier=room.ops, obligations=[{"what": "Sizes"}], buyer_provides_nothing=False)
    above.withdraw(by=principal(room.maya))
    assert below.obligations.get().state == "released"


@pytest.mark.parametrize(
    ("state", "due", "contract", "stands"),
    [
        ("owed", None, "asked", "owed"),
        ("owed", date(2027, 2, 1), "asked", "owed"),
        ("owed", date(2027, 1, 31), "asked", "late"),
        ("owed", date(2027, 1, 31), "cancelled", "released"),
        ("provided", date(2027, 1, 31), "asked", "provided"),
        ("released", date(2027, 1, 31), "cancelled", "released"),
    ],
)
def test_c7_late_is_said_once_for_one_and_for_many(room, monkeypatch, state, due, contract, stands):
    monkeypatch.setattr("walkthroughs.models.obligations.today", lambda: date(2027, 2, 1))
    duty = Obligation.create(by=SYSTEM, contract=child(room, "asked"), what="Testers", due=due)
    with change_set(by=SYSTEM, title="As it may stand"):
        Obligation.objects.update(state=state)
        Contract.objects.filter(pk=duty.contract_id).update(state=contract)
    assert standing(state, due, contract) == stands
    found = {asked for asked, _word in STANDING if Obligation.objects.standing(asked).exists()}
    assert found == {stands}


# Met by another promise to the same buyer


def test_c7_a_duty_is_met_by_what_another_promises_the_same_buyer(room, owed):
    theirs = make_contract(room.walkthrough, parent=room.root, supplier=room.ops, need="Sizing measured", **WHOLE)
    owed.contract.promise(by=principal(room.aisha))
    with pytest.raises(NotAllowed):
        owed.update(by=principal(room.aisha), met_by=theirs)
    owed.update(by=principal(room.maya), met_by=theirs)
    assert Obligation.objects.get().met_by == theirs
    owed.update(by=principal(room.maya), met_by=None)
    assert Obligation.objects.get().met_by is None


def test_c7_nothing_else_meets_it(room, owed):
    below = make_contract(room.walkthrough, parent=owed.contract, supplier=room.ops, **WHOLE)
    ended = child(room, "withdrawn")
    other = room.room()
    elsewhere = make_contract(other, parent=make_contract(other, supplier=room.erp, **WHOLE), **WHOLE)
    for wrong in (owed.contract, room.root, below, ended, elsewhere):
        with pytest.raises(ValidationError) as told:
            owed.update(by=principal(room.maya), met_by=wrong)
        assert set(told.value.message_dict) == {"met_by"}
    of_client = Obligation.create(by=SYSTEM, contract=room.root, what="Testers")
    with pytest.raises(ValidationError):
        of_client.update(by=SYSTEM, met_by=owed.contract)


# Written by the facilitator for one of the two sides (P4)


def test_p4_a_facilitator_writes_it_for_the_buyer_unless_it_is_said_whose(room, owed):
    def last():
        return ChangeSet.objects.order_by("-number").first().on_behalf_of_name

    by = principal(room.fred)
    owed.update(by=by, what="Sizing inputs by system")
    assert last() == "Maya Lindqvist"
    owed.update(by=by, what="Sizing inputs", on_behalf_of=room.dora)
    assert last() == "Dora Deputy"
    Obligation.create(by=by, contract=owed.contract, what="Testers", on_behalf_of=room.aisha).remove(by=by)
    assert last() == "Maya Lindqvist"
    owed.release(by=by)
    assert last() == "Aisha Okafor"
    Obligation.create(by=principal(room.maya), contract=owed.contract, what="Testers")
    assert last() == ""


def test_p4_nobody_writes_it_for_somebody_of_neither_side(room, owed):
    for by, whose in ((room.fred, room.ruth), (room.maya, room.aisha), (room.aisha, room.maya)):
        with pytest.raises(ValidationError) as told:
            owed.update(by=principal(by), what="Less", on_behalf_of=whose)
        assert set(told.value.message_dict) == {"on_behalf_of"}
    with pytest.raises(NotAllowed):
        owed.update(by=principal(room.olga), what="Less", on_behalf_of=room.maya)
