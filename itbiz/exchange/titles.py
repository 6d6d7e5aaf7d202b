"""Titles that people write above a table: what it is, of which day."""

from django.utils.translation import gettext as _

from itbiz.exchange.limits import MOST_COLUMNS

MOST_TITLES = 5
# A row that is so wide names columns; a narrower one below a row of one cell may be a row of a table.
WIDE = 3


def is_filled(cells):
    """Return whether a row holds something, if only too many cells."""
    return any(cells) or len(cells) > MOST_COLUMNS


def below_title(rows, notes):
    """Yield the `rows`, pairs (number, cells), from the one that names the columns; add a note where that is not first.

    Rows of one cell are titles where a wide row comes after them, or a gap and a row of several cells.
    """
    rows = ((number, cells) for number, cells in rows if is_filled(cells))
    above = []
    for number, cells in rows:
        filled = sum(map(bool, cells))
        if filled == 1 and len(above) < MOST_TITLES:
            above.append((number, cells))
            continue
        if above and (filled >= WIDE or (filled > 1 and number > above[-1][0] + 1)):
            notes.append(_("The columns are named in row %d. What stands above it is not read.") % number)
            above = []
        above.append((number, cells))
        break
    yield from above
    yield from rows
