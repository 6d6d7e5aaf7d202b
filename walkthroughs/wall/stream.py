"""The wall as a live view: one fragment for all walls of a size."""

from django.template.loader import render_to_string
from django.utils import timezone

from itbiz.access.models import PresenterLink
from itbiz.live.subjects import View
from walkthroughs.live import WALKTHROUGH
from walkthroughs.wall.shown import fragment


class WallView(View):
    """The tree for a wall. The variant is the Room, the size of its picture; the holder is its presenter link's id."""

    name = "wall"
    subject = WALKTHROUGH

    def render(self, state, variant):
        """Return wall_tree.html for a picture of that size."""
        return render_to_string("walkthroughs/wall_tree.html", fragment(state, variant))

    def admitted(self, pk, holders):
        """Return the links that are neither revoked nor expired."""
        living = PresenterLink.objects.filter(pk__in=holders, revoked_at=None, expires_at__gt=timezone.now())
        return set(living.values_list("pk", flat=True))


WALL = WallView()
