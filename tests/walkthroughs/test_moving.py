"""How a contract moves: who may, from which state, what it needs, and what follows (rules C5, H4, H5, P3, P4)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from itbiz.audit.models import ChangeSet
from itbiz.audit.record import change_set
from itbiz.core.errors import NotAllowed, Refused, Stale
from orgchart.models import Line
from tests.cast import SYSTEM, make_contract, make_person, principal
from tests.walkthroughs.asked import WHOLE, child
from walkthroughs.models import Contract, Obligation, Walkthrough
from walkthroughs.moves import MOVES, SUPPLIER
from walkthroughs.offers import changed_terms

pytestmark = pytest.mark.django_db
NEEDED = {
    "counter": {"conditions": "Only after the freeze"},
    "decline": {"why": "no_capacity"},
    "amend": {"accepted_when": "Two failover tests pass"},
    "split": {"first": "A tier", "second": "Its backups"},
    "reject": {"reason": "Too late"},
    "cancel": {"reason": "The plan changed"},
}


def needed(room, verb):
    """Return what a verb needs at least; another supplier is Operations, another place is at the end of the root's."""
    rows = {"reassign": {"supplier": room.ops}, "move": {"parent": room.root}}
    return NEEDED.get(verb, {}) | rows.get(verb, {})


def outcome(room, contract, verb, by):
    """Try a verb, take it back, and return the state it led to or the name of the error."""
    contract = Contract.objects.get(pk=contract.pk)
    with change_set(by=SYSTEM, title="A try", dry_run=True):
        try:
            getattr(contract, verb)(by=by, **needed(room, verb))
        except (NotAllowed, Refused, ValidationError) as error:
            return type(error).__name__
        return contract.state


def stop(walkthrough, status):
    """Put a walk-through into a status without a verb."""
    with change_set(by=SYSTEM, title="Not running"):
        Walkthrough.objects.filter(pk=walkthrough.pk).update(status=status)


@pytest.mark.parametrize("status", ["planned", "paused", "closed"])
@pytest.mark.parametrize("state", ["draft", "asked", "countered"])
def test_p4_a_facilitator_moves_nothing_while_it_does_not_run(room, status, state):
    contract = child(room, state)
    stop(room.walkthrough, status)
    for verb in MOVES:
        assert outcome(room, contract, verb, principal(room.fred)) == "NotAllowed"
    assert Contract.objects.get(pk=contract.pk).moves_for(principal(room.fred)) == []


def test_p4_a_facilitator_of_another_walkthrough_moves_nothing(room):
    other = make_person("Otto Other", username="otto", roles=["facilitator"])
    room.room(facilitator=other)
    assert {outcome(room, child(room), verb, principal(other)) for verb in MOVES} == {"NotAllowed"}


def test_h7_what_was_asked_is_answered_after_closing(room):
    contract = child(room, "asked")
    room.walkthrough.close(by=principal(room.fred), reason="Enough for today")
    contract.promise(by=principal(room.aisha))
    assert contract.state == "promised"


@pytest.mark.parametrize(
    ("state", "verb", "way_out"),
    [
        ("promised", "promise", "The supplier can do this now: Discuss, Delivered."),
        ("withdrawn", "promise", "The supplier can only wait."),
        ("asked", "agree", "The buyer can do this now: Withdraw, Ask another line, Split in two."),
        ("promised", "agree", "The buyer can do this now: Amend, Ask another line, Cancel the contract."),
        ("accepted", "cancel", "The buyer can only wait."),
    ],
)
def test_a_refusal_names_the_states_the_verb_and_what_is_possible_instead(room, state, verb, way_out):
    with pytest.raises(Refused) as told:
        getattr(child(room, state), verb)(by=SYSTEM)
    source = {"promise": "asked", "agree": "countered", "cancel": "promised, delivered"}[verb]
    assert str(told.value) == f"This contract is {state} by now. “{verb}” is possible while it is: {source}. {way_out}"


