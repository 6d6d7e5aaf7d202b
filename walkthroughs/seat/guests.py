"""Who stands before a seat: somebody with an account who sees the walk-through, or somebody who was let in."""

from dataclasses import dataclass
from functools import cached_property, wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from itbiz.access.principals import Principal
from itbiz.core.errors import Refused
from itbiz.core.pages import number_in
from itbiz.core.text import whole_words
from itbiz.live.polling import private
from orgchart.models import Line
from orgchart.models.lines import letters
from orgchart.reach import side_units
from walkthroughs.live import COMPANIONS
from walkthroughs.models import Contract, Seat, Walkthrough
from walkthroughs.models.seats import HOURS
from walkthroughs.moves import BUYER
from walkthroughs.sides import on_side

COOKIE = "seat"
SHOWN = (*COMPANIONS, "facilitator")


@dataclass(frozen=True)
class MyLine:
    """A line somebody speaks for, as the seat names it."""

    id: int
    name: str
    short: str
    block: str


def _my_line(line):
    return MyLine(line.pk, line.name, whole_words(line.short_name, line.name), letters(line.block, line.unit.inside_it))


@dataclass(frozen=True)
class Viewer:
    """What a seat's fragment depends on: who looks, for which lines, and at which contract where they wandered off."""

    name: str
    lines: tuple = ()
    is_client: bool = False
    at: int | None = None
    # By what the log knows them: their account, their person, and how it names their seat, if they have one.
    user_id: int | None = None
    person_id: int | None = None
    seat_name: str = ""

    @cached_property
    def line_ids(self):
        """The ids of the lines."""
        return {line.id for line in self.lines}

    def is_person(self, person_id):
        """Return whether a person's id is theirs."""
        return person_id is not None and person_id == self.person_id

    def is_actor(self, actor):
        """Return whether an Actor of the log is them; namesakes are somebody else."""
        if actor.kind == "seat":
            return actor.name == self.seat_name
        return actor.id is not None and actor.id == self.user_id


@dataclass
class Guest:
    """Somebody who may be in the room: as whom they act, in which walk-through, and by which Seat, if by one."""

    principal: Principal
    walkthrough: Walkthrough
    seat: Seat | None = None

    @property
    def holder(self):
        """What a stream is held by: ("seat", id) or ("user", id)."""
        return ("seat", self.seat.pk) if self.seat else ("user", self.principal.user_id)

    def viewer(self, at=""):
        """Return the Viewer who looks at the contract whose id `at` holds, if any. Three statements at most."""
        if self.seat is not None:
            line = self.seat.line
            # Whoever speaks for the client has none.
            lines = (_my_line(line),) if line else ()
        else:
            lines = tuple(self._lines())
        root = Contract(walkthrough=self.walkthrough)
        name = self.principal.person.name if self.principal.person_id else self.principal.name
        return Viewer(name, lines, on_side(self.principal, root, BUYER), number_in(at), **self._known_by())

    def _known_by(self):
        """Return by what the log knows them; whoever was let in as somebody with an account goes by that one, too."""
        person = self.principal.person
        user_id = self.principal.user_id or (person and person.user_id)
        seat_name = self.principal.name if self.seat else ""
        return {"user_id": user_id, "person_id": self.principal.person_id, "seat_name": seat_name}

    def _lines(self):
        """Yield the lines that an account speaks for; a CIO's those of their own unit alone."""
        units = side_units(self.principal)
        if not units:
            return
        rows = Line.objects.filter(status=Line.Status.ACTIVE)
        mine = {"unit__head": self.principal.person_id} if self.principal.has_role("cio") else {"unit__in": units}
        columns = ("pk", "name", "short_name", "block", "unit__inside_it")
        for pk, name, short, block, inside in rows.filter(**mine).order_by("name", "pk").values_list(*columns):
            yield MyLine(pk, name, short, letters(block, inside))

    def require_running(self):
        """Raise Refused for a seat whose walk-through is not held now: they were let in for its meeting."""
        if self.seat is not None and not self.walkthrough.is_running:
            raise Refused(_("No meeting is held now, so this was not kept. Wait here until the facilitator goes on."))

    @property
    def is_absent(self):
        """Whether they have an account and a meeting is held in which they are not marked present yet."""
        if self.seat is not None or not self.walkthrough.is_running or not self.principal.person_id:
            return False
        return not self.walkthrough.presences.filter(person=self.principal.person_id).exists()


def seat_of(request, pk):
    """Return the living Seat in walk-through `pk` that the browser's cookie opens, or None; one statement."""
    rows = Seat.objects.select_related("person__user", "person__merged_into__user", "line__unit", "admitted_by")
    seat = rows.find(request.COOKIES.get(COOKIE, ""))
    return seat if seat is not None and seat.walkthrough_id == pk else None


def keep_seat(response, seat):
    """Let the browser keep a seat that was just taken; it is sent to this walk-through's seat alone."""
    path = reverse("walkthroughs:seat", args=[seat.walkthrough_id])
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(
        COOKIE, seat.secret, max_age=HOURS * 3600, path=path, secure=secure, httponly=True, samesite="Lax"
    )
    return response


def account_of(request, pk):
    """Return the Guest whose account sees walk-through `pk`, or None."""
    rows = Walkthrough.objects.visible_to(request.principal).select_related(*SHOWN)
    found = rows.filter(pk=pk).first() if request.principal.is_signed_in else None
    return found and Guest(request.principal, found)


def guest_of(request, pk):
    """Return the Guest who may be in the room of walk-through `pk`, or None: an account before a seat.

    An account that is nobody of the organisation only looks, so that a seat they were given comes first.
    """
    account = account_of(request, pk)
    if account is not None and account.principal.person_id:
        return account
    seat = seat_of(request, pk)
    if seat is None or not seat.is_admitted:
        return account
    principal = Principal.of_seat(seat, request_id=request.request_id)
    return Guest(principal, Walkthrough.objects.select_related(*SHOWN).get(pk=pk), seat)


def seated(view):
    """Make a view of (request, guest, …) one of (request, pk, …): 404 unless they may be in the room (V4)."""

    @login_not_required
    @wraps(view)
    def wrapped(request, pk, **named):
        guest = guest_of(request, pk)
        if guest is None:
            raise Http404
        request.principal = guest.principal
        return private(view(request, guest, **named))

    return wrapped
