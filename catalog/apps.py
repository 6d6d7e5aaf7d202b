"""The catalog: what every line offers."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Loads the rules of this app."""

    name = "catalog"

    def ready(self):
        """Register the rules, the panels, the kinds of file, and what the organisation asks the catalog."""
        from catalog import holds, panels, rules  # noqa: F401
        from catalog.imports.services import ServiceKind
        from catalog.models import Service, keeping  # noqa: F401
        from itbiz.core.names import proposes
        from itbiz.exchange import kinds

        kinds.register(ServiceKind())
        proposes(Service, "catalog:names")
