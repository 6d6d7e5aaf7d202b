"""The catalog over REST."""

from catalog.filters import ServiceFilter
from catalog.imports.exports import SERVICES
from catalog.serializers import RetireSerializer, ReviewSerializer, ServiceSerializer
from catalog.shapes import SERVICE
from itbiz.api.exports import Exports
from itbiz.api.viewsets import ResourceViewSet, verb


class ServiceViewSet(Exports, ResourceViewSet):
    """Services, each with what is missing before it can be offered."""

    shape, scope = SERVICE, "catalog"
    exports = {"": SERVICES}
    serializer_class, filterset_class = ServiceSerializer, ServiceFilter
    orderings = ("id", "code", "name", "status", "created_at", "updated_at")

    def refuse_edit(self, record):
        """Refuse to write a retired service."""
        record.require_writable()

    @verb(permission="catalog.publish_service", refuse=lambda service: service.require_publishable())
    def publish(self, service, *, by, reason=""):
        """Offer a service, or bring its draft into force; a new one that no walk-through designed takes a reason."""
        service.publish(by=by, reason=reason)

    @verb(ReviewSerializer, permission="catalog.review_service", refuse=lambda service: service.require_reviewable())
    def review(self, service, *, by, review_due, reason=""):
        """Say that an offer stands as it is, and when it is looked at again."""
        service.review(by=by, review_due=review_due, reason=reason)

    @verb(RetireSerializer, permission="catalog.publish_service", refuse=lambda service: service.require_in_force())
    def retire(self, service, *, by, successor=None, on=None, reason=""):
        """Retire a service, at once or on a date."""
        service.retire(by=by, successor=successor, on=on, reason=reason)
