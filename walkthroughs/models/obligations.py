"""What the buyer of a contract must provide (C7)."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Counter
from itbiz.core.days import plausible, today
from itbiz.core.errors import Refused
from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.terms import term
from itbiz.core.text import fold
from walkthroughs.models.walkthroughs import Walkthrough
from walkthroughs.moves import BUYER, ENDED, SUPPLIER
from walkthroughs.sides import on_side, speaks_for, stand_in

# By verb: the state it leads to from *owed* (C7), and the side that says so.
SETTLED = {"provide": "provided", "release": "released"}
SETTLERS = {"provide": BUYER, "release": SUPPLIER}
# What becomes part of a promise; what meets it is the buyer's to say at any time.
PROMISED = ("what", "due")


def standing(state, due, contract_state):
    """Return how an obligation stands today (C7): as stored; late after its day; released with an ended contract."""
    if state != "owed":
        return state
    # A contract's end releases what is owed; undoing that something was provided may leave it owed afterwards.
    if contract_state in ENDED:
        return "released"
    return "late" if due is not None and due < today() else "owed"


class ObligationQuerySet(RecordQuerySet):
    """Obligations follow their contract (V4)."""

    def visible_to(self, principal):
        """Return the obligations of the contracts the principal sees."""
        return self.filter(contract__walkthrough__in=Walkthrough.objects.visible_to(principal))

    def owed(self):
        """Return what is owed still, late or not: for a contract that ended nothing is."""
        return self.filter(state="owed").exclude(contract__state__in=ENDED)

    def standing(self, state):
        """Return what stands so today, as the function `standing` says of one."""
        if state == "late":
            return self.owed().filter(due__lt=today())
        if state == "owed":
            return self.owed().exclude(due__lt=today())
        ended = Q(state="owed", contract__state__in=ENDED)
        return self.filter(Q(state=state) | ended if state == "released" else Q(state=state))


class Obligation(Record):
    """One thing the buyer provides, by a date, so that the supplier can keep the promise."""

    class State(models.TextChoices):
        OWED = "owed", term("state.owed")
        PROVIDED = "provided", term("state.provided")
        RELEASED = "released", term("state.released")

    contract = models.ForeignKey("walkthroughs.Contract", on_delete=models.PROTECT, related_name="obligations")
    what = models.CharField(_("what the buyer provides"), max_length=500)
    due = models.DateField(_("due"), null=True, blank=True, validators=[plausible])
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OWED, editable=False)
    met_by = models.ForeignKey(
        "walkthroughs.Contract",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meets",
        editable=False,
    )

    objects = ObligationQuerySet.as_manager()
    permission = "walkthroughs.write_obligation"
    imported = ("met_by",)

    class Meta:
        verbose_name = _("obligation")
        constraints = [unique_code("obligation")]

    def __str__(self):
        return self.what

    def free_code(self):
        """Return the next number of all obligations."""
        return f"O-{Counter.step('obligations')}"

    def search_text(self):
        """Look for obligations by their text."""
        return fold(self.what)

    @classmethod
    def create(cls, *, by, contract, reason="", on_behalf_of=None, **values):
        """Add an obligation to a contract that is not promised yet. Raises NotAllowed, Refused or ValidationError."""
        title = _("%(contract)s: the buyer provides") % {"contract": contract}
        with _writing_for(contract, by=by, title=title, reason=reason, on_behalf_of=on_behalf_of) as (by, _changes):
            contract.require_open()
            return super().create(by=by, contract=contract, reason=reason, **values)

    def update(self, *, by, reason="", on_behalf_of=None, **values):
        """Change text or date while the contract is not promised yet; say at any time what meets it.

        `met_by` is a contract by which somebody else promised the buyer what is owed here. Raises as `create` does,
        and Stale.
        """
        title = self.title_of(_("edited"))
        opened = _writing_for(self.contract, by=by, title=title, reason=reason, on_behalf_of=on_behalf_of)
        with opened as (by, changes):
            if set(values) - {"met_by"}:
                self.contract.require_open()
            if "met_by" in values and values["met_by"] != self.met_by:
                stand_in(by, self.contract, BUYER, on_behalf_of=on_behalf_of, changes=changes)
            return super().update(by=by, reason=reason, **values)

    def remove(self, *, by, reason="", on_behalf_of=None):
        """Take it off a contract that is not promised yet. Raises NotAllowed, Stale or Refused."""
        title = self.title_of(_("taken off"))
        opened = _writing_for(self.contract, by=by, title=title, reason=reason, on_behalf_of=on_behalf_of)
        with opened as (by, changes):
            self.contract.require_open()
            self.lock()
            by.require(self.permission, self)
            changes.remove(self, act="remove")
        return changes.row

    def clean(self):
        """Let what is owed be met by a promise to the same buyer, in the same walk-through."""
        if self.met_by_id is None or (self.before and self.before["met_by_id"] == self.met_by_id):
            return
        owner, meets = self.contract, self.met_by
        mine = owner.parent_id and owner.parent.supplier_id
        theirs = meets.parent_id and meets.parent.supplier_id
        same = meets.walkthrough_id == owner.walkthrough_id and meets.pk != owner.pk
        if not same or not mine or mine != theirs or meets.state in ENDED:
            sentence = _(
                "A duty of the buyer is met by what another supplier promises the same buyer here. Choose one."
            )
            raise ValidationError({"met_by": sentence})

    def provide(self, *, by, reason="", on_behalf_of=None):
        """The buyer has provided it (C7). Raises NotAllowed, Stale, Refused (not owed any more) or ValidationError."""
        title = _("Provided: %(what)s") % {"what": self.what}
        return self._settle("provide", title, by=by, reason=reason, on_behalf_of=on_behalf_of)

    def release(self, *, by, reason="", on_behalf_of=None):
        """The supplier goes without it (C7). Raises as `provide` does."""
        title = _("Released: %(what)s") % {"what": self.what}
        return self._settle("release", title, by=by, reason=reason, on_behalf_of=on_behalf_of)

    def _settle(self, verb, title, *, by, reason, on_behalf_of):
        contract = self.contract
        with contract.walkthrough.changing(by=by, title=title, reason=reason) as changes:
            contract.lock()
            self.lock()
            stand_in(by, contract, SETTLERS[verb], on_behalf_of=on_behalf_of, changes=changes)
            self.require_owed()
            self.state = SETTLED[verb]
            changes.update(self, act=verb)
            contract.version += 1
            contract.store(update_fields=["version", "updated_at"])
        return changes.row

    def require_owed(self):
        """Raise Refused, with the sentence, unless this is owed still, on a contract that stands."""
        if self.contract.state in ENDED:
            sentence = _("%(contract)s is %(state)s: nothing is owed for it any more.")
            raise Refused(sentence % {"contract": self.contract, "state": self.contract.get_state_display()})
        if self.state != self.State.OWED:
            sentence = _("“%(what)s” is %(state)s already.")
            raise Refused(sentence % {"what": self.what, "state": self.get_state_display()})

    def assign(self, values):
        """An obligation stays with its contract."""
        if self.pk and values.get("contract", self.contract) != self.contract:
            raise Refused(_("An obligation stays with its contract. Add one to the other contract."))
        return super().assign(values)


@contextmanager
def _writing_for(contract, *, by, title, reason, on_behalf_of):
    """Open a change set over what the buyer of a contract provides; yields the principal for a side, and the Recorder.

    A change raises the contract's version, so that nobody promises on what they have not seen.
    """
    with contract.walkthrough.changing(by=by, title=title, reason=reason) as changes:
        contract.lock()
        by = _for_a_side(by, contract, on_behalf_of, changes)
        noted = changes.noted
        yield by, changes
        if changes.noted > noted:
            contract.version += 1
            contract.store(update_fields=["version", "updated_at"])


def _for_a_side(by, contract, on_behalf_of, changes):
    """Return `by` for the side it is of; a facilitator, of neither, writes the buyer's side unless told whose (P4)."""
    sides = [side for side in (BUYER, SUPPLIER) if speaks_for(by, contract, side)]
    own = [side for side in sides if on_side(by, contract, side)]
    if on_behalf_of is None:
        return stand_in(by, contract, sides[0], changes=changes) if sides and not own else by
    for side in sides[:-1]:
        try:
            return stand_in(by, contract, side, on_behalf_of=on_behalf_of, changes=changes)
        except ValidationError:
            continue
    return stand_in(by, contract, (sides or [BUYER])[-1], on_behalf_of=on_behalf_of, changes=changes)


# How an obligation may stand: as stored, or late (C7).
STANDING = [*Obligation.State.choices, ("late", term("state.late"))]
