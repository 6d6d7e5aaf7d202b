"""Workbooks as other programs write them."""

from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itbiz.exchange.cells import Broken
from itbiz.exchange.tables import Unreadable, parse
from itbiz.exchange.xlsx.index import shows_days
from itbiz.exchange.xlsx.writing import OFFICE, PARTS
from tests.exchange.workbooks import archive, by_hand, made, second_reader

quick = settings(max_examples=150, deadline=None, derandomize=True)
HEADER = '<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>value</v></c></row>'


def cells(*values):
    """Return the cells of a row with these values, as a workbook of another program holds them."""
    names = [f"c{place}" for place in range(len(values))]
    return parse(made([["id", *names], ["a", *values]])).rows[0].cells[1:]


def value(cell, **parts):
    """Return what is read of a cell that is written by hand."""
    return parse(by_hand(f'{HEADER}<row r="2"><c r="A2"><v>1</v></c>{cell}</row>', **parts)).rows[0].cells[1]


def test_values_are_read_as_people_see_them():
    assert cells("Zürich", 3, 3.0, 0.1, -1.5, True, False, None, "end") == (
        *("Zürich", "3", "3", "0.1", "-1.5", "yes", "no", "", "end"),
    )


def test_days_and_times_are_read_as_iso_writes_them():
    found = cells(date(2026, 12, 31), datetime(2026, 2, 3, 4, 5, 6), time(8, 30), date(1900, 1, 1))  # noqa: DTZ001
    assert found == ("2026-12-31", "2026-02-03 04:05:06", "08:30:00", "1900-01-01")


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('<c r="B2"><v>0.30000000000000004</v></c>', "0.3"),
        ('<c r="B2"><v>1E+5</v></c>', "100000"),
        ('<c r="B2"><v>123456789012345</v></c>', "123456789012345"),
        ('<c r="B2"><v>-0</v></c>', "0"),
        ('<c r="B2"><v>nan</v></c>', "nan"),
        ('<c r="B2" t="d"><v>2026-12-31</v></c>', "2026-12-31"),
        ('<c r="B2" t="str"><f>A1</f><v>  worked out </v></c>', "worked out"),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="B2" t="inlineStr"><is><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></is></c>', "rich text"),
        ('<c r="B2" t="str"><v>_x0001__x005F_x0041__xD83D_</v></c>', "\x01_x0041_\ufffd"),
        ('<c r="B2" t="str"><v>&apos;=1+1</v></c>', "=1+1"),
        ('<c r="B2" t="s"><v>1</v></c>', "shared"),
        ('<c r="B2" t="s"><v>7</v></c>', ""),
        ("<c><v>5</v></c>", "5"),
        ('<x:c xmlns:x="x"><x:v>5</x:v></x:c>', "5"),
        ('<c r="B2" s="3"><v>46022</v></c>', "2025-12-31"),
        ('<c r="B2" s="3"><v>60</v></c>', "1900-02-28"),
        ('<c r="B2" s="3"><v>99999999</v></c>', "99999999"),
    ],
)
def test_a_cell_is_read(cell, read):
    strings = "<sst><si><t>none</t></si><si><r><t>sha</t></r><r><t>red</t></r></si></sst>"
    assert value(cell, strings=strings) == read


@pytest.mark.parametrize("cell", ['<c r="B2" t="e"><v>#REF!</v></c>', '<c r="B2"><f>1+1</f></c>'])
def test_a_formula_that_failed_or_was_never_worked_out_is_no_text(cell):
    assert isinstance(value(cell), Broken)


def test_days_may_count_from_1904():
    sheets = '<workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets>'
    book = f'<workbook xmlns:r="{OFFICE}">{sheets}</workbook>'
    assert value('<c r="B2" s="3"><v>44560</v></c>', **{"xl/workbook.xml": book}) == "2025-12-31"


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("yyyy-mm-dd", True),
        ("[$-407]d. mmmm yyyy", True),
        ("h:mm AM/PM", True),
        ("General", False),
        ("0.00", False),
        ('#,##0.00 "days"', False),
        ("[Red]-0.0;[Blue]0", False),
        ("[h]:mm", False),
        ("0\\d", False),
    ],
)
def test_a_format_tells_whether_a_number_is_a_day(code, shows):
    assert shows_days(code) is shows


