"""Random play for the property tests: whoever does whatever to a small tree, and what must hold all the same."""

import json
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from hypothesis import strategies as st

from itbiz.audit.models import Change
from itbiz.core.errors import NotAllowed, Refused, Stale
from tests.cast import make_company, principal
from walkthroughs.lights import compute
from walkthroughs.models import Baseline, Contract, Obligation, Question, Terms, Walkthrough
from walkthroughs.moves import KEPT, MOVES

SAID_NO = (NotAllowed, Refused, Stale, ValidationError)
WHOLE = {"accepted_when": "A test passes", "buyer_provides_nothing": True}
DAY = date(2027, 3, 1)


class Play:
    """A company with a running walk-through, and the acts that anybody may try on it."""

    def __init__(self):
        """Hold a room in which ERP is prime and has asked Database."""
        room = self.room = make_company()
        self.walkthrough = room.room()
        self.people = (room.fred, room.fred, room.maya, room.aisha, room.ruth, room.elin, room.nadia, room.olga)
        self.lines = (room.db, room.ops, room.erp, None)
        root = self.add(None, room.fred, 2)
        root.ask(by=principal(room.fred))
        for choice in (0, 1, 3):
            contract = self.add(root, room.fred, choice)
            if contract.supplier_id:
                contract.ask(by=principal(room.fred))

    def add(self, parent, person, choice):
        """Create a contract, every fourth one a need."""
        supplier = self.lines[choice % 4]
        values = WHOLE if choice % 3 else {"accepted_when": "A test passes"}
        return Contract.create(
            by=principal(person),
            walkthrough=self.fresh(),
            parent=parent,
            supplier=supplier,
            need=f"Result {choice}",
            **values,
        )

    def fresh(self):
        """Return the walk-through as it stands."""
        return Walkthrough.objects.get(pk=self.walkthrough.pk)

    def contracts(self):
        """Return all contracts, the eldest first."""
        return list(Contract.objects.select_related(*Contract.companions).order_by("pk"))

    def act(self, name, who, target, choice):
        """Try one act. Returns whether it was done; a refusal is fine, any other error is raised."""
        contracts = self.contracts()
        contract, person = contracts[target % len(contracts)], self.people[who % len(self.people)]
        try:
            getattr(self, f"do_{name}", self.do_move)(name, contract, person, choice)
        except SAID_NO:
            return False
        return True

    def do_move(self, verb, contract, person, choice):
        """Make a move of the table."""
        getattr(contract, verb)(by=principal(person), **self._needed(verb, choice))

    def _needed(self, verb, choice):
        contracts, day = self.contracts(), DAY + timedelta(days=choice)
        asks = [{"what": "Sizing inputs", "due": day}] if choice % 2 else []
        return {
            "counter": {"due": day, "obligations": asks},
            "amend": {"due": day, "need": f"Amended {choice}" if choice % 3 else None, "obligations": asks},
            "decline": {"why": "no_capacity", "reason": "No hands"},
            "reassign": {"supplier": self.lines[choice % 4]},
            "move": {"parent": contracts[choice % len(contracts)], "position": choice % 3 or None},
            "split": {"first": "One half", "second": "The other half", "keep": ("first", "second")[choice % 2]},
            "reject": {"reason": "It fails"},
            "cancel": {"reason": "Not needed"},
        }.get(verb, {})

    def do_go(self, _name, contract, person, choice):
        """Make one of the moves that the contract's state admits."""
        verbs = [verb for verb, move in MOVES.items() if contract.state in move.sources]
        if verbs:
            self.do_move(verbs[choice % len(verbs)], contract, person, choice)

    def do_add(self, _name, contract, person, choice):
        """Add below."""
        self.add(contract, person, choice)

    def do_write(self, _name, contract, person, choice):
        """Write in place, either side's field."""
        field = ("need", "deliverable", "needs_nothing_more", "due", "buyer_provides_nothing", "gap")[choice % 6]
        value = {"due": DAY, "need": f"Wanted {choice}", "deliverable": f"Offered {choice}"}.get(field, True)
        contract.update(by=principal(person), **{field: value})

    def do_oblige(self, _name, contract, person, choice):
        """Name something that the buyer provides."""
        Obligation.create(by=principal(person), contract=contract, what=f"Input {choice}", due=DAY)

    def do_settle(self, _name, contract, person, choice):
        """Provide or release what is owed, or take it off."""
        for obligation in contract.obligations.order_by("pk")[:1]:
            getattr(obligation, ("provide", "release", "remove")[choice % 3])(by=principal(person))

    def do_question(self, _name, contract, person, choice):
        """Ask a question, every second one settled."""
        settled = {"decider": self.room.maya, "due": DAY} if choice % 2 else {}
        Question.create(by=principal(person), about=contract, text=f"Why {choice}?", **settled)

    def do_resolve(self, _name, contract, person, choice):
        """Decide the first open question about the contract."""
        for question in Question.objects.about(contract).filter(resolution="").order_by("pk")[:1]:
            question.resolve(by=principal(person), resolution="So be it")

    def do_turn(self, _name, _contract, person, choice):
        """Pause, resume, close or reopen the walk-through."""
        verb = ("pause", "resume", "close", "reopen")[choice % 4]
        getattr(self.fresh(), verb)(by=principal(person), reason="For a test")


