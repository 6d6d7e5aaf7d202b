"""Services over REST, with what a walk-through that designs one brings."""

from catalog import viewsets as catalog
from itbiz.api.viewsets import verb
from walkthroughs.design import take_ingredients


class ServiceViewSet(catalog.ServiceViewSet):
    """Services, each with what is missing before it can be offered."""

    @verb(permission="catalog.write_service", refuse=lambda service: service.require_writable())
    def design(self, service, *, by, reason=""):
        """Let what the last closed walk-through asked for be what the service it designed is usually made of."""
        take_ingredients(service, by=by, reason=reason)
