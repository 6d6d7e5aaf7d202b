"""Projects, walk-throughs, contracts, obligations and questions over REST."""

from django.http import Http404
from rest_framework.decorators import action

from catalog.models import Service
from itbiz.api.etags import is_known, tag_of
from itbiz.api.reads import not_modified, reply
from itbiz.api.schema import ResourceSchema, parameter
from itbiz.api.shapes import Reader
from itbiz.api.viewsets import ResourceViewSet, verb
from walkthroughs import filters, serializers, shapes
from walkthroughs.models import Walkthrough
from walkthroughs.models.writing import WRITERS
from walkthroughs.moves import MOVES
from walkthroughs.sides import stand_in
from walkthroughs.tree import read_tree


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


class ProjectViewSet(WalkthroughsViewSet):
    """Projects."""

    shape = shapes.PROJECT
    serializer_class, filterset_class = serializers.ProjectSerializer, filters.ProjectFilter
    orderings = ("id", "code", "title", "status", "created_at", "updated_at")


class TreeSchema(ResourceSchema):
    """Describes the reply that holds a whole tree."""

    def get_response_serializers(self):
        """Return the serializer of a tree."""
        return serializers.TreeSerializer

    def _choices(self):
        names = {"type": "array", "items": {"type": "string", "enum": list(shapes.CONTRACT.fields)}}
        fields = parameter("fields", "query", "The fields of each contract, comma between.", names)
        return [fields | {"style": "form", "explode": False}]


class WalkthroughViewSet(WalkthroughsViewSet):
    """Walk-throughs."""

    shape = shapes.WALKTHROUGH
    serializer_class, filterset_class = serializers.WalkthroughSerializer, filters.WalkthroughFilter
    orderings = ("id", "code", "status", "created_at", "updated_at")

    @verb(permission="walkthroughs.start_walkthrough", refuse=lambda walkthrough: walkthrough.require_turn("start"))
    def start(self, walkthrough, *, by, reason=""):
        """Begin a walk-through."""
        walkthrough.start(by=by, reason=reason)

    @verb(permission="walkthroughs.close_walkthrough", refuse=lambda walkthrough: walkthrough.require_turn("close"))
    def close(self, walkthrough, *, by, reason=""):
        """End a walk-through."""
        walkthrough.close(by=by, reason=reason)

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


def moved(serializer, name):
    """Return the decorator of a contract's move `name`, whose body `serializer` checks."""
    move = MOVES[name]
    refuse = lambda contract: contract.require_state(move)  # noqa: E731
    return verb(serializer, permission=move.permission, refuse=refuse, stands_in=True)


class ContractViewSet(WalkthroughsViewSet):
    """Contracts and their moves (C5)."""

    shape = shapes.CONTRACT
    serializer_class, filterset_class = serializers.ContractSerializer, filters.ContractFilter
    orderings = ("id", "code", "state", "created_at", "updated_at")

    def guard(self, record, authorize, refuse):
        """Refuse who is not of the side that moves, in the sentence the page shows."""
        move = MOVES.get(self.action)
        own = (lambda: stand_in(self.request.principal, record, move.side)) if move else authorize
        return super().guard(record, own, refuse)

    def authorize_edit(self, record, names):
        """Raise NotAllowed unless the principal is of the sides that write these fields (C1)."""
        self.written = [name for name in names if name in WRITERS]
        for side in sorted({WRITERS[name][0] for name in self.written}):
            stand_in(self.request.principal, record, side)

    def refuse_edit(self, record):
        """Raise Refused where these fields change through moves by now (C5)."""
        record.require_in_place(self.written)

    @moved(serializers.AskSerializer, "ask")
    def ask(self, contract, *, by, **values):
        """Ask the supplier."""
        contract.ask(by=by, **values)

    @moved(serializers.CounterSerializer, "counter")
    def counter(self, contract, *, by, **values):
        """Put other terms before the buyer."""
        contract.counter(by=by, **values)

    @moved(serializers.VerbSerializer, "agree")
    def agree(self, contract, *, by, **values):
        """Take the supplier's countered terms."""
        contract.agree(by=by, **values)

    @moved(serializers.PromiseSerializer, "promise")
    def promise(self, contract, *, by, **values):
        """Promise what was asked."""
        contract.promise(by=by, **values)

    @moved(serializers.DeclineSerializer, "decline")
    def decline(self, contract, *, by, **values):
        """Say no, and why."""
        contract.decline(by=by, **values)

    @moved(serializers.VerbSerializer, "withdraw")
    def withdraw(self, contract, *, by, **values):
        """Call the need off."""
        contract.withdraw(by=by, **values)


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
