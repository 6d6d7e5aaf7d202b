"""Contracts and their moves over REST."""

from itbiz.api.exports import Exports
from itbiz.api.viewsets import Body, verb
from walkthroughs import exports, filters, hangs, serializers, shapes
from walkthroughs.models.writing import WRITERS
from walkthroughs.moves import MOVES
from walkthroughs.sides import require_mover, stand_in
from walkthroughs.viewsets.base import WalkthroughsViewSet
from walkthroughs.viewsets.hangs import Hangs

REPORT = (
    "columns",
    "query",
    "Of a file: `report` for what stands today, with states and promises. Without it, what an import makes drafts of.",
    {"type": "string", "enum": ["report"]},
)


def moved(serializer, name):
    """Return the decorator of a contract's move `name`, whose body `serializer` checks."""
    move = MOVES[name]
    refuse = lambda contract: contract.require_state(move)  # noqa: E731
    return verb(serializer, permission=move.permission, refuse=refuse, stands_in=True)


class ContractViewSet(Exports, Hangs, WalkthroughsViewSet):
    """Contracts and their moves (C5)."""

    found = staticmethod(hangs.of_contract)
    exports = {"": exports.CONTRACTS, "report": exports.REPORT}
    own_parameters = (*Exports.own_parameters, REPORT)
    shape = shapes.CONTRACT
    serializer_class, filterset_class = serializers.ContractSerializer, filters.ContractFilter
    orderings = ("id", "code", "state", "created_at", "updated_at")

    def guard(self, record, authorize, refuse):
        """Refuse who is not of the side that moves, in the sentence the page shows."""
        move = MOVES.get(self.action)
        own = (lambda: require_mover(self.request.principal, record, move, self._parent())) if move else authorize
        return super().guard(record, own, refuse)

    def _parent(self):
        """Return the contract that a `move` names as the new parent, None where it names none that can be seen."""
        if self.action != "move":
            return None
        context = {"principal": self.request.principal, "references": {}}
        place = serializers.PlaceSerializer(data=Body(self.request).data, context=context)
        return place.validated_data["parent"] if place.is_valid() else None

    def authorize_edit(self, record, names):
        """Raise NotAllowed unless the principal is of the sides that write these fields (C1)."""
        self.fields_sent = [name for name in names if name in WRITERS]
        for side in sorted({WRITERS[name][0] for name in self.fields_sent}):
            stand_in(self.request.principal, record, side)

    def refuse_edit(self, record):
        """Raise Refused where these fields change through moves by now (C5)."""
        record.require_in_place(self.fields_sent)

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

    @moved(serializers.AmendSerializer, "amend")
    def amend(self, contract, *, by, **values):
        """Ask for other terms over the promise in force."""
        contract.amend(by=by, **values)

    @moved(serializers.ReassignSerializer, "reassign")
    def reassign(self, contract, *, by, **values):
        """Ask another line, or the one that holds a vendor."""
        contract.reassign(by=by, **values)

    @moved(serializers.RehangSerializer, "move")
    def move(self, contract, *, by, **values):
        """Hang it below another contract of the tree."""
        contract.move(by=by, **values)

    @moved(serializers.SplitSerializer, "split")
    def split(self, contract, *, by, **values):
        """Make two needs of one."""
        contract.split(by=by, **values)

    @moved(serializers.VerbSerializer, "deliver")
    def deliver(self, contract, *, by, **values):
        """Hand the result over."""
        contract.deliver(by=by, **values)

    @moved(serializers.VerbSerializer, "accept")
    def accept(self, contract, *, by, **values):
        """Take the delivered result."""
        contract.accept(by=by, **values)

    @moved(serializers.VerbSerializer, "reject")
    def reject(self, contract, *, by, **values):
        """Give the delivered result back, and say why."""
        contract.reject(by=by, **values)

    @moved(serializers.VerbSerializer, "cancel")
    def cancel(self, contract, *, by, **values):
        """Release the supplier from a promise, and say why."""
        contract.cancel(by=by, **values)
