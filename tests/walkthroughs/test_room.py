"""The room's state: what it shows, its meetings, its door, its seats and its script (P4, N7, H6)."""

import pytest
from django.core.exceptions import ValidationError

from itbiz.access.principals import Principal
from itbiz.audit.models import ChangeSet
from itbiz.core.errors import NotAllowed, Refused
from orgchart.models import Unit
from tests.cast import SYSTEM, principal
from tests.walkthroughs.asked import child, make_room
from walkthroughs.models import Finding, Reason, Room, Seat, Walkthrough
from walkthroughs.models.premortem import end_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(company):
    return make_room(company)


def facilitator(room):
    return principal(room.fred)


def test_starting_opens_a_meeting_and_the_door_and_pausing_closes_both(room):
    walkthrough = room.walkthrough
    state = Room.of(walkthrough)
    assert Room.joined_by(f" {state.code.lower()} ") == state
    walkthrough.pause(by=facilitator(room))
    first = walkthrough.meetings.get()
    assert first.ended_at
    assert room.fred.pk in first.people
    assert Room.joined_by(state.code) is None
    walkthrough.resume(by=facilitator(room))
    assert list(walkthrough.presences.values_list("person", flat=True)) == [room.fred.pk]
    assert [meeting.number for meeting in walkthrough.meetings.all()] == [1, 2]
    assert Room.of(walkthrough).code not in ("", state.code)


def test_only_who_steers_changes_what_the_room_shows(room):
    state = Room.of(room.walkthrough)
    number = state.number
    state.show(by=facilitator(room), focus=room.root, view="whole")
    shown = Room.of(room.walkthrough)
    assert (shown.focus, shown.view, shown.number) == (room.root, "whole", number + 1)
    with pytest.raises(NotAllowed):
        state.show(by=principal(room.maya), view="focus")


def test_p4_a_seat_acts_as_whom_it_was_admitted_as_in_its_own_walkthrough_alone(room):
    contract, other = child(room, "asked"), room.room()
    seat = Seat.take(Room.of(room.walkthrough), name="Aisha")
    waiting = Principal.of_seat(seat)
    assert not Walkthrough.objects.visible_to(waiting).exists()
    with pytest.raises(ValidationError):
        seat.admit(by=facilitator(room), person=room.maya, line=room.db)
    with pytest.raises(NotAllowed):
        seat.admit(by=principal(room.maya), person=room.aisha, line=room.db)
    seat.admit(by=facilitator(room), person=room.aisha, line=room.db)
    admitted = Principal.of_seat(Seat.objects.find(seat.secret))
    assert list(Walkthrough.objects.visible_to(admitted)) == [room.walkthrough]
    contract.promise(by=admitted)
    contract.refresh_from_db()
    assert contract.promised_by == room.aisha
    told = ChangeSet.objects.order_by("number").last()
    assert told.actor_kind == "seat"
    assert "Aisha" in told.actor_name
    assert "Fred" in told.actor_name
    # Neither another walk-through nor anything else of hers.
    assert not admitted.may("walkthroughs.ask_contract", other)
    assert not admitted.may("orgchart.edit_unit", Unit.objects.get(pk=room.db_unit.pk))
    Seat.objects.get(pk=seat.pk).revoke(by=facilitator(room))
    ended = Principal.of_seat(Seat.objects.get(pk=seat.pk))
    assert not Walkthrough.objects.visible_to(ended).exists()


def test_an_unmet_gate_is_passed_with_a_reason_that_is_kept(room):
    walkthrough = room.walkthrough
    walkthrough.go_to(10, by=facilitator(room), reason="Prepared before")
    with pytest.raises(ValidationError, match="all ticked"):
        walkthrough.go_to(11, by=facilitator(room))
    walkthrough.go_to(11, by=facilitator(room), reason="No time")
    walkthrough.go_to(10, by=facilitator(room))
    walkthrough.tick("security", by=facilitator(room), because="Nothing new is reachable")
    fresh = Walkthrough.objects.get(pk=walkthrough.pk)
    assert (fresh.step, fresh.gates["10"], fresh.checklist) == (
        10,
        "No time",
        {"security": "Nothing new is reachable"},
    )
    with pytest.raises(NotAllowed):
        walkthrough.go_to(11, by=principal(room.maya))


def test_h11_reasons_are_written_in_the_round_and_shuffled_at_its_end(room):
    walkthrough = room.walkthrough
    with pytest.raises(Refused):
        Reason.write(walkthrough, "Nobody tested it")
    Room.of(walkthrough).open_premortem(by=facilitator(room))
    told = ChangeSet.objects.count()
    for text in ("Nobody tested it", "The data was wrong", "The vendor left"):
        Reason.write(walkthrough, text)
    before = set(Reason.objects.values_list("pk", flat=True))
    end_round(walkthrough, by=facilitator(room))
    assert not before & set(Reason.objects.values_list("pk", flat=True))
    assert ChangeSet.objects.count() == told
    reason = Reason.objects.get(text="The data was wrong")
    reason.house(by=facilitator(room), contract=room.root)
    assert list(room.root.risks.all()) == [reason]


def test_h6_a_finding_of_practice_is_practice(room):
    practice = room.room(mode="practice")
    Finding.create(by=SYSTEM, about=practice, rule="D02", detail="Nobody offers it")
    found = Finding.create(by=facilitator(room), about=room.root, rule="D03", detail="Two insist")
    assert list(Finding.objects.live()) == [found]
    found.explain(by=facilitator(room), reason="Until the spring")
    with pytest.raises(Refused):
        found.fix(by=facilitator(room), reason="Mended")


def test_the_script_of_a_closed_walkthrough_is_a_record(room):
    walkthrough = room.walkthrough
    walkthrough.close(by=facilitator(room), reason="No time")
    for act in (
        lambda: walkthrough.go_to(0, by=facilitator(room)),
        lambda: walkthrough.tick("data", by=facilitator(room)),
        lambda: walkthrough.nod(by=facilitator(room), person=room.elin),
        lambda: Room.of(walkthrough).open_premortem(by=facilitator(room)),
    ):
        with pytest.raises(Refused):
            act()
