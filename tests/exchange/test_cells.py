"""Cells and the values they hold."""

from datetime import date
from decimal import Decimal

import pytest

from itbiz.exchange import cells


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.text, "  Zoe\u0308 ", "Zoë"),
        (cells.currency, "eur", "EUR"),
        (cells.number, "12.50", Decimal("12.5")),
        (cells.number, "-3", Decimal("-3")),
        (cells.whole_number, "12.0", 12),
        (cells.day, "2026-12-31", date(2026, 12, 31)),
        (cells.YES_NO, "No", False),
        (cells.names, "Ada; Ben ;;Ada\nCleo", ["Ada", "Ben", "Cleo"]),
    ],
)
def test_a_cell_is_read(read, cell, value):
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "sentence"),
    [
        (cells.number, "a dozen", "“a dozen” is not a number."),
        (cells.number, "NaN", "“NaN” is not a number."),
        (cells.number, "Infinity", "“Infinity” is not a number."),
        (cells.whole_number, "1e999999999", "“1e999999999” is not a number."),
        (cells.whole_number, "12.5", "“12.5” is not a whole number."),
        (cells.whole_number, "many", "“many” is not a number."),
        (cells.day, "31.12.2026", "“31.12.2026” is not a date."),
        (cells.YES_NO, "perhaps", "“perhaps” is not a word this column knows."),
    ],
)
def test_what_does_not_fit_gets_a_sentence_and_a_remedy(read, cell, sentence):
    with pytest.raises(cells.Unfit) as caught:
        read(cell)
    assert caught.value.sentence == sentence
    assert caught.value.remedy