# Mostly moves that are possible, so that trees get somewhere; beside them each move from any state.
ACTS = (*["go"] * len(MOVES), *MOVES, "add", "write", "write", "oblige", "settle", "question", "resolve", "turn")
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 30), st.integers(0, 23)), min_size=5, max_size=25
)


def as_logged(snapshot):
    """Return a snapshot as the change log holds it."""
    return json.loads(json.dumps(snapshot, cls=DjangoJSONEncoder))


def state_of():
    """Return everything that the room holds, versions and times aside, as plain values by kind and id."""
    kinds = (Contract, Obligation, Question, Walkthrough)
    found = {(model.__name__, row.pk): as_logged(row.snapshot()) for model in kinds for row in model.objects.all()}
    found |= {("Terms", row.pk): as_logged(row.snapshot()) for row in Terms.objects.all()}
    return found


def require_rules(play):
    """Assert H1 to H9 as far as a tree can break them; history explains every state, and the lights are stored."""
    contracts = {contract.pk: contract for contract in play.contracts()}
    assert [c.pk for c in contracts.values() if c.parent_id is None] == [min(contracts)], "H2: one root"
    for contract in contracts.values():
        _require_place(contract, contracts)
        _require_promise(contract)
    _require_baselines(play)
    for row in (*contracts.values(), *Obligation.objects.all(), *Question.objects.all(), play.fresh()):
        last = Change.objects.filter(kind=row._meta.label_lower, object_id=row.pk).order_by("pk").last()
        assert last.after == as_logged(row.snapshot()), f"history explains {row}"
    walkthrough, lights = compute(play.walkthrough.pk)
    assert walkthrough.lights == lights, "L: stored lights are the computed ones"


def _require_place(contract, contracts):
    above, depth = contract, 0
    while above.parent_id is not None:
        above, depth = contracts[above.parent_id], depth + 1
        assert depth <= len(contracts), "H2: no cycle"
    assert contract.depth == depth, "depth is how deep it hangs"
    assert contract.mode == contract.walkthrough.mode, "H6: the mode is the walk-through's"
    assert not (contract.gap and contract.supplier_id), "C2: a gap has no supplier"


def _require_promise(contract):
    promised = (contract.promised_by_id, contract.promised_at, contract.on_behalf_of_id)
    assert len({value is None for value in promised}) == 1, "H5: all or none"
    assert contract.terms_id is not None
    if contract.state in KEPT:
        assert contract.agreed_id == contract.terms_id, "C6: what is kept is in force"
        assert contract.agreed.agreed_at is not None, "C6: somebody agreed"
        assert contract.agreed.deliverable.strip(), "H4: a result"
        assert contract.agreed.accepted_when.strip(), "H4: an acceptance"
        assert contract.buyer_provides_nothing or contract.obligations.exists(), "H4: the buyer's side"
        assert contract.promised_at is not None, "H5: who and when"
    if contract.state in ("draft", "declined", "withdrawn"):
        assert (contract.agreed_id, contract.promised_at) == (None, None), "C6: nothing in force"
    if contract.state in ("asked", "countered"):
        assert contract.supplier_id is not None
        assert (contract.agreed_id is None) == (contract.promised_at is None), "C6: a promise in force keeps its yes"


def _require_baselines(play):
    baselines = list(Baseline.objects.order_by("number"))
    assert [baseline.number for baseline in baselines] == list(range(1, len(baselines) + 1)), "H7: numbered"
    seen = play.__dict__.setdefault("frozen", {})
    for baseline in baselines:
        frozen = as_logged(baseline.tree)
        assert seen.setdefault(baseline.pk, frozen) == frozen, "H7: a baseline never changes"
