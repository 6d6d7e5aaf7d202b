"""Contracts from a file (rules I9, C3, C4, N1)."""

import pytest

from itbiz.audit.models import ChangeSet
from itbiz.exchange.verdicts import Verdict
from orgchart.models import Line
from tests.cast import SYSTEM, make_contract
from tests.exchange.files import load, said
from walkthroughs.models import Contract, Project, Walkthrough
from walkthroughs.sides import buyer_of

pytestmark = pytest.mark.django_db

BOOKS = """
    walkthrough,line_id,parent_line_id,unit,product
    close,c:3,c:2,,A failover test
    close,c:1,,erp,Books closed in four days
    close,c:2,c:1,db,A database tier
    close,c:4,c:1,erp,Screens for the ledger
    audit,a:1,,ops,An audit trail"""


def tree(code="close"):
    """Return the contracts of a walk-through as {number: (need, supplier's code or None)}."""
    rows = Contract.objects.filter(walkthrough__code=code).values_list("number", "need", "supplier__code")
    return {number: (need, supplier) for number, need, supplier in rows}


def test_i9_a_group_is_one_project_and_one_planned_live_walk_through(company):
    report = load("contracts", BOOKS)
    assert report.counts == {Verdict.CREATE: 5}
    assert report.made == {"projects": 2, "walk-throughs": 2}
    walkthrough = Walkthrough.objects.get(code="close")
    assert (walkthrough.status, walkthrough.mode, walkthrough.access) == ("planned", "live", "open")
    assert (walkthrough.project.code, walkthrough.project.title) == ("close", "close")
    assert set(Contract.objects.values_list("state", "mode")) == {("draft", "live")}


def test_n1_contracts_are_numbered_at_birth_in_the_order_of_the_file(company):
    load("contracts", BOOKS)
    assert tree() == {
        "0": ("Books closed in four days", "erp"),
        "0.1": ("A database tier", "db"),
        "0.1.1": ("A failover test", None),
        "0.2": ("Screens for the ledger", "erp"),
    }
    second = Contract.objects.get(code="close-0.2")
    assert (second.depth, second.position, second.parent.children_born) == (1, 2, 2)


def test_an_imported_tree_grows_by_the_verbs_as_any_other(company):
    load("contracts", BOOKS)
    prime = Contract.objects.get(code="close-0")
    child = make_contract(prime.walkthrough, parent=prime, supplier=company.ops)
    assert (child.code, child.position) == ("close-0.3", 3)
    child.ask(by=SYSTEM)
    assert child.state == "asked"


def test_h3_the_client_is_the_primes_unit_so_that_a_prime_is_no_own_share(company):
    load("contracts", BOOKS)
    prime = Contract.objects.get(code="close-0")
    assert buyer_of(prime) == company.erp_unit
    assert prime.walkthrough.client_line is None
    assert buyer_of(Contract.objects.get(code="close-0.2")) == company.erp


def test_h3_a_client_that_the_file_names_buys(company):
    load("contracts", "walkthrough,line_id,unit,product,client\nclose,1,erp,Books closed,finance")
    assert Walkthrough.objects.get().client_unit == company.finance
    assert Project.objects.get(code="close").client == company.finance


def test_c3_a_child_under_a_need_has_no_buyer(company):
    load("contracts", BOOKS + "\nclose,c:5,c:3,,A test plan")
    assert buyer_of(Contract.objects.get(code="close-0.1.1.1")) is None


def test_i2_a_unit_without_a_line_gets_it(company):
    load("contracts", "walkthrough,line_id,unit,product\nclose,1,finance,Books closed")
    assert Line.objects.get(code="finance").supplies.count() == 1


def test_i11_the_same_file_again_changes_nothing(company):
    load("contracts", BOOKS)
    before = list(Contract.objects.order_by("pk").values()), ChangeSet.objects.count()
    assert load("contracts", BOOKS).counts == {Verdict.UNCHANGED: 5}
    assert (list(Contract.objects.order_by("pk").values()), ChangeSet.objects.count()) == before


def test_a_file_that_grew_adds_to_the_trees_that_stand(company):
    load("contracts", BOOKS)
    version = Walkthrough.objects.get(code="close").version
    report = load("contracts", BOOKS + "\nclose,c:7,c:6,ops,Backup\nclose,c:6,c:2,ops,Servers")
    assert report.counts == {Verdict.UNCHANGED: 5, Verdict.CREATE: 2}
    assert tree()["0.1.2"] == ("Servers", "ops")
    assert tree()["0.1.2.1"] == ("Backup", "ops")
    assert Walkthrough.objects.get(code="close").version > version


def test_c1_a_file_changes_drafts_alone(company):
    load("contracts", BOOKS)
    Contract.objects.get(code="close-0.2").ask(by=SYSTEM)
    changed = BOOKS.replace("A database tier", "A database").replace("Screens", "Windows")
    report = load("contracts", changed)
    assert report.counts == {Verdict.UPDATE: 1, Verdict.UNCHANGED: 4}
    assert [str(note) for note in report.notes if "asked" in note.sentence] == [
        "row 5: The contract is asked here; it stays as it was."
    ]
    assert tree()["0.1"][0] == "A database"
    assert tree()["0.2"][0] == "Screens for the ledger"


