"""Random sequences of acts by random people over random trees: no rule is ever broken (C, H, L, U3)."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.undo import undo
from itbiz.core.errors import Refused
from tests.api.client import ApiClient
from tests.cast import SYSTEM
from tests.walkthroughs.play import STEPS, Play, require_rules, state_of
from walkthroughs.models import Contract
from walkthroughs.tree import read_tree

pytestmark = pytest.mark.django_db
EXAMPLES = settings(
    max_examples=12,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def apart():
    """Keep what one example writes out of the next one."""
    outer = transaction.atomic()
    # What the test runner does for a test, so that change sets may still be outermost in it.
    outer._from_testcase = True
    with outer:
        yield
        transaction.set_rollback(True)


@EXAMPLES
@given(steps=STEPS)
def test_h1_to_h9_hold_whatever_anybody_does(db, steps):
    with apart():
        play = Play()
        for name, *choices in steps:
            before = ChangeSet.objects.count(), Contract.objects.count()
            if play.act(name, *choices):
                assert Contract.objects.count() >= before[1], "H8: no contract is ever deleted"
                require_rules(play)
            else:
                assert (ChangeSet.objects.count(), Contract.objects.count()) == before, "what is refused writes nothing"


@EXAMPLES
@given(steps=STEPS, last=st.integers(1, 6))
def test_u3_undoing_the_last_acts_gives_back_what_was(db, steps, last):
    with apart():
        play, earlier = Play(), []
        for name, *choices in steps:
            before, count = state_of(), ChangeSet.objects.count()
            if play.act(name, *choices) and ChangeSet.objects.count() > count:
                earlier.append((ChangeSet.objects.order_by("number").last(), before))
        for row, before in reversed(earlier[-last:]):
            if Change.objects.filter(change_set=row, kind="walkthroughs.baseline").exists():
                with pytest.raises(Refused):
                    undo(row, by=SYSTEM)
                break
            undo(row, by=SYSTEM)
            assert state_of() == before, f"undone: {row.title}"
            require_rules(play)


@EXAMPLES
@given(steps=STEPS)
def test_the_tree_over_rest_is_the_tree_on_the_page(db, steps):
    with apart():
        play = Play()
        for name, *choices in steps:
            play.act(name, *choices)
        over_rest = ApiClient(play.room.nadia).get(f"walkthroughs/{play.walkthrough.pk}/tree/").body["root"]
        client = Client()
        client.force_login(play.room.nadia.user)
        page = client.get(reverse("walkthroughs:walkthrough", args=[play.walkthrough.pk]))
        assert flat(over_rest) == [told(node) for node in page.context["desk"].tree.nodes]
        assert len(flat(over_rest)) == len(read_tree(play.walkthrough)) == Contract.objects.count()


def flat(branch):
    """Return a nested contract and all below it, in reading order, as `told` does."""
    supplier = branch["supplier"] and branch["supplier"]["id"]
    own = (branch["id"], branch["state"], supplier, branch["deliverable"], branch["depth"], branch["own_share"])
    return [own, *(row for child in branch["children"] for row in flat(child))]


def told(node):
    """Return what a node says of itself."""
    return (node.id, node.state, node.supplier_id, node.deliverable, node.depth, node.own_share)
