"""How many of the projects that came in were walked through."""

from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db.models import Count, F, Q

from walkthroughs.models import Project


@dataclass(frozen=True)
class Share:
    """Of `came_in` projects `walked` were walked through."""

    walked: int
    came_in: int


def walked_share(principal, since=None):
    """Return the Share of the projects that came in, since the date `since` where one is given; in one statement.

    Every project counts, open, done or dropped; a walk-through counts that is live, was started, is a session, and
    that the principal sees (H6, V4).
    """
    projects = Project.objects.visible_to(principal)
    if since is not None:
        # The organisation's day begins in its own zone (N4).
        projects = projects.filter(created_at__gte=datetime.combine(since, time.min, settings.ITBIZ_ZONE))
    return share_of(projects)


def share_of(projects):
    """Return the Share of a queryset of projects that began with `visible_to`."""
    counted = projects.annotate(was=F("walked")).aggregate(came_in=Count("pk"), walked=Count("pk", filter=Q(was=True)))
    return Share(**counted)
