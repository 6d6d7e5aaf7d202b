"""What walk-throughs hang on lines and units: promises in force, which end before what they hang on does (N5)."""

from django.db.models import Q
from django.utils.translation import ngettext

from itbiz.core.holds import hold
from walkthroughs.models import Contract

# Somebody said yes, and the result is not accepted yet; new terms over a promise leave it in force.
IN_FORCE = Q(agreed__isnull=False, state__in=("promised", "delivered", "asked", "countered"))


@hold("orgchart.line")
def promises_of_line(line):
    """Say how many promises a line has to keep, or waits for as the client."""
    return _said(Q(supplier=line) | Q(parent=None, walkthrough__client_line=line))


@hold("orgchart.unit")
def promises_of_unit(unit):
    """Say how many promises the lines of a unit have to keep, or the unit waits for as the client."""
    return _said(Q(supplier__unit=unit) | Q(parent=None, walkthrough__client_unit=unit))


def _said(parties):
    number = Contract.objects.counting().filter(IN_FORCE, parties).count()
    sentence = ngettext(
        "%(number)s promise is in force. Reassign, cancel or accept it first.",
        "%(number)s promises are in force. Reassign, cancel or accept them first.",
        number,
    )
    return sentence % {"number": number} if number else ""
