"""Asking for a service over REST: the contracts that were asked for without a walk-through."""

from itbiz.api.schema import ResourceSchema
from walkthroughs import filters, serializers, shapes
from walkthroughs.models.asking import ask_for
from walkthroughs.viewsets.base import WalkthroughsViewSet


class AskSchema(ResourceSchema):
    """Names the operations after the asks, and answers with their contracts."""

    def get_operation_id(self):
        """Name an operation by what is done."""
        return f"asks_{self.view.action}"

    def get_summary(self):
        """Return what the operation does."""
        return super().get_summary().replace(self.view.shape.path, "asks", 1)

    def get_response_serializers(self):
        """Return the serializer of a contract."""
        return serializers.ContractSerializer


class AskViewSet(WalkthroughsViewSet):
    """Asks: each is the root contract of a tree of its own; it is read, moved and grown among `contracts/`."""

    shape = shapes.CONTRACT
    serializer_class, filterset_class = serializers.AskForSerializer, filters.ContractFilter
    orderings = ("id", "code", "state", "created_at", "updated_at")
    schema = AskSchema()

    def rows(self):
        """Return the roots of what was asked for without a walk-through."""
        return super().rows().filter(parent=None, walkthrough__kind="ask")

    def create_from(self, serializer):
        """Ask for the service that checked input names, and return the contract."""
        values = dict(serializer.validated_data)
        return ask_for(values.pop("service"), by=self.request.principal, **values)
