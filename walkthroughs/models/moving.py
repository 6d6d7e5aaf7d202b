"""How a contract moves: the verbs of C5 by which two sides come to a promise."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import Refused, invalid
from itbiz.core.terms import term
from walkthroughs.models.baselines import note_answer
from walkthroughs.models.terms import said, terms_only
from walkthroughs.moves import ANSWERS, BUYER, MOVES, OPEN, SUPPLIER
from walkthroughs.sides import stand_in

# How the log and the messages tell each move.
HEADINGS = {
    "ask": _("Asked of %(supplier)s: %(what)s"),
    "counter": _("%(supplier)s countered: %(what)s"),
    "agree": _("%(supplier)s promised, as countered: %(what)s"),
    "promise": _("%(supplier)s promised: %(what)s"),
    "decline": _("%(supplier)s declined: %(what)s"),
    "withdraw": _("Withdrawn: %(what)s"),
    "amend": _("Amendment asked of %(supplier)s: %(what)s"),
    "reassign": _("Another supplier asked: %(what)s"),
    "move": _("Moved: %(what)s"),
    "split": _("Split in two: %(what)s"),
    "deliver": _("%(supplier)s delivered: %(what)s"),
    "accept": _("Delivery accepted: %(what)s"),
    "reject": _("Delivery rejected: %(what)s"),
    "cancel": _("Cancelled: %(what)s"),
}


class Moving:
    """The moves of a contract. Each checks right, then state, then what it needs, and returns its change set.

    All raise NotAllowed, Stale, Refused (from a wrong state) or ValidationError (what is missing), and take
    `by` (Principal), `reason` and `on_behalf_of` (Person; whom a facilitator speaks for).
    """

    # Whether the verb that runs has set the state itself, as it leads elsewhere than the table's target (C6).
    landed = False

    @contextmanager
    def _moving(self, verb, *, by, reason, on_behalf_of, aloud=False, place=None):
        """Lock, check side and state, let the verb do its part, then take the move's target state and log it.

        The side is asked of this contract, or of the contract `place` where it is to stand from now on.
        """
        move = MOVES[verb]
        with self.walkthrough.changing(by=by, title=self.heading(verb), reason=reason) as changes:
            self.lock()
            if place is not None:
                place.walkthrough = self.walkthrough
                place.parent.lock()
            by = stand_in(by, place or self, move.side, on_behalf_of=on_behalf_of, changes=changes, aloud=aloud)
            self.require_state(move)
            self.landed = False
            yield by, changes
            if not self.landed:
                self.state = move.target
            self.validate()
            changes.update(self, act=verb)
            if verb in ANSWERS:
                note_answer(self, self.heading(verb), changes)

    def _land(self, state):
        """Let the verb that runs lead to `state`."""
        self.state, self.landed = state, True

    def require_state(self, move):
        """Raise Refused, with the sentence pages and REST show, unless this contract's state and place admit `move`."""
        if self.state not in move.sources:
            states = dict(type(self).State.choices)
            sentence = _("This contract is %(state)s by now. “%(verb)s” is possible while it is: %(sources)s.")
            sources = ", ".join(str(states[source]) for source in move.sources)
            words = sentence % {"state": states[self.state], "verb": move.verb, "sources": sources}
            raise Refused(f"{words} {self._way_out(move.side)}")
        if hindrance := self.hindrance(move.verb):
            raise Refused(hindrance)

    def _way_out(self, side):
        """Return the sentence that tells what `side` can do in the state this contract is in."""
        side = SUPPLIER if side == SUPPLIER else BUYER
        open_now = [verb for verb, move in MOVES.items() if move.side == side and self._admits(move)]
        buttons = ", ".join(str(term(f"button.{verb}")) for verb in open_now)
        if side == SUPPLIER:
            sentence = _("The supplier can do this now: %(buttons)s.") if buttons else _("The supplier can only wait.")
        else:
            sentence = _("The buyer can do this now: %(buttons)s.") if buttons else _("The buyer can only wait.")
        return sentence % {"buttons": buttons}

    def _admits(self, move):
        return self.state in move.sources and not self.hindrance(move.verb)

    def moves_for(self, principal):
        """Return the verbs open to the principal now: by state, place and side, in the table's order."""
        return [verb for verb, move in MOVES.items() if self._admits(move) and principal.may(move.permission, self)]

    def heading(self, verb):
        """Return the sentence that tells the move: "Database Engineering promised: …"."""
        return HEADINGS[verb] % {"what": self.title[:150] or self.code, "supplier": self.supplier or _("nobody")}

    def _offer(self, terms, values):
        """Store `values` as new terms on the table."""
        terms_only(values)
        terms.write(values)
        self.terms = terms

    def _next_terms(self, base):
        last = self.all_terms.order_by("-number").values_list("number", flat=True)[0]
        return base.copy(last + 1)

    def ask(self, *, by, reason="", on_behalf_of=None, need=None, **terms):
        """Ask the supplier for the need; after a counter, ask again on the buyer's own terms."""
        with self._moving("ask", by=by, reason=reason, on_behalf_of=on_behalf_of) as (_by, changes):
            self._require_own_words(by, terms)
            if self.before["state"] == "countered":
                offer = self._next_terms(self.buyers_terms())
                self._word_need(offer, need)
                self._offer(offer, terms)
            else:
                self.need = self.need if need is None else need
                self._offer(self.terms, {"deliverable": self.terms.deliverable or self.need} | terms)
            self._require_askable()
        return changes.row

    def _require_askable(self):
        if self.supplier_id is None:
            raise invalid({"supplier": _("Name the line that is asked.")}, "missing")
        self._require_active_supplier()
        if not self.need.strip():
            raise invalid({"need": _("Say what is needed, as a result.")}, "missing")

    def _word_need(self, offer, need):
        """Start an offer from the buyer's new words (C1); over a promise in force they wait with it (C6)."""
        if need is None:
            return
        offer.deliverable = need
        if self.agreed_id is None:
            self.need = need
        else:
            offer.need = need

    def counter(self, *, by, reason="", on_behalf_of=None, obligations=(), **terms):
        """Put other terms before the buyer: wording, acceptance, date, condition, or what the buyer must provide."""
        terms = said(terms)
        with self._moving("counter", by=by, reason=reason, on_behalf_of=on_behalf_of, aloud=True) as (by, changes):
            terms_only(terms)
            if not obligations and not self.terms.differs(terms):
                raise ValidationError(_("Change at least one term, or promise as asked."), code="unchanged")
            offer = self._next_terms(self.terms)
            offer.asks += asks_of(obligations)
            offer.offered_by, offer.offered_for = self._promiser(by)
            self._offer(offer, terms)
            # The buyer could not agree to less (H4).
            if missing := self._missing_words():
                raise invalid(missing, "missing")
        return changes.row

    def agree(self, *, by, reason="", on_behalf_of=None):
        """Take the supplier's countered terms: they are promised by whoever offered them."""
        with self._moving("agree", by=by, reason=reason, on_behalf_of=on_behalf_of) as (by, changes):
            who, for_whom = self.terms.offered_by, self.terms.offered_for
            self._bind(who, for_whom, agreed_by=by.on_behalf_of or by.person, changes=changes)
        return changes.row

    def promise(self, *, by, reason="", on_behalf_of=None, conditions=None, lead=None):
        """Promise what was asked. A facilitator says it for somebody of the line who is present (P4)."""
        with self._moving("promise", by=by, reason=reason, on_behalf_of=on_behalf_of, aloud=True) as (by, changes):
            if conditions is not None:
                self.terms.conditions = conditions
            self.lead = lead or self.lead
            who, for_whom = self._promiser(by)
            self._bind(who, for_whom, agreed_by=for_whom, changes=changes)
        return changes.row

    def decline(self, *, by, reason="", on_behalf_of=None, why, whose=None):
        """Say no, and why; over a promise in force, back to it (C6)."""
        if why not in type(self).Why.values:
            raise invalid({"why": _("Say why: not ours, no capacity, or not this way.")}, "missing")
        with self._moving("decline", by=by, reason=reason, on_behalf_of=on_behalf_of) as (_by, changes):
            if not self._fall_back():
                self.decline_why, self.decline_whose = why, whose
            self.said_why = reason
        return changes.row

    def withdraw(self, *, by, reason="", on_behalf_of=None):
        """Call the need off; what is open below goes with it, promises below stay and are shown (C5)."""
        with self._moving("withdraw", by=by, reason=reason, on_behalf_of=on_behalf_of) as (_by, changes):
            if not self._fall_back():
                ended = [self]
                for contract in [contract for contract in self._below() if contract.state in OPEN]:
                    contract.lock()
                    if not contract._fall_back():
                        contract.state = "withdrawn"
                        ended.append(contract)
                    changes.update(contract)
                self._release_duties(ended, changes)
        return changes.row

    def _release_duties(self, ended, changes):
        """Release the buyers of contracts that end from what they owe still (C7)."""
        duties = self.obligations.model
        owed = duties.objects.filter(contract__in=ended, state="owed").values_list("pk", flat=True)
        for duty in duties.lock_many(list(owed)):
            duty.state = "released"
            changes.update(duty)

    def _fall_back(self):
        """Return to the promise in force, where there is one, and drop the pending terms (C6)."""
        if self.agreed_id is None:
            return False
        self.terms = self.agreed
        self._land("promised")
        return True

    def buyers_terms(self):
        """Return the terms a counter was made over: the buyer's own last ones, or what both agreed to since."""
        countered = self.terms.number
        return self.all_terms.buyers().filter(number__lt=countered).order_by("-number")[0]

    def buyers_words(self):
        """Return the terms that the buyer put or agreed to last."""
        theirs = self.terms.offered_by_id is not None and self.terms_id != self.agreed_id
        return self.buyers_terms() if theirs else self.terms

    def _below(self):
        """Return the contracts anywhere below, upper ones first, found in one statement."""
        below, found = {self.pk}, []
        for contract in self.walkthrough.contracts.order_by("depth", "pk"):
            if contract.parent_id in below:
                below.add(contract.pk)
                found.append(contract)
        return found

    def _promiser(self, by):
        """Return who makes a promise and for whom: (Person, Person). ValidationError where nobody is behind `by`."""
        for_whom = by.on_behalf_of or (self.supplier.unit.head if by.person else None) or by.person
        if for_whom is None:
            raise invalid({"on_behalf_of": _("A promise is a person's. Say whose.")}, "missing")
        return by.person or for_whom, for_whom

    def _bind(self, who, for_whom, *, agreed_by, changes):
        """Bring the terms on the table into force, with what they ask of the buyer (H4, H5)."""
        self.buyer_provides_nothing = self.buyer_provides_nothing and not self.terms.asks
        self._oblige(changes, self.terms.asks)
        self.need = self.terms.need or self.need
        self._require_promise_whole()
        now = timezone.now()
        self.promised_by, self.on_behalf_of, self.promised_at = who, for_whom, now
        self.decline_why, self.decline_whose, self.said_why = "", None, ""
        self.terms.write({"agreed_at": now, "agreed_by": agreed_by})
        self.agreed = self.terms

    def _missing_words(self):
        """Return what the supplier's words on the table lack for a promise, as {field: sentence} (H4)."""
        missing = {}
        if not self.terms.deliverable.strip():
            missing["deliverable"] = _("No promise without a result. Say what is handed over.")
        if not self.terms.accepted_when.strip():
            missing["accepted_when"] = _("No promise without acceptance. Say by which test the buyer takes the result.")
        return missing

    def _require_promise_whole(self):
        missing = self._missing_words()
        if not self.buyer_provides_nothing and not self.obligations.exists():
            missing["buyer_provides_nothing"] = _(
                "The buyer has not said what they provide. Discuss it to ask for what you need, "
                "or let the buyer say that it is nothing."
            )
        if missing:
            raise invalid(missing, "missing")

    def _oblige(self, changes, obligations):
        """Store what the buyer provides: dicts of `what` and `due`."""
        for item in obligations:
            obligation = self.obligations.model(contract=self, what=item["what"], due=item.get("due"))
            obligation.validate()
            changes.create(obligation)


def asks_of(obligations):
    """Return what is asked of the buyer as terms keep it, from dicts of `what` and `due`."""
    return [{"what": ask["what"], "due": ask.get("due")} for ask in obligations]
