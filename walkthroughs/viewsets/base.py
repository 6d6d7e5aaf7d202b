"""What all resources of walk-throughs have in common."""

from catalog.models import Service
from itbiz.api.viewsets import ResourceViewSet
from walkthroughs.models import Walkthrough


class WalkthroughsViewSet(ResourceViewSet):
    """What all resources of walk-throughs have in common: lists are live ones, `?mode=practice` shows the others."""

    scope = "walkthroughs"

    def listed(self):
        """Return what is listed: live rows unless the mode is named (H6)."""
        rows = super().listed()
        if self.request.query_params.get("service") and "service" in self.filterset_class.base_filters:
            # By a draft that the reader may not see nothing is found, as by one that is not there (V4).
            rows = rows.filter(service__in=Service.objects.visible_to(self.request.principal))
        if "mode" not in self.filterset_class.base_filters or self.request.query_params.get("mode"):
            return rows
        return self.filterset_class.base_filters["mode"].filter(rows, Walkthrough.Mode.LIVE)
