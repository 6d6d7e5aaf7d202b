"""Writes the table of a contract's moves as a page of the documentation: `python manage.py moves > docs/moves.md`."""

from django.core.management.base import BaseCommand
from django.utils.translation import override

from itbiz.core.terms import term
from walkthroughs.models import Contract
from walkthroughs.moves import MOVES, NEW_BUYER

HEAD = """# The moves of a contract

Written by `python manage.py moves > docs/moves.md` from the table in `walkthroughs/moves.py`, which the verbs, the
buttons, the REST interface and the tests read too (rule C5). Every other move is refused with 409 and a sentence.

| verb | button | from | side | to | what it needs |
| --- | --- | --- | --- | --- | --- |
"""
SIDES = {NEW_BUYER: "the new parent's supplier"}
# Where a move leads that the table leaves to the state it starts from, or that leads elsewhere from one state.
LEADS = {
    "reassign": "asked (a draft stays draft)",
    "move": "asked if it was promised for another parent, else unchanged",
    "split": "draft, twice",
    "counter": "countered; over a promise its terms are pending",
    "amend": "asked; its terms are pending",
    "decline": "declined; over a promise back to promised",
    "withdraw": "withdrawn; over a promise back to promised",
}
STATES = """
## From each state

| state | the buyer's side | the supplier's side |
| --- | --- | --- |
"""


def page():
    """Return the page, in Markdown."""
    moves = "".join(
        f"| `{move.verb}` | {term(f'button.{move.verb}')} | {', '.join(move.sources)} "
        f"| {SIDES.get(move.side, move.side)} | {LEADS.get(move.verb, move.target)} | {move.needs} |\n"
        for move in MOVES.values()
    )
    return f"{HEAD}{moves}{STATES}{''.join(_row(state) for state in Contract.State.values)}"


def _row(state):
    cells = []
    for supplier in (False, True):
        open_now = [m.verb for m in MOVES.values() if state in m.sources and (m.side == "supplier") == supplier]
        cells.append(", ".join(f"`{verb}`" for verb in open_now) or "–")
    return f"| {state} | {' | '.join(cells)} |\n"


class Command(BaseCommand):
    """Print the table of moves."""

    help = "Prints the table of a contract's moves in Markdown, as it stands in docs/moves.md."

    def handle(self, **options):
        """Write the page to standard output."""
        with override("en"):
            self.stdout.write(page(), ending="")