def test_the_first_sheet_with_something_in_it_is_read_and_that_is_said():
    table = parse(made([], [["id"], ["a"]], [["other"], ["b"]]))
    assert table.columns == ("id",)
    assert table.notes == ("The sheet “Sheet1” is read, 2 others are not.",)


def test_a_hidden_sheet_is_passed_over():
    sheets = '<sheet name="h" state="hidden" r:id="rId1"/><sheet name="s" r:id="rId9"/>'
    book = f'<workbook xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    data = by_hand(f"{HEADER}<row><c><v>1</v></c></row>", **{"xl/workbook.xml": book})
    with pytest.raises(Unreadable, match="The file is empty"):
        parse(data)


def test_rows_keep_their_numbers_and_empty_cells():
    table = parse(made([[], ["id", "name", "more"], [], ["a", None, "x"], ["b"]]))
    assert [(row.number, row.cells) for row in table.rows] == [(4, ("a", "", "x")), (5, ("b", "", ""))]


def test_what_stands_beside_the_table_is_left_out_and_told():
    table = parse(made([["id", "name"], ["a", "A"], ["b", "B", None, "ask Ada"]]))
    assert [row.cells for row in table.rows] == [("a", "A"), ("b", "B")]
    assert table.notes == ("What stands beside the named columns is not read, first in row 3.",)


@pytest.mark.parametrize(
    "parts",
    [
        {"_rels/.rels": "<Relationships/>"},
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
        {"_rels/.rels": PARTS["_rels/.rels"].replace("workbook.xml", "workbook.bin"), "xl/workbook.bin": "binary"},
    ],
)
def test_an_archive_that_is_no_such_workbook_is_told(parts):
    with pytest.raises(Unreadable, match="The file is not XLSX"):
        parse(by_hand(HEADER, **parts))


@quick
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=5), st.integers(0, 10**6))
def test_a_workbook_with_wrong_bytes_is_read_or_gets_a_sentence(flaws, end):
    data = bytearray(WHOLE)
    for place, byte in flaws:
        data[place % len(data)] = byte
    with suppress(Unreadable):
        assert parse(bytes(data[: end % len(data)] if end % 3 == 0 else data)).rows


@quick
@given(st.text("<>/cvrow tsf=\"'&;[]!-0123456789A", max_size=60))
def test_a_sheet_of_any_xml_is_read_or_gets_a_sentence(xml):
    with suppress(Unreadable):
        assert parse(by_hand(f"{HEADER}<row><c><v>1</v></c>{xml}</row>")).rows


WHOLE = made([["id", "name", "day"], ["a", "Anna", date(2026, 1, 1)], ["b", "Ben", None]])


def test_the_second_reader_reads_the_same_of_another_program():
    assert [list(row.cells[:2]) for row in parse(WHOLE).rows] == [row[:2] for row in second_reader(WHOLE)[1:]]
    assert archive({}) != WHOLE


def merged(*places):
    """Return the Table of a sheet with a title, a header in row 2 and three rows, where these cells are merged."""
    rows = [["Chart of 2026"], ["id", "unit", "head"], ["a", "IT", "Ada"], ["b", None, "Ben"], ["c", "Data", None]]
    book = openpyxl.load_workbook(BytesIO(made(rows)))
    for place in places:
        book.worksheets[0].merge_cells(place)
    file = BytesIO()
    book.save(file)
    return parse(file.getvalue())


def test_merged_cells_among_the_rows_are_read_as_their_first_cell_with_a_note():
    table = merged("A1:C1", "B3:B4")
    assert [row.cells for row in table.rows] == [("a", "IT", "Ada"), ("b", "", "Ben"), ("c", "Data", "")]
    assert table.notes[-1] == "Cells are merged (B3:B4): the first one of them is read, the others are empty."


@pytest.mark.parametrize("places", [(), ("A1:C1",)])
def test_a_merged_title_is_none_of_the_rows(places):
    assert not any("merged" in note for note in merged(*places).notes)
