"""Many rows changed at once: what `Record.update` checks of one is checked of each, and told alike."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Service
from itbiz.audit import record
from itbiz.audit.models import Change
from itbiz.audit.record import change_set
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused
from itbiz.core.many import takes_many, update_many
from itbiz.core.text import END
from orgchart.models import Line, Unit
from tests.cast import SYSTEM, make_unit, principal
from walkthroughs.models import Contract, Project, Walkthrough

pytestmark = pytest.mark.django_db


def told(pk):
    """Return what the log tells of the newest change of a unit."""
    change = Change.objects.filter(kind="orgchart.unit", object_id=pk).order_by("-pk").first()
    return change.action, change.act, change.label, change.before, change.after


def test_many_are_told_as_one_is():
    one, other = make_unit("One", code="one", headcount=3), make_unit("One", code="other", headcount=3)
    values = {"name": " One desk ", "headcount": 4}
    one.update(by=SYSTEM, **values)
    assert update_many(Unit, {other.pk: values}, by=SYSTEM) == {}
    first, second = told(one.pk), told(other.pk)
    assert first[:3] == second[:3] == ("updated", "update", "One desk")
    own = {"id": 0, "code": ""}
    assert [first[n] | own for n in (3, 4)] == [second[n] | own for n in (3, 4)]
    one, other = Unit.objects.get(code="one"), Unit.objects.get(code="other")
    assert (other.name, other.search, other.version) == ("One desk", f"one desk {END}other", one.version)
    assert other.updated_at > other.created_at


def test_what_stays_the_same_is_not_told():
    unit = make_unit("One")
    number = Change.objects.count()
    assert update_many(Unit, {unit.pk: {"name": "One"}}, by=SYSTEM) == {}
    assert (Change.objects.count(), Unit.objects.get().version) == (number, 1)


def test_a_row_that_is_refused_stays_and_the_others_are_written(company):
    company.tier.retire(by=SYSTEM)
    wanted = {company.tier.pk: {"name": "Tier"}, company.hosting.pk: {"name": "Hosting"}}
    refused = update_many(Service, wanted, by=SYSTEM)
    assert [type(error) for error in refused.values()] == [Refused]
    assert list(refused) == [company.tier.pk]
    assert set(Service.objects.values_list("name", flat=True)) == {"Database tier", "Hosting"}


def test_a_promise_field_of_an_offer_waits_in_its_draft(company):
    update_many(Service, {company.tier.pk: {"included": "Servers", "summary": "A tier"}}, by=SYSTEM)
    tier = Service.objects.get(pk=company.tier.pk)
    assert (tier.summary, tier.draft) == ("A tier", {"included": "Servers"})
    assert tier.included != "Servers"


def test_what_the_database_refuses_is_told_of_the_one_row():
    wrong, right = make_unit("Wrong"), make_unit("Right")
    refused = update_many(Unit, {wrong.pk: {"headcount": -1}, right.pk: {"headcount": 5}}, by=SYSTEM)
    assert list(refused) == [wrong.pk]
    assert isinstance(refused[wrong.pk], ValidationError)
    assert refused[wrong.pk].messages == ["A headcount is zero or more."]
    assert dict(Unit.objects.values_list("name", "headcount")) == {"Wrong": None, "Right": 5}


def test_nobody_writes_what_is_not_theirs(company):
    with pytest.raises(NotAllowed):
        update_many(Unit, {company.it.pk: {"name": "Mine"}}, by=principal(company.maya))
    assert Unit.objects.get(pk=company.it.pk).name == "Information Technology"


@pytest.mark.parametrize("number", [1, 3])
def test_the_statements_are_constant_in_rows(number, company):
    units = [make_unit(f"U {n}", head=company.nadia, parent=company.it) for n in range(number)]
    with change_set(by=SYSTEM, title="Many"), CaptureQueriesContext(connection) as seen:
        update_many(Unit, {one.pk: {"description": "A desk"} for one in units}, by=SYSTEM)
    # Two for the savepoint, the rows, their appointments, heads, parents, the set, and one that is run for each.
    assert len(seen) == 8


def test_it_is_undone_as_one():
    units = [make_unit(f"U {n}") for n in range(3)]
    with change_set(by=SYSTEM, title="Many") as changes:
        update_many(Unit, {one.pk: {"name": "Desk"} for one in units}, by=SYSTEM)
    undo(changes.row, by=SYSTEM)
    assert sorted(Unit.objects.values_list("name", flat=True)) == ["U 0", "U 1", "U 2"]


def test_changes_are_written_on_the_way(monkeypatch):
    """A set of many parts holds few changes in memory."""
    monkeypatch.setattr(record, "FLUSH_AT", 2)
    units = [make_unit(f"U {n}") for n in range(3)]
    with change_set(by=SYSTEM, title="Many") as changes:
        for unit in units:
            unit.update(by=SYSTEM, name="Desk")
        assert len(changes.pending) == 1


def test_what_a_rule_compares_with_other_rows_goes_one_by_one():
    assert takes_many(Unit, {"name", "description", "headcount"})
    assert takes_many(Service, {"status", "summary"})
    for model, name in (
        (Unit, "status"),
        (Unit, "parent"),
        (Unit, "appointments"),
        (Line, "status"),
        (Service, "line"),
    ):
        assert not takes_many(model, {name})
    for model in (Contract, Project, Walkthrough):
        assert not takes_many(model, {"code"})
