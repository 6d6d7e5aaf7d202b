"""Which promises and questions wait, and which are late: each rule once, for filters, lists and figures (C6, N4)."""

from django.db.models import Q

from itbiz.core.days import today
from walkthroughs.models.standing import reviewed_before, standing
from walkthroughs.moves import ENDED

# A promise holds in these states as long as nothing is delivered: new terms over it are only offered (C6).
HOLDS = ("asked", "countered", "promised")


def in_force():
    """Contracts with a promise that is still to be kept, whether or not new terms are offered over it."""
    return Q(agreed__isnull=False, state__in=HOLDS)


def late_promise():
    """Contracts whose promise is still to be kept, and whose day has passed."""
    return in_force() & Q(agreed__due__lt=today())


def overdue():
    """Questions that are not decided, and whose day has passed."""
    return Q(resolution="", due__lt=today())


def buyer_ended():
    """Contracts that still run although the one they are part of was withdrawn or cancelled (C5)."""
    return Q(parent__state__in=ENDED) & ~Q(state__in=(*ENDED, "accepted"))


def to_renew(day):
    """Standing agreements in force that run out, or are to be reviewed, before `day`."""
    return (standing() & Q(agreed__ends__lt=day)) | reviewed_before(day)
