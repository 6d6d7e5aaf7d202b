"""What a file may hold, and the sentence for what is too much, said before the memory for it is spent."""

from django.utils.translation import gettext as _

MEGABYTE = 2**20
LARGEST_FILE = 50 * MEGABYTE
# What a workbook may unpack to. It is read in pieces: this bounds the time that takes.
LARGEST_WORKBOOK = 256 * MEGABYTE
MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_CELLS = 2_000_000
# Ten of our own longest texts (itbiz/core/text.py): what waits beside a service goes out as one cell. Whether a text is
# too long for its field, the row says.
LONGEST_CELL = 100_000
# Of a cell of a workbook: a spreadsheet calls one with more of them damaged.
LONGEST_SHEET_CELL = 32_767
# Of the text of all cells, however often a workbook uses one text.
LONGEST_TABLE = LARGEST_FILE


class Unreadable(ValueError):
    """The file is no table. The text is the sentence shown, with what to do."""


class Unwritable(ValueError):
    """A file of this kind cannot hold the rows. The text is the sentence shown, with what to do."""


def too_large():
    """Return the sentence for a file that is too large to be read."""
    return _("The file is larger than %d MB. Part it, and import the parts.") % (LARGEST_FILE // MEGABYTE)


class Measure:
    """Adds up what the rows of one table take, and refuses what is too much."""

    def __init__(self):
        self.columns, self.rows, self.cells, self.length = (), 0, 0, 0

    def header(self, columns):
        """Take the names of the columns. Raises Unreadable."""
        self.columns = columns
        self._check_row(1, columns)

    def row(self, number, cells):
        """Take the cells of a row below the header. Raises Unreadable."""
        self.rows += 1
        self._check_row(number, cells)
        self._check_sums(number)

    def _check_row(self, number, cells):
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                _("The file has more than %(most)d columns (row %(row)d). Delete those that are not needed.")
                % {"most": MOST_COLUMNS, "row": number}
            )
        lengths = [len(cell) for cell in cells]
        if max(lengths, default=0) > LONGEST_CELL:
            self._refuse_length(number, next(at for at, length in enumerate(lengths) if length > LONGEST_CELL))
        self.cells += len(cells)
        self.length += sum(lengths)

    def _refuse_length(self, number, place):
        named = place < len(self.columns) and len(self.columns[place]) <= LONGEST_CELL
        name = self.columns[place] if named else str(place + 1)
        raise Unreadable(
            _(
                "The cell in row %(row)d, column “%(column)s”, holds more than %(most)s characters. "
                "Shorten it, or look for a quote that is not closed."
            )
            % {"row": number, "column": name, "most": f"{LONGEST_CELL:,}"}
        )

    def _check_sums(self, number):
        if self.rows > MOST_ROWS:
            raise Unreadable(_("The file has more than %s rows. Part it, and import the parts.") % f"{MOST_ROWS:,}")
        if self.cells > MOST_CELLS or self.length > LONGEST_TABLE:
            raise Unreadable(
                _("Up to row %d, the file holds more than can be read at once. Leave out columns, or part it.") % number
            )
