"""What hangs on a contract, a line, a person or a vendor, over REST."""

from django.shortcuts import get_object_or_404
from rest_framework.decorators import action

from itbiz.api.reads import reply
from itbiz.api.schema import ResourceSchema
from itbiz.api.shapes import Reader
from orgchart import viewsets as orgchart
from walkthroughs import hangs
from walkthroughs.serializers.hangs import HangsSerializer
from walkthroughs.shapes.hangs import hangs_object


class HangsSchema(ResourceSchema):
    """Describes the reply that says what hangs on a subject."""

    def get_tags(self):
        """Group it by the scope that it takes."""
        return ["walkthroughs"]

    def get_response_serializers(self):
        """Return the serializer of what hangs."""
        return HangsSerializer

    def _choices(self):
        return []


class Hangs:
    """Adds `hangs/` to a resource; `found(principal, row)` returns its walkthroughs.hangs.Hangs."""

    found = None

    @action(detail=True, methods=["get"], schema=HangsSchema())
    def hangs(self, request, pk):
        """Read what would break without it, what no longer fits, and what both sides owe."""
        subject = get_object_or_404(self.rows().select_related(*self.shape.model.companions), pk=pk)
        self.require_scope("read", of="walkthroughs")
        self.expect_parameters(())
        found = self.found(request.principal, subject)
        return reply(hangs_object(subject, found, Reader.of(request)))


class LineViewSet(Hangs, orgchart.LineViewSet):
    """Lines of business, with what hangs on them."""

    found = staticmethod(hangs.of_line)


class PersonViewSet(Hangs, orgchart.PersonViewSet):
    """People, with what hangs on them."""

    found = staticmethod(hangs.of_person)


class VendorViewSet(Hangs, orgchart.VendorViewSet):
    """Vendors, with what hangs on them."""

    found = staticmethod(hangs.of_vendor)
