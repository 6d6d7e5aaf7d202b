"""Swim-lanes: who hands over what by when, computed from the tree and never an input (method §1.10)."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.cast import SYSTEM, make_contract
from tests.walkthroughs.asked import child
from tests.walkthroughs.test_prints import words
from walkthroughs.models import Obligation
from walkthroughs.swimlane import (
    Card,
    arrows_of,
    in_order,
    lanes_of,
    lay_out,
    path,
    spans_of,
    wrap,
)
from walkthroughs.tree import read_tree
from walkthroughs.wall.measure import width


def node(pk, *, parent=None, supplier=1, due=None, title="A result", owed=(), **more):
    """Return what a lane needs of a node."""
    known = {"id": pk, "parent_id": parent, "supplier_id": supplier, "supplier_name": f"Line {supplier}", "due": due}
    known |= {"supplier_block": "AE", "supplier_inside": True, "vendor_id": None, "title": title, "counts": True}
    known |= {"number": str(pk), "display": "promised"}
    return SimpleNamespace(**(known | {"obligations": [{"what": w, "met_by": m} for w, m in owed]} | more))


def drawn(*nodes):
    return lay_out(SimpleNamespace(nodes=nodes))


def test_columns_are_dates_then_months_then_quarters_as_there_are_more():
    days = {date(2027, month, day) for month in range(1, 7) for day in (1, 20)}
    assert len(spans_of(days)) == 12
    months = spans_of(days | {date(2027, 7, 1)})
    assert [*months.values()][:2] == ["January 2027", "February 2027"]
    quarters = spans_of({date(2027 + year, month, 1) for year in range(3) for month in range(1, 13)})
    assert [*quarters.values()][:2] == ["quarter 1 of 2027", "quarter 2 of 2027"]
    assert len(quarters) == 12


@pytest.mark.parametrize("text", ["Regression result set for 240 scenarios, each with verdict", "x" * 90, "a b", ""])
def test_n8_nothing_is_cut_and_every_line_fits(text):
    lines = wrap(text, room=140)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) * 13 <= 140 for line in lines)


def test_lanes_stand_in_reading_order_with_cards_by_date_and_nobody_last():
    early, late = date(2027, 1, 1), date(2027, 2, 1)
    found = drawn(
        node(1, supplier=7, due=late),
        node(2, parent=1, supplier=None, due=None),
        node(3, parent=1, supplier=9, due=late),
        node(4, parent=1, supplier=7, due=early),
    )
    assert [(lane.id, [card.node.id for card in lane.cards]) for lane in found.lanes] == [
        (7, [4, 1]),
        (9, [3]),
        (0, [2]),
    ]
    assert [words for _x, words in found.columns] == ["1 Jan 2027", "1 Feb 2027", "no date"]
    assert [found.lanes[2].name, found.lanes[2].block] == ["Nobody yet", "gap"]


def test_cards_of_a_lane_never_lie_upon_each_other_and_stay_inside():
    day = date(2027, 1, 1)
    found = drawn(*(node(pk, supplier=1 + pk % 2, due=day, title="A long result " * pk) for pk in range(1, 9)))
    bottom = 0
    for lane in found.lanes:
        assert lane.y >= bottom
        bottom = lane.y
        for card in lane.cards:
            assert card.y >= bottom
            bottom = card.y + card.height
        bottom = lane.y + lane.height
        assert lane.cards[-1].y + lane.cards[-1].height <= bottom
    assert bottom == found.height
    assert all(card.x + card.width <= found.width for lane in found.lanes for card in lane.cards)


def test_arrows_lead_to_the_buyer_and_from_what_meets_a_duty():
    nodes = [node(1), node(2, parent=1), node(3, parent=1, owed=[("A build", 2), ("A list", None), ("Gone", 99)])]
    found = [(arrow.kind, arrow.source.id, arrow.target.id, arrow.what) for arrow in arrows_of(nodes)]
    assert found == [("delivery", 2, 1, "A result"), ("delivery", 3, 1, "A result"), ("duty", 2, 3, "A build")]
    listed = in_order(drawn(*nodes))
    assert [(card.node.id, [arrow.what for arrow in duties]) for card, duties in listed[0][1]] == [
        (1, []),
        (2, ["A build"]),
        (3, []),
    ]


def test_curves_leave_and_arrive_at_the_sides_that_face_each_other():
    left, right, below = (Card(None, column, [], []) for column in (0, 1, 0))
    left.x, right.x, below.x, below.y = 100, 300, 100, 200
    assert path(left, right).startswith(f"M{100 + left.width} ")
    assert path(left, right).split()[-2] == "300"
    assert path(right, left).startswith("M300 ")
    assert path(right, left).split()[-2] == str(100 + left.width)
    assert path(left, below).split()[-2] == str(100 + left.width)


def test_what_was_called_off_is_not_drawn():
    assert lanes_of([], {}) == []
    assert drawn(node(1), node(2, parent=1, counts=False)).arrows == []


@pytest.mark.django_db
def test_the_page_draws_links_and_tells_the_same_as_a_list(room, enter):
    build = child(room, "promised", need="A stable build", due=date(2027, 3, 1))
    tests = child(room, need="Test verdicts", supplier=room.ops, due=date(2027, 5, 1), buyer_provides_nothing=False)
    Obligation.create(by=SYSTEM, contract=tests, what="The build").update(by=SYSTEM, met_by=build)
    make_contract(room.walkthrough, parent=room.root, gap=True, need="Master data")
    answer = enter(room.olga).get(reverse("walkthroughs:lanes", args=[room.walkthrough.pk]))
    page, text = answer.content.decode(), words(answer)
    assert page.count(f'href="{reverse("walkthroughs:contract", args=[build.pk])}"') == 2
    assert (page.count('class="arrow is-duty" d="M'), page.count('class="arrow is-delivery" d="M')) == (2, 4)
    assert "Database Engineering to ERP Engineering meets “The build”, owed for 0.2 Test verdicts" in text
    assert len(read_tree(room.walkthrough)) == 4
    practice = room.room(mode="practice")
    assert enter(room.olga).get(reverse("walkthroughs:lanes", args=[practice.pk])).status_code == 404
