"""REST: what every resource is built on."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Loads the extensions of the schema."""

    name = "itbiz.api"

    def ready(self):
        """Let drf-spectacular know our fields and our way in."""
        from itbiz.api import schema  # noqa: F401
