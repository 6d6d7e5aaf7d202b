"""Outside keys: under which key another system, or a file, knows one of our rows (rule I1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.core.querysets import PartQuerySet

# Long enough for a code, and for an e-mail address.
KEY_LENGTH = 254
SOURCE_LENGTH = 100


class OutsideKey(models.Model):
    """`source` knows the row `object_id` of `kind` (a model's label, as the change log names it) as `key`."""

    # No foreign key to the row, as in the change log: one table serves every kind.
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    source = models.CharField(max_length=SOURCE_LENGTH)
    key = models.CharField(max_length=KEY_LENGTH)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "key"],
                name="outside_key_unique",
                violation_error_message=_(
                    "Another row is known under this key already. Give this one a key of its own."
                ),
            ),
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="outside_key_subject")]

    def __str__(self):
        return f"{self.source}: {self.key}"
