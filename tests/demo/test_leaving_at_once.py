"""Leaving the demo while others write: nothing of theirs is lost, and nothing hangs in the air."""

import pytest
from django.db import connection

from itbiz.access.models import User
from itbiz.demo.build import build
from itbiz.demo.clearing import leave
from orgchart.models import Unit
from tests.cast import SYSTEM, make_project
from tests.together import kinds, together
from walkthroughs.models import Project

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_leave_and_one_who_writes_each_act_is_whole():
    build()
    client = Unit.objects.get(code="supply-chain-operations")
    left, wrote, again = together(
        lambda: leave(by=SYSTEM), lambda: make_project("Ours", client=client), lambda: leave(by=SYSTEM)
    )
    assert set(kinds([left, wrote, again])) <= {"", "Refused", "ValidationError"}
    # Whoever writes comes before, and what they need stays; or after, and is told that it is gone.
    ours = Project.objects.filter(title="Ours").first()
    assert (wrote == ours) if ours else isinstance(wrote, Exception)
    assert ours is None or Unit.objects.filter(pk=ours.client_id).exists()
    connection.check_constraints()
    if kinds([left, again]) == ["", ""] and ours is None:
        assert not User.objects.exists()
