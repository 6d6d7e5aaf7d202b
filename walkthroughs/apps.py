"""Projects, walk-throughs and their contracts."""

from django.apps import AppConfig


class WalkthroughsConfig(AppConfig):
    """Loads the rules of this app."""

    name = "walkthroughs"

    def ready(self):
        """Register the rules."""
        from walkthroughs import rules  # noqa: F401
