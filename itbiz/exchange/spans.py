"""How long something takes, as files write it, in days of the calendar: a week has seven."""

import re
from decimal import Decimal

from itbiz.exchange.cells import Unfit, about, number, whole_number

# Hours of each word that a span is written in, and what is said before it.
_HOURS = {
    **dict.fromkeys(("h", "std", "stunde", "stunden", "hour", "hours"), 1),
    **dict.fromkeys(("woche", "wochen", "week", "weeks", "kw"), 7 * 24),
    **dict.fromkeys(("monat", "monate", "monaten", "month", "months"), 30 * 24),
}
_SPAN = re.compile(r"(?:(?:ca|circa|rund|etwa|about|around)\b\.?|[~≈])?\s*(\d[\d.,]*)\s*([a-z]+)\.?", re.IGNORECASE)


def days(cell):
    """Return the cell as a whole number of days. Raises Unfit, which tells what "2 weeks" nearly are: 14."""
    try:
        return about(whole_number)(cell)
    except Unfit as unfit:
        found = _SPAN.fullmatch(cell.strip())
        if found and (hours := _HOURS.get(found[2].lower())):
            span = number(found[1]) * hours / Decimal(24)
            unfit.nearly = int(span) if span == span.to_integral_value() else None
        raise
