"""What the script's side shows of the room itself: who asks to be let in, a quarrel, the meetings that were held."""

from datetime import timedelta
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from itbiz.core.text import fold
from orgchart.models import Person
from walkthroughs.models import Seat
from walkthroughs.models.room import DISPUTE
from walkthroughs.step_panels import form_of
from walkthroughs.wall.links import qr_code

# A meeting that runs for longer was forgotten.
LONGEST_MEETING = timedelta(hours=12)

# The picture of an address takes longer than the rest of the panel.
picture = lru_cache(maxsize=64)(qr_code)


def door_of(desk, room):
    """Return the code by which one joins, with its address and picture, and who waits or was let in; one statement.

    An empty dict while nobody can join.
    """
    if not room.code:
        return {}
    address = desk.request.build_absolute_uri(reverse("walkthroughs:join-by-link", args=[room.code]))
    taken = list(Seat.objects.filter(walkthrough=desk.walkthrough).taken().select_related("person", "line"))
    heads = {
        (node.head_id, node.supplier_id): f"{node.head_name}, {node.supplier_short or node.supplier_name}"
        for node in desk.tree.nodes
        if node.counts and node.head_id
    }
    likely = [{"pick": f"{head}:{line}", "name": name} for (head, line), name in heads.items()]
    likely += [{"pick": f"{person.pk}:", "name": for_client(person)} for person in clients_of(desk.walkthrough)]
    return {
        "code": room.code,
        "address": address,
        "qr": picture(address),
        "waiting": [_visitor(seat, likely) for seat in taken if seat.state == Seat.State.WAITING],
        "seats": [seat for seat in taken if seat.state == Seat.State.ADMITTED],
    }


def clients_of(walkthrough):
    """Return who likely speaks for the client: the sponsor, and the head of the client (P3)."""
    sponsor = walkthrough.project and walkthrough.project.sponsor
    head = (walkthrough.client_unit or walkthrough.client_line.unit).head
    return list(dict.fromkeys(person for person in (sponsor, head) if person))


def for_client(person):
    """Return how somebody is named who speaks for the client."""
    return _("%(person)s, for the client") % {"person": person}


def _visitor(seat, likely):
    """Return a waiting seat with who it may be, those first whose name holds the one that was typed."""
    typed = fold(seat.name)
    return {"seat": seat, "likely": sorted(likely, key=lambda found: typed not in fold(found["name"]))}


def quarrel_of(desk, room):
    """Return the contract that two lines insist on, with when its two minutes are over; an empty dict without one."""
    node = desk.tree.by_id.get(room.disputed_id)
    if node is None:
        return {}
    form = form_of(desk, "dispute")
    if not form.is_bound:
        form.initial |= {"one": node.supplier_name or "", "other": node.decline_whose_name or ""}
    return {"node": node, "until": room.disputed_since + DISPUTE, "now": timezone.now(), "form": form}


def meetings_of(walkthrough):
    """Return the meetings of a walk-through, each with who was there, and whether it was forgotten; two statements."""
    meetings = list(walkthrough.meetings.all())
    ids = {pk for meeting in meetings for pk in meeting.people}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    latest = timezone.now() - LONGEST_MEETING
    return [
        {
            "meeting": meeting,
            "people": [names[pk] for pk in meeting.people if pk in names],
            "forgotten": meeting.ended_at is None and meeting.started_at < latest,
        }
        for meeting in meetings
    ]