def test_a_wrong_side_is_told_whose_it_is(room):
    with pytest.raises(NotAllowed) as told:
        child(room, "asked").promise(by=principal(room.maya))
    assert str(told.value) == (
        "Only the supplier's side, Database Engineering, does this, or the facilitator while the walk-through runs."
    )


def test_a_move_of_somebody_who_read_an_older_version_is_stale(room):
    contract = child(room, "asked")
    contract.update(by=principal(room.aisha), deliverable="Another wording")
    with pytest.raises(Stale):
        Contract.objects.get(pk=contract.pk).expecting(contract.version - 1).promise(by=principal(room.aisha))


# ask


def test_c1_asking_copies_the_need_into_the_result(room):
    contract = child(room, need="Database tier")
    contract.ask(by=principal(room.maya))
    assert (contract.need, contract.terms.deliverable, contract.terms.number) == ("Database tier", "Database tier", 1)


def test_c1_a_buyer_does_not_write_the_result_while_asking(room):
    contract = child(room)
    for theirs in ({"deliverable": "Free of charge"}, {"price": 1, "currency": "EUR"}, {"conditions": "None"}):
        with pytest.raises(NotAllowed) as told:
            contract.ask(by=principal(room.maya), **theirs)
        assert str(told.value) == "The result and its terms are the supplier's words. Say what you need."
    assert Contract.objects.get(pk=contract.pk).state == "draft"


def test_c5_asking_needs_a_supplier_and_a_need(room):
    with pytest.raises(ValidationError) as told:
        child(room, supplier=None).ask(by=principal(room.maya))
    assert told.value.message_dict == {"supplier": ["Name the line that is asked."]}
    with pytest.raises(ValidationError) as told:
        child(room, need="").ask(by=principal(room.maya))
    assert told.value.message_dict == {"need": ["Say what is needed, as a result."]}


def test_n5_a_line_that_closed_meanwhile_is_not_asked(room):
    contract = child(room)
    room.tier.retire(by=SYSTEM)
    room.db.update(by=SYSTEM, status="closed")
    with pytest.raises(ValidationError) as told:
        contract.ask(by=principal(room.maya))
    assert told.value.message_dict == {"supplier": ["Database Engineering is closed. Name an active line."]}


# promise


@pytest.mark.parametrize(
    ("lacking", "field", "sentence"),
    [
        ({"deliverable": " "}, "deliverable", "No promise without a result. Say what is handed over."),
        (
            {"accepted_when": ""},
            "accepted_when",
            "No promise without acceptance. Say by which test the buyer takes the result.",
        ),
        (
            {"buyer_provides_nothing": False},
            "buyer_provides_nothing",
            "The buyer has not said what they provide. Discuss it to ask for what you need, "
            "or let the buyer say that it is nothing.",
        ),
    ],
)
def test_h4_no_promise_without_result_acceptance_and_the_buyers_side(room, lacking, field, sentence):
    contract = child(room, "asked")
    contract.update(by=SYSTEM, **lacking)
    with pytest.raises(ValidationError) as told:
        contract.promise(by=principal(room.aisha))
    assert told.value.message_dict == {field: [sentence]}
    contract = Contract.objects.get(pk=contract.pk)
    assert (contract.state, contract.promised_by, contract.terms.agreed_at) == ("asked", None, None)


def test_h4_an_obligation_is_a_buyers_side_too(room):
    contract = child(room, "asked", buyer_provides_nothing=False)
    Obligation.create(by=principal(room.maya), contract=contract, what="Sizing inputs")
    contract.promise(by=principal(room.aisha))
    assert contract.state == "promised"


def test_h4_nobody_counters_with_what_could_not_be_promised(room):
    for blank in ("", "  "):
        with pytest.raises(ValidationError) as told:
            child(room, "asked").counter(by=principal(room.aisha), accepted_when=blank, due=date(2027, 3, 1))
        assert set(told.value.message_dict) == {"accepted_when"}


