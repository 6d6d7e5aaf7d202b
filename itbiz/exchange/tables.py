"""Reading a file into a table of texts. Nothing here knows what the columns mean."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from itbiz.exchange.cells import plain

BOM = "\ufeff"


class Unreadable(ValueError):
    """The file is no table. The text is the sentence shown, with what to do."""


@dataclass(frozen=True)
class Row:
    """One row of a file: its number as a spreadsheet counts (the header is row 1) and its cells, trimmed."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file's header and rows. Rows may be ragged: longer or shorter than the header."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_file(path):
    """Return the Table in the CSV file at `path`. Raises Unreadable."""
    try:
        return parse(Path(path).read_bytes())
    except OSError as error:
        sentence = _("The file %(path)s cannot be opened: %(reason)s.")
        raise Unreadable(sentence % {"path": path, "reason": error.strerror}) from error


def parse(data):
    """Return the Table in `data`, the bytes of a CSV file. Raises Unreadable."""
    filled = [(number, cells) for number, cells in enumerate(_records(decode(data)), start=1) if any(cells)]
    if not filled:
        raise Unreadable(_("The file is empty. It needs a first row with the names of its columns."))
    columns = _header(filled[0][1])
    rows = tuple(Row(number, cells) for number, cells in filled[1:])
    if not rows:
        raise Unreadable(_("The file has a header and no rows below it."))
    return Table(columns, rows)


def decode(data):
    """Return `data`, the bytes of a file, as text. Raises Unreadable where it is no UTF-8 text."""
    if b"\0" in data:
        raise Unreadable(_("The file is not a text but a binary file. Save it as CSV and import that."))
    try:
        return data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            _("The file is not written in UTF-8 (line %(line)d). Save it as “CSV UTF-8”.") % {"line": line}
        ) from error


def _records(text):
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [tuple(plain(cell.strip()) for cell in cells) for cells in reader]
    except csv.Error as error:
        raise Unreadable(
            _("The file cannot be read as CSV at line %(line)d (%(reason)s). A quote may be missing, or the end.")
            % {"line": reader.line_num, "reason": error}
        ) from error


def _header(cells):
    names = tuple(cell or _("column %d") % place for place, cell in enumerate(cells, start=1))
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise Unreadable(_("Two columns have the same name: %(names)s. Rename one.") % {"names": ", ".join(twice)})
    return names
