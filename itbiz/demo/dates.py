"""The one day on which the demo stands; every other date in it is written out or counted from here."""

from datetime import date, timedelta

TODAY = date(2026, 11, 21)
IN_TWO_WEEKS = TODAY + timedelta(days=14)
