"""The currency of a file's amounts where no column tells it."""

import re

from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.verdicts import Remark

# How the column of amounts names its currency: "Price in EUR", "Kosten (€)".
SIGNS = {"€": "EUR", "eur": "EUR", "euro": "EUR", "chf": "CHF", "sfr": "CHF", "£": "GBP", "gbp": "GBP"}
SIGNS |= {"$": "USD", "usd": "USD", "us$": "USD", "pln": "PLN", "czk": "CZK", "sek": "SEK", "dkk": "DKK", "nok": "NOK"}


def currency_in(column):
    """Return the code of the one currency that the name of a column holds, or an empty text."""
    found = {SIGNS[word] for word in re.split(r"[\s()\[\]/,.:_-]+", fold(column)) if word in SIGNS}
    return found.pop() if len(found) == 1 else ""


def name_currency(batch):
    """Let the amounts of a file without a column of currencies be in the one that their own column names.

    An amount that is taken away takes its currency along.
    """
    column = batch.columns.get("price", "")
    if not column or "currency" in batch.columns:
        return
    code, amounts = currency_in(column), [entry for entry in batch.entries if "price" in entry.values]
    priced = [entry for entry in amounts if entry.values["price"] is not None]
    for entry in amounts:
        if entry.values["price"] is None:
            entry.values["currency"] = ""
        elif code:
            entry.values["currency"] = code
    if code and priced:
        batch.remarks.append(Remark(None, column, _("The amounts are read as %s, as the column is called.") % code))
