"""Access: users, tokens, links, and the principal behind every request."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Loads the rules of this package."""

    name = "itbiz.access"

    def ready(self):
        """Register the rules."""
        from itbiz.access import permissions  # noqa: F401
