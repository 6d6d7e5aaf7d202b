"""Reading a file into a table of texts. Nothing here knows what the columns mean."""

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.utils.translation import gettext as _

from itbiz.exchange.encodings import encoding_of
from itbiz.exchange.limits import LARGEST_FILE, Measure, Unreadable, too_large
from itbiz.exchange.records import are_records, records
from itbiz.exchange.separated import TAB, separated
from itbiz.exchange.titles import below_title, is_filled
from itbiz.exchange.xlsx.reading import is_archive, workbook


@dataclass(frozen=True)
class Row:
    """One row of a file: its number as a spreadsheet counts (the header is row 1) and its cells, trimmed."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file's header and rows, and sentences about how it was read.

    Rows may be ragged: longer or shorter than the header.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def empty(self):
        """The columns that hold nothing in any row, as a set."""
        left = dict(enumerate(self.columns))
        for row in self.rows:
            for place in [place for place in left if any(row.cells[place : place + 1])]:
                del left[place]
            if not left:
                break
        return set(left.values())


def read_file(path):
    """Return the Table in the file at `path`. Raises Unreadable."""
    try:
        with Path(path).open("rb") as file:
            return parse(file.read(LARGEST_FILE + 1))
    except OSError as error:
        sentence = _("The file %(path)s cannot be opened: %(reason)s.")
        raise Unreadable(sentence % {"path": path, "reason": error.strerror}) from error


def parse(data):
    """Return the Table in `data`, the bytes of a file: XLSX, CSV or NDJSON, told by its content. Raises Unreadable."""
    if len(data) > LARGEST_FILE:
        raise Unreadable(too_large())
    if is_archive(data):
        return _table(*workbook(data))
    encoding, notes = encoding_of(data)
    if are_records(data, encoding):
        return _table(records(data, encoding), notes)
    rows, more = separated(data, encoding)
    return _titled(rows, notes + more)


def parse_text(text):
    """Return the Table in `text`, as pasted from a spreadsheet or from a CSV file. Raises Unreadable."""
    data = text.encode("utf-8", "replace")
    if len(data) > LARGEST_FILE:
        raise Unreadable(too_large())
    try:
        return _titled(*separated(data, "utf-8-sig", fallback=TAB))
    except Unreadable:
        # Spreadsheets copy a cell that begins with a quote as it stands: no text for a reader of CSV.
        if not (plain := _unquoted(data)):
            raise
        return plain


def _unquoted(data):
    """Return the Table in a pasted text whose quotes are letters, or None where it is not one either."""
    try:
        table = _titled(*separated(data, "utf-8-sig", fallback=TAB, quoting=csv.QUOTE_NONE))
    except Unreadable:
        return None
    return table if all(len(row.cells) == len(table.columns) for row in table.rows) else None


def _titled(rows, notes):
    return _table(below_title(rows, notes), notes)


def _table(rows, notes):
    """Return the Table of `rows`, pairs (number, cells) that are read one by one; empty ones are left out."""
    measure = Measure()
    filled = ((number, cells) for number, cells in rows if is_filled(cells))
    first = next(filled, None)
    if first is None:
        raise Unreadable(_("The file is empty. It needs a first row with the names of its columns."))
    measure.header(first[1])
    columns = _header(first[1])
    found = []
    for number, cells in filled:
        measure.row(number, cells)
        found.append(Row(number, cells))
    if not found:
        # As a list that is empty is exported.
        notes = [*notes, _("The file names its columns, and has no rows below.")]
    width = _named_width(first[1], found)
    if width < len(columns):
        found = [Row(row.number, row.cells[:width]) for row in found]
    return Table(columns[:width], tuple(found), tuple(notes))


def _named_width(header, rows):
    """Return how many columns are left without the last ones, where these have neither name nor cells."""
    width = max(place for place, name in enumerate(header, start=1) if name)
    return len(header) if any(any(row.cells[width:]) for row in rows) else width


def _header(cells):
    # A name of which nothing is seen, such as a zero-width blank, names nothing.
    names = tuple(cell if _is_seen(cell) else _unnamed(place) for place, cell in enumerate(cells, start=1))
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise Unreadable(_("Two columns have the same name: %(names)s. Rename one.") % {"names": ", ".join(twice)})
    return names


def _is_seen(text):
    return any(letter.isprintable() and not letter.isspace() for letter in text)


def _unnamed(place):
    """Return what a column without a name is called: by its letters, as a spreadsheet counts."""
    letters = ""
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return _("%s (no name)") % letters
