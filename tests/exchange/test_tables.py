"""Reading a file: what is a table, and the sentence for what is none."""

import pytest

from itbiz.exchange.tables import Unreadable, parse, read_file
from tests.exchange.workbooks import made


def refusal(data):
    """Return the sentence with which a file of these bytes is refused."""
    with pytest.raises(Unreadable) as caught:
        parse(data)
    return str(caught.value)


def test_rows_are_numbered_as_a_spreadsheet_does():
    table = parse(b"id,name\na,Anna\n\n b , Ben \n")
    assert table.columns == ("id", "name")
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("a", "Anna")), (4, ("b", "Ben"))]


def test_a_byte_order_mark_is_no_part_of_the_first_column():
    assert parse("\ufeffid,name\na,Zoë\n".encode()).columns == ("id", "name")


def test_a_cell_may_run_over_lines_and_lines_may_end_as_on_windows():
    table = parse(b'id,text\r\na,"one\r\ntwo, three"\r\nb,four\r\n')
    assert table.rows[0].cells == ("a", "one\r\ntwo, three")
    assert table.rows[1].number == 3


def test_a_column_without_a_name_is_named_by_its_place():
    assert parse(b"id,,name\na,,b\n").columns == ("id", "B (no name)", "name")


def test_columns_at_the_end_without_a_name_and_a_cell_are_none():
    table = parse(b"id;name;;\na;A;;\nb;B\nc;;;;;\n")
    assert table.columns == ("id", "name")
    assert [row.cells for row in table.rows] == [("a", "A"), ("b", "B"), ("c", "")]
    assert parse(b"id,name,\na,A,x\n").columns == ("id", "name", "C (no name)")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"\n\n", "The file is empty"),
        (b'id,name\na,"cut in the mid', "line 2"),
        (b"id,id\na,b\n", "same name: id"),
        (b"id,name\na," + b"x" * 200_000 + b"\n", "row 2, column “name”"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data, words):
    assert words in refusal(data)


@pytest.mark.parametrize("data", [b"id,name\n", b"id,name", b"id;name\n;\n", made([["id", "name"]])])
def test_a_header_alone_is_a_table_without_rows(data):
    table = parse(data)
    assert (table.columns, table.rows) == (("id", "name"), ())
    assert table.notes[-1] == "The file names its columns, and has no rows below."


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(Unreadable, match="cannot be opened: No such file"):
        read_file(tmp_path / "nothing.csv")


@pytest.mark.parametrize("name", ["chart.xlsx", "chart.csv", "chart"])
def test_a_file_is_read_by_what_it_holds_whatever_its_name(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"id;name\na;A\n")
    assert read_file(path).columns == ("id", "name")
    path.write_bytes(made([["id", "name"], ["a", "A"]]))
    assert read_file(path).rows[0].cells == ("a", "A")


def test_a_column_whose_name_is_not_seen_is_called_by_its_letters():
    header = ["id", *(f"c{number}" for number in range(25)), "\u200b"]
    table = parse(("\t".join(header) + "\n" + "\t".join("x" * 27)).encode())
    assert table.columns[26] == "AA (no name)"
