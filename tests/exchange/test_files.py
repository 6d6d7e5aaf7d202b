"""Files that are written: what is safe to open comes back as it was."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itbiz.exchange.cells import plain
from itbiz.exchange.files import TYPES, lines
from itbiz.exchange.limits import Unwritable
from itbiz.exchange.tables import parse
from itbiz.exchange.xlsx import writing
from tests.exchange.workbooks import second_reader

quick = settings(max_examples=120, deadline=None, derandomize=True)
COLUMNS = ("id", "text", "number", "day", "flag", "moment")
ROW = ("a", "=1+1", Decimal("-12.50"), date(2026, 12, 31), True, datetime(2026, 12, 31, 8, 30, tzinfo=UTC))
# What stands in a text that was stored: no NUL, no halves of letters, trimmed.
STORED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30).map(str.strip)
HARD = st.sampled_from(["=", "'", "+", "@", "-", "\t", "\r", "\n", "_x0041_", '"', ";", ",", "#REF!", "<", "&", "\x01"])
TEXTS = STORED | st.lists(HARD, max_size=6).map("".join).map(str.strip)


def written(kind, columns, rows):
    """Return the bytes of a file."""
    pieces = lines(kind, columns, iter(rows))
    return b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)


def read(kind, columns, rows):
    """Return the cells of the rows, written and read again."""
    return [row.cells for row in parse(written(kind, columns, rows)).rows]


@pytest.mark.parametrize("kind", TYPES)
@quick
@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_text_comes_back_as_it_was(kind, rows):
    rows = [(str(number), *row) for number, row in enumerate(rows)]
    assert read(kind, ("id", "one", "two"), rows) == rows


@quick
@given(text=TEXTS, number=st.decimals(allow_nan=False, allow_infinity=False) | st.integers(), day=st.dates())
def test_a_second_reader_finds_the_same_in_a_workbook(text, number, day):
    rows = [("a", text, number, day)]
    ours = parse(written("xlsx", COLUMNS[:4], rows))
    header, theirs = second_reader(written("xlsx", COLUMNS[:4], rows))
    assert ours.columns == tuple(header)
    assert [plain(cell) for cell in theirs[:2]] == list(ours.rows[0].cells[:2])
    assert float(theirs[2]) == pytest.approx(float(ours.rows[0].cells[2]), rel=1e-14)
    assert str(theirs[3]).removesuffix(" 00:00:00") == ours.rows[0].cells[3] == day.isoformat()


@quick
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=2))
def test_an_amount_is_the_same_in_every_file(amount):
    cells = {Decimal(read(kind, ("id", "amount"), [("a", amount)])[0][1]) for kind in TYPES}
    assert cells == {amount}


@pytest.mark.parametrize("kind", TYPES)
def test_values_are_cells(kind):
    number = "-12.5" if kind == "xlsx" else "-12.50"
    assert read(kind, COLUMNS, [ROW, ("b", None, 3, None, False, None)]) == [
        ("a", "=1+1", number, "2026-12-31", "yes", "2026-12-31T08:30:00Z"),
        ("b", "", "3", "", "no", ""),
    ]


@pytest.mark.parametrize("kind", TYPES)
def test_the_same_rows_are_the_same_bytes(kind):
    assert written(kind, COLUMNS, [ROW] * 3) == written(kind, COLUMNS, [ROW] * 3)


def test_a_workbook_shows_texts_as_texts_and_numbers_and_days_as_what_they_are():
    header, row = second_reader(written("xlsx", COLUMNS, [ROW]))
    assert header == list(COLUMNS)
    assert row == ["a", "'=1+1", -12.5, date(2026, 12, 31), "yes", "2026-12-31T08:30:00Z"]


@pytest.mark.parametrize("kind", TYPES)
def test_a_file_is_written_while_its_rows_are_read(kind):
    asked = 0

    def rows():
        nonlocal asked
        for asked in range(1, 50_001):
            yield (str(asked), "some words that differ" * (asked % 7))

    pieces = lines(kind, ("id", "text"), rows())
    next(pieces)
    assert asked < 50_000


def test_a_workbook_is_written_in_pieces_of_bounded_size():
    pieces = list(lines("xlsx", ("id", "text"), ((str(n), f"{n * 7919}" * 20) for n in range(20_000))))
    assert len(pieces) > 3
    assert max(len(piece) for piece in pieces) < 2 * writing.PIECE


@pytest.mark.parametrize("text", ["x" * 32_768, "\U0001f600" * 16_384, "=" + "x" * 32_766])
def test_a_text_that_no_workbook_holds_is_refused_with_a_sentence(text):
    with pytest.raises(Unwritable) as caught:
        written("xlsx", ("id", "text"), [("a", "short"), ("b", text)])
    assert str(caught.value) == (
        "“text” of b holds 32,768 characters; a cell of a workbook holds 32,767. Take the list as CSV or NDJSON."
    )
    for kind in ("csv", "ndjson"):
        assert read(kind, ("id", "text"), [("b", text)]) == [("b", text)]


def test_a_text_of_just_that_length_is_written():
    text = "\U0001f600" * 16_383 + "x"
    assert read("xlsx", ("id", "text"), [("b", text)]) == [("b", text)]


def test_columns_are_named_as_a_spreadsheet_names_them():
    wide = [f"c{number}" for number in range(60)]
    assert second_reader(written("xlsx", wide, [wide]))[1] == wide
