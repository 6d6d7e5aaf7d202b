"""Obligations and questions over REST."""

from walkthroughs import filters, serializers, shapes
from walkthroughs.viewsets.base import WalkthroughsViewSet


class ObligationViewSet(WalkthroughsViewSet):
    """What buyers provide."""

    shape = shapes.OBLIGATION
    serializer_class, filterset_class = serializers.ObligationSerializer, filters.ObligationFilter
    orderings = ("id", "code", "due", "created_at", "updated_at")

    def refuse_edit(self, record):
        """Refuse to change what is part of a promise."""
        record.contract.require_open()


class QuestionViewSet(WalkthroughsViewSet):
    """Open questions."""

    shape = shapes.QUESTION
    serializer_class, filterset_class = serializers.QuestionSerializer, filters.QuestionFilter
    orderings = ("id", "code", "created_at", "updated_at")
