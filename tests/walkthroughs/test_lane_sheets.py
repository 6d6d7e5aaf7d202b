"""Swim-lanes on paper: every card on exactly one sheet of A4, whole, in a text of 8 pt and more."""

from datetime import date, timedelta

import pytest

from tests.walkthroughs.test_swimlane import drawn, node
from walkthroughs.lane_sheets import HIGHEST, SCALE, sheets_of
from walkthroughs.swimlane import COLUMN, NAME, TEXT, TOP

DAY = date(2027, 1, 4)
MILLIMETRES_OF_8_POINTS = 8 * 25.4 / 72


def tree(*, days, lanes, cards=1, title="A tested restore of the night's data"):
    """Return a drawing with so many dates, lanes, and cards for each lane and date."""
    places = [(day, lane) for day in range(days) for lane in range(lanes) for _card in range(cards)]
    return drawn(
        *(
            node(pk, supplier=lane + 1, due=DAY + timedelta(days=day), title=title)
            for pk, (day, lane) in enumerate(places, 1)
        )
    )


def holds(sheet, card):
    """Whether a sheet shows the whole of a card."""
    beside = sheet.x <= card.x and card.x + card.width <= sheet.x + sheet.width
    return beside and sheet.y <= card.y and card.y + card.height <= sheet.y + sheet.height


@pytest.mark.parametrize(("days", "lanes", "cards"), [(1, 1, 1), (6, 3, 1), (11, 9, 2), (2, 2, 14), (12, 20, 3)])
def test_every_card_stands_whole_on_one_sheet_that_fits_the_page(days, lanes, cards):
    drawing = tree(days=days, lanes=lanes, cards=cards)
    sheets = sheets_of(drawing)
    for lane in drawing.lanes:
        for card in lane.cards:
            assert [holds(sheet, card) for sheet in sheets].count(True) == 1
    for sheet in sheets:
        width, height = (float(length.removesuffix("mm")) for length in sheet.on_paper)
        assert width <= 281
        assert height <= 160
        assert (sheet.x - NAME) % COLUMN == 0


def test_text_is_read_on_paper_and_one_sheet_is_enough_for_a_small_tree():
    assert TEXT * SCALE >= MILLIMETRES_OF_8_POINTS
    (sheet,) = sheets_of(tree(days=5, lanes=4))
    assert (sheet.x, sheet.y, sheet.goes_on) == (NAME, TOP, [])
    assert sheets_of(drawn()) == []


def test_dates_are_shared_out_evenly_and_sheets_without_a_card_are_left_out():
    sheets = sheets_of(tree(days=11, lanes=2))
    assert [sheet.width // COLUMN for sheet in sheets] == [3, 4, 4]
    # Two lanes, each as high as a sheet, and nothing of the second one before the last date.
    early = [node(pk, supplier=1, due=DAY, title="A result") for pk in range(1, 14)]
    late = [node(pk, supplier=2, due=DAY + timedelta(days=pk), title="A result") for pk in range(14, 22)]
    parts = [(sheet.x, sheet.y) for sheet in sheets_of(drawn(*early, *late))]
    assert len(parts) == len(set(parts)) == 3


def test_a_lane_that_goes_on_is_named_again():
    drawing = tree(days=1, lanes=1, cards=30)
    sheets = sheets_of(drawing)
    assert len(sheets) == -(-(drawing.height - TOP) // (HIGHEST - TOP))
    assert [words for _y, words in sheets[0].goes_on] == []
    assert all([words for _y, words in sheet.goes_on] == ["Line 1"] for sheet in sheets[1:])
