"""The seat as a live view: one fragment for all who speak for the same lines and look at the same place."""

from django.template.loader import render_to_string

from itbiz.access.models import User
from itbiz.access.principals import Principal
from itbiz.live.subjects import View
from walkthroughs.live import WALKTHROUGH
from walkthroughs.models import Seat, Walkthrough
from walkthroughs.seat.shown import fragment


class SeatView(View):
    """What a seat shows. The variant is a Viewer, the holder a Guest's."""

    name = "seat"
    subject = WALKTHROUGH

    def render(self, state, variant):
        """Return the parts of the page that follow the room."""
        return render_to_string("walkthroughs/seat/_state.html", fragment(state, variant))

    def admitted(self, pk, holders):
        """Return the seats that take part still, and the accounts that see the walk-through.

        One statement each; where it is restricted, one more an account.
        """
        ids = {kind: [key for held, key in holders if held == kind] for kind in ("seat", "user")}
        found = set()
        if ids["seat"]:
            living = Seat.objects.taken().filter(pk__in=ids["seat"], walkthrough=pk, state=Seat.State.ADMITTED)
            found |= {("seat", key) for key in living.values_list("pk", flat=True)}
        if ids["user"]:
            found |= {("user", key) for key in _seeing(pk, ids["user"])}
        return found


def _seeing(pk, users):
    active = User.objects.filter(pk__in=users, is_active=True)
    if Walkthrough.objects.filter(pk=pk, access=Walkthrough.Access.OPEN).exists():
        return {user.pk for user in active}
    return {user.pk for user in active if Walkthrough.objects.visible_to(Principal.of(user)).filter(pk=pk).exists()}


SEAT = SeatView()
