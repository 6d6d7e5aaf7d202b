"""What else a row of a contract may say, its number, and who may bring it in (rules I9, I10, N1, P2)."""

from datetime import date

import pytest

from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused
from itbiz.exchange import kinds
from itbiz.exchange.run import run
from itbiz.exchange.tables import parse
from itbiz.exchange.verdicts import Verdict
from orgchart.models import Unit
from tests.cast import SYSTEM, make_contract, make_vendor, principal
from tests.exchange.files import load, said
from walkthroughs.models import Contract, Obligation, Project, Walkthrough

pytestmark = pytest.mark.django_db

WHOLE = """
    walkthrough,walkthrough_title,project,client,code,parent,unit,vendor,service,lead,need,result,due,gap,buyer_provides
    W,Closing,books,finance,W-0,,erp,norvik,,,Books closed,Closed books,2027-03-31,,"[{""what"": ""Time""}]"
    W,,,,W-0.4,W-0,db,,tier,aisha-okafor,Storage,,,,"[{""what"": ""Sizes"", ""due"": ""2027-01-31""}]"
    W,,,,W-0.4.2,W-0.4,,,,,Master data,,,yes,
    W,,,,W-0.2.7,W-0,ops,,,,Moved here,,,,
    W,,,,other,W-0,ops,,,,Not numbered,,,,"""
FIRMS = """
    project_id,line_id,parent_line_id,contractor,contractor_id,scope,amount
    P,P:0,,ACME LLC,A1,Computers,100
    P,P:1,P:0,Bolt Inc,B1,Cables,150
    P,P:2,P:0,"ACME, LLC",A1,Paint,0"""


@pytest.fixture
def organisation(company):
    """The company with a vendor."""
    make_vendor("Norvik", code="norvik", held_by=company.erp)
    return company


def by_code():
    """Return the contracts by their codes."""
    return {contract.code: contract for contract in Contract.objects.select_related("terms", "parent")}


def test_i9_all_columns_of_a_draft_are_read(organisation):
    assert load("contracts", WHOLE).counts == {Verdict.CREATE: 5}
    walkthrough = Walkthrough.objects.get(code="W")
    assert (walkthrough.title, walkthrough.project, walkthrough.client_unit) == (
        "Closing",
        organisation.project,
        organisation.finance,
    )
    assert Project.objects.count() == 1
    rows = by_code()
    assert (rows["W-0"].vendor.code, rows["W-0"].terms.deliverable) == ("norvik", "Closed books")
    assert rows["W-0"].terms.due == date(2027, 3, 31)
    tier = rows["W-0.4"]
    assert (tier.service, tier.service_version.number, tier.lead) == (organisation.tier, 1, organisation.aisha)
    assert rows["W-0.4.2"].gap
    duties = Obligation.objects.order_by("pk").values_list("contract__code", "what", "due")
    assert list(duties) == [("W-0", "Time", None), ("W-0.4", "Sizes", date(2027, 1, 31))]
    assert load("contracts", WHOLE).counts == {Verdict.UNCHANGED: 5}


def test_n1_codes_that_a_file_tells_are_kept_and_none_is_given_twice(organisation):
    load("contracts", WHOLE)
    rows = by_code()
    assert {code: (row.number, row.depth) for code, row in rows.items()} == {
        "W-0": ("0", 0),
        "W-0.4": ("0.4", 1),
        "W-0.4.2": ("0.4.2", 2),
        "W-0.2.7": ("0.2.7", 1),
        "W-0.5": ("0.5", 1),
    }
    assert make_contract(rows["W-0"].walkthrough, parent=Contract.objects.get(code="W-0.4")).code == "W-0.4.3"
    assert make_contract(rows["W-0"].walkthrough, parent=Contract.objects.get(code="W-0")).code == "W-0.6"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("erp,nowhere,,", "vendor"),
        ("db,norvik,,", "vendor"),
        ("erp,,nothing,", "service"),
        ("erp,,tier,", "service"),
        ("erp,,,nobody", "lead"),
    ],
)
def test_what_a_row_names_and_does_not_fit_is_an_error(organisation, row, field):
    report = load("contracts", f"walkthrough,code,need,unit,vendor,service,lead\nw,1,N,{row}")
    assert [error.column for error in report.errors] == [field]


