"""The tree of a walk-through: what a node knows, what the whole counts, and what it costs to read."""

from datetime import date, timedelta

import pytest

from itbiz.audit.record import change_set
from itbiz.core.days import today
from tests.cast import SYSTEM, make_contract, make_line, make_vendor, make_walkthrough, principal
from walkthroughs.models import Contract, Obligation, Question, Terms
from walkthroughs.planting import number, plant
from walkthroughs.tree import read_tree

STATEMENTS = 3
pytestmark = pytest.mark.django_db


@pytest.fixture
def room(company):
    """A running walk-through with the prime named."""
    walkthrough = company.room()
    walkthrough.root = make_contract(walkthrough, supplier=company.erp, need="The books closed in four days")
    return walkthrough


def add(room, parent=None, **fields):
    """Return a contract below `parent`, by default below the root."""
    return make_contract(room, parent=parent or room.root, **fields)


def node_of(room, contract):
    """Return the contract as the tree knows it."""
    return read_tree(room).by_id[contract.pk]


def codes(node):
    """Return the codes of a node's warnings."""
    return [warning["code"] for warning in node.warnings]


def test_own_share_is_supplied_by_the_buyers_own_line_c4(company, room):
    own = node_of(room, add(room, supplier=company.erp))
    assert own.own_share
    assert own.supplied_by_buyer
    assert not own.is_loop


def test_a_vendor_of_ones_own_is_no_own_share_and_no_trade_c4(company, room):
    norvik = make_vendor(held_by=company.erp)
    node = node_of(room, add(room, vendor=norvik))
    assert (node.block, node.name) == ("EX", "Norvik")
    assert node.supplied_by_buyer
    assert not node.own_share


def test_the_root_is_nobodys_own_share_c4(company, room):
    assert not read_tree(room).root.own_share


def test_a_promised_own_share_shows_as_own_and_counts_as_promised(company, room):
    own = add(room, supplier=company.erp, accepted_when="Unit tests pass", buyer_provides_nothing=True, asked=True)
    own.promise(by=principal(company.maya))
    tree = read_tree(room)
    assert tree.by_id[own.pk].display == "own"
    assert tree.tally()["promised"] == 1
    assert "own" not in tree.tally()


def test_the_same_line_with_others_between_is_a_loop_c8(company, room):
    tier = add(room, supplier=company.db)
    hosting = add(room, tier, supplier=company.ops)
    image = add(room, hosting, supplier=company.db)
    nodes = read_tree(room).by_id
    assert nodes[image.pk].is_loop
    assert codes(nodes[image.pk]) == ["loop"]
    assert not nodes[tier.pk].is_loop


def test_what_is_due_after_its_contract_is_warned_of_c8(company, room):
    tier = add(room, supplier=company.db, due=date(2027, 5, 15))
    late = add(room, tier, supplier=company.ops, due=date(2027, 5, 16))
    assert codes(node_of(room, late)) == ["due_after_parent"]
    assert codes(node_of(room, tier)) == []


def test_an_obligation_due_after_its_contract_is_warned_of_c8(company, room):
    tier = add(room, supplier=company.db, due=date(2027, 5, 15))
    Obligation.create(by=SYSTEM, contract=tier, what="Sizing inputs", due=date(2027, 6, 1))
    assert codes(node_of(room, tier)) == ["obligation_after_due"]


def test_deeper_than_five_levels_is_warned_of_c8(company, room):
    contract = room.root
    for _level in range(6):
        contract = add(room, contract)
    assert codes(node_of(room, contract)) == ["deep"]
    assert codes(node_of(room, contract.parent)) == []


def test_a_task_instead_of_a_result_is_hinted_at_c8(room):
    assert codes(node_of(room, add(room, need="Support the cut-over as needed"))) == ["wording", "wording"]


@pytest.mark.parametrize("noun", ["Support readiness", "Support for SAP until 2028", "Help texts in three languages"])
def test_a_noun_is_no_task_c8(room, noun):
    assert codes(node_of(room, add(room, need=noun))) == []


@pytest.mark.parametrize("task", ["Support", "Help with the migration", "Ensure quality"])
def test_a_verb_is_a_task_c8(room, task):
    assert codes(node_of(room, add(room, need=task))) == ["wording"]


def test_a_promise_below_a_withdrawn_need_is_told_c5(company, room):
    tier = add(room, supplier=company.db, asked=True)
    image = add(room, tier, supplier=company.ops, accepted_when="It boots", buyer_provides_nothing=True, asked=True)
    image.promise(by=principal(company.ruth))
    tier.refresh_from_db()
    tier.withdraw(by=principal(company.maya))
    nodes = read_tree(room).by_id
    assert nodes[image.pk].display == "promised"
    assert codes(nodes[image.pk]) == ["buyer_ended"]
    assert not nodes[tier.pk].counts


def test_the_buyer_is_the_parents_supplier_c3(company, room):
    tier = add(room, supplier=company.db)
    node = node_of(room, add(room, tier, supplier=company.ops))
    assert (node.buyer_line_id, node.buyer_line_name) == (company.db.pk, "Database Engineering")


