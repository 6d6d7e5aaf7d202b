"""Obligations, questions and findings over REST."""

from itbiz.api.viewsets import verb
from walkthroughs import filters, serializers, shapes
from walkthroughs.models import Finding, Obligation, Question
from walkthroughs.models.obligations import PROMISED, SETTLERS
from walkthroughs.moves import BUYER
from walkthroughs.sides import stand_in
from walkthroughs.viewsets.base import WalkthroughsViewSet


class ObligationViewSet(WalkthroughsViewSet):
    """What buyers provide."""

    shape = shapes.OBLIGATION
    serializer_class, filterset_class = serializers.ObligationSerializer, filters.ObligationFilter
    orderings = ("id", "code", "due", "created_at", "updated_at")

    def authorize_edit(self, record, names):
        """Raise NotAllowed unless the principal may write these fields: what meets a duty is the buyer's alone."""
        self.promised = [name for name in names if name in PROMISED]
        super().authorize_edit(record, names)
        if "met_by" in names:
            stand_in(self.request.principal, record.contract, BUYER)

    def refuse_edit(self, record):
        """Refuse to change what is part of a promise."""
        if self.promised:
            record.contract.require_open()

    def guard(self, record, authorize, refuse):
        """Refuse who is not of the side that settles it, in the sentence the page shows."""
        side = SETTLERS.get(self.action)
        own = (lambda: stand_in(self.request.principal, record.contract, side)) if side else authorize
        return super().guard(record, own, refuse)

    @verb(permission="walkthroughs.provide_obligation", refuse=Obligation.require_owed, stands_in=True)
    def provide(self, obligation, *, by, **values):
        """Say that the buyer has provided it."""
        obligation.provide(by=by, **values)

    @verb(permission="walkthroughs.release_obligation", refuse=Obligation.require_owed, stands_in=True)
    def release(self, obligation, *, by, **values):
        """Say that the supplier goes without it."""
        obligation.release(by=by, **values)


class QuestionViewSet(WalkthroughsViewSet):
    """Open questions."""

    shape = shapes.QUESTION
    serializer_class, filterset_class = serializers.QuestionSerializer, filters.QuestionFilter
    orderings = ("id", "code", "created_at", "updated_at")

    @verb(
        serializers.ResolveSerializer,
        permission="walkthroughs.resolve_question",
        refuse=Question.require_open,
        stands_in=True,
    )
    def resolve(self, question, *, by, **values):
        """Decide it."""
        question.resolve(by=by, **values)


class FindingViewSet(WalkthroughsViewSet):
    """Structural findings."""

    shape = shapes.FINDING
    serializer_class, filterset_class = serializers.FindingSerializer, filters.FindingFilter
    orderings = ("id", "code", "created_at", "updated_at")

    def refuse_edit(self, record):
        """Refuse to word anew what is settled."""
        record.require_open()

    @verb(
        serializers.SettleSerializer,
        permission="walkthroughs.settle_finding",
        refuse=Finding.require_open,
    )
    def explain(self, finding, *, by, **values):
        """Say why it is meant to be so."""
        finding.explain(by=by, **values)

    @verb(
        serializers.SettleSerializer,
        permission="walkthroughs.settle_finding",
        refuse=Finding.require_open,
    )
    def fix(self, finding, *, by, **values):
        """Say how it was mended."""
        finding.fix(by=by, **values)
