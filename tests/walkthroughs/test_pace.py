"""The pace: time left by the server's clock, what is open, and whose answer is awaited, by name (design 8, 10)."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from tests.cast import principal
from tests.walkthroughs.asked import child, make_room
from walkthroughs.models import Room
from walkthroughs.pace import meeting_of, pace
from walkthroughs.tree import read_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(company):
    return make_room(company)


def read(room, now=None):
    """Return the Pace of a room, now or at the moment `now`."""
    walkthrough = room.walkthrough
    tree, meeting = read_tree(walkthrough), meeting_of(walkthrough)
    return pace(walkthrough, tree, Room.of(walkthrough), meeting, now or timezone.now())


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (52 * 60 + 1, "38 min left"),
        (90 * 60 - 1, "1 min left"),
        (90 * 60 + 59, "time is up"),
        (93 * 60, "over by 3 min"),
    ],
)
def test_time_left_is_told_in_whole_minutes(room, after, words):
    begun = meeting_of(room.walkthrough).started_at
    found = read(room, begun + timedelta(seconds=after))
    assert found.words == words
    html = render_to_string("walkthroughs/_clock.html", {"pace": found})
    assert f">{words}</b>" in html
    assert f'data-until="{found.ends_at.isoformat()[:19]}' in html


def test_it_waits_for_who_was_asked_and_for_who_was_countered_by_first_name(room):
    assert read(room).waiting == ()
    begun = read(room).open
    asked = child(room, "asked")
    found = read(room)
    assert found.open == begun + 1
    assert found.waiting == (room.aisha.name.split()[0],)
    asked.counter(by=principal(room.aisha), accepted_when="Failover shown twice")
    assert read(room).waiting == (room.maya.name.split()[0],)
    child(room, "promised")
    assert read(room).open == begun + 1


def test_without_a_meeting_no_clock_is_shown(room):
    room.walkthrough.pause(by=principal(room.fred))
    found = read(room)
    assert (found.ends_at, found.minutes, found.words) == (None, None, "")
    assert render_to_string("walkthroughs/_clock.html", {"pace": found}).strip() == ""


def test_two_minutes_for_whose_it_is(room):
    state = Room.of(room.walkthrough)
    assert read(room).dispute_until is None
    state.show(by=principal(room.fred), disputed=room.root)
    assert read(room).dispute_until - state.disputed_since == timedelta(minutes=2)
