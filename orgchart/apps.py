"""The organisation: people, units, lines of business, vendors."""

from django.apps import AppConfig


class OrgchartConfig(AppConfig):
    """Loads the rules of this app."""

    name = "orgchart"

    def ready(self):
        """Register the rules and the kinds of file."""
        from itbiz.exchange import kinds
        from orgchart import rules  # noqa: F401
        from orgchart.imports.units import UnitKind
        from orgchart.models import keeping  # noqa: F401

        kinds.register(UnitKind())
