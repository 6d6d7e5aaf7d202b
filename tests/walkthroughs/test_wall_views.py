"""The four views of the wall: which one stands, what is in it, and that nothing in it is cut (N8, design 3 to 10)."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string

from tests.cast import SYSTEM, make_vendor, principal
from tests.walkthroughs.asked import child, make_room
from tests.walkthroughs.test_tree import grow
from walkthroughs.live import WALKTHROUGH, State
from walkthroughs.models import Question, Room
from walkthroughs.wall.cards import GAP, window
from walkthroughs.wall.layout import Room as Size
from walkthroughs.wall.shown import fragment

pytestmark = pytest.mark.django_db
# The walk-through with its room, its tree in three, the meeting, who is here in two; and the terms before counters.
STATEMENTS = {"focus": 8, "whole": 8, "say_back": 7, "lights": 7}
LONG = "Every one of the thirty-four interfaces passes its end-to-end test on the new release, and nobody repairs it. "


@pytest.fixture
def room(company):
    return make_room(company)


def steer(room, step=None, **shown):
    """Go to a step of the script, and let the console show what it chose."""
    fred = principal(room.fred)
    if step is not None:
        room.walkthrough.refresh_from_db()
        room.walkthrough.go_to(step, by=fred, reason="Shown to the tests")
    if shown:
        Room.of(room.walkthrough).show(by=fred, **shown)


def drawn(room, size=None):
    """Return what the wall shows, as the context of its template."""
    return fragment(WALKTHROUGH.read(room.walkthrough.pk), size or Size(site="http://testserver/"))


def text_of(context):
    """Return the words of a context's template, in one line."""
    html = render_to_string("walkthroughs/wall_tree.html", context)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("middle", [0, 5, 19])
@pytest.mark.parametrize("high", [1, 12, 40, 400])
def test_a_window_holds_the_middle_and_no_more_than_fits(middle, high):
    heights = [2 + index % 3 for index in range(20)]
    first, after = window(heights, middle, high, 0.7, 1.4)
    assert first <= middle < after
    told = (first > 0) * 0.7 + (after < 20) * (1.4 + GAP)
    filled = sum(heights[first:after]) + GAP * (after - first - 1) + told
    assert filled <= high or after - first == 1
    # Another row on either side would not fit.
    if 1 < after - first < 20:
        assert filled + min(heights) + GAP > high - (1.4 + GAP) * 2


def test_the_view_follows_the_script_unless_the_console_chose_one(room):
    seen = []
    for step in (0, 3, 4, 9, 13):
        steer(room, step)
        seen.append(drawn(room)["view"])
    assert seen == ["whole", "focus", "say_back", "whole", "lights"]
    steer(room, view="focus")
    assert drawn(room)["view"] == "focus"
    steer(room, view="")
    room.walkthrough.close(by=principal(room.fred), reason="Late")
    closed = drawn(room)
    assert (closed["view"], closed["head"].bar, closed["head"].join) == ("whole", None, None)


def test_the_focus_shows_path_window_and_what_it_buys(room):
    tier = child(room, "asked", need="Database tier", due=date(2027, 5, 15))
    other = child(room, "draft", supplier=room.ops, need="Night watch")
    own = child(room, "draft", parent=tier, need="Servers built")
    vendor = child(room, "draft", parent=tier, vendor=make_vendor(held_by=room.db), need="Licences")
    gap = child(room, "draft", parent=tier, supplier=None, gap=True, need="Master data")
    Question.create(by=SYSTEM, about=tier, text="Freeze or Black Friday?", decider=room.elin, due=date(2027, 3, 1))
    steer(room, 7, focus=tier, writing="Three test partn")
    context = drawn(room)
    focus = context["focus"]
    assert [step.name for step in focus.path] == ["ERP Engineering"]
    assert [card.node.id for card in focus.middle.rows] == [tier.pk, other.pk]
    rows = focus.bought.rows
    assert [getattr(row, "text", None) or row.node.id for row in rows] == [
        own.pk,
        vendor.pk,
        gap.pk,
        "Three test partn",
    ]
    assert [row.held for row in rows] == [False, True, False, False]
    words = text_of(context)
    for said in (
        "Elin Berg buys from",
        "ERP Engineering buys from 2",
        "Database Engineering: what must you buy in turn?".replace("Database Engineering", tier.supplier.short_name),
        "Waiting for Aisha",
        "own people",
        "Nobody offers this",
        "being written",
        "Parked 1 question Freeze or Black Friday? Elin, 1 Mar",
    ):
        assert said in words


