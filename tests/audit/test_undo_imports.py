"""Undoing a whole import: all its rows go, and come back with their ids, codes and keys (rules I11, U3, H8)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused
from itbiz.exchange.verdicts import Verdict
from orgchart.models import Person, Unit
from tests.cast import SYSTEM, make_contract, principal
from tests.exchange.files import load
from tests.walkthroughs.test_imports import BOOKS, tree
from walkthroughs.models import Contract, Project, Terms, Walkthrough

pytestmark = pytest.mark.django_db

UNDO_STATEMENTS = 103
UNITS = """
    id,name,reports_to,manager
    u:2,Storage,u:1,Ada Archer
    u:1,Keeping,,Ben Becker"""


def counts():
    """Return how many rows of each kind there are."""
    return {model: model.objects.count() for model in (Person, Unit, Project, Walkthrough, Contract, Terms)}


def test_u3_an_import_of_units_is_undone_brought_back_and_loaded_again(company):
    before = counts()
    report = load("units", UNITS)
    after, ids = counts(), set(Unit.objects.values_list("pk", "code"))
    assert after != before
    undo(report.change_set, by=principal(company.nadia))
    assert counts() == before
    undo(ChangeSet.objects.order_by("-number").first(), by=principal(company.nadia))
    assert (counts(), set(Unit.objects.values_list("pk", "code"))) == (after, ids)
    assert load("units", UNITS).counts == {Verdict.UNCHANGED: 2}


def test_i11_after_an_undo_the_same_file_loads_anew_and_then_changes_nothing(company):
    undo(load("units", UNITS).change_set, by=SYSTEM)
    assert load("units", UNITS).counts == {Verdict.CREATE: 2}
    assert load("units", UNITS).counts == {Verdict.UNCHANGED: 2}


def test_u3_an_import_of_contracts_is_undone_and_brought_back(company):
    before = counts()
    report = load("contracts", BOOKS)
    shown, after = tree(), counts()
    undo(report.change_set, by=SYSTEM)
    assert counts() == before
    undo(ChangeSet.objects.order_by("-number").first(), by=SYSTEM)
    assert (tree(), counts()) == (shown, after)
    assert len(Walkthrough.objects.get(code="close").lights) == 9
    grown = make_contract(Walkthrough.objects.get(code="close"), parent=Contract.objects.get(code="close-0"))
    assert grown.code == "close-0.3"


def test_h8_an_import_that_somebody_worked_on_since_stays(company):
    report = load("contracts", BOOKS)
    Contract.objects.get(code="close-0").ask(by=SYSTEM)
    with pytest.raises(Refused):
        undo(report.change_set, by=SYSTEM)
    assert Contract.objects.get(code="close-0").state == "asked"


def test_u3_an_import_is_undone_by_whoever_may_write_what_it_wrote(company):
    report = load("units", UNITS)
    with pytest.raises(NotAllowed):
        undo(report.change_set, by=principal(company.olga))


@pytest.mark.parametrize("more", [1, 3])
def test_u3_an_import_is_undone_in_the_same_statements_whatever_it_brought(company, more):
    below = "".join(f"\n    close,c:9{number},c:1,ops,Hosting {number}" for number in range(more))
    report = load("contracts", BOOKS + below)
    with CaptureQueriesContext(connection) as seen:
        undo(report.change_set, by=SYSTEM)
    assert len(seen) == UNDO_STATEMENTS
