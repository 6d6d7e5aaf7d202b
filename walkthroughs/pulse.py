"""The pulse of a walk-through as a live view: its number alone. Each console then fetches what its own reader sees."""

from django.db.models import Exists, OuterRef
from django.utils.html import format_html

from itbiz.access.models import User
from itbiz.live.subjects import View
from walkthroughs.console import live_number
from walkthroughs.live import WALKTHROUGH
from walkthroughs.models import Walkthrough


def pulse_html(walkthrough):
    """Return the fragment for a walk-through that was read with its room."""
    return format_html('<p data-number="{}"></p>', live_number(walkthrough))


class Pulse(View):
    """The number for a console. There is no variant; the holder is the id of the user who steers."""

    name = "pulse"
    subject = WALKTHROUGH

    def render(self, state, variant):
        """Return the fragment."""
        return pulse_html(state.walkthrough)

    def admitted(self, pk, holders):
        """Return the users who steer the walk-through: its facilitator, and the CIO."""
        steers = Exists(Walkthrough.objects.filter(pk=pk, facilitator__user=OuterRef("pk")))
        users = User.objects.filter(pk__in=holders, is_active=True).values_list("pk", "roles", steers)
        return {pk for pk, roles, mine in users if mine or "cio" in roles}


PULSE = Pulse()
