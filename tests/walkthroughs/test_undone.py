"""Whose promise an undo took back is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import undo
from tests.cast import make_contract, principal
from tests.walkthroughs.asked import child
from walkthroughs.undone import undone_promises

pytestmark = pytest.mark.django_db


def last():
    return ChangeSet.objects.order_by("-number").first()


def lost(person, days=1):
    """Return the sentences that a person is told."""
    since = timezone.now() - timedelta(days=days)
    return [row["sentence"] for row in undone_promises(principal(person), since)]


def test_u3_who_promised_and_who_promises_for_the_line_are_told_by_whom_it_was_undone(room):
    contract = child(room, "promised")
    undo(last(), by=principal(room.dora), reason="The dates were wrong")
    sentence = f"Dora Deputy undid the promise of {contract.label}. The dates were wrong"
    assert (lost(room.aisha), lost(room.nadia)) == ([sentence], [sentence])
    # Who did it knows, and others have no part in it.
    assert (lost(room.dora), lost(room.maya), lost(room.olga)) == ([], [], [])
    assert lost(room.aisha, days=-1) == []


def test_u3_nothing_is_told_of_a_promise_that_was_brought_back(room):
    child(room, "promised")
    undo(last(), by=principal(room.dora))
    undo(last(), by=principal(room.dora))
    assert lost(room.aisha) == []


def test_u3_an_undo_that_leaves_the_promise_standing_tells_nothing(room):
    contract = child(room, "promised")
    contract.deliver(by=principal(room.aisha))
    undo(last(), by=principal(room.dora))
    assert lost(room.aisha) == []


def test_h6_a_promise_of_practice_is_told_nowhere(room):
    room.walkthrough = room.room(mode="practice", code="WT-practice")
    room.root = make_contract(room.walkthrough, supplier=room.erp, need="Practised")
    child(room, "promised")
    undo(last(), by=principal(room.dora))
    assert lost(room.aisha) == []
