"""Amounts of money as files write them, and their currency where no column tells it."""

import re

from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.cells import Unfit, number
from itbiz.exchange.verdicts import Remark

# How the column of amounts names its currency: "Price in EUR", "Kosten (€)".
SIGNS = {"€": "EUR", "eur": "EUR", "euro": "EUR", "chf": "CHF", "sfr": "CHF", "£": "GBP", "gbp": "GBP"}
SIGNS |= {"$": "USD", "usd": "USD", "us$": "USD", "pln": "PLN", "czk": "CZK", "sek": "SEK", "dkk": "DKK", "nok": "NOK"}

# How a cell of amounts says that it holds none.
NONE = {
    "auf anfrage",
    "nach absprache",
    "nach vereinbarung",
    "nach aufwand",
    "on request",
    "upon request",
    "by agreement",
}
NONE |= {"n/a", "tbd", "tba", "k.a.", "k. a.", "keine angabe", "offen", "-", "–", "—", "?"}
LONGEST = 40
_SIGNED = re.compile(r"([^\d\s.,+-]*)\s*(.*?\d)\s*([^\d\s.,+-]*)")


def amount(cell):
    """Return the number in a cell such as "12,50 €" or "EUR 12.50". Raises Unfit; "on request" says nothing."""
    if fold(cell) in NONE:
        raise Unfit(_("“%s” is no amount.") % cell, _("Leave the cell empty."), says_nothing=True)
    digits, sign = _parted(cell)
    return number(digits if sign else cell)


def _parted(cell):
    """Return (the cell without the currency at its beginning or end, that currency's code or "")."""
    # A long text is no amount, and takes long to look through.
    found = _SIGNED.fullmatch(cell.strip()) if len(cell) <= LONGEST else None
    signs = [word for word in (found[1], found[3]) if word] if found else []
    is_signed = len(signs) == 1 and fold(signs[0]) in SIGNS
    return (found[2], SIGNS[fold(signs[0])]) if is_signed else (cell, "")


def currency_in(column):
    """Return the code of the one currency that the name of a column holds, or an empty text."""
    found = {SIGNS[word] for word in re.split(r"[\s()\[\]/,.:_-]+", fold(column)) if word in SIGNS}
    return found.pop() if len(found) == 1 else ""


def name_currency(batch):
    """Let amounts be in the currency of their own cell, or, without a column of currencies, in that of their column.

    An amount that is taken away takes its currency along.
    """
    column = batch.columns.get("price", "")
    amounts = [entry for entry in batch.entries if "price" in entry.values] if column else []
    code = currency_in(column)
    for entry in batch.entries:
        if entry.cells.get("price") and "price" not in entry.values:
            entry.values.pop("currency", None)
    for entry in amounts:
        told = entry.values.get("currency") if "currency" in batch.columns else code
        _name_by_cell(batch, entry, told or "")
    if not column or "currency" in batch.columns:
        return
    priced = [entry for entry in amounts if entry.values["price"] is not None]
    for entry in amounts:
        if entry.values["price"] is None:
            entry.values["currency"] = ""
        elif code and not entry.values.get("currency"):
            entry.values["currency"] = code
    if code and priced:
        batch.remarks.append(Remark(None, column, _("The amounts are read as %s, as the column is called.") % code))


def _name_by_cell(batch, entry, told):
    """Let an amount be in the currency of its cell; where the file has `told` another one, it is an error."""
    cell = entry.cells["price"]
    _digits, code = _parted(cell)
    if code and told and code != told:
        words = {"cell": cell, "code": code, "told": told}
        sentence = _("“%(cell)s” is in %(code)s, and the file says %(told)s.") % words
        batch.flaw(entry, "price", sentence, _("Write one of the two."))
    elif code:
        entry.values["currency"] = code
