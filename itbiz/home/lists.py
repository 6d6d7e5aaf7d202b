"""The lists of home: which of the ledger's stand there for whom, and the few that are made elsewhere."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from itbiz.core.days import today
from itbiz.core.pages import addresses
from orgchart.models import Line
from walkthroughs.duties import still_asked
from walkthroughs.ledger import Mine, read
from walkthroughs.models import Contract, Walkthrough
from walkthroughs.moves import ENDED
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


def joinable(principal, mine):
    """Return the rows of the live walk-throughs that run now and concern the reader, who may take their seat there.

    Concerned are the sponsor, the client's side and whoever speaks for a line of the tree (P3); who facilitates one has
    its console, and practice stands in no list (H6). One statement, none for who is nobody of the organisation.
    """
    if principal.person_id is None:
        return []
    address = addresses("walkthroughs:seat")
    buys = Q(project__sponsor=principal.person_id) | Q(client_unit__in=mine.units) | Q(client_line__in=mine.lines)
    supplied = Contract.objects.filter(walkthrough=OuterRef("pk"), supplier__in=mine.lines).exclude(state__in=ENDED)
    found = Walkthrough.objects.visible_to(principal).live().sessions().filter(status=Walkthrough.Status.RUNNING)
    found = found.filter(buys | Exists(supplied)).exclude(facilitator=principal.person_id).select_related("project")
    return [{"url": address(row.pk), "name": str(row)} for row in found.order_by("-started_at", "-pk")[:SHORT]]


def tally(walkthrough):
    """Return how many lights of a walk-through are red, amber and green: [(state, number)], none of zero."""
    states = [light["state"] for light in walkthrough.lights]
    return [(state, states.count(state)) for state in ("red", "amber", "green") if state in states]