def test_c5_blanks_around_a_term_change_nothing(room):
    contract = child(room, "asked")
    with pytest.raises(ValidationError) as told:
        contract.counter(by=principal(room.aisha), accepted_when=f"  {contract.terms.accepted_when} ")
    assert told.value.messages == ["Change at least one term, or promise as asked."]


def test_h5_a_head_promises_for_their_own_line(room):
    contract = child(room, "promised")
    assert (contract.promised_by, contract.on_behalf_of) == (room.aisha, room.aisha)
    assert contract.promised_at == contract.terms.agreed_at
    assert (contract.agreed, contract.terms.agreed_by) == (contract.terms, room.aisha)


@pytest.mark.parametrize("actor", ["dora", "nadia"])
def test_h5_a_deputy_and_a_head_above_promise_for_the_lines_head(room, actor):
    contract = child(room, "asked")
    contract.promise(by=principal(getattr(room, actor)))
    assert (contract.promised_by, contract.on_behalf_of) == (getattr(room, actor), room.aisha)


def test_h5_in_a_vacant_unit_the_deputy_promises_in_their_own_name(room):
    contract = child(room, "asked")
    room.db_unit.update(by=SYSTEM, head=None)
    contract.promise(by=principal(room.dora))
    assert (contract.promised_by, contract.on_behalf_of) == (room.dora, room.dora)


def test_h5_a_command_promises_for_nobody(room):
    with pytest.raises(ValidationError) as told:
        child(room, "asked").promise(by=SYSTEM)
    assert told.value.message_dict == {"on_behalf_of": ["A promise is a person's. Say whose."]}


def test_c5_a_promise_may_name_its_lead_and_a_condition(room):
    contract = child(room, "asked")
    contract.promise(by=principal(room.aisha), lead=room.dora, conditions="Only after the freeze")
    assert (contract.lead, contract.agreed.conditions) == (room.dora, "Only after the freeze")


# counter, agree, decline


def test_c5_a_counter_changes_something(room):
    contract = child(room, "asked")
    same = {"accepted_when": contract.terms.accepted_when, "deliverable": contract.terms.deliverable}
    for terms in ({}, same, {"due": None}):
        with pytest.raises(ValidationError) as told:
            contract.counter(by=principal(room.aisha), **terms)
        assert told.value.messages == ["Change at least one term, or promise as asked."]


def test_c5_a_counter_takes_the_date_away(room):
    contract = child(room, "asked", due=date(2027, 3, 1))
    contract.counter(by=principal(room.aisha), due=None)
    assert (contract.state, contract.terms.due) == ("countered", None)
    (changed,) = changed_terms(contract)
    assert (changed.label, changed.asked, changed.offered, changed.is_day) == ("Due", "1 Mar 2027", "no date", False)
    contract.agree(by=principal(room.maya))
    assert (contract.state, contract.agreed.due) == ("promised", None)
    # What is not said stays as it was.
    other = child(room, "asked", due=date(2027, 3, 1))
    other.counter(by=principal(room.aisha), conditions="Only after the freeze")
    assert other.terms.due == date(2027, 3, 1)


def test_c1_a_counter_does_not_touch_the_need(room):
    with pytest.raises(ValidationError) as told:
        child(room, "asked").counter(by=principal(room.aisha), need="Less")
    assert told.value.message_dict == {"need": ["There is no such field."]}


def test_c5_what_a_counter_asks_of_the_buyer_is_owed_once_agreed(room):
    contract = child(room, "asked")
    contract.counter(by=principal(room.aisha), obligations=[{"what": "Sizing inputs", "due": date(2027, 2, 1)}])
    assert not contract.obligations.exists()
    contract.agree(by=principal(room.maya))
    (owed,) = contract.obligations.all()
    assert (owed.what, owed.due, owed.state) == ("Sizing inputs", date(2027, 2, 1), "owed")
    assert contract.buyer_provides_nothing is False


@pytest.mark.parametrize("why", ["", "no time", None])
def test_c5_declining_says_why(room, why):
    with pytest.raises(ValidationError) as told:
        child(room, "asked").decline(by=principal(room.aisha), why=why)
    assert told.value.message_dict == {"why": ["Say why: not ours, no capacity, or not this way."]}


