"""How many people a unit or line has, as templates say it."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def people(count) -> str:
    """A headcount (a Decimal, or None for unknown) as "44 people", "4.83 people", "1 person" or ""."""
    if count is None:
        return ""
    return ngettext("%(count)s person", "%(count)s people", 1 if count == 1 else 2) % {"count": figure(count)}


@register.filter
def figure(count) -> str:
    """A headcount as a number alone, without zeros that say nothing: "4,200", "12.5"."""
    return number_format(Decimal(count).normalize(), force_grouping=True)
