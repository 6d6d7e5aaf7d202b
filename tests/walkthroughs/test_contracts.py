"""The contract in its tree: place, number, parties and fields (rules H2, H3, H6, N1, P5, C1 to C4)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from itbiz.access.models import PresenterLink
from itbiz.access.principals import Principal
from itbiz.audit.record import change_set
from itbiz.core.errors import NotAllowed, Refused
from tests.cast import (
    SYSTEM,
    make_contract,
    make_line,
    make_person,
    make_service,
    make_vendor,
    make_walkthrough,
    principal,
)
from tests.walkthroughs.asked import child
from walkthroughs.models import Contract, Walkthrough
from walkthroughs.models.writing import WRITERS
from walkthroughs.moves import BUYER
from walkthroughs.sides import buyer_of

pytestmark = pytest.mark.django_db


# place


def test_h2_one_root_a_walkthrough(room):
    with pytest.raises(ValidationError) as told:
        make_contract(room.walkthrough, need="A second root")
    sentence = "This walk-through has its prime contract already. Add what it needs below it."
    assert told.value.message_dict == {"walkthrough": [sentence]}
    assert Contract.objects.filter(walkthrough=room.walkthrough, parent=None).count() == 1


def test_h2_no_child_below_a_contract_of_another_walkthrough(room):
    other = make_contract(room.room(), supplier=room.erp)
    with pytest.raises(ValidationError) as told:
        make_contract(room.walkthrough, parent=other)
    assert told.value.message_dict == {"parent": ["A contract hangs below one of the same walk-through."]}


@pytest.mark.parametrize("name", ["parent", "walkthrough", "number", "depth", "mode", "code", "children_born", "id"])
def test_h2_h6_n1_no_contract_leaves_its_place(room, name):
    with pytest.raises(ValidationError) as told:
        child(room).update(by=SYSTEM, **{name: 1})
    assert told.value.message_dict == {name: ["This field is not written here."]}


def test_h2_siblings_have_a_position_and_keep_their_number(room):
    first, second = child(room), child(room)
    assert [(c.number, c.position, c.depth) for c in (first, second)] == [("0.1", 1, 1), ("0.2", 2, 1)]
    second.update(by=principal(room.maya), position=0)
    assert (second.number, second.position) == ("0.2", 0)
    below = make_contract(room.walkthrough, parent=second)
    assert (below.number, below.depth, below.code) == ("0.2.1", 2, f"{room.walkthrough.code}-0.2.1")


def test_n1_the_number_of_a_withdrawn_contract_is_not_given_again(room):
    child(room, "withdrawn")
    assert child(room).code == f"{room.walkthrough.code}-0.2"


def test_h2_a_failed_child_uses_no_number_up(room):
    with pytest.raises(NotAllowed):
        Contract.create(by=principal(room.olga), walkthrough=room.walkthrough, parent=room.root, need="Mine")
    assert child(room).number == "0.1"


@pytest.mark.parametrize("state", ["withdrawn", "cancelled", "accepted"])
def test_nothing_is_added_below_what_ended(room, state):
    with pytest.raises(Refused, match="nothing is added below it"):
        make_contract(room.walkthrough, parent=child(room, state))


def test_nothing_is_added_after_closing(room):
    room.walkthrough.close(by=principal(room.fred), reason="Enough for today")
    with pytest.raises(Refused) as told:
        child(room)
    assert str(told.value) == "This walk-through is closed. What is needed now is asked in a new one."


def test_h6_practice_is_copied_to_each_contract(room):
    practice = make_walkthrough(client=room.finance, facilitator=room.fred, mode="practice")
    contract = make_contract(practice, supplier=room.erp)
    assert contract.mode == "practice"
    assert set(Contract.objects.counting()) == {room.root}


# who adds


def test_p5_only_the_parents_supplier_side_adds_children(room):
    allowed = set()
    for person in (
        room.maya,
        room.aisha,
        room.dora,
        room.edith,
        room.ruth,
        room.elin,
        room.nadia,
        room.carl,
        room.olga,
    ):
        try:
            Contract.create(by=principal(person), walkthrough=room.walkthrough, parent=room.root, need="A tier")
        except NotAllowed:
            continue
        allowed.add(person)
    assert allowed == {room.maya, room.nadia}


def test_p5_nobody_picks_a_suppliers_suppliers(room):
    asked = child(room, "asked")
    with pytest.raises(NotAllowed) as told:
        Contract.create(by=principal(room.maya), walkthrough=room.walkthrough, parent=asked, supplier=room.ops)
    assert str(told.value) == (
        "Only the buyer's side, Database Engineering, does this, or the facilitator while the walk-through runs."
    )


def test_p3_the_root_is_written_by_the_sponsor_and_the_clients_side(room):
    deputy = make_person("Dan Deputy", username="dan")
    room.finance.update(by=SYSTEM, appointments=[{"person": deputy, "kind": "deputy"}])
    sponsor = make_person("Sven Sponsor", username="sven")
    room.project.update(by=SYSTEM, sponsor=sponsor)
    for person in (room.elin, deputy, sponsor, room.fred):
        empty = room.room()
        assert Contract.create(by=principal(person), walkthrough=empty, need="Books").number == "0"
    for person in (room.maya, room.nadia, room.carl, room.olga):
        with pytest.raises(NotAllowed):
            Contract.create(by=principal(person), walkthrough=room.room(), need="Books")


def test_p3_a_line_may_be_the_client(room):
    internal = room.room(client=None, client_line=room.erp, project=None)
    contract = Contract.create(by=principal(room.maya), walkthrough=internal, supplier=room.db, need="A tier")
    assert buyer_of(contract) == room.erp


def test_c3_below_a_need_only_the_facilitator_adds(room):
    need = child(room, supplier=None)
    under = make_contract(room.walkthrough, parent=need)
    assert buyer_of(under) is None
    Contract.create(by=principal(room.fred), walkthrough=room.walkthrough, parent=need, need="A tier")
    with pytest.raises(NotAllowed) as told:
        Contract.create(by=principal(room.maya), walkthrough=room.walkthrough, parent=need, need="A tier")
    assert str(told.value).startswith("Nobody supplies what this belongs to yet.")
    need.update(by=principal(room.maya), supplier=room.db)
    assert buyer_of(Contract.objects.get(pk=under.pk)) == room.db


@pytest.mark.parametrize("kind", ["nobody", "link", "reader"])
def test_p_who_only_reads_writes_nothing(room, kind):
    link = PresenterLink.issue(by=SYSTEM, subject=room.walkthrough, permission="walkthroughs.present_walkthrough")
    by = {
        "nobody": Principal.nobody(),
        "link": Principal.of_link(link),
        "reader": principal(make_person("Rita Reader", username="rita", roles=["reader"])),
    }[kind]
    with pytest.raises(NotAllowed):
        Contract.create(by=by, walkthrough=room.walkthrough, parent=room.root, need="A tier")
    with pytest.raises(NotAllowed):
        child(room).update(by=by, need="A tier")
    assert child(room).moves_for(by) == []


# fields

VALUES = {
    "need": "Something else",
    "supplier": lambda room: room.ops,
    "gap": False,
    "vendor": None,
    "service": None,
    "kind": "agreement",
    "accepted_when": "Two tests pass",
    "due": date(2027, 4, 1),
    "buyer_provides_nothing": False,
    "position": 7,
    "deliverable": "A bigger tier",
    "not_included": "Licences",
    "conditions": "After the freeze",
    "effort_low": 1,
    "effort_high": 9,
    "price": 0,
    "currency": "",
    "lead": lambda room: room.dora,
    "needs_nothing_more": True,
    "agreement": None,
    "starts": date(2027, 1, 1),
    "ends": date(2027, 12, 31),
    "review_due": date(2027, 10, 1),
}


def test_c1_every_field_that_is_written_has_a_side():
    assert set(VALUES) == set(WRITERS)
    assert (WRITERS["need"][0], WRITERS["deliverable"][0]) == ("buyer", "supplier")


@pytest.mark.parametrize("state", Contract.State.values)
def test_c1_each_side_writes_its_own_fields_in_their_states(room, state):
    contract = child(room, state)
    expected, found = {}, {}
    for name, (side, states) in WRITERS.items():
        value = VALUES[name](room) if callable(VALUES[name]) else VALUES[name]
        values = {"price": 5, "currency": "EUR"} if name in ("price", "currency") else {name: value}
        for person, mine in ((room.maya, BUYER), (room.aisha, "supplier"), (room.olga, None)):
            done = "written" if state in states else "Refused"
            expected[name, person.name] = done if mine == side else "NotAllowed"
            found[name, person.name] = written(contract, principal(person), values)
    assert found == expected


def written(contract, by, values):
    """Try to write fields, take it back, and say how it ended."""
    with change_set(by=SYSTEM, title="A try", dry_run=True):
        try:
            Contract.objects.get(pk=contract.pk).update(by=by, **values)
        except (NotAllowed, Refused) as error:
            return type(error).__name__
        return "written"


@pytest.mark.parametrize("theirs", [{"deliverable": "All of it"}, {"price": 0, "currency": "EUR"}, {"lead": None}])
def test_c1_a_buyer_writes_no_result_into_a_new_contract(room, theirs):
    values = {"walkthrough": room.walkthrough, "parent": room.root, "need": "A tier", "supplier": room.db}
    with pytest.raises(NotAllowed) as told:
        Contract.create(by=principal(room.maya), **values, **theirs)
    assert str(told.value) == "The result and its terms are the supplier's words. Say what you need."


def test_c1_own_share_is_worded_by_the_one_who_is_both_sides(room):
    own = Contract.create(
        by=principal(room.maya), walkthrough=room.walkthrough, parent=room.root, supplier=room.erp, deliverable="Ours"
    )
    assert (buyer_of(own), own.terms.deliverable) == (room.erp, "Ours")


@pytest.mark.parametrize("name", ["state", "promised_by", "agreed", "terms", "mode", "service_version", "decline_why"])
def test_h5_no_promise_is_forged_by_writing_its_columns(room, name):
    sentence = {name: ["This field is not written here."]}
    with pytest.raises(ValidationError) as told:
        child(room).update(by=SYSTEM, **{name: None})
    assert told.value.message_dict == sentence
    with pytest.raises(ValidationError) as told:
        make_contract(room.walkthrough, parent=room.root, **{name: None})
    assert told.value.message_dict == sentence


def test_c2_a_need_demands_nothing(room):
    need = Contract.create(by=principal(room.maya), walkthrough=room.walkthrough, parent=room.root, need="A name")
    assert (need.supplier, need.gap, need.state) == (None, False, "draft")


def test_c2_naming_a_supplier_ends_the_gap(room):
    gap = child(room, supplier=None, gap=True)
    gap.update(by=principal(room.maya), supplier=room.db)
    assert (gap.supplier, gap.gap) == (room.db, False)
    with pytest.raises(ValidationError) as told:
        gap.update(by=principal(room.maya), gap=True)
    assert told.value.messages == ["Where nobody offers this, no supplier stands. Take one of the two away."]


def test_c4_a_vendor_brings_the_line_that_holds_it(room):
    norvik = make_vendor(held_by=room.db)
    contract = Contract.create(by=principal(room.maya), walkthrough=room.walkthrough, parent=room.root, vendor=norvik)
    assert contract.supplier == room.db


def test_c4_a_vendor_of_another_line_is_refused(room):
    norvik = make_vendor(held_by=room.ops)
    for write in (
        lambda: child(room, vendor=norvik),
        lambda: child(room).update(by=SYSTEM, vendor=norvik, supplier=room.db),
    ):
        with pytest.raises(ValidationError) as told:
            write()
        assert told.value.message_dict == {"vendor": ["Cloud Operations holds this vendor and promises for it."]}


def test_a_service_is_one_its_supplier_offers(room):
    for write in (
        lambda: child(room, service=room.hosting),
        lambda: child(room).update(by=SYSTEM, service=room.hosting),
        lambda: child(room, service=room.tier).update(by=SYSTEM, supplier=room.ops),
    ):
        with pytest.raises(ValidationError) as told:
            write()
        assert set(told.value.message_dict) == {"service"}


def test_a_service_without_a_line_supplies_nobody(room):
    orphan = make_service("Orphan", publish=False)
    with pytest.raises(ValidationError) as told:
        child(room, service=orphan)
    assert told.value.message_dict == {"service": ["No line offers Orphan."]}


def test_a_service_brings_its_line_and_the_version_in_force(room):
    contract = Contract.create(
        by=principal(room.maya), walkthrough=room.walkthrough, parent=room.root, service=room.tier
    )
    assert (contract.supplier, contract.service_version) == (room.db, room.tier.versions.get())
    room.tier.update(by=SYSTEM, deliverable="A better tier")
    room.tier.publish(by=SYSTEM)
    assert Contract.objects.get(pk=contract.pk).service_version.number == 1


def test_n5_a_closed_line_is_not_named(room):
    closed = make_line("Old line", status="closed")
    for write in (lambda: child(room, supplier=closed), lambda: child(room).update(by=SYSTEM, supplier=closed)):
        with pytest.raises(ValidationError) as told:
            write()
        assert told.value.message_dict == {"supplier": ["Old line is closed. Name an active line."]}


def test_v4_contracts_follow_their_walkthrough(room):
    hidden = make_contract(make_walkthrough(client=room.finance, facilitator=room.fred, access="restricted"))
    link = PresenterLink.issue(by=SYSTEM, subject=room.walkthrough, permission="walkthroughs.present_walkthrough")
    seen = {
        "nobody": Principal.nobody(),
        "link": Principal.of_link(link),
        "outsider": principal(room.olga),
        "facilitator": principal(room.fred),
        "cio": principal(room.carl),
    }
    seen = {who: set(Contract.objects.visible_to(by)) for who, by in seen.items()}
    both = {room.root, hidden}
    assert seen == {
        "nobody": set(),
        "link": {room.root},
        "outsider": {room.root},
        "facilitator": both,
        "cio": both,
    }
    assert Walkthrough.objects.count() == 2
