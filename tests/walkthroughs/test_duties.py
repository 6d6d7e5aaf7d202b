"""What is still asked after a close, and of whom (H6, H7, V4)."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from itbiz.audit.models import ChangeSet
from tests.cast import SYSTEM, make_contract, principal
from tests.walkthroughs.asked import WHOLE, child
from walkthroughs.duties import still_asked
from walkthroughs.ledger import Mine
from walkthroughs.models import Contract
from walkthroughs.models.asking import ask_for

pytestmark = pytest.mark.django_db


def close(room):
    room.walkthrough.close(by=SYSTEM, reason="Time is up")


def waiting(person, *lines):
    return [row["title"] for row in still_asked(principal(person), Mine(lines=tuple(line.pk for line in lines)))]


def test_h7_what_was_asked_at_closing_waits_for_the_supplier(room):
    asked = child(room, "asked", need="A tier", due=date(2027, 3, 1))
    child(room, "promised", need="A network")
    assert waiting(room.aisha, room.db) == []
    close(room)
    (row,) = still_asked(principal(room.aisha), Mine(lines=(room.db.pk,)))
    told = ChangeSet.objects.get(changes__object_id=asked.pk, changes__act="ask")
    assert (row["title"], row["party"], row["block"], row["state"]) == ("A tier", "ERP Engineering", "AE", "asked")
    assert (row["project"], row["since"]) == ("Close the books in four days", told.at)
    assert row["url"] == f"/walkthroughs/{room.walkthrough.pk}/?focus={asked.pk}"
    assert 'datetime="2027-03-01"' in row["due"]
    assert waiting(room.maya, room.erp) == []


def test_h7_what_was_countered_waits_for_the_buyer(room):
    child(room, "countered", need="A tier")
    close(room)
    assert (waiting(room.maya, room.erp), waiting(room.aisha, room.db)) == (["A tier"], [])


def test_h7_p3_what_was_countered_at_the_root_waits_for_the_client_and_the_sponsor(room):
    room.root.ask(by=principal(room.elin))
    room.root.counter(by=principal(room.maya), due=date(2027, 3, 1))
    close(room)
    for mine in (Mine(units=(room.finance.pk,)), Mine(person=room.elin.pk), None):
        (row,) = still_asked(principal(room.nadia), mine)
        assert (row["id"], row["party"], row["state"]) == (room.root.pk, "ERP Engineering", "countered")
    assert waiting(room.nadia, room.erp, room.db) == []


def test_h7_an_answer_a_withdrawal_and_reopening_end_the_wait(room):
    answered, called_off = child(room, "asked", need="A tier"), child(room, "asked", need="A network")
    child(room, "asked", need="A restore")
    close(room)
    assert waiting(room.aisha, room.db) == ["A tier", "A network", "A restore"]
    answered.promise(by=principal(room.aisha))
    called_off.withdraw(by=principal(room.maya))
    assert waiting(room.aisha, room.db) == ["A restore"]
    room.walkthrough.reopen(by=SYSTEM)
    assert waiting(room.aisha, room.db) == []
    close(room)
    assert waiting(room.aisha, room.db) == ["A restore"]


def test_h7_an_amendment_asked_after_the_close_is_not_what_was_open_then(room):
    promised = child(room, "promised", need="A tier")
    close(room)
    Contract.objects.get(pk=promised.pk).amend(by=principal(room.maya), due=date(2027, 6, 1))
    assert waiting(room.aisha, room.db) == []


def test_h6_v4_practice_and_what_is_hidden_wait_in_no_list(room):
    child(room, "asked")
    close(room)
    room.walkthrough.update(by=SYSTEM, access="restricted")
    practice = room.room(mode="practice")
    root = make_contract(practice, supplier=room.erp, **WHOLE)
    make_contract(practice, parent=root, supplier=room.db, asked=True, **WHOLE)
    practice.close(by=SYSTEM, reason="Practised")
    assert waiting(room.olga, room.db) == []
    assert waiting(room.aisha, room.db) == ["Database tier on a supported version"]


def test_statements_do_not_grow_with_the_rows(room):
    child(room, "asked")
    close(room)
    assert statements(room) == 3
    other = make_room_again(room)
    child(other, "asked"), child(other, "asked")
    close(other)
    assert statements(room) == 3


def make_room_again(room):
    room.walkthrough = room.room()
    room.root = make_contract(room.walkthrough, supplier=room.erp, **WHOLE)
    return room


def statements(room):
    reader = principal(room.aisha)
    with CaptureQueriesContext(connection) as seen:
        still_asked(reader, Mine(lines=(room.db.pk,)))
    return len(seen)


def test_an_ask_without_a_walkthrough_waits_like_one_after_a_close(company):
    contract = ask_for(company.tier, by=principal(company.maya), client_line=company.erp)
    (row,) = still_asked(principal(company.nadia))
    assert (row["id"], row["state"], row["since"]) == (contract.pk, "asked", ChangeSet.objects.latest("number").at)
    contract.decline(by=principal(company.aisha), why="no_capacity")
    assert still_asked(principal(company.nadia)) == []
