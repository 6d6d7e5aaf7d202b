"""What a result costs, on whatever row offers or promises one."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

HALF_PRICED = _("A price needs a currency, and a currency a price. Fill both or neither.")


def known_currency(code):
    """Raise ValidationError unless `code` is three letters; whoever stores it makes them capitals."""
    if not re.fullmatch(r"[A-Za-z]{3}", code.strip()):
        raise ValidationError(_("Write the currency as three letters, such as EUR."), code="currency")


class Priced(models.Model):
    """Effort in person-days, from and to, and a price with its currency (N4)."""

    effort_low = models.DecimalField(
        _("effort from, person-days"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    effort_high = models.DecimalField(
        _("effort to, person-days"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    price = models.DecimalField(_("price"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[known_currency])

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(price__isnull=True, currency="") | (Q(price__isnull=False) & ~Q(currency="")),
                name="%(class)s_price_with_currency",
                violation_error_message=HALF_PRICED,
            ),
            models.CheckConstraint(
                condition=Q(effort_low__isnull=True)
                | Q(effort_high__isnull=True)
                | Q(effort_low__lte=F("effort_high")),
                name="%(class)s_effort_in_order",
                violation_error_message=_("The lower effort is above the higher one. Swap them."),
            ),
        ]

    @property
    def is_half_priced(self):
        """Whether a price stands without a currency, or a currency without a price."""
        return (self.price is None) != (self.currency == "")

    @property
    def is_effort_reversed(self):
        """Whether the lower effort is above the higher one."""
        return None not in (self.effort_low, self.effort_high) and self.effort_low > self.effort_high
