"""The table of moves says what rule C5 says, and every part of the code that needs a move takes it from there."""

import pytest

from itbiz.access.rules import permissions
from walkthroughs.models import Contract
from walkthroughs.moves import MOVES

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
    "move": ("draft asked countered promised declined", "supplier", ""),
    "split": ("draft asked countered", "buyer", "draft"),
    "deliver": ("promised", "supplier", "delivered"),
    "accept": ("delivered", "buyer", "accepted"),
    "reject": ("delivered", "buyer", "promised"),
    "cancel": ("promised delivered", "buyer", "cancelled"),
}
BUILT = ["ask", "counter", "agree", "promise", "decline", "withdraw"]


def test_c5_the_table_is_the_rule():
    table = {verb: (set(move.sources), move.side, move.target) for verb, move in MOVES.items()}
    assert table == {verb: (set(sources.split()), side, to) for verb, (sources, side, to) in C5.items()}


def test_c5_every_state_of_the_table_is_a_state_of_a_contract():
    states = {state for move in MOVES.values() for state in (*move.sources, move.target) if state}
    assert states <= set(Contract.State.values)
    assert set(Contract.State.values) - states == set()


def test_c5_the_verbs_built_are_those_of_the_table():
    assert [verb for verb in MOVES if hasattr(Contract, verb)] == BUILT


@pytest.mark.parametrize("verb", MOVES)
def test_c5_every_move_has_a_rule_and_says_what_it_needs(verb):
    assert MOVES[verb].permission == f"walkthroughs.{verb}_contract"
    assert MOVES[verb].permission in permissions()
    assert str(MOVES[verb].needs).endswith(".")
