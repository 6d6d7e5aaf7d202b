"""Projects, walk-throughs and their contracts."""

from django.apps import AppConfig


class WalkthroughsConfig(AppConfig):
    """Loads the rules of this app."""

    name = "walkthroughs"

    def ready(self):
        """Register the rules, the panels and the kinds of file."""
        from itbiz.exchange import kinds
        from walkthroughs import design, holds, panels, paper_panels, rules  # noqa: F401
        from walkthroughs.imports.contracts import ContractKind
        from walkthroughs.imports.projects import ProjectKind
        from walkthroughs.models import keeping  # noqa: F401

        kinds.register(ProjectKind())
        kinds.register(ContractKind())
