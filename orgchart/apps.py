"""The organisation: people, units, lines of business, vendors."""

from django.apps import AppConfig


class OrgchartConfig(AppConfig):
    """Loads the rules of this app."""

    name = "orgchart"

    def ready(self):
        """Register the rules and the kinds of file."""
        from itbiz.core.names import proposes
        from itbiz.exchange import kinds
        from orgchart import rules  # noqa: F401
        from orgchart.imports.line_rows import LineKind
        from orgchart.imports.persons import PersonKind
        from orgchart.imports.units import UnitKind
        from orgchart.imports.vendors import VendorKind
        from orgchart.models import Line, Person, Unit, keeping  # noqa: F401

        # In the order in which an empty database takes them.
        for kind in (PersonKind(), UnitKind(), LineKind(), VendorKind()):
            kinds.register(kind)
        proposes(Person, "orgchart:person-names")
        proposes(Unit, "orgchart:unit-names")
        proposes(Line, "orgchart:line-choices")
