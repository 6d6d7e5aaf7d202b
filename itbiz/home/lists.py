"""The lists of home: which of the ledger's stand there for whom, and the few that are made elsewhere."""

from datetime import timedelta

from itbiz.core.days import today
from itbiz.core.pages import addresses
from orgchart.models import Line
from walkthroughs.duties import still_asked
from walkthroughs.ledger import Mine, read
from walkthroughs.models import Walkthrough
from walkthroughs.share import walked_share

# Names of lists (walkthroughs/ledger.py) in their order on the page.
WAITING = ("asked", "countered", "to_accept", "to_decide", "buyer_ended")
HEAD = ("promised", "delivered", "owed")
STAFF = ("promised",)
LEADS = ("led",)
CIO = ("late", "late_duties", "overdue", "declined", "amended", "cancelled", "renewals")
# How many rows of a list stand on home; the rest is one link away.
SHORT = 8
# How long before its day a standing agreement is to be looked at.
AHEAD = timedelta(days=30)


def pages_of(principal, names, mine, **dates):
    """Return the Pages of the lists `names`, those without rows left out."""
    pages = [read(principal, name, mine, limit=SHORT, **dates) for name in names]
    return [page for page in pages if page]


def whole(principal, since):
    """Return what a CIO looks for since a day: the Pages, what is still asked after a close, lines to confirm."""
    still = still_asked(principal)
    return {
        "pages": pages_of(principal, CIO, Mine(), since=since, ahead=today() + AHEAD),
        "still": still[:SHORT],
        "still_total": len(still),
        "provisional": provisional(principal),
    }


def provisional(principal):
    """Return the rows of the lines that were named in a room and wait for their confirmation (P4)."""
    address = addresses("orgchart:line")
    found = Line.objects.visible_to(principal).filter(provisional=True, status=Line.Status.ACTIVE).order_by("name")
    columns = ("pk", "name", "unit__name")
    return [{"url": address(pk), "name": name, "unit": unit} for pk, name, unit in found.values_list(*columns)]


def share(principal, since):
    """Return the share of the projects that came in since a day, and in all, with a walk-through."""
    return {"recent": walked_share(principal, since), "all": walked_share(principal)}


def facilitated(principal):
    """Return the rows of the live walk-throughs that the reader facilitates and that are not closed, with lights."""
    if principal.person_id is None:
        return []
    address = addresses("walkthroughs:walkthrough")
    found = Walkthrough.objects.visible_to(principal).live().filter(facilitator=principal.person_id)
    found = found.exclude(status=Walkthrough.Status.CLOSED).select_related("project", "client_unit", "client_line")
    return [
        {"url": address(row.pk), "name": str(row), "state": row.status, "client": row.client, "lights": tally(row)}
        for row in found.order_by("-pk")
    ]


def tally(walkthrough):
    """Return how many lights of a walk-through are red, amber and green: [(state, number)], none of zero."""
    states = [light["state"] for light in walkthrough.lights]
    return [(state, states.count(state)) for state in ("red", "amber", "green") if state in states]
