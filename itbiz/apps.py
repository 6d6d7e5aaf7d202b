"""The project package is an app itself: it brings the commands."""

from django.apps import AppConfig


class ItbizConfig(AppConfig):
    """The roof over all apps."""

    name = "itbiz"

    def ready(self):
        """Register the rule of the demo, which is no app of its own."""
        from itbiz.demo import permissions  # noqa: F401
