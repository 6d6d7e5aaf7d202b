"""Days as the organisation counts them (N4)."""

from django.conf import settings
from django.utils import timezone


def today():
    """Return the date it is now in the organisation's zone, which decides what is late."""
    return timezone.now().astimezone(settings.ITBIZ_ZONE).date()
