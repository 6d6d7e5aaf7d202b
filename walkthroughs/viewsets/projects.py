"""Projects over REST."""

from itbiz.api.exports import Exports
from walkthroughs import filters, serializers, shapes
from walkthroughs.exports import PROJECTS
from walkthroughs.viewsets.base import WalkthroughsViewSet


class ProjectViewSet(Exports, WalkthroughsViewSet):
    """Projects."""

    shape = shapes.PROJECT
    exports = {"": PROJECTS}
    serializer_class, filterset_class = serializers.ProjectSerializer, filters.ProjectFilter
    orderings = ("id", "code", "title", "status", "created_at", "updated_at")
