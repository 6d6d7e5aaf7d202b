"""Writing rows to a file, row by row: CSV and XLSX for spreadsheets and the imports, NDJSON for programs."""

import csv
import json
from datetime import date, datetime
from decimal import Decimal

from itbiz.exchange.cells import guarded
from itbiz.exchange.xlsx.writing import workbook

BOM = "\ufeff"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text):
        return text


def lines(kind, columns, rows):
    """Yield a file of `kind`, one of TYPES, piece by piece; `rows` are tuples in the order of `columns`.

    CSV and NDJSON come as texts, line by line, XLSX as bytes. The CSV begins with the mark by which spreadsheets know
    UTF-8.
    """
    return WRITERS[kind](columns, rows)


def _csv(columns, rows):
    write = csv.writer(_Echo()).writerow
    yield BOM + write(columns)
    for row in rows:
        yield write([_cell(value) for value in row])


def _ndjson(columns, rows):
    for row in rows:
        values = {name: _plain(value) for name, value in zip(columns, row, strict=True)}
        yield json.dumps(values, ensure_ascii=False) + "\n"


def _xlsx(columns, rows):
    return workbook(columns, ([_typed(value) for value in row] for row in rows))


WRITERS = {"csv": _csv, "ndjson": _ndjson, "xlsx": _xlsx}


def _typed(value):
    """Return a value as a cell of a workbook, where numbers and days are no texts."""
    numeric = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return value if numeric or is_day else _cell(value)


def _cell(value):
    """Return a value as a cell; texts, and they alone, are kept from being taken for formulas."""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else _plain(value)


def _plain(value):
    """Return a value as JSON holds it."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, bool, int)) else str(value)
