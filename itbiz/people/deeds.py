"""What can be done to an object of each kind: permissions of the registry in words, and what each is asked of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.core.terms import term
from orgchart.models import Line, Unit, Vendor
from walkthroughs.models import Contract, Obligation, Project, Walkthrough
from walkthroughs.moves import BUYER, MOVES, NEW_BUYER, SUPPLIER
from walkthroughs.sides import buyer_of


def itself(obj):
    """Return the object itself: most permissions are asked of it."""
    return obj


@dataclass(frozen=True)
class Deed:
    """One thing to do: its permission, its words, and `of`, which makes what the permission is asked of.

    Words of a move hold `%(verb)s`, the word on its button.
    """

    permission: str
    phrase: str
    of: Callable = itself
    verb: str = ""

    @property
    def words(self):
        """What is done, as people say it."""
        return self.phrase % {"verb": term(f"button.{self.verb}")} if self.verb else self.phrase


@dataclass(frozen=True)
class Kind:
    """One kind of object: model, view of its page, what is read with it, whose offices count, what can be done."""

    model: type
    view: str
    companions: tuple
    # From an object to the parties, Units or Lines or None, on whose units' offices its rules count.
    parties: Callable
    deeds: tuple
    # From an object to (words, ids of the units) of others on whose offices one of its rules counts, or None.
    others: Callable = lambda obj: None

    def units_of(self, obj):
        """Return the units on whose offices the rules about an object count, its own first."""
        units = (getattr(party, "unit", party) for party in self.parties(obj) if party is not None)
        return list({unit.pk: unit for unit in units}.values())


UNIT = (
    Deed("orgchart.edit_unit", _("Change its name, head, deputies and editors")),
    Deed("orgchart.move_unit", _("Let it report to another unit")),
    Deed("orgchart.close_unit", _("Close it")),
    Deed("orgchart.edit_unit", _("Add a unit below it"), lambda unit: Unit(parent=unit)),
    Deed("orgchart.edit_line", _("Name a line of business in it"), lambda unit: Line(unit=unit)),
)
LINE = (
    Deed("orgchart.edit_line", _("Rename it, say its type of business, move or close it")),
    Deed("orgchart.write_line", _("Write what is its own, and what is not")),
    Deed("orgchart.confirm_line", _("Confirm it, where it was named in a walk-through")),
    Deed("orgchart.edit_vendor", _("Hold a vendor"), lambda line: Vendor(held_by=line)),
    Deed("catalog.write_service", _("Write its catalog"), lambda line: Service(line=line)),
    Deed("catalog.publish_service", _("Publish what it offers"), lambda line: Service(line=line)),
    Deed(
        "walkthroughs.promise_contract",
        _("Promise for it what others ask"),
        lambda line: Contract(supplier=line, walkthrough=Walkthrough()),
    ),
)
SERVICE = (
    Deed("catalog.write_service", _("Write its text")),
    Deed("catalog.publish_service", _("Publish it, and retire it")),
    Deed("catalog.review_service", _("Review it")),
)
PROJECT = (
    Deed("walkthroughs.edit_project", _("Change it, and plan a walk-through for it")),
    Deed("walkthroughs.entrust_project", _("Name its sponsor, its client and what it designs")),
)
WALKTHROUGH = (
    Deed("walkthroughs.join_walkthrough", _("Take a seat in it")),
    Deed(
        "walkthroughs.add_contract",
        _("Say what is needed, and from whom"),
        lambda walkthrough: Contract(walkthrough=walkthrough),
    ),
    Deed("walkthroughs.edit_walkthrough", _("Change its settings")),
    Deed("walkthroughs.start_walkthrough", _("Start it")),
    Deed("walkthroughs.pause_walkthrough", _("Pause it")),
    Deed("walkthroughs.resume_walkthrough", _("Resume it")),
    Deed("walkthroughs.close_walkthrough", _("Close it")),
    Deed("walkthroughs.reopen_walkthrough", _("Open it again")),
    Deed("walkthroughs.hand_over_walkthrough", _("Hand over the role of the facilitator")),
    Deed("walkthroughs.take_back_walkthrough", _("Take that role back")),
    Deed("walkthroughs.present_walkthrough", _("Show it on a wall")),
    Deed("walkthroughs.found_line", _("Name a provisional line in it")),
    Deed("walkthroughs.keep_pattern", _("Keep it as a pattern")),
)
# Whose each move is, as the table of the moves says it (C5).
SIDES = {BUYER: _("%(verb)s, for the buyer"), SUPPLIER: _("%(verb)s, for the supplier"), NEW_BUYER: "%(verb)s"}


def _move(move):
    return Deed(move.permission, SIDES[move.side], verb=move.verb)


CONTRACT = (
    *(_move(move) for move in MOVES.values()),
    Deed(
        "walkthroughs.add_contract",
        _("Ask others for what it needs"),
        lambda contract: Contract(walkthrough=contract.walkthrough, parent=contract),
    ),
    Deed(
        "walkthroughs.write_obligation",
        _("Write what the buyer provides"),
        lambda contract: Obligation(contract=contract),
    ),
    Deed("walkthroughs.home_gap", _("Give it a home, where nobody offers it")),
)


def other_suppliers(contract):
    """Return (words, unit ids) of whoever supplies another contract of the tree: it can be hung there, too (C5)."""
    others = Contract.objects.filter(walkthrough=contract.walkthrough_id, supplier__isnull=False)
    own = {party.unit_id for party in (contract.supplier, contract.parent and contract.parent.supplier) if party}
    words = _("whoever speaks for the supplier of another contract of the tree")
    return words, set(others.values_list("supplier__unit", flat=True)) - own


# A walk-through with what the rules about it read.
SESSION = ("project", "client_unit", "client_line__unit")
KINDS = {
    "unit": Kind(Unit, "orgchart:unit", ("parent",), lambda unit: [unit], UNIT),
    "line": Kind(Line, "orgchart:line", ("unit__parent",), lambda line: [line], LINE),
    "service": Kind(Service, "catalog:service", ("line__unit",), lambda service: [service.line], SERVICE),
    "project": Kind(Project, "walkthroughs:project", ("client",), lambda project: [project.client], PROJECT),
    "walkthrough": Kind(Walkthrough, "walkthroughs:walkthrough", SESSION, lambda walk: [walk.client], WALKTHROUGH),
    "contract": Kind(
        Contract,
        "walkthroughs:contract",
        (*(f"walkthrough__{name}" for name in SESSION), "supplier__unit", "parent__supplier__unit", "terms"),
        lambda contract: [contract.supplier, buyer_of(contract)],
        CONTRACT,
        other_suppliers,
    ),
}
