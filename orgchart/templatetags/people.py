"""How many people a unit or line has, as templates say it."""

from django import template
from django.template.defaultfilters import floatformat
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def people(count) -> str:
    """A headcount (a Decimal, or None for unknown) as "44 people", "4.83 people", "1 person" or ""."""
    if count is None:
        return ""
    return ngettext("%(count)s person", "%(count)s people", 1 if count == 1 else 2) % {
        "count": floatformat(count, "-2g")
    }
