"""Walk-throughs and their trees over REST."""

from django.http import Http404
from rest_framework.decorators import action

from itbiz.api.etags import is_known, tag_of
from itbiz.api.reads import not_modified, reply
from itbiz.api.schema import ResourceSchema, parameter
from itbiz.api.shapes import Reader
from itbiz.api.viewsets import verb
from walkthroughs import filters, serializers, shapes
from walkthroughs.models import Walkthrough
from walkthroughs.tree import read_tree
from walkthroughs.viewsets.base import WalkthroughsViewSet
from walkthroughs.viewsets.baselines import Planned


def turned(name, serializer=serializers.VerbSerializer):
    """Return the decorator of a session's verb `name`, whose body `serializer` checks."""
    refuse = lambda walkthrough: walkthrough.require_turn(name)  # noqa: E731
    return verb(serializer, permission=f"walkthroughs.{name}_walkthrough", refuse=refuse)


def scripted(serializer):
    """Return the decorator of a verb of the script, whose body `serializer` checks."""
    return verb(serializer, permission="walkthroughs.edit_walkthrough", refuse=Walkthrough.require_unclosed)


class TreeSchema(ResourceSchema):
    """Describes the reply that holds a whole tree."""

    def get_response_serializers(self):
        """Return the serializer of a tree."""
        return serializers.TreeSerializer

    def _choices(self):
        names = {"type": "array", "items": {"type": "string", "enum": list(shapes.CONTRACT.fields)}}
        fields = parameter("fields", "query", "The fields of each contract, comma between.", names)
        return [fields | {"style": "form", "explode": False}]


class WalkthroughViewSet(Planned, WalkthroughsViewSet):
    """Walk-throughs."""

    shape = shapes.WALKTHROUGH
    serializer_class, filterset_class = serializers.WalkthroughSerializer, filters.WalkthroughFilter
    orderings = ("id", "code", "status", "created_at", "updated_at")

    def listed(self):
        """Return what is listed: sessions unless the kind is named."""
        rows = super().listed()
        return rows if self.request.query_params.get("kind") else rows.sessions()

    @turned("start", serializers.BeginSerializer)
    def start(self, walkthrough, *, by, **values):
        """Begin a walk-through."""
        walkthrough.start(by=by, **values)

    @turned("pause")
    def pause(self, walkthrough, *, by, reason=""):
        """Break a walk-through off until another day."""
        walkthrough.pause(by=by, reason=reason)

    @turned("resume", serializers.BeginSerializer)
    def resume(self, walkthrough, *, by, **values):
        """Go on with a walk-through after a pause."""
        walkthrough.resume(by=by, **values)

    @turned("close")
    def close(self, walkthrough, *, by, reason=""):
        """End a walk-through; where a light is red, the reason says why nevertheless."""
        walkthrough.close(by=by, reason=reason)

    @turned("reopen")
    def reopen(self, walkthrough, *, by, reason=""):
        """Let a closed walk-through run again."""
        walkthrough.reopen(by=by, reason=reason)

    @turned("hand_over", serializers.HandOverSerializer)
    def hand_over(self, walkthrough, *, by, facilitator, reason=""):
        """Give the role of the facilitator to somebody else."""
        walkthrough.hand_over(by=by, facilitator=facilitator, reason=reason)

    @turned("take_back")
    def take_back(self, walkthrough, *, by, reason=""):
        """Be the facilitator again, after one handed the role over."""
        walkthrough.take_back(by=by, reason=reason)

    @scripted(serializers.StepSerializer)
    def step(self, walkthrough, *, by, step, reason=""):
        """Go to another step of the script; past a gate that is not met, the reason says why and is kept."""
        walkthrough.go_to(step, by=by, reason=reason)

    @scripted(serializers.NodSerializer)
    def nod(self, walkthrough, *, by, person, reason=""):
        """Keep who nodded for the client to what the prime said back."""
        walkthrough.nod(by=by, person=person, reason=reason)

    @scripted(serializers.TickSerializer)
    def tick(self, walkthrough, *, by, topic, because="", reason=""):
        """Tick what is usually missing: looked after by a contract, or not needed, because."""
        walkthrough.tick(topic, by=by, because=because, reason=reason)

    @action(detail=True, methods=["get"], schema=TreeSchema())
    def tree(self, request, pk):
        """Read every contract of a walk-through, nested."""
        columns = [name.removeprefix("walkthrough__") for name in shapes.HOME]
        found = self.rows().filter(pk=pk).values_list("pk", "version", *columns).first()
        if found is None:
            raise Http404
        self.require_scope("read")
        key, version, *home = found
        if is_known(request, tag_of(version)):
            return not_modified(tag_of(version))
        self.expect_parameters(("fields",))
        names, reader = self.chosen("fields", shapes.CONTRACT.fields), Reader.of(request)
        root = read_tree(key, questions=False).root
        body = {
            "walkthrough": reader.link(Walkthrough, key, home[0]),
            "version": version,
            "root": shapes.branch(root, reader, home, names) if root else None,
        }
        return reply(body, ETag=tag_of(version))
