"""What parts the cells is guessed; what is pasted is read as it was copied."""

import pytest

from itbiz.exchange.tables import Unreadable, parse, parse_text


def rows(table):
    """Return the header and the rows of a table as lists of cells."""
    return [table.columns, *(row.cells for row in table.rows)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b\n1;2,3\n", ("1;2", "3")),
        ("a;b\n1,5;2,5\n", ("1,5", "2,5")),
        ("a\tb\n1,5\t2;3\n", ("1,5", "2;3")),
        ("Name, Vorname;Mail\nMeier, Hans;h@x\n", ("Meier, Hans", "h@x")),
        ('a;b\n"x;y";"one\ntwo, three"\n', ("x;y", "one\ntwo, three")),
        ("sep=|\r\na|b\r\n1,1|2;2\r\n", ("1,1", "2;2")),
        ('"sep=;"\na;b\n1;2\n', ("1", "2")),
        ("name\none; two\n", ("one; two",)),
        ("id,one,two\n1,;;;,2\n", ("1", ";;;", "2")),
        ("a;b\n1;2;3\n1\n", ("1", "2", "3")),
        ("a,b\r1,2\r", ("1", "2")),
        ('a,b\n1,5" disk\n', ("1", '5" disk')),
    ],
)
def test_the_separator_is_what_parts_the_first_rows_alike(text, cells):
    assert parse(text.encode()).rows[0].cells == cells


def test_a_ragged_row_does_not_change_the_guess():
    table = parse(b"a;b;c\n1;2\n3;4;5\n")
    assert rows(table) == [("a", "b", "c"), ("1", "2"), ("3", "4", "5")]


def test_another_separator_than_the_comma_is_said():
    assert parse(b"a,b\n1,2\n").notes == ()
    assert parse(b"a;b\n1;2\n").notes == ("The cells of the file are parted by semicolons.",)
    assert parse(b"a\tb\n1\t2\n").notes == ("The cells of the file are parted by tabs.",)


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    assert parse(b"sep=;\na;b\n\n1;2\n").rows[0].number == 3


def test_what_is_pasted_is_parted_by_tabs():
    table = parse_text("Name\tLeitung\r\nIT, Betrieb\tMeier; Kurz\r\n")
    assert rows(table) == [("Name", "Leitung"), ("IT, Betrieb", "Meier; Kurz")]
    assert table.notes == ()


def test_one_pasted_column_may_hold_commas():
    assert rows(parse_text("Name\nMeier, Hans, Dr.\n")) == [("Name",), ("Meier, Hans, Dr.",)]


def test_csv_may_be_pasted_too():
    assert rows(parse_text("name;head\nIT;Ada\n")) == [("name", "head"), ("IT", "Ada")]


def test_a_pasted_cell_with_lines_is_one_cell():
    assert parse_text('a\tb\n"one\ntwo ""x"""\t2\n').rows[0].cells == ('one\ntwo "x"', "2")


@pytest.mark.parametrize("cell", ['"Red" team', '"open', '""'])
def test_a_pasted_cell_that_begins_with_a_quote_stays_as_it_is(cell):
    assert parse_text(f"a\tb\n1\t2\n{cell}x\t3\n").rows[1].cells == (f"{cell}x", "3")


def test_a_pasted_text_that_was_cut_is_refused():
    with pytest.raises(Unreadable, match="A quote may be missing"):
        parse_text('a\tb\n1\t"two\nthree')


def test_the_end_of_a_quote_is_looked_for():
    with pytest.raises(Unreadable, match="line 3"):
        parse(b'a,b\n1,2\n3,"4" 5\n')
