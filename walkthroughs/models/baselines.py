"""Baselines: the tree as it stood at closing, and after each first answer to an ask that was open then (H7)."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.text import fold
from walkthroughs.models.terms import TERMS
from walkthroughs.models.walkthroughs import Walkthrough

# What a baseline keeps of each contract, beside its terms and what the buyer provides.
KEEPS = (
    *("id", "code", "number", "parent_id", "depth", "state", "gap", "need", "supplier_id", "supplier_name"),
    *("vendor_id", "vendor_name", "buyer_provides_nothing", "on_behalf_of_name", "promised_at"),
)


class BaselineQuerySet(RecordQuerySet):
    """Baselines follow their walk-through (V4)."""

    def visible_to(self, principal):
        """Return the baselines of the walk-throughs the principal sees."""
        return self.filter(walkthrough__in=Walkthrough.objects.visible_to(principal))


class Baseline(Record):
    """A numbered snapshot of a walk-through's tree, never changed.

    `tree` lists its contracts in reading order, each a dict of KEEPS, TERMS, `terms` (the id of the terms shown),
    `terms_number` and `obligations` (dicts of id, code, what, due, state). `waiting` are the ids of the contracts whose
    ask was open at closing and has had no answer since.
    """

    walkthrough = models.ForeignKey(Walkthrough, on_delete=models.PROTECT, related_name="baselines")
    number = models.PositiveIntegerField()
    cause = models.CharField(_("cause"), max_length=300)
    contract = models.ForeignKey("walkthroughs.Contract", null=True, on_delete=models.PROTECT, related_name="+")
    tree = models.JSONField(encoder=DjangoJSONEncoder)
    waiting = models.JSONField(default=list)

    objects = BaselineQuerySet.as_manager()
    # The log tells that a baseline was made; what it holds is its own, and large.
    derived = ("tree",)

    class Meta:
        verbose_name = _("baseline")
        ordering = ["walkthrough", "number"]
        constraints = [
            unique_code("baseline"),
            models.UniqueConstraint(
                fields=["walkthrough", "number"],
                name="baseline_number_once",
                violation_error_message=_("This baseline was made already."),
            ),
        ]

    def __str__(self):
        return self.code

    def free_code(self):
        """Return the walk-through's code with the baseline's number."""
        return f"{self.walkthrough.code}-B{self.number}"

    def search_text(self):
        """Look for baselines by code."""
        return fold(self.code)


def freeze(walkthrough, changes, *, cause, contract=None):
    """Add the next baseline of a walk-through whose tree is written, and return it.

    At closing without `contract`; after it with the Contract whose first answer is the `cause`.
    """
    # The tree is read from these models.
    from walkthroughs.tree import read_tree

    last = walkthrough.baselines.order_by("number").last()
    tree = read_tree(walkthrough, questions=False)
    if contract is None:
        waiting = [node.id for node in tree.nodes if node.state in ("asked", "countered")]
    else:
        waiting = [pk for pk in last.waiting if pk != contract.pk]
    baseline = Baseline(
        walkthrough=walkthrough,
        number=last.number + 1 if last else 1,
        cause=str(cause)[:300],
        contract=contract,
        tree=[_kept(node) for node in tree.nodes],
        waiting=waiting,
    )
    baseline.prepare()
    return changes.create(baseline)


def note_answer(contract, cause, changes):
    """Add a baseline at the end of the set where this was the first answer to an ask that was open at closing (H7)."""
    walkthrough = contract.walkthrough
    if walkthrough.status != Walkthrough.Status.CLOSED:
        return
    last = walkthrough.baselines.order_by("number").last()
    if last is not None and contract.pk in last.waiting:
        changes.at_end(
            ("baseline", contract.pk),
            lambda changes: freeze(walkthrough, changes, cause=cause, contract=contract),
        )


def _kept(node):
    kept = {name: getattr(node, name) for name in (*KEEPS, *TERMS)}
    terms = {"terms": node.agreed_id or node.terms_id, "terms_number": node.agreed_number or node.offer_number}
    duties = [{name: duty[name] for name in ("id", "code", "what", "due", "state")} for duty in node.obligations]
    return kept | terms | {"obligations": duties}
