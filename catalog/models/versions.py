"""What a service promised when it was published; contracts name the version they were asked under."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.core.models import Part


class ServiceVersion(Part):
    """The promise fields of a service as published, never changed."""

    service = models.ForeignKey("catalog.Service", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "number"],
                name="service_version_once",
                violation_error_message=_("This version was published already."),
            )
        ]

    def __str__(self):
        return f"{self.service}, version {self.number}"
