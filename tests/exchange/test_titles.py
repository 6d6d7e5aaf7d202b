"""Titles above a table are left out, and nothing that could be the table's own."""

import pytest

from itbiz.exchange.tables import parse, parse_text
from tests.exchange.workbooks import made

NOTE = "The columns are named in row %d. What stands above it is not read."


@pytest.mark.parametrize(
    ("text", "columns", "row"),
    [
        ("Organigramm;;\nEinheit;Leitung;Status\nIT;Ada;aktiv\n", ("Einheit", "Leitung", "Status"), 2),
        ("Chart\nof 2026\n\nunit,head\nIT,Ada\n", ("unit", "head"), 4),
        ("Organigramm, Stand Mai\n\nEinheit;Leitung\nIT;Ada\n", ("Einheit", "Leitung"), 3),
        ("unit,head\nIT,\nOps,\n", ("unit", "head"), None),
        ("unit,\nIT,Ada\nOps,Ben\n", ("unit", "B (no name)"), None),
        ("unit\nIT\n\nOps\n", ("unit",), None),
        ("1\n2\n3\n4\n5\n6\na,b,c\n", ("1",), None),
    ],
)
def test_a_title_is_left_out_and_that_is_said(text, columns, row):
    table = parse(text.encode())
    assert table.columns == columns
    assert [note for note in table.notes if "named in row" in note] == ([NOTE % row] if row else [])


def test_a_title_in_a_workbook_or_a_pasted_text_is_one_too():
    rows = [["Organigramm", None, None], [], ["Einheit", "Leitung"], ["IT", "Ada"]]
    for table in (parse(made(rows)), parse_text("Organigramm\t\n\t\nEinheit\tLeitung\nIT\tAda\n")):
        assert table.columns == ("Einheit", "Leitung")
        assert table.notes == (NOTE % 3,)
        assert [(found.number, found.cells) for found in table.rows] == [(4, ("IT", "Ada"))]