def test_loud_rows_that_a_window_leaves_out_are_counted(room):
    for number in range(20):
        child(room, ("asked", "declined", "promised")[number % 3], need=f"Part {number}")
    last = child(room, "asked", need="The last one")
    steer(room, 7, focus=last)
    column = drawn(room)["focus"].middle
    hidden = column.above.count
    assert hidden + len(column.rows) == 21
    assert re.fullmatch(r"\d declined, \d waiting", column.above.loud)
    assert drawn(room, Size(60, 9999))["focus"].middle.above is None


def test_a_counter_shows_both_dates_and_a_quarrel_its_two_minutes(room):
    tier = child(room, "asked", need="Image", due=date(2027, 3, 20))
    tier.counter(by=principal(room.aisha), accepted_when="A scan is clean", due=date(2027, 4, 2))
    # An offer that was taken back never stood, so that the next one is not told beside it.
    kept = child(room, "promised", need="Backups", due=date(2027, 5, 5))
    kept.counter(by=principal(room.aisha), due=date(2027, 5, 12))
    kept.withdraw(by=principal(room.maya))
    kept.counter(by=principal(room.aisha), due=date(2027, 5, 20))
    steer(room, 7, focus=kept)
    assert State(room.walkthrough).asked_dues == {tier.pk: date(2027, 3, 20), kept.pk: date(2027, 5, 5)}
    night = child(room, "declined", need="Night watch")
    steer(room, 7, focus=night, disputed=night)
    html = render_to_string("walkthroughs/wall_tree.html", drawn(room))
    assert "Countered: <b>2 Apr</b> instead of 20 Mar" in html.replace(" 2027", "")
    until = Room.of(room.walkthrough).disputed_since.isoformat()[:17]
    assert "Declined. Whose is it?" in html
    assert re.search(r'data-until="[^"]+"[^>]*data-seconds', html)
    assert until[:10] in html


def test_the_code_to_join_goes_once_everybody_likely_sits(room):
    child(room, "asked")
    steer(room, 3)
    assert drawn(room)["head"].join.code == Room.of(room.walkthrough).code
    steer(room, 7)
    assert drawn(room)["head"].join is None
    room.walkthrough.refresh_from_db()
    room.walkthrough.update(by=SYSTEM, presences=[{"person": room.maya}])
    assert drawn(room)["head"].join


def test_what_is_said_back_is_as_large_as_it_fits(room):
    tier = child(room, "draft", need="Database tier", not_included="Application tuning\nStorage")
    steer(room, 4, focus=tier)
    short = drawn(room)
    assert short["say"].size == "1"
    words = text_of(short)
    for said in (
        "I hand over Database tier",
        "accepted when A failover test passes",
        "by not said yet",
        "from you nothing",
    ):
        assert said in words
    tier.refresh_from_db()
    tier.update(by=SYSTEM, accepted_when=LONG * 6)
    long = drawn(room)["say"]
    assert int(long.size) > 2
    assert text_of(drawn(room)).count("nobody repairs it") == 6


def test_the_lights_name_what_holds_them_back_as_far_as_it_fits(room):
    for number in range(12):
        child(room, "asked", need=f"Part {number}")
    steer(room, 13)
    lights = drawn(room)["nine"].lights
    waiting = next(light for light in lights if light.told["code"] == "promised")
    assert len(lights) == 9
    assert len(waiting.held) + waiting.more == 13
    small = drawn(room, Size(40, 22.5))["nine"]
    assert small.size == "4"


@pytest.mark.parametrize("nodes", [3, 200])
@pytest.mark.parametrize("view", STATEMENTS)
def test_a_view_takes_the_same_statements_whatever_the_size(company, django_assert_num_queries, view, nodes):
    room = company
    room.walkthrough = grow(company.room(), company, nodes)
    steer(room, 7, view=view)
    with django_assert_num_queries(STATEMENTS[view]):
        text_of(drawn(room))
