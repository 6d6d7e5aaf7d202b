"""Baselines, and plan versus now, over REST: read only."""

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.decorators import action

from itbiz.api.problems import wrong_parameter
from itbiz.api.reads import ReadViewSet, reply
from itbiz.api.schema import ResourceSchema, parameter
from itbiz.api.shapes import Reader
from itbiz.core.pages import number_in
from walkthroughs import filters
from walkthroughs.duties import read_plan
from walkthroughs.models import Baseline
from walkthroughs.serializers.baselines import BaselineSerializer, BaselinesSerializer, PlanSerializer
from walkthroughs.shapes.baselines import BASELINE, plan_object
from walkthroughs.viewsets.base import LiveLists

HEADS = tuple(name for name in BASELINE.fields if name != "tree")


class BaselineViewSet(LiveLists, ReadViewSet):
    """What a walk-through stood at when it was closed, and after each first answer; lists leave the trees out."""

    scope = "walkthroughs"
    shape = BASELINE
    serializer_class, filterset_class = BaselineSerializer, filters.BaselineFilter
    http_method_names = ("get", "head")

    def fields_and_expand(self):
        """Return what is asked for; a list holds its trees only where they are named."""
        choice = super().fields_and_expand()
        return choice if self.action != "list" or choice["names"] else choice | {"names": HEADS}


class BaselinesSchema(ResourceSchema):
    """Describes the reply that lists a walk-through's baselines."""

    def get_response_serializers(self):
        """Return the serializer of the list."""
        return BaselinesSerializer

    def _choices(self):
        return []

    def _conditions(self):
        return []


class PlanSchema(BaselinesSchema):
    """Describes the reply that holds plan versus now."""

    def get_response_serializers(self):
        """Return the serializer of a plan."""
        return PlanSerializer

    def _choices(self):
        described = "The number of the baseline; the newest without it."
        return [parameter("baseline", "query", described, {"type": "integer"})]


class Planned:
    """What can be read of a walk-through once it was closed."""

    @action(detail=True, methods=["get"], schema=BaselinesSchema())
    def baselines(self, request, pk):
        """Read the baselines of a walk-through, without their trees."""
        self._closed_once(pk)
        self.expect_parameters(())
        found = Baseline.objects.filter(walkthrough=pk).order_by("number")
        return reply({"results": BASELINE.read(found, Reader.of(request), names=HEADS)[0]})

    @action(detail=True, methods=["get"], schema=PlanSchema())
    def plan(self, request, pk):
        """Read what is otherwise now than a baseline has it, and what is still asked; empty before the first close."""
        walkthrough = self._closed_once(pk)
        self.expect_parameters(("baseline",))
        text = request.query_params.get("baseline")
        baseline, plan = read_plan(walkthrough, number_in(text))
        if text is not None and (baseline is None or str(baseline.number) != text):
            raise wrong_parameter("baseline", _("There is no baseline of this number."))
        reader = Reader.of(request)
        known = {"baseline": None, "number": None}
        if baseline is not None:
            known = {"baseline": reader.link(Baseline, baseline.pk, baseline.code), "number": baseline.number}
        return reply(known | plan_object(plan, reader))

    def _closed_once(self, pk):
        """Return the walk-through, with its client. Raises Http404, and Problem where the token may not read it."""
        found = self.rows().select_related("client_unit", "client_line").filter(pk=pk).first()
        if found is None:
            raise Http404
        self.require_scope("read")
        return found
