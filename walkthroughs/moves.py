"""The moves of a contract (rule C5): one table that feeds verbs, buttons, schema, documentation and tests."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

BUYER, SUPPLIER = "buyer", "supplier"
# The supplier of the contract that another one is moved below: who buys it from then on.
NEW_BUYER = "new buyer"
BEFORE_DELIVERED = ("draft", "asked", "countered", "promised", "declined")
# Before the supplier's first answer: either side still writes its own fields.
UNANSWERED = ("draft", "asked")
# What may still be called off without anybody breaking a promise.
OPEN = ("draft", "asked", "countered", "declined")
# Ended without a result: nothing hangs on these any more.
ENDED = ("withdrawn", "cancelled")
# Kept, or still to be kept: somebody said yes.
KEPT = ("promised", "delivered", "accepted")
# The answers to what was asked; the first one after closing makes a baseline (H7).
ANSWERS = ("promise", "counter", "agree", "decline")


@dataclass(frozen=True)
class Move:
    """One move: its verb, the states it leaves, the side that makes it, the state it leads to, and what it needs."""

    verb: str
    sources: tuple
    side: str
    target: str
    needs: str

    @property
    def permission(self):
        """The permission that asks for the side."""
        return f"walkthroughs.{self.verb}_contract"


MOVES = {
    move.verb: move
    for move in (
        Move("ask", ("draft", "countered"), BUYER, "asked", _("A supplier and a need.")),
        Move("counter", ("asked", "promised"), SUPPLIER, "countered", _("At least one term changed.")),
        Move("agree", ("countered",), BUYER, "promised", _("The supplier's countered terms stand.")),
        Move(
            "promise",
            ("asked",),
            SUPPLIER,
            "promised",
            _("A result, its acceptance, and what the buyer provides."),
        ),
        Move(
            "decline",
            ("asked", "countered"),
            SUPPLIER,
            "declined",
            _("Why: not ours, no capacity, not this way."),
        ),
        Move("withdraw", OPEN, BUYER, "withdrawn", _("Nothing. Open contracts below go with it.")),
        Move("amend", ("promised",), BUYER, "asked", _("New terms, pending.")),
        Move("reassign", BEFORE_DELIVERED, BUYER, "asked", _("A new supplier.")),
        Move(
            "move",
            BEFORE_DELIVERED,
            NEW_BUYER,
            "",
            _("A new parent in the same walk-through, and a position."),
        ),
        Move("split", ("draft", "asked", "countered"), BUYER, "draft", _("Two needs.")),
        Move("deliver", ("promised",), SUPPLIER, "delivered", _("Nothing.")),
        Move("accept", ("delivered",), BUYER, "accepted", _("Nothing.")),
        Move("reject", ("delivered",), BUYER, "promised", _("A reason.")),
        Move("cancel", ("promised", "delivered"), BUYER, "cancelled", _("A reason.")),
    )
}
