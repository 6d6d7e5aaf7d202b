"""Days as the organisation counts them (N4)."""

from datetime import datetime, time

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# The years of a date that somebody may mean.
MEANT = range(1990, 2101)


def today():
    """Return the date it is now in the organisation's zone, which decides what is late."""
    return timezone.now().astimezone(settings.ITBIZ_ZONE).date()


def first_moment(day):
    """Return the moment a day begins in the organisation's zone."""
    return datetime.combine(day, time.min, settings.ITBIZ_ZONE)


def plausible(day):
    """Raise ValidationError for a date that can only be a slip of the hand."""
    if day.year not in MEANT:
        raise ValidationError(_("Write a date between 1990 and 2100."), code="implausible")
