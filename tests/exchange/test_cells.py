"""Cells and the values they hold."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itbiz.exchange import cells


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.text, "  Zoe\u0308 ", "Zoë"),
        (cells.currency, "eur", "EUR"),
        (cells.number, "12.50", Decimal("12.5")),
        (cells.number, "-3", Decimal("-3")),
        (cells.number, "0.234", Decimal("0.234")),
        (cells.number, "12,5", Decimal("12.5")),
        (cells.number, "0,125", Decimal("0.125")),
        (cells.number, "1234,567", Decimal("1234.567")),
        (cells.number, "1.234,56", Decimal("1234.56")),
        (cells.number, "-1.234.567,8", Decimal("-1234567.8")),
        (cells.number, "1.234.567", Decimal("1234567")),
        (cells.number, "1,234.56", Decimal("1234.56")),
        (cells.number, "1,234,567", Decimal("1234567")),
        (cells.number, "1 234,50", Decimal("1234.50")),
        (cells.number, "1\u00a0234", Decimal("1234")),
        (cells.number, "1’234.50", Decimal("1234.50")),
        (cells.number, "−5", Decimal("-5")),
        (cells.whole_number, "12.0", 12),
        (cells.day, "2026-12-31", date(2026, 12, 31)),
        (cells.day, "2026-12-31 00:00:00", date(2026, 12, 31)),
        (cells.day, "31.12.2026", date(2026, 12, 31)),
        (cells.day, "1. 2. 2026", date(2026, 2, 1)),
        (cells.day, "31/12/2026", date(2026, 12, 31)),
        (cells.day, "12/31/2026", date(2026, 12, 31)),
        (cells.day, "05/05/2026", date(2026, 5, 5)),
        (cells.YES_NO, "No", False),
        (cells.YES_NO, "Ja", True),
        (cells.YES_NO, "nein", False),
        (cells.YES_NO, "x", True),
        (cells.names, "Ada; Ben ;;Ada\r\nCleo", ["Ada", "Ben", "Cleo"]),
        (cells.names, "Ruth Petersen / Aisha Okafor", ["Ruth Petersen", "Aisha Okafor"]),
        (cells.names, "Smith, Jones and Partners; Ernst & Jung", ["Smith, Jones and Partners", "Ernst & Jung"]),
        (cells.names, "N/D", ["N/D"]),
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
        (cells.number, "1,234", "“1,234” may mean 1.234 or 1234."),
        (cells.number, "5.000", "“5.000” may mean 5.000 or 5000."),
        (cells.number, "1,23,456", "“1,23,456” is not a number."),
        (cells.number, "1.23,4.5", "“1.23,4.5” is not a number."),
        (cells.number, "12,50 €", "“12,50 €” is not a number."),
        (cells.day, "31.12.26", "“31.12.26” is not a date."),
        (cells.day, "31.02.2026", "“31.02.2026” is not a date."),
        (cells.day, "13/13/2026", "“13/13/2026” is not a date."),
        (cells.day, "2026-12-31 08:00:00", "“2026-12-31 08:00:00” is not a date."),
        (cells.day, "03/04/2026", "“03/04/2026” may mean 2026-04-03 or 2026-03-04."),
        (cells.whole(cells.text), cells.Broken("#REF!"), "The cell holds “#REF!”, an error of the spreadsheet."),
        (cells.whole(cells.text), cells.Broken(cells.NO_VALUE), "The cell holds a formula without a value."),
        (cells.YES_NO, "perhaps", "“perhaps” is not a word this column knows."),
    ],
)
def test_what_does_not_fit_gets_a_sentence_and_a_remedy(read, cell, sentence):
    with pytest.raises(cells.Unfit) as caught:
        read(cell)
    assert caught.value.sentence == sentence
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["=1+1", "+49", "-", "@x", "'=1", "''@x", "#REF!", "'#N/A"])
def test_what_a_spreadsheet_would_work_out_is_guarded_and_comes_back(text):
    assert cells.guarded(text) == f"'{text}"
    assert cells.taken(cells.guarded(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Foo;=x", "Foo;'=x"),
        ("a,@b", "a,'@b"),
        ("a\t-b", "a\t'-b"),
        ("list:\n- one\n- two", "list:\n'- one\n'- two"),
        ("a;'=b", "a;''=b"),
        ('a;"=b', "a;'\"=b"),
        ("=a;=b", "'=a;'=b"),
        (";=;+", ";'=;'+"),
    ],
)
def test_what_a_spreadsheet_would_work_out_where_it_parts_a_cell_is_guarded_too(text, written):
    assert cells.guarded(text) == written
    assert cells.taken(written) == text


@given(st.text("=+-@;,\t\n\r'\"aä#", max_size=12))
def test_whatever_is_guarded_comes_back_and_hides_no_formula(text):
    guarded = cells.guarded(text)
    assert cells.plain(guarded) == text
    first, *others = re.split(r"[;,\t\r\n]", guarded)
    assert first[:1] not in set("=+-@")
    assert not {part.strip('"')[:1] for part in others} & set("=+-@")


@pytest.mark.parametrize("text", ["1+1", "'tis", "#govuk", "a=b", "O'Neil"])
def test_what_it_would_not_is_left_alone(text):
    assert cells.guarded(text) == text
    assert cells.taken(text) == text


def test_an_error_of_a_spreadsheet_is_no_text_unless_it_was_guarded():
    assert isinstance(cells.taken(" #NV "), cells.Broken)
    assert not isinstance(cells.taken("'#NV"), cells.Broken)


def test_a_thousand_as_germans_write_it_is_no_one():
    with pytest.raises(cells.Unfit, match=r"“1\.000” may mean 1\.000 or 1000\."):
        cells.whole_number("1.000")
    assert (cells.whole_number("12.0"), cells.whole_number("1000")) == (12, 1000)