def test_wrong_duties_and_a_gap_with_a_supplier_are_errors(organisation):
    wrong = load(
        "contracts",
        'walkthrough,code,unit,need,buyer_provides\nw,1,erp,N,"[{""what"": ""x"", ""due"": ""soon""}]"',
    )
    assert [error.column for error in wrong.errors] == ["buyer_provides"]
    assert said(load("contracts", "walkthrough,code,unit,need,gap\nw,1,erp,N,yes")) == [
        "row 2, column gap: Where nobody offers this, no supplier stands. Take one of the two away."
    ]


def test_what_a_known_contract_holds_of_the_buyer_stays_with_a_note(organisation):
    load("contracts", WHOLE)
    report = load("contracts", WHOLE.replace("Time", "Money"))
    assert report.counts == {Verdict.UNCHANGED: 5}
    assert "What the buyer provides stays as it is here." in [note.sentence for note in report.notes]


def test_a_draft_takes_what_a_file_changes(organisation):
    load("contracts", WHOLE)
    load("contracts", WHOLE.replace("Closed books", "Books that balance").replace("norvik", ""))
    root = by_code()["W-0"]
    assert (root.terms.deliverable, root.vendor) == ("Books that balance", None)


def test_h6_practice_and_restricted_trees_come_in_as_they_were(organisation):
    load("contracts", "walkthrough,mode,code,unit,need\nw,practice,1,erp,N")
    load("contracts", "walkthrough,access,code,unit,need\nv,restricted,2,erp,N")
    assert set(Walkthrough.objects.values_list("code", "mode", "access")) == {
        ("w", "practice", "restricted"),
        ("v", "live", "restricted"),
    }
    assert set(Contract.objects.values_list("mode", flat=True)) == {"practice", "live"}


def test_i10_a_firm_is_a_unit_outside_it_with_one_line_known_by_its_id():
    load("projects", "project_id,project,customer\nP,Computers,Customs")
    report = load("contracts", FIRMS)
    assert report.made == {"units": 2, "lines": 2, "walk-throughs": 1}
    assert set(Unit.objects.exclude(name="Customs").values_list("code", "name", "inside_it", "lines__code")) == {
        ("A1", "ACME LLC", False, "A1"),
        ("B1", "Bolt Inc", False, "B1"),
    }
    assert Walkthrough.objects.get().client_unit.name == "Customs"
    assert set(Contract.objects.values_list("terms__currency", flat=True)) == {"XXX"}
    assert [note.sentence for note in report.notes if note.column == "amount"] == [
        "The file names no currency: its amounts are kept as XXX, which stands for none. Add a column “currency” to "
        "name one.",
        "The amount is above the prime's, 100.",
        "The amount is zero.",
    ]
    assert load("contracts", FIRMS).counts == {Verdict.UNCHANGED: 3}
    assert Unit.objects.count() == 3


def test_i10_a_firm_that_only_a_skipped_row_names_is_not_made():
    load("projects", "project_id,project,customer\nP,Computers,Customs")
    load("contracts", FIRMS + "\n    P,P:3,P:9,Copper AG,C1,Copper,1", skip_bad_rows=True)
    assert not Unit.objects.filter(code="C1").exists()


def test_p2_whoever_plans_a_walk_through_brings_its_tree_in_and_takes_it_back(organisation):
    by = principal(organisation.nadia, source="import")
    report = run(kinds.find("contracts"), parse(WHOLE.strip().encode()), by=by, source="tests", apply=True)
    assert report.applied, said(report)
    assert Walkthrough.objects.get().facilitator == organisation.nadia
    undo(ChangeSet.objects.get(pk=report.change_set.pk), by=principal(organisation.nadia))
    assert not Contract.objects.exists()
    assert not Obligation.objects.exists()
    by = principal(organisation.olga, source="import")
    with pytest.raises((NotAllowed, AssertionError)):
        assert run(kinds.find("contracts"), parse(WHOLE.strip().encode()), by=by, source="t", apply=True).applied


def test_a_contract_that_a_full_file_lacks_stays(organisation):
    load("contracts", WHOLE)
    kind, contract = kinds.find("contracts"), by_code()["W-0"]
    assert not kind.is_ended(contract)
    with pytest.raises(Refused, match="a contract is ended by one of its sides"):
        kind.end(contract, by=SYSTEM)