def test_a_need_that_got_its_supplier_here_keeps_it(company):
    load("contracts", BOOKS)
    Contract.objects.get(code="close-0.1.1").update(by=SYSTEM, supplier=company.ops)
    assert load("contracts", BOOKS).counts == {Verdict.UNCHANGED: 5}


def test_i9_amounts_that_do_not_add_up_load_with_a_note(company):
    report = load(
        "contracts",
        """
        walkthrough,line_id,parent_line_id,unit,scope,amount,currency
        w,1,,erp,Prime,100,USD
        w,2,1,db,Above,150.25,usd
        w,3,1,db,Zero,0,USD
        w,4,1,db,Below,-5,USD
        w,5,1,db,Nothing said,,
        """,
    )
    assert [(note.row, note.sentence) for note in report.notes if note.column == "amount"] == [
        (3, "The amount is above the prime's, 100."),
        (4, "The amount is zero."),
        (5, "The amount is below zero."),
    ]
    prices = Contract.objects.order_by("number").values_list("terms__price", "terms__currency")
    assert [(price and float(price), currency) for price, currency in prices] == [
        (100.0, "USD"),
        (150.25, "USD"),
        (0, "USD"),
        (-5.0, "USD"),
        (None, ""),
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("close,x,,db,Another prime", "The walk-through close has its prime contract already."),
        ("close,x,a:1,db,Elsewhere", "The parent “a:1” belongs to the walk-through audit."),
        ("close,x,c:9,db,Nowhere", "The parent “c:9” is neither in the file nor known here."),
        ("close,x,x,db,Itself", "The row names itself as its parent."),
        ("close,x,c:1,nowhere,Nobody's", "There is no unit “nowhere”."),
        ("close,x,c:1,db,", "The cell is empty."),
        (",x,c:1,db,No group", "The cell is empty."),
        ("new,x,,,Nobody's prime", "Neither a client nor a supplier is named for the prime contract."),
    ],
)
def test_a_row_that_does_not_fit_is_an_error(company, row, sentence):
    report = load("contracts", f"{BOOKS}\n{row}")
    assert [error.sentence for error in report.errors] == [sentence]
    assert not Contract.objects.exists()


def test_what_hangs_below_a_skipped_row_is_left_out_with_its_walk_through(company):
    report = load("contracts", f"{BOOKS}\nx,x:1,,nowhere,Prime\nx,x:2,x:1,db,Part", skip_bad_rows=True)
    assert [error.row for error in report.errors] == [7, 8]
    assert set(Walkthrough.objects.values_list("code", flat=True)) == {"close", "audit"}


def test_nothing_is_added_to_a_closed_walk_through_or_below_what_was_withdrawn(company):
    load("contracts", BOOKS)
    Contract.objects.get(code="close-0.1").withdraw(by=SYSTEM)
    walkthrough = Walkthrough.objects.get(code="audit")
    walkthrough.update(by=SYSTEM, facilitator=company.fred)
    walkthrough.start(by=SYSTEM)
    walkthrough.close(by=SYSTEM, reason="Enough")
    report = load("contracts", BOOKS + "\nclose,c:6,c:2,ops,Servers\naudit,a:2,a:1,db,A table")
    assert said(report) == [
        "row 7, column parent_line_id: The parent “c:2” is withdrawn. Nothing is added below it: name another parent.",
        "row 8, column walkthrough: The walk-through audit is closed. Start another one for what is needed now.",
    ]


def test_a_file_moves_no_contract_and_takes_none_from_another_walk_through(company):
    load("contracts", BOOKS)
    report = load("contracts", "walkthrough,line_id,parent_line_id,product\nclose,c:4,c:2,Screens for the ledger")
    assert [note.sentence for note in report.notes] == [
        "The contract hangs elsewhere here; an import does not move it."
    ]
    report = load("contracts", "walkthrough,line_id,product\naudit,c:4,Screens for the ledger")
    assert report.errors[0].sentence == "This contract belongs to the walk-through close."


def test_a_supplier_is_not_changed_under_a_service_of_another_line(company):
    load("contracts", BOOKS)
    Contract.objects.get(code="close-0.1").update(by=SYSTEM, service=company.tier)
    report = load("contracts", BOOKS.replace("c:1,db,", "c:1,ops,"))
    assert report.errors[0].sentence == "The contract is about a service of Database Engineering, another line."


def test_i9_a_contract_that_has_ended_or_is_promised_comes_in_as_a_draft_and_says_so(company):
    text = (
        "walkthrough,line_id,unit,product,Status\nw,1,erp,One,Promised\nx,2,erp,Two,cancelled\ny,3,erp,Three,Gekündigt"
    )
    text += "\nz,4,erp,Four,draft\nv,5,erp,Five,"
    report = load("contracts", text)
    assert set(Contract.objects.values_list("state", flat=True)) == {"draft"}
    ended = "comes in as a draft: leave the row out if it is not wanted here."
    assert [str(note) for note in report.notes if note.column == "Status"] == [
        "row 2, column Status: It is “Promised” in the file, and comes in as a draft: nobody promises by a file.",
        f"row 3, column Status: It is “cancelled” in the file, and {ended}",
        f"row 4, column Status: It is “Gekündigt” in the file, and {ended}",
    ]
    again = load("contracts", text)
    assert again.counts == {Verdict.UNCHANGED: 5}
    assert not [note for note in again.notes if note.column == "Status"]
