"""Access: users, tokens, links, and the principal behind every request."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Loads the rules of this package."""

    name = "itbiz.access"

    def ready(self):
        """Register the rules, and how the log keeps these rows."""
        from itbiz.access import keeping, permissions  # noqa: F401
