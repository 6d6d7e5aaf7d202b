"""What a service promises: the fields a buyer relies on, which of them an offer needs, and their values (H9)."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# What an offer must hold before it is published (H9), beside its line.
NEEDED = ("deliverable", "acceptance", "included", "customer_provides", "unit_of_sale", "review_due")
# What a buyer relies on: of an offered service these change through a draft and `publish` alone (H9).
PROMISED = (*NEEDED, "not_included", "price", "currency", "levels")

LEVEL_NAME_LENGTH = 200


def known_levels(levels):
    """Raise ValidationError where `levels` is no list of {"name", "text"}."""
    good = isinstance(levels, list) and all(
        isinstance(level, dict)
        and set(level) == {"name", "text"}
        and all(isinstance(v, str) for v in level.values())
        and level["name"].strip()
        for level in levels
    )
    if not good:
        raise ValidationError(_("Levels are a list of a name and a text each."))


def missing_of(values):
    """Return the names in `values` whose value is empty or blank, in H9's order."""
    return [name for name, value in values.items() if value is None or not str(value).strip()]


def plain(value):
    """Return a column's value as JSON holds it."""
    return str(value) if isinstance(value, Decimal) else value.isoformat() if hasattr(value, "isoformat") else value
