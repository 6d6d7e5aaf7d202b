"""What a service is usually made of: services of peers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.core.models import Part


class Ingredient(Part):
    """A service that another one normally buys."""

    service = models.ForeignKey("catalog.Service", on_delete=models.CASCADE, related_name="ingredients")
    needs = models.ForeignKey(
        "catalog.Service", on_delete=models.PROTECT, related_name="used_in", verbose_name=_("usually buys")
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "needs"],
                name="ingredient_once",
                violation_error_message=_("This service is listed as an ingredient already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(service=models.F("needs")),
                name="ingredient_not_itself",
                violation_error_message=_("A service cannot be an ingredient of itself."),
            ),
        ]

    def __str__(self):
        return f"{self.needs} in {self.service}"
