"""What the buyer of a contract must provide (C7)."""

from contextlib import contextmanager

from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Counter
from itbiz.core.days import plausible
from itbiz.core.errors import Refused
from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.terms import term
from itbiz.core.text import fold
from walkthroughs.models.walkthroughs import Walkthrough
from walkthroughs.moves import BUYER, ENDED, SUPPLIER
from walkthroughs.sides import stand_in

# By verb: the state it leads to from *owed* (C7).
SETTLED = {"provide": "provided", "release": "released"}


class ObligationQuerySet(RecordQuerySet):
    """Obligations follow their contract (V4)."""

    def visible_to(self, principal):
        """Return the obligations of the contracts the principal sees."""
        return self.filter(contract__walkthrough__in=Walkthrough.objects.visible_to(principal))


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
    def create(cls, *, by, contract, reason="", **values):
        """Add an obligation to a contract that is not promised yet. Raises NotAllowed, Refused or ValidationError."""
        title = _("%(contract)s: the buyer provides") % {"contract": contract}
        with _buyer_side_of(contract, by=by, title=title, reason=reason):
            return super().create(by=by, contract=contract, reason=reason, **values)

    def update(self, *, by, reason="", **values):
        """Change text or date while the contract is not promised yet. Raises as `create` does, and Stale."""
        with _buyer_side_of(self.contract, by=by, title=self.title_of(_("edited")), reason=reason):
            return super().update(by=by, reason=reason, **values)

    def remove(self, *, by, reason=""):
        """Take it off a contract that is not promised yet. Raises NotAllowed, Stale or Refused."""
        with _buyer_side_of(self.contract, by=by, title=self.title_of(_("taken off")), reason=reason) as changes:
            self.lock()
            by.require(self.permission, self)
            changes.remove(self, act="remove")
        return changes.row

    def provide(self, *, by, reason="", on_behalf_of=None):
        """The buyer has provided it (C7). Raises NotAllowed, Stale, Refused (not owed any more) or ValidationError."""
        title = _("Provided: %(what)s") % {"what": self.what}
        return self._settle("provide", BUYER, title, by=by, reason=reason, on_behalf_of=on_behalf_of)

    def release(self, *, by, reason="", on_behalf_of=None):
        """The supplier goes without it (C7). Raises as `provide` does."""
        title = _("Released: %(what)s") % {"what": self.what}
        return self._settle("release", SUPPLIER, title, by=by, reason=reason, on_behalf_of=on_behalf_of)

    def _settle(self, verb, side, title, *, by, reason, on_behalf_of):
        contract = self.contract
        with contract.walkthrough.changing(by=by, title=title, reason=reason) as changes:
            contract.lock()
            self.lock()
            stand_in(by, contract, side, on_behalf_of=on_behalf_of, changes=changes)
            self.require_owed()
            self.state = SETTLED[verb]
            changes.update(self, act=verb)
            contract.version += 1
            contract.store(update_fields=["version", "updated_at"])
        return changes.row

    def require_owed(self):
        """Raise Refused, with the sentence, unless this is owed still, on a contract that stands."""
        if self.state != self.State.OWED:
            sentence = _("“%(what)s” is %(state)s already.")
            raise Refused(sentence % {"what": self.what, "state": self.get_state_display()})
        if self.contract.state in ENDED:
            sentence = _("%(contract)s is %(state)s: nothing is owed for it any more.")
            raise Refused(sentence % {"contract": self.contract, "state": self.contract.get_state_display()})

    def assign(self, values):
        """An obligation stays with its contract."""
        if self.pk and values.get("contract", self.contract) != self.contract:
            raise Refused(_("An obligation stays with its contract. Add one to the other contract."))
        return super().assign(values)


@contextmanager
def _buyer_side_of(contract, *, by, title, reason):
    """Open a change set over what the buyer of an open contract provides; yields its Recorder.

    A change raises the contract's version, so that nobody promises on what they have not seen.
    """
    with contract.walkthrough.changing(by=by, title=title, reason=reason) as changes:
        contract.lock()
        contract.require_open()
        noted = changes.noted
        yield changes
        if changes.noted > noted:
            contract.version += 1
            contract.store(update_fields=["version", "updated_at"])