def test_below_a_need_there_is_no_buyer_yet_c3(room):
    need = add(room, need="14 named testers")
    assert node_of(room, add(room, need)).buyer_line_id is None


def test_the_tally_counts_what_stands_below_the_root(company, room):
    add(room)
    add(room, gap=True)
    add(room, supplier=company.db)
    add(room, supplier=company.ops, asked=True)
    gone = add(room, supplier=company.ops, asked=True)
    gone.withdraw(by=principal(company.maya))
    assert read_tree(room).tally() == {"need": 1, "gap": 1, "draft": 1, "asked": 1}


def test_siblings_stand_in_their_position_each_with_its_own_below_h2(room):
    second, first = add(room, need="second"), add(room, need="first")
    below = add(room, second, need="below the second")
    second.update(by=SYSTEM, position=2)
    first.update(by=SYSTEM, position=1)
    assert [node.id for node in read_tree(room).nodes] == [room.root.pk, first.pk, second.pk, below.pk]


def test_orders_are_what_a_line_supplies_and_what_it_gets_without_own_share_c4(company, room):
    add(room, supplier=company.erp, need="own share")
    tier = add(room, supplier=company.db)
    image = add(room, tier, supplier=company.ops)
    supplied, bought = read_tree(room).orders(company.db.pk)
    assert [node.id for node in supplied] == [tier.pk]
    assert [node.id for node in bought] == [image.pk]
    supplied, bought = read_tree(room).orders(company.erp.pk)
    assert [node.id for node in supplied] == [room.root.pk]
    assert [node.id for node in bought] == [tier.pk]


def test_c3_a_line_that_is_the_client_gets_the_whole(company):
    room = make_walkthrough(client_line=company.ops)
    root = make_contract(room, supplier=company.erp)
    supplied, bought = read_tree(room).orders(company.ops.pk)
    assert ([node.id for node in supplied], [node.id for node in bought]) == ([], [root.pk])


def test_countered_terms_over_a_promise_are_pending_c6(company, room):
    tier = add(room, supplier=company.db, accepted_when="Failover proven", due=date(2027, 5, 15), asked=True)
    Obligation.create(by=SYSTEM, contract=tier, what="Sizing inputs")
    tier.promise(by=principal(company.aisha))
    tier.counter(by=principal(company.aisha), due=date(2027, 6, 1))
    node = node_of(room, tier)
    assert node.is_pending
    assert (node.due, node.offer_due) == (date(2027, 5, 15), date(2027, 6, 1))


def test_questions_stand_at_their_contract(company, room):
    Question.create(by=SYSTEM, about=room.root, text="Freeze or Black Friday?", decider=company.elin)
    root = read_tree(room).root
    assert [(question["text"], question["decider__name"]) for question in root.questions] == [
        ("Freeze or Black Friday?", "Elin Berg")
    ]


def test_a_walkthrough_without_contracts_is_an_empty_tree(company):
    tree = read_tree(company.room())
    assert not tree
    assert (tree.nodes, tree.tally(), tree.lines()) == ([], {}, [])


@pytest.mark.parametrize("nodes", [3, 300])
def test_a_tree_is_read_in_the_same_statements_whatever_its_size(company, django_assert_num_queries, nodes):
    walkthrough = grow(make_walkthrough(client=company.finance), company, nodes)
    with django_assert_num_queries(STATEMENTS):
        tree = read_tree(walkthrough)
        assert [(node.name, node.warnings, node.display, node.block) for node in tree.nodes]
    assert len(tree) == nodes


def grow(walkthrough, company, nodes):
    """Plant a tree of `nodes` contracts, all below the root's, and return its walk-through."""
    root = Contract(walkthrough=walkthrough, mode="live", need="The whole", supplier=company.erp)
    below = [
        Contract(walkthrough=walkthrough, mode="live", parent=root, need=f"Part {n}", supplier=company.db)
        for n in range(nodes - 1)
    ]
    number([root, *below])
    with change_set(by=SYSTEM, title="planted") as changes:
        for level in ([root], below):
            plant(level, [Terms(contract=contract, number=1) for contract in level], SYSTEM, changes)
    return walkthrough


def test_a_day_that_has_passed_is_warned_of_until_it_is_promised_c8(company, room):
    yesterday = today() - timedelta(days=1)
    whole = {"accepted_when": "A test passes", "buyer_provides_nothing": True, "due": yesterday}
    asked = add(room, supplier=company.db, asked=True, **whole)
    assert "due_past" in codes(node_of(room, asked))
    asked.promise(by=principal(company.aisha))
    assert "due_past" not in codes(node_of(room, asked))
    assert "due_past" not in codes(node_of(room, add(room, supplier=company.db, due=today())))


def test_n8_the_tree_names_a_line_shortly_and_cuts_no_word(company):
    walkthrough = company.room()
    root = make_contract(walkthrough, supplier=make_line("Informationssicherheit und Recht"))
    make_contract(walkthrough, parent=root, supplier=make_line("Server & Virtualisierung", short_name="Servers"))
    assert [node.short for node in read_tree(walkthrough).nodes] == ["Informationssicherheit", "Servers"]
