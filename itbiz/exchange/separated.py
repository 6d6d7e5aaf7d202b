"""Texts whose cells are parted by commas, semicolons or tabs, one row a line: CSV, and what is pasted."""

import csv
import io
import re
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.exchange.cells import taken
from itbiz.exchange.limits import LONGEST_CELL, MOST_COLUMNS, Unreadable

COMMA, TAB = ",", "\t"
# The rarest inside a cell first: where two part the first rows alike, it is the one that is meant.
NOTES = {
    TAB: gettext_lazy("The cells of the file are parted by tabs."),
    ";": gettext_lazy("The cells of the file are parted by semicolons."),
    COMMA: "",
}
# By so many characters and rows a separator is guessed.
SAMPLE, SAMPLE_ROWS = 65_536, 30
LONGEST_LINE = 1_000_000
# Below the title of a table.
GAP = re.compile(r"(?:\r\n?|\n)[ \t,;]*(?:\r\n?|\n)")
# What Excel understands as the first line of a CSV file.
SAID = re.compile(r'\A"?sep=([^"\r\n\0])"?(?:\r\n?|\n|\Z)', re.IGNORECASE)


class _Overlong(Exception):
    """A line has no end."""


class _Lines:
    """The lines of a stream, one at a time, and those of the row at hand."""

    def __init__(self, stream):
        self.stream, self.row = stream, []

    def __iter__(self):
        return self

    def __next__(self):
        line = self.stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.row.append(line)
        if len(line) == LONGEST_LINE:
            raise _Overlong
        return line


def separated(data, encoding, *, fallback=COMMA, quoting=csv.QUOTE_MINIMAL):
    """Return (the rows of `data`, a text in `encoding`; notes about it, as a list).

    Rows are pairs (number, cells), read as they are asked for, which raises Unreadable. `fallback` parts the cells
    where the first rows do not say what does; with csv.QUOTE_NONE quotes are letters like others.
    """
    sample = _open(data, encoding).read(SAMPLE)
    said = SAID.match(sample)
    separator = said[1] if said else _guess(sample, fallback)
    rows = _rows(_Lines(_open(data, encoding)), separator, quoting)
    if said:
        rows = ((number - 1, cells) for number, cells in islice(rows, 1, None))
    return rows, [str(NOTES[separator])] if separator != fallback and NOTES.get(separator) else []


def _open(data, encoding):
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _guess(sample, fallback):
    """Return what parts most rows of the sample; where it is a title that nothing parts, most rows below the gap."""
    for text, least in ((sample, 0.5), (GAP.split(sample, maxsplit=1)[-1], 0.5), (sample, 0)):
        best = max(NOTES, key=lambda separator, text=text: _agreement(text, separator))
        if _agreement(text, best) > least:
            return best
    return fallback


def _agreement(sample, separator):
    """Return how much of the first rows this separator parts into as many cells as the header: 0 to 1."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    try:
        widths = [len(cells) for cells in islice(filter(any, reader), SAMPLE_ROWS)]
    except csv.Error:
        return 0
    return widths.count(widths[0]) / len(widths) if widths and widths[0] > 1 else 0


def _rows(lines, separator, quoting):
    reader = csv.reader(lines, delimiter=separator, quoting=quoting, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            lines.row.clear()
            yield number, tuple(taken(cell) for cell in cells)
    except (csv.Error, _Overlong) as error:
        yield number + 1, _beginning("".join(lines.row), separator, reader.line_num, error)


def _beginning(text, separator, line, error):
    """Return the cells of a row that cannot be read, up to the one that is too long or one too many.

    Whoever takes the row refuses it for that one. Raises Unreadable where there is none.
    """
    cells = []
    for cell in re.finditer(rf'((?:"[^"]*(?:""[^"]*)*"?)?[^{re.escape(separator)}\r\n]*)(?:.|[\r\n]|\Z)', text):
        cells.append(cell[1][: LONGEST_CELL + 1])
        if len(cells[-1]) > LONGEST_CELL or len(cells) > MOST_COLUMNS:
            return tuple(cells)
    reason = _("the line does not end") if isinstance(error, _Overlong) else error
    raise Unreadable(
        _("The file cannot be read at line %(line)d (%(reason)s). A quote may be missing, or the end of the file.")
        % {"line": line, "reason": reason}
    )
