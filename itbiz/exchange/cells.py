"""Turning the text of one cell into a value."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from itbiz.core.text import exact, fold

LARGEST_POWER = 20
# A spreadsheet takes a text that begins so for a formula; behind an apostrophe it stays a text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


class Unfit(ValueError):
    """A cell does not hold what its field needs: a sentence, and what to do about it."""

    def __init__(self, sentence, remedy):
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


def guarded(text):
    """Return a text as it stands in a file for spreadsheets: none of them takes it for a formula; see `plain`."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell):
    """Return what `guarded` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def text(cell):
    """Return the cell trimmed and in Unicode's composed form."""
    return exact(cell)


def currency(cell):
    """Return the cell as a currency's code, in capitals."""
    return text(cell).upper()


def number(cell):
    """Return the cell as a Decimal. Raises Unfit."""
    try:
        value = Decimal(cell)
    except InvalidOperation:
        value = Decimal("NaN")
    # An exponent of millions is a short text and an endless calculation.
    if not value.is_finite() or abs(value.adjusted()) > LARGEST_POWER:
        raise Unfit(_("“%s” is not a number.") % cell, _("Write digits, such as 12 or 12.5, or leave the cell empty."))
    return value


def whole_number(cell):
    """Return the cell as an int; 12.0 is 12. Raises Unfit."""
    value = number(cell)
    if value != value.to_integral_value():
        raise Unfit(_("“%s” is not a whole number.") % cell, _("Write a whole number, or leave the cell empty."))
    return int(value)


def day(cell):
    """Return the cell, written YYYY-MM-DD, as a date. Raises Unfit."""
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise Unfit(_("“%s” is not a date.") % cell, _("Write it as 2026-12-31.")) from None


def one_of(words):
    """Return a reader of cells that hold one of `words`, a dict of folded words to values."""

    def read(cell):
        word = fold(cell)
        if word not in words:
            raise Unfit(
                _("“%s” is not a word this column knows.") % cell,
                _("Use one of: %s.") % ", ".join(word for word in words if word),
            )
        return words[word]

    return read


YES_NO = one_of({"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False})


def names(cell):
    """Return the names in a cell, parted by semicolons or line breaks, as a list without repeats."""
    parts = (exact(part) for part in cell.replace("\n", ";").split(";"))
    return list(dict.fromkeys(part for part in parts if part))