def test_c5_declining_says_whose_it_is(room):
    contract = child(room, "asked")
    contract.decline(by=principal(room.aisha), why="not_ours", whose=room.ops)
    assert (contract.state, contract.decline_why, contract.decline_whose) == ("declined", "not_ours", room.ops)


# withdraw


def test_c5_open_contracts_below_go_and_promises_stay(room):
    top = child(room, "asked")
    below = {
        state: make_contract(room.walkthrough, parent=top, supplier=room.ops, need=state, **WHOLE)
        for state in ("draft", "asked", "declined", "promised", "pending")
    }
    need = make_contract(room.walkthrough, parent=below["draft"], need="a need")
    under = make_contract(room.walkthrough, parent=below["promised"], need="under a promise")
    ruth, aisha = principal(room.ruth), principal(room.aisha)
    for state in ("asked", "declined", "promised", "pending"):
        below[state].ask(by=aisha)
    below["declined"].decline(by=ruth, why="no_capacity")
    for state in ("promised", "pending"):
        below[state].promise(by=ruth)
    below["pending"].counter(by=ruth, conditions="Only after the freeze")
    top.withdraw(by=principal(room.maya))
    states = dict(Contract.objects.filter(walkthrough=room.walkthrough).values_list("need", "state"))
    assert states == {
        room.root.need: "draft",
        top.need: "withdrawn",
        "draft": "withdrawn",
        "asked": "withdrawn",
        "declined": "withdrawn",
        "promised": "promised",
        "pending": "promised",
        "a need": "withdrawn",
        "under a promise": "withdrawn",
    }
    assert {need.pk, under.pk} < set(Contract.objects.filter(state="withdrawn").values_list("pk", flat=True))


def test_h8_nothing_that_ended_is_deleted(room):
    for state in ("declined", "withdrawn"):
        contract = child(room, state)
        with pytest.raises(RuntimeError):
            contract.delete()
        assert not hasattr(contract, "remove")


# what follows


@pytest.mark.parametrize("verb", MOVES)
def test_u1_a_move_is_one_set_about_its_walkthrough(room, verb):
    source, target = MOVES[verb].sources[-1], MOVES[verb].target
    contract = child(room, source)
    elsewhere = make_contract(room.walkthrough, parent=room.root, supplier=room.erp)
    live = Walkthrough.objects.get(pk=room.walkthrough.pk).version
    by = principal(room.aisha if MOVES[verb].side == SUPPLIER else room.maya)
    more = {"parent": elsewhere} if verb == "move" else {}
    told = getattr(contract, verb)(by=by, **needed(room, verb) | {"reason": "In the room"} | more)
    assert told == ChangeSet.objects.order_by("-number").first()
    assert (told.walkthrough_id, told.reason, told.actor_id) == (room.walkthrough.pk, "In the room", by.user_id)
    change = told.changes.get(object_id=contract.pk, kind="walkthroughs.contract")
    assert (change.act, change.before["state"], change.after["state"]) == (verb, source, target or source)
    assert list(told.changes.exclude(pk=change.pk).values_list("act", flat=True)) == ["create"] * (verb == "split")
    assert Walkthrough.objects.get(pk=room.walkthrough.pk).version == live + 1


def test_c4_what_changed_hands_later_does_not_hold_a_contract_up(room):
    contract = child(room, "asked", service=room.tier)
    room.tier.update(by=SYSTEM, line=room.ops)
    contract.promise(by=principal(room.aisha))
    assert contract.state == "promised"


def test_h5_a_promise_stays_when_the_person_leaves(room):
    contract = child(room, "promised")
    room.db_unit.update(by=SYSTEM, head=None)
    room.aisha.update(by=SYSTEM, active=False)
    contract = Contract.objects.get(pk=contract.pk)
    assert (contract.state, contract.promised_by, contract.supplier) == ("promised", room.aisha, room.db)
    assert Line.objects.get(pk=room.db.pk).unit.head is None
