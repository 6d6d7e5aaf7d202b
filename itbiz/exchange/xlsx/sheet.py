"""The rows of a sheet, each cell as the text that people see in it, days as ISO writes them."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from itbiz.exchange.cells import NO_VALUE, Broken, taken
from itbiz.exchange.xlsx.index import Written, unescaped
from itbiz.exchange.xlsx.package import overfull

# Beyond, a number written as a float says digits that nobody typed.
SURE_DIGITS = 15
LAST_DAY = 2_958_465
# Columns that a spreadsheet has, empty ones among them: no row is longer.
WIDEST_SHEET = 16_384
DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"


class Sheet(Written):
    """Takes the cells of a sheet; `rows` are those that are whole, as (number, cells), for whoever reads to take away.

    `texts` are those that cells share, `days` the styles that show days, which count from 1904 where that is said.
    `merged` is the last row of the merged cells that end furthest below, and where these stand.
    """

    def __init__(self, texts, days, counts_from_1904):
        super().__init__()
        self.texts, self.days = texts, days
        self.zero = 1462 if counts_from_1904 else 0
        self.rows, self.number, self.cells, self.place = [], 0, {}, -1
        self.kind, self.style, self.has_formula = "n", "", False
        self.merged = (0, "")
        self.begins |= {"row": self._begin_row, "c": self._begin, "v": self._open, "f": self._compute}
        self.begins["mergeCell"] = self._merge
        self.ends |= {"row": self._finish_row, "c": self._finish, "v": self._close}

    def _begin_row(self, attributes):
        number = attributes.get("r", "")
        self.number = int(number) if number.isdecimal() and len(number) < 10 else self.number + 1
        self.cells, self.place = {}, -1

    def _finish_row(self):
        if self.cells:
            width = max(self.cells) + 1
            self.rows.append((self.number, tuple(self.cells.get(place, "") for place in range(width))))

    def _begin(self, attributes):
        place = _place(attributes.get("r", "")[:11].rstrip(DIGITS))
        self.place = self.place + 1 if place is None else place
        if self.place >= WIDEST_SHEET:
            raise overfull()
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.has_formula = False
        self.restart()

    def _merge(self, attributes):
        place = attributes.get("ref", "")[:40]
        last = place.rpartition(":")[2].lstrip(LETTERS)
        if last.isdecimal() and len(last) < 10:
            self.merged = max(self.merged, (int(last), place))

    def _compute(self, _attributes):
        self.has_formula = True

    def _finish(self):
        if cell := self._cell("".join(self.pieces)):
            self.cells[self.place] = cell

    def _cell(self, written):
        """Return what a cell holds, as text, of what is written for it."""
        if self.kind in ("inlineStr", "str"):
            return taken(unescaped(written))
        written = written.strip()
        if not written:
            return Broken(NO_VALUE) if self.has_formula else ""
        if self.kind == "s":
            return taken(self._shared(written))
        if self.kind == "b":
            return "yes" if written in ("1", "true") else "no"
        if self.kind == "e":
            return Broken(written)
        return number(written, self.zero if self.style in self.days else None)

    def _shared(self, written):
        at = int(written) if written.isdecimal() and len(written) < 10 else len(self.texts)
        return self.texts[at] if at < len(self.texts) else ""


def number(written, zero=None):
    """Return a number as people write it, or, where `zero` says from where days are counted, as a day or a time.

    What is no number, such as a day that is written as one, comes back as it is.
    """
    try:
        value = float(written)
    except ValueError:
        return written
    if zero is not None and 0 <= value + zero < LAST_DAY:
        return _day(value, zero)
    if value != value or abs(value) > 1e20:
        return written
    return f"{Decimal(f'{value:.{SURE_DIGITS}g}'):f}" if value else "0"


def _day(value, zero):
    serial = value + zero
    # Spreadsheets know a 29 February 1900, as the first of them did.
    start = date(1899, 12, 30) if serial >= 60 else date(1899, 12, 31)
    moment = datetime.combine(start, time.min) + timedelta(seconds=round(serial * 86_400))
    return str(moment.time()) if serial < 1 else moment.isoformat(" ").removesuffix(" 00:00:00")


@lru_cache(1024)
def _place(letters):
    """Return the place of the column of this name, such as B, counted from 0, or None where it is none."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    return place - 1 if letters.isascii() and letters.isalpha() else None
