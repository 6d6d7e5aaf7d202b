"""Turning the text of one cell into a value."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from itbiz.core.text import NUL, exact, fold
from itbiz.exchange.words import english

LARGEST_POWER = 20
# How spreadsheets say that a formula failed, in English and in German.
ERRORS = {
    *("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
    *("#BEZUG!", "#WERT!", "#NV", "#ZAHL!", "#ÜBERLAUF!", "#KALK!"),
}
# How a cell is told whose formula was never worked out.
NO_VALUE = "="
_ERROR = "|".join(re.escape(error) for error in sorted(ERRORS))
# A spreadsheet takes a text that begins so for a formula; behind an apostrophe it stays a text.
_FORMULA = re.compile(rf"'*(?:[=+\-@\t\r]|(?:{_ERROR})\Z)")
_GUARDED = re.compile(rf"'+(?:[=+\-@\t\r]|(?:{_ERROR})\Z)")
# So does whoever parts a file elsewhere than it is parted, by semicolons or at the end of a line within a cell.
_INNER = re.compile(r"""(?<=[;,\t\r\n])(?=['"]*[=+\-@])""")
_INNER_GUARDED = re.compile(r"""(?<=[;,\t\r\n])'(?=['"]*[=+\-@])""")
# Numbers whose commas and points can mean one thing only, by what parts off their decimals; and those that cannot.
_GROUPS = r"\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+"
_NUMBERS = {
    ",": re.compile(rf"[+-]?(?:(?:\d+|\d{{1,3}}(?:\.\d{{3}})+|{_GROUPS}),\d+|\d{{1,3}}(?:\.\d{{3}}){{2,}})", re.ASCII),
    ".": re.compile(rf"[+-]?(?:\d{{1,3}}(?:,\d{{3}})+\.\d+|\d{{1,3}}(?:,\d{{3}}){{2,}}|{_GROUPS}(?:\.\d+)?)", re.ASCII),
}
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[,.]\d{3}", re.ASCII)
# How people write a number that they did not count, or of what it is one.
_ABOUT = re.compile(
    r"(?:(?:ca|circa|rund|etwa|about|around|approx|appr)\b\.?|[~≈±])?\s*(\d[\d.,]*)\s*"
    r"(?:FTEs?|VZ[ÄA]E?|AK|MA|Mitarbeiter\w*|Beschäftigte|Personen|Köpfe|Stellen|Planstellen|people|persons|staff|heads"
    r"|employees|PT|AT|PD|Tage?|Personentage?|Arbeitstage?|Werktage?|days?|person[- ]days?|working days?)?",
    re.IGNORECASE,
)
# A day that a spreadsheet writes with its time.
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?\Z")


class Unfit(ValueError):
    """A cell does not hold what its field needs: a sentence, what to do about it, and the value it nearly holds.

    One that `says_nothing` says on purpose that there is no value: it keeps no row out.
    """

    def __init__(self, sentence, remedy, nearly=None, says_nothing=False):
        super().__init__(sentence)
        self.sentence, self.remedy, self.nearly, self.says_nothing = sentence, remedy, nearly, says_nothing


class Broken(str):
    """A cell that holds an error of its spreadsheet instead of a text, such as #REF!"""


def taken(cell):
    """Return a raw cell of a spreadsheet's file as a text, trimmed, or as Broken; see `guarded`."""
    cell = cell.replace(NUL, "").strip()
    if "'" in cell:
        return plain(cell)
    return Broken(cell) if cell[:1] == "#" and cell in ERRORS else cell


def whole(read):
    """Return the reader of cells `read`, made to raise Unfit for a Broken one."""

    def read_whole(cell):
        if cell == NO_VALUE and isinstance(cell, Broken):
            remedy = _("Open the file in a spreadsheet, save it there, and import that.")
            raise Unfit(_("The cell holds a formula without a value."), remedy)
        if isinstance(cell, Broken):
            raise Unfit(
                _("The cell holds “%s”, an error of the spreadsheet.") % cell,
                _("Correct the formula there, or write the value."),
            )
        return read(cell)

    return read_whole


def guarded(text):
    """Return a text as it stands in a file for spreadsheets: none takes it, or a part of it, for a formula."""
    text = _INNER.sub("'", text)
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell):
    """Return what `guarded` was given."""
    return _INNER_GUARDED.sub("", cell[1:] if _GUARDED.match(cell) else cell)


def text(cell):
    """Return the cell trimmed and in Unicode's composed form."""
    return exact(cell)


def currency(cell):
    """Return the cell as a currency's code, in capitals."""
    return text(cell).upper()


def number(cell):
    """Return the cell as a Decimal: 1234.5, or as Germans write it, 1.234,5. Raises Unfit."""
    digits = cell.strip().replace("−", "-")
    if _EITHER.fullmatch(digits):
        _refuse_readings(cell, digits.replace(",", "."), re.sub("[,.]", "", digits))
    for mark, pattern in _NUMBERS.items():
        if pattern.fullmatch(digits):
            digits = "".join("." if letter == mark else letter for letter in digits if letter in f"{mark}+-0123456789")
            break
    try:
        value = Decimal(digits)
    except InvalidOperation:
        value = Decimal("NaN")
    # An exponent of millions is a short text and an endless calculation.
    if not value.is_finite() or abs(value.adjusted()) > LARGEST_POWER:
        raise Unfit(_("“%s” is not a number.") % cell, _("Write digits, such as 12 or 12.5, or leave the cell empty."))
    return value


def _refuse_readings(cell, one, other):
    readings = {"cell": cell, "one": one, "other": other}
    raise Unfit(_("“%(cell)s” may mean %(one)s or %(other)s.") % readings, _("Write %(one)s or %(other)s.") % readings)


def whole_number(cell):
    """Return the cell as an int; 12.0 is 12. Raises Unfit."""
    value = number(cell)
    if value != value.to_integral_value():
        raise Unfit(_("“%s” is not a whole number.") % cell, _("Write a whole number, or leave the cell empty."))
    return int(value)


def about(read):
    """Return the reader of numbers `read`, made to tell what "ca. 12", "~12" and "12 FTE" nearly are: 12."""

    def read_about(cell):
        try:
            return read(cell)
        except Unfit as unfit:
            if (found := _ABOUT.fullmatch(cell.strip())) and found[1] != cell:
                unfit.nearly = read(found[1])
            raise

    return read_about


def day(cell):
    """Return the cell as a date: 2026-12-31, 31.12.2026, or with slashes where no other day can be meant.

    Raises Unfit.
    """
    try:
        return _date(_MIDNIGHT.sub("", cell))
    except Unfit:
        raise
    except ValueError:
        raise Unfit(_("“%s” is not a date.") % cell, _("Write it as 2026-12-31.")) from None


def _date(cell):
    if german := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", cell, re.ASCII):
        return date(int(german[3]), int(german[2]), int(german[1]))
    if slashes := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", cell, re.ASCII):
        return _slashed(cell, *map(int, slashes.groups()))
    return date.fromisoformat(cell)


def _slashed(cell, first, second, year):
    if first != second and max(first, second) <= 12:
        _refuse_readings(cell, date(year, second, first), date(year, first, second))
    return date(year, second, first) if first >= second else date(year, first, second)


def one_of(words):
    """Return a reader of cells that hold one of `words`, a dict of folded words to values; German ones are known."""

    def read(cell):
        word = fold(cell) if fold(cell) in words else english(cell)
        if word not in words:
            raise Unfit(
                _("“%s” is not a word this column knows.") % cell,
                _("Use one of: %s.") % ", ".join(word for word in words if word),
            )
        return words[word]

    return read


YES_NO = one_of(
    {
        **{"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False},
        **{"ja": True, "nein": False, "wahr": True, "falsch": False, "x": True},
    }
)


def names(cell):
    """Return the names in a cell, parted by semicolons, line breaks or " / ", as a list without repeats.

    Not by commas, "&" or "and": "Meier, Hans", "Smith & Sons" and "Smith, Jones and Partners" are one name each.
    """
    parts = (exact(part) for part in re.split(r"[;\r\n]|\s/\s", cell))
    return list(dict.fromkeys(part for part in parts if part))
