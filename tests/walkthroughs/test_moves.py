"""The table of moves says what rule C5 says, and every part of the code that needs a move takes it from there."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from itbiz.access.rules import permissions
from walkthroughs.desk import ANSWERS, RARE
from walkthroughs.models import Contract
from walkthroughs.moves import MOVES
from walkthroughs.sheets import SHEETS
from walkthroughs.views.contracts import PLAIN

# Rule C5, row by row: verb, from, side, to.
C5 = {
    "ask": ("draft countered", "buyer", "asked"),
    "counter": ("asked promised", "supplier", "countered"),
    "agree": ("countered", "buyer", "promised"),
    "promise": ("asked", "supplier", "promised"),
    "decline": ("asked countered", "supplier", "declined"),
    "withdraw": ("draft asked countered declined", "buyer", "withdrawn"),
    "amend": ("promised", "buyer", "asked"),
    "reassign": ("draft asked countered promised declined", "buyer", "asked"),
    "move": ("draft asked countered promised declined", "new buyer", ""),
    "split": ("draft asked countered", "buyer", "draft"),
    "deliver": ("promised", "supplier", "delivered"),
    "accept": ("delivered", "buyer", "accepted"),
    "reject": ("delivered", "buyer", "promised"),
    "cancel": ("promised delivered", "buyer", "cancelled"),
}


def test_c5_the_table_is_the_rule():
    table = {verb: (set(move.sources), move.side, move.target) for verb, move in MOVES.items()}
    assert table == {verb: (set(sources.split()), side, to) for verb, (sources, side, to) in C5.items()}


def test_c5_every_state_of_the_table_is_a_state_of_a_contract():
    states = {state for move in MOVES.values() for state in (*move.sources, move.target) if state}
    assert states <= set(Contract.State.values)
    assert set(Contract.State.values) - states == set()


def test_c5_every_move_is_a_verb_a_button_and_a_sheet_or_a_plain_button():
    assert [verb for verb in MOVES if not callable(getattr(Contract, verb, None))] == []
    assert sorted(MOVES) == sorted((*ANSWERS, *RARE)) == sorted((*PLAIN, *SHEETS))


def test_c5_the_table_in_the_documentation_is_the_one_in_the_code():
    printed = StringIO()
    call_command("moves", stdout=printed)
    assert (settings.BASE_DIR / "docs" / "moves.md").read_text(encoding="utf-8") == printed.getvalue()
    assert "| `reject` | Reject delivery | delivered | buyer | promised | A reason. |" in printed.getvalue()
    assert "| delivered | `accept`, `reject`, `cancel` | – |" in printed.getvalue()


@pytest.mark.parametrize("verb", MOVES)
def test_c5_every_move_has_a_rule_and_says_what_it_needs(verb):
    assert MOVES[verb].permission == f"walkthroughs.{verb}_contract"
    assert MOVES[verb].permission in permissions()
    assert str(MOVES[verb].needs).endswith(".")
