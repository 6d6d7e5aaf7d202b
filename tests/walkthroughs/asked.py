"""A running walk-through in which Database is asked by ERP, for the tests of moves, sides and terms."""

from datetime import date

from tests.cast import SYSTEM, make_contract, make_person, principal
from tests.kept import kept
from walkthroughs.models import Contract

WHOLE = {"accepted_when": "A failover test passes", "buyer_provides_nothing": True}
# How a promise goes on: the moves that lead to a state, each with its side.
LATER = {
    "delivered": [("deliver", "supplier")],
    "accepted": [("deliver", "supplier"), ("accept", "buyer")],
    "cancelled": [("cancel", "buyer")],
}


@kept
def make_room(company):
    """Return the company with a running walk-through: ERP is prime, and Database is asked by ERP below it."""
    room = company
    room.walkthrough = company.room()
    room.root = make_contract(room.walkthrough, supplier=company.erp, need="The books closed in four days", **WHOLE)
    room.carl = make_person("Carl Chief", username="carl", roles=["cio"])
    room.dora = make_person("Dora Deputy", username="dora")
    room.edith = make_person("Edith Editor", username="edith")
    appointed = [{"person": room.dora, "kind": "deputy"}, {"person": room.edith, "kind": "editor"}]
    company.db_unit.update(by=SYSTEM, appointments=appointed)
    return room


def child(room, state="draft", **fields):
    """Return what ERP asks of Database, brought into a state by its two sides."""
    fields = {"supplier": room.db, "parent": room.root} | WHOLE | fields
    contract = make_contract(room.walkthrough, **fields)
    buyer, supplier = principal(room.maya), principal(room.aisha)
    if state == "withdrawn":
        contract.withdraw(by=buyer)
    elif state != "draft":
        contract.ask(by=buyer)
    if state == "countered":
        contract.counter(by=supplier, due=date(2027, 3, 1))
    elif state == "declined":
        contract.decline(by=supplier, why="no_capacity")
    elif state in ("promised", *LATER):
        contract.promise(by=supplier)
    for verb, side in LATER.get(state, ()):
        reason = {"reason": "The plan changed"} if verb == "cancel" else {}
        getattr(contract, verb)(by=buyer if side == "buyer" else supplier, **reason)
    return Contract.objects.get(pk=contract.pk)
