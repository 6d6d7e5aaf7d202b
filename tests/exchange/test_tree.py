"""Trees as plain data."""

from hypothesis import given
from hypothesis import strategies as st

from itbiz.exchange.tree import levels, on_cycles, way_up


def test_a_cycle_is_found_without_what_hangs_below_it():
    assert on_cycles({"a": "b", "b": "a", "c": "a", "d": None}) == {"a", "b"}
    assert on_cycles({"a": "a", "b": "a"}) == {"a"}
    assert on_cycles({"a": None, "b": "a", "c": "elsewhere"}) == set()


def test_the_way_up_ends_at_the_top_or_where_it_closes():
    assert way_up({"c": "b", "b": "a"}, "c") == ["c", "b", "a"]
    assert way_up({"a": "b", "b": "a"}, "a") == ["a", "b", "a"]


def test_levels_put_parents_first_wherever_they_stood():
    assert levels({"c": "b", "b": "a", "a": None, "d": None}, ["c", "b", "a", "d"]) == [["a", "d"], ["b"], ["c"]]


@given(st.dictionaries(st.integers(0, 9), st.none() | st.integers(0, 9)))
def test_a_node_is_on_a_cycle_just_when_its_way_up_comes_back_to_it(parents):
    assert on_cycles(parents) == {node for node in parents if node in way_up(parents, node)[1:]}


@given(st.lists(st.integers(0, 30), max_size=12))
def test_levels_hold_every_node_once_below_its_parent(seeds):
    parents = {node: seed % node if node else None for node, seed in enumerate(seeds)}
    found = levels(parents, list(parents))
    place = {node: number for number, level in enumerate(found) for node in level}
    assert sorted(node for level in found for node in level) == sorted(parents)
    assert all(parent is None or place[parent] == place[node] - 1 for node, parent in parents.items())
