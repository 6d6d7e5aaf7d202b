"""NDJSON: one object a line, its texts as they stand."""

import pytest

from itbiz.exchange.tables import Unreadable, parse


def test_objects_are_rows_whatever_the_order_of_their_names():
    table = parse(b'{"code": "it", "headcount": 3}\n\n{"headcount": null, "code": "ops"}\n')
    assert table.columns == ("code", "headcount")
    assert [(row.number, row.cells) for row in table.rows] == [(1, ("it", "3")), (3, ("ops", ""))]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("true", "yes"),
        ("false", "no"),
        ("12.50", "12.5"),
        ('"\'=1+1"', "'=1+1"),
        ('"=1+1"', "=1+1"),
        ('"#REF!"', "#REF!"),
        ('" a\\nb "', "a\nb"),
        ('"\\ud800\\u0000x"', "?x"),
        ('["a", "ü"]', '["a", "ü"]'),
    ],
)
def test_a_value_is_a_cell(value, cell):
    assert parse(f'{{"id": "a", "value": {value}}}'.encode()).rows[0].cells == ("a", cell)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"id": "b", "na', "Line 2 is not one whole JSON object"),
        (b'["b"]', "Line 2 is not one whole JSON object"),
        (b"[" * 100_000, "Line 2 is not one whole JSON object"),
        (b'{"id": "b", "value": ' + b"9" * 5_000 + b"}", "Line 2 is not one whole JSON object"),
        (b'{"id": "b"}', "line 2 has other names"),
    ],
)
def test_a_line_that_is_none_is_refused(line, words):
    with pytest.raises(Unreadable, match=words):
        parse(b'{"id": "a", "value": 1}\n' + line)
