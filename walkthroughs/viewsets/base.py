"""What all resources of walk-throughs have in common."""

from itbiz.api.viewsets import ResourceViewSet
from walkthroughs.models import Walkthrough


class LiveLists:
    """Lists are live ones, `?mode=practice` shows the others (H6)."""

    def listed(self):
        """Return what is listed: live rows unless the mode is named (H6)."""
        rows = super().listed()
        if "mode" not in self.filterset_class.base_filters or self.request.query_params.get("mode"):
            return rows
        return self.filterset_class.base_filters["mode"].filter(rows, Walkthrough.Mode.LIVE)


class WalkthroughsViewSet(LiveLists, ResourceViewSet):
    """What all resources of walk-throughs have in common."""

    scope = "walkthroughs"
