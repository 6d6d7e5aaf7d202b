"""Projects over REST."""

from walkthroughs import filters, serializers, shapes
from walkthroughs.viewsets.base import WalkthroughsViewSet


class ProjectViewSet(WalkthroughsViewSet):
    """Projects."""

    shape = shapes.PROJECT
    serializer_class, filterset_class = serializers.ProjectSerializer, filters.ProjectFilter
    orderings = ("id", "code", "title", "status", "created_at", "updated_at")
