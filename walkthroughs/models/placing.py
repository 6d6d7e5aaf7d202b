"""The place of a contract: its number below its parent, who supplies it, and whether it is one need or two (C5, N1)."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import Refused, invalid
from walkthroughs.models.terms import Terms
from walkthroughs.moves import ENDED

ONE_ROOT = _("This walk-through has its prime contract already. Add what it needs below it.")
CLOSED = _("This walk-through is closed. What is needed now is asked in a new one.")
# Of the terms, what the buyer said: another supplier starts from these alone (C1).
BUYERS_TERMS = ("accepted_when", "due", "starts", "ends", "review_due")


class Placing:
    """The moves of a contract that change its parties or its place. They raise and take what those of Moving do."""

    def _take_place(self):
        """Take the next number and position below the parent (N1, H2)."""
        if self.walkthrough.status == self.walkthrough.Status.CLOSED:
            raise Refused(CLOSED)
        if self.parent is None:
            # The second root's code is taken too, and PostgreSQL would speak of that.
            if self.walkthrough.contracts.filter(parent=None).exists():
                raise invalid({"walkthrough": ONE_ROOT}, "one_root")
        else:
            self.parent.lock()
            self.require_parent(self.parent)
            self.position = (self.parent.children.aggregate(last=Max("position"))["last"] or 0) + 1
        self.take_number()
        if self.parent is not None:
            self.parent.store(update_fields=["children_born"])

    def take_number(self):
        """Take number, depth and code below the parent, whose counter goes up unsaved (N1)."""
        if self.parent is None:
            self.number = "0"
        else:
            self.parent.children_born += 1
            self.number = f"{self.parent.number}.{self.parent.children_born}"
            self.depth = self.parent.depth + 1
        self.code = f"{self.walkthrough.code}-{self.number}"

    def require_parent(self, parent):
        """Raise ValidationError or Refused where this may not hang below the contract `parent`."""
        if parent.walkthrough_id != self.walkthrough_id:
            raise ValidationError({"parent": _("A contract hangs below one of the same walk-through.")})
        if parent.state in (*ENDED, self.State.ACCEPTED):
            sentence = _("%(parent)s is %(state)s: nothing is added below it.")
            raise Refused(sentence % {"parent": parent, "state": parent.get_state_display()})

    def hindrance(self, verb):
        """Return the sentence that says why `verb` cannot be done here, whatever the state, or ""."""
        if verb == "move" and self.parent_id is None:
            return _("This is what the client buys: it stays at the top of its tree.")
        return self._one_need() if verb == "split" else ""

    def _one_need(self):
        if self.parent_id is None:
            return _("One purchase, one tree. Plan another walk-through for the second one.")
        if self.agreed_id is not None:
            return _("A promise is in force here. Withdraw what was asked over it, or cancel it, then split.")
        return CLOSED if self.walkthrough.status == self.walkthrough.Status.CLOSED else ""

    def reassign(self, *, by, reason="", on_behalf_of=None, supplier=None, vendor=None):
        """Ask another Line, or the one that holds the Vendor; what hangs below stays, and is asked again (C5)."""
        with self._moving("reassign", by=by, reason=reason, on_behalf_of=on_behalf_of) as (_by, changes):
            supplier = vendor.held_by if vendor else supplier
            if supplier is None:
                raise invalid({"supplier": _("Name the line that is asked instead.")}, "missing")
            if (supplier.pk, vendor and vendor.pk) == (self.supplier_id, self.vendor_id):
                raise invalid({"supplier": _("This is the supplier already. Name another one.")}, "same")
            other_line = supplier.pk != self.supplier_id
            self._name_supplier(supplier, vendor)
            self._start_anew()
            if self.before["state"] == "draft":
                self._land("draft")
            else:
                self._require_askable()
                self._offer(self.terms, {"deliverable": self.need})
            for child in self.children.order_by("pk") if other_line else ():
                child.lock()
                child.lose_promise()
                changes.update(child)
        return changes.row

    def _start_anew(self):
        """Forget what was promised and put the buyer's own words alone on the table, unsaid by any supplier (C1)."""
        words = self.buyers_words()
        self.need = words.need or self.need
        self._forget_promise()
        if self.state != "draft":
            said = {name: getattr(words, name) for name in BUYERS_TERMS}
            self._offer(Terms(contract=self, number=self._next_terms(words).number), said)

    def _name_supplier(self, supplier, vendor):
        self.supplier, self.vendor, self.gap = supplier, vendor, False
        self.lead, self.agreement, self.needs_nothing_more = None, None, False
        self.decline_why, self.decline_whose, self.said_why = "", None, ""
        if self.service_id and self.service.line_id != supplier.pk:
            self.service, self.service_version = None, None

    def _forget_promise(self):
        self.agreed = self.promised_by = self.promised_at = self.on_behalf_of = None

    def lose_promise(self):
        """Let a promise fall back to asked on the same terms, as its buyer is another one now; unsaved."""
        if self.agreed_id is None or self.state in ("delivered", "accepted", "cancelled"):
            return
        self._forget_promise()
        self.need = self.terms.need or self.need
        if self.state == "promised":
            self._offer(self._next_terms(self.terms), {})
            self._land("asked")

    def move(self, *, by, parent, position=None, reason="", on_behalf_of=None):
        """Hang this below the contract `parent`, at `position` among its siblings (from 1; else last).

        What was promised for another parent is asked again. Raises Refused for a cycle as well.
        """
        place = type(self)(walkthrough=self.walkthrough, parent=parent)
        moving = {"by": by, "reason": reason, "on_behalf_of": on_behalf_of, "place": place}
        with self._moving("move", **moving) as (_by, changes):
            self._land(self.state)
            self._require_place(parent)
            if parent.pk != self.parent_id:
                below = self._below()
                self.parent = parent
                self._sink(below, parent.depth + 1 - self.depth, changes)
                self.lose_promise()
            self._line_up(position, changes)
        return changes.row

    def _require_place(self, parent):
        if parent.pk == self.pk or parent.pk in {contract.pk for contract in self._below()}:
            raise Refused(_("A contract cannot hang below itself. Choose another place."))
        self.require_parent(parent)

    def _sink(self, below, levels, changes):
        """Move depths by so many levels: this contract's, and with it those `below`."""
        self.depth += levels
        for contract in below if levels else ():
            contract.lock()
            contract.depth += levels
            changes.update(contract)

    def _line_up(self, position, changes):
        """Take `position` among the parent's contracts (from 1; last where None); the others close ranks."""
        siblings = list(self.parent.children.exclude(pk=self.pk).order_by("position", "pk"))
        index = len(siblings) if position is None else max(0, min(position - 1, len(siblings)))
        siblings.insert(index, self)
        for number, contract in enumerate(siblings, start=1):
            if contract.position != number and contract is not self:
                contract.lock()
                contract.position = number
                changes.update(contract)
        self.position = index + 1

    def split(self, *, by, first, second, keep="first", reason="", on_behalf_of=None):
        """Make two needs of one, worded `first` and `second`, both in draft, side by side.

        What hangs on this one (obligations, questions, what is below) goes to the one that `keep` names, "first" or
        "second", and stands where this stood; the other one is created beside it.
        """
        with self._moving("split", by=by, reason=reason, on_behalf_of=on_behalf_of) as (by, changes):
            self._require_two(first, second, keep)
            self._start_anew()
            self.need, other = (first, second) if keep == "first" else (second, first)
            same = {name: getattr(self, name) for name in ("parent", "position", "kind", "supplier", "vendor", "gap")}
            terms = {name: value for name in BUYERS_TERMS if (value := getattr(self.terms, name))}
            # One position for both: the later born stands after the other.
            type(self).create(by=by, walkthrough=self.walkthrough, need=other, **same, **terms)
        return changes.row

    def _require_two(self, first, second, keep):
        empty = _("Word both needs, each as one result.")
        blank = {name: empty for name, need in (("first", first), ("second", second)) if not need.strip()}
        if blank:
            raise invalid(blank, "missing")
        if keep not in ("first", "second"):
            raise ValidationError({"keep": _("Say which of the two keeps what hangs on it: first or second.")})
