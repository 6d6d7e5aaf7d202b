"""Writing a contract in place: which side writes which fields, and in which states (C1)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import NotAllowed, Refused, invalid
from itbiz.core.text import exact
from orgchart.models import Line
from walkthroughs.models.terms import TERMS
from walkthroughs.moves import BEFORE_DELIVERED, BUYER, SUPPLIER, UNANSWERED
from walkthroughs.sides import speaks_for, stand_in

# By field: the side that writes it, and the states in which it does; afterwards it changes through moves.
WRITERS = {
    name: (side, states)
    for side, states, names in (
        (BUYER, ("draft",), ("supplier", "gap", "vendor")),
        (BUYER, UNANSWERED, ("need", "service", "kind", "accepted_when", "due", "buyer_provides_nothing")),
        (BUYER, UNANSWERED, ("starts", "ends", "review_due")),
        (BUYER, BEFORE_DELIVERED, ("position",)),
        (SUPPLIER, UNANSWERED, ("deliverable", "not_included", "conditions")),
        (SUPPLIER, UNANSWERED, ("effort_low", "effort_high", "price", "currency")),
        (SUPPLIER, (*UNANSWERED, "countered", "promised"), ("lead", "needs_nothing_more", "agreement")),
    )
    for name in names
}


class Writing:
    """What sides write of a contract before moves take over, and how each is held to its own words."""

    def update(self, *, by, reason="", on_behalf_of=None, **values):
        """Write fields of the contract and its terms, each by the side and in the states C1 and WRITERS say.

        Raises NotAllowed, Stale, Refused, or ValidationError by field.
        """
        with self.walkthrough.changing(by=by, title=self.title_of(_("edited")), reason=reason) as changes:
            self.lock()
            self._require_known(values)
            for side in sorted({WRITERS[name][0] for name in values}):
                stand_in(by, self, side, on_behalf_of=on_behalf_of, changes=changes)
            self.require_in_place(values)
            terms = self._assign(values)
            if terms:
                self.terms.write(terms)
            self.validate()
            changes.update(self, act="update")
        return changes.row

    def authorize(self, by, values):
        """Raise NotAllowed unless `by` may add this one, or write these `values`; what imports bring is asked here.

        A tree that is new as a whole is planted by whoever plans the walk-through, as with a pattern.
        """
        if self._state.adding and self.walkthrough._state.adding:
            by.require("walkthroughs.edit_walkthrough", self.walkthrough)
        elif self._state.adding:
            by.require("walkthroughs.add_contract", self)
        for side in sorted({WRITERS[name][0] for name in values}):
            stand_in(by, self, side)

    def _require_active_supplier(self):
        if self.supplier_id and self.supplier.status == Line.Status.CLOSED:
            raise ValidationError({"supplier": _("%(line)s is closed. Name an active line.") % {"line": self.supplier}})

    def _require_known(self, values):
        unknown = sorted(set(values) - set(WRITERS))
        if unknown:
            raise invalid({name: _("This field is not written here.") for name in unknown}, "unknown")

    def _require_own_words(self, by, values):
        """Raise NotAllowed where a buyer's values hold what only the supplier's side writes (C1)."""
        theirs = any(WRITERS[name][0] == SUPPLIER for name in values if name in WRITERS)
        if theirs and not speaks_for(by, self, SUPPLIER):
            raise NotAllowed(_("The result and its terms are the supplier's words. Say what you need."))

    def require_in_place(self, names):
        """Raise Refused where the state no longer lets one of these fields be written in place (C1)."""
        for name in names:
            if self._held_at(name) not in WRITERS[name][1]:
                sentence = _("This contract is %(state)s: “%(field)s” changes through a move, not in place.")
                raise Refused(sentence % {"state": self.get_state_display(), "field": name.replace("_", " ")})

    def fields_for(self, principal):
        """Return the names of the fields the principal may write in place now."""
        sides = [side for side in (BUYER, SUPPLIER) if speaks_for(principal, self, side)]
        return {name for name, (side, states) in WRITERS.items() if side in sides and self._held_at(name) in states}

    def _held_at(self, name):
        """Return the state that says whether a field is written in place: over a promise in force only terms move."""
        pending = self.agreed_id is not None and self.state in ("asked", "countered")
        return "promised" if pending and name not in TERMS else self.state

    def _assign(self, values):
        """Set the contract's own fields and return those of its terms."""
        if values.get("vendor") and "supplier" not in values:
            values = values | {"supplier": values["vendor"].held_by}
        if values.get("service") and "supplier" not in values and self.supplier_id is None and not self.gap:
            values = values | {"supplier": values["service"].line}
        if values.get("supplier"):
            values = {"gap": False} | values
        own = {name: value for name, value in values.items() if name not in TERMS}
        self.assign(own)
        self.need = exact(self.need)
        if "service" in own:
            self.service_version = self.service and self.service.versions.order_by("-number").first()
        return {name: value for name, value in values.items() if name in TERMS}

    def require_open(self):
        """Raise Refused where obligations may not be changed in place any more."""
        if self.agreed_id is not None or self.state not in ("draft", "asked", "countered"):
            sentence = _("%(contract)s is %(state)s: what the buyer provides is part of what was agreed.")
            raise Refused(sentence % {"contract": self.code, "state": self.get_state_display()})
