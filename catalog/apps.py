"""The catalog: what every line offers."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Loads the rules of this app."""

    name = "catalog"

    def ready(self):
        """Register the rules, the panels and the kinds of file."""
        from catalog import panels, rules  # noqa: F401
        from catalog.imports import ServiceKind
        from catalog.models import keeping  # noqa: F401
        from itbiz.exchange import kinds

        kinds.register(ServiceKind())
