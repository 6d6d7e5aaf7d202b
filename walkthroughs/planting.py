"""Writing whole trees of contracts at once, for imports and patterns: a statement a level, not several a contract."""

from itbiz.audit.models import Change
from walkthroughs.models import Contract, Terms


def number(contracts):
    """Give new contracts of new walk-throughs their place: number, code, depth, position (N1, H2).

    `contracts` are unsaved and come parents first; siblings keep the order they have here.
    """
    for contract in contracts:
        contract.take_number()
        contract.position = contract.parent.children_born if contract.parent else 0


def plant(contracts, terms, by, changes):
    """Insert numbered contracts of one level, each with its first Terms, and log them. Raises NotAllowed.

    `terms` stand in the order of `contracts`; what is above them must be stored. Whoever steers a walk-through plants
    its tree, as with a pattern: all of it is draft, and each side still says its own part.
    """
    for walkthrough in {contract.walkthrough_id: contract.walkthrough for contract in contracts}.values():
        by.require("walkthroughs.edit_walkthrough", walkthrough)
    bed(contracts, terms, changes)


def bed(contracts, terms, changes):
    """Insert a level as `plant` does, for a verb that asked for its own right."""
    for contract in contracts:
        contract.prepare()
    Contract.objects.bulk_create(contracts, batch_size=500)
    Terms.objects.bulk_create(terms, batch_size=500)
    for contract, first in zip(contracts, terms, strict=True):
        contract.terms = first
    Contract.objects.bulk_update(contracts, ["terms"], batch_size=500)
    for contract in contracts:
        contract.walkthrough.light_up(changes)
        changes.log(contract, Change.Action.CREATED, None, contract.snapshot(), act="create")
