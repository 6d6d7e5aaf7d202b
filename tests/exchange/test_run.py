"""Rule I11: all or nothing, one change set, the same file again changes nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Service
from itbiz.audit.models import Change, ChangeSet
from itbiz.exchange.batch import Batch
from itbiz.exchange.columns import WrongMap
from itbiz.exchange.models import OutsideKey
from itbiz.exchange.verdicts import Entry, Verdict
from itbiz.exchange.write import change
from orgchart.models import Line, Person, Unit
from tests.cast import SYSTEM, make_line, make_service
from tests.exchange.files import digest, load, said

pytestmark = pytest.mark.django_db

CHART = """
    unit_id,unit,parent_id,manager,other_managers,headcount,colour
    it,IT,,Ada,,12.5,blue
    ops,Operations,it,Ben,Cleo; Ada,7,
"""
# Five kinds of error, one a row; the last row is good.
FIVE = """
    service_id,unit_id,service,status,price,currency
    a,nowhere,Service A,live,,
    b,ops,Service B,thriving,,
    c,ops,Service C,live,a lot,EUR
    d,ops,,live,,
    e,ops,Service E,live,,
    e,ops,Another E,live,,
    f,ops,Service F,live,,
"""


def everything():
    """Return how many rows of each model there are."""
    return [model.objects.count() for model in (Unit, Person, Line, Service, OutsideKey, ChangeSet, Change)]


def test_a_trial_run_writes_nothing_and_tells_a_verdict_a_row():
    report = load("units", CHART, apply=False)
    told = {number: (row.verdict, row.key, row.label) for number, row in report.rows.items()}
    assert told == {2: (Verdict.CREATE, "it", "IT"), 3: (Verdict.CREATE, "ops", "Operations")}
    assert report.rows[3].changes == {
        "headcount": (None, "7"),
        "head": (None, "Ben"),
        "parent": (None, "IT"),
        "appointments": (None, "Cleo, deputy; Ada, deputy"),
    }
    assert report.made == {"people": 3}
    assert not any(everything())


def test_i11_an_import_is_one_change_set_that_tells_every_row():
    report = load("units", CHART, name="chart.csv")
    assert [(str(s), s.source, s.number, s.actor_kind) for s in ChangeSet.objects.all()] == [
        ("Units imported from chart.csv", "import", 1, "command")
    ]
    assert report.change_set == ChangeSet.objects.get()
    assert sorted(Change.objects.values_list("kind", flat=True)) == ["orgchart.person"] * 3 + ["orgchart.unit"] * 2
    operations = Change.objects.get(code="ops")
    assert [part["kind"] for part in operations.after["appointments"]] == ["deputy", "deputy"]


def test_i11_the_same_file_again_changes_nothing():
    load("units", CHART)
    before = everything(), list(Unit.objects.order_by("pk").values())
    report = load("units", CHART)
    assert report.counts == {Verdict.UNCHANGED: 2}
    assert report.change_set is None
    assert (everything(), list(Unit.objects.order_by("pk").values())) == before


def test_i11_five_kinds_of_error_get_five_sentences_and_nothing_is_written():
    load("units", CHART)
    before = everything()
    report = load("services", FIVE)
    assert not report.applied
    assert everything() == before
    assert said(report) == [
        "row 2, column unit_id: There is no unit “nowhere”. Import the units first, or do not read this column.",
        "row 3, column status: “thriving” is not a word this column knows. Use one of: live, ga, partial_ga, "
        "introduction, growth, mature, offered, decline, deprecated, retiring, retired, eliminated, archived, draft, "
        "beta, alpha, experimental, not_implemented, in development.",
        "row 4, column price: “a lot” is not a number. Write digits, such as 12 or 12.5, or leave the cell empty.",
        "row 5, column service: The name is missing. Write a name, or leave the row out.",
        "row 6, column service_id: “e” stands in rows 6, 7, which differ. Keep one of them, or give each an id of "
        "its own.",
        "row 7, column service_id: “e” stands in rows 6, 7, which differ. Keep one of them, or give each an id of "
        "its own.",
    ]
    assert report.counts == {Verdict.ERROR: 6, Verdict.CREATE: 1}


def test_i11_bad_rows_are_skipped_on_purpose():
    load("units", CHART)
    report = load("services", FIVE, skip_bad_rows=True)
    assert report.applied
    assert sorted(Service.objects.values_list("code", "name")) == [("e", "Service E"), ("f", "Service F")]
    assert len(report.errors) == 5


def test_a_ragged_row_is_an_error_of_that_row():
    report = load("units", "unit_id,unit,headcount\na,Anna's\nb,Ben's,3,4\nc,Cleo's,5", skip_bad_rows=True)
    assert [(error.row, error.sentence) for error in report.errors] == [
        (2, "The row has 2 cells, the header has 3."),
        (3, "The row has 4 cells, the header has 3."),
    ]
    assert Unit.objects.get().code == "c"


def test_i1_columns_that_are_not_read_are_noted():
    notes = [str(note) for note in load("units", CHART, apply=False).notes]
    assert notes == ["Columns not read: colour.", "row 2, column parent_id: Nothing stands above it."]


def test_a_file_without_the_column_a_kind_needs():
    with pytest.raises(WrongMap, match="No column is read as “Id” or “Name”"):
        load("units", "colour\nblue")


def test_i1_outside_keys_are_kept_for_every_row():
    load("units", CHART, source="payroll")
    load("units", CHART, source="directory")
    keys = OutsideKey.objects.filter(kind="orgchart.unit").order_by("source", "key")
    assert list(keys.values_list("source", "key")) == [
        ("directory", "it"),
        ("directory", "ops"),
        ("payroll", "it"),
        ("payroll", "ops"),
    ]
    assert Unit.objects.count() == 2
    assert Person.objects.count() == 3


def test_i1_a_row_is_found_by_its_outside_key_where_its_code_is_another():
    load("units", CHART)
    Unit.objects.get(code="ops").update(by=SYSTEM, code="operations")
    report = load("units", CHART)
    assert report.counts == {Verdict.UNCHANGED: 2}
    assert Unit.objects.filter(code="operations").count() == 1


def test_a_verb_that_refuses_names_the_row(company):
    service = make_service(line=company.db)
    service.retire(by=SYSTEM)
    entry, batch = Entry(row=3, record=service, changes={"name": "Another"}), Batch(SYSTEM, "tests", columns={})
    change([entry], batch)
    assert entry.verdict is Verdict.ERROR
    assert str(entry.remarks[0]).startswith("row 3: Database tier is retired.")


CLOSING = "id,name,parent,status\na,A,,active\nb,B,a,closed\nc,C,a,closed\nd,D,a,active"


def with_a_line(name):
    """Load units with one that runs a line, and return the line."""
    load("units", CLOSING.replace("closed", "active"))
    return make_line(name, unit=Unit.objects.get(code="b"))


def test_a_row_that_would_be_refused_is_an_error_of_the_trial_already():
    with_a_line("Archive")
    before = digest()
    for apply in (False, True):
        report = load("units", CLOSING, apply=apply)
        sentence = "It runs lines of business: Archive. Close them, or move them to another unit first."
        assert said(report) == [f"row 3, column status: {sentence}"]
        assert (report.rows[3].verdict, report.rows[4].verdict) == ("error", "update")
        assert not report.applied
    assert digest() == before


def test_a_trial_of_states_that_close_nothing_writes_nothing(company):
    rows = "id,name,unit,status\n" + "".join(f"s{n},Service {n},db,{{}}\n" for n in range(5))
    load("services", rows.format(*["draft"] * 5))
    with CaptureQueriesContext(connection) as seen:
        report = load("services", rows.format("live", "ga", "retired", "decline", "draft"), apply=False)
    assert report.counts == {Verdict.UPDATE: 4, Verdict.UNCHANGED: 1}
    assert [query["sql"] for query in seen if not query["sql"].lstrip("( ").startswith(("SELECT", "WITH"))] == []


def test_a_row_that_is_refused_is_left_out_with_the_bad_ones():
    with_a_line("Archive")
    report = load("units", CLOSING, skip_bad_rows=True)
    assert (report.applied, report.counts["error"]) == (True, 1)
    assert dict(Unit.objects.values_list("code", "status")) == {
        "a": "active",
        "b": "active",
        "c": "closed",
        "d": "active",
    }


def test_what_is_missing_and_would_stay_is_told_before():
    with_a_line("Archive")
    before = digest()
    tried = load("units", "id,name\na,A\nd,D", apply=False, close_missing=True)
    stays = "It stays: It runs lines of business: Archive. Close them, or move them to another unit first."
    assert [(one.key, one.is_ended, one.told(False)) for one in tried.missing] == [
        ("b", False, stays),
        ("c", True, "It would be closed."),
    ]
    assert digest() == before
    done = load("units", "id,name\na,A\nd,D", close_missing=True)
    assert [(one.key, one.told(True)) for one in done.missing] == [("b", stays), ("c", "Closed.")]
    assert dict(Unit.objects.filter(code__in="bc").values_list("code", "status")) == {"b": "active", "c": "closed"}


def test_what_rows_leave_behind_closes_in_the_trial_as_it_will():
    load("units", "id,name,parent\na,A,\nb,B,a\nc,C,b\nd,D,b")
    file = "id,name,parent\na,A,\nc,C,a\nd,D,a"
    assert [one.is_ended for one in load("units", file, apply=False, close_missing=True).missing] == [True]
    assert [one.is_ended for one in load("units", file, close_missing=True).missing] == [True]


def test_what_would_close_is_not_told_where_rows_are_wrong():
    load("units", "id,name\na,A\nb,B")
    report = load("units", "id,name,parent\na,A,nowhere", apply=False, close_missing=True)
    assert [(one.is_ended, one.told(False)) for one in report.missing] == [(None, "")]


def test_two_rows_that_are_one_unit_here_are_an_error_of_the_second():
    load("units", CHART)
    Unit.objects.get(code="ops").update(by=SYSTEM, code="operations")
    report = load("units", CHART + "operations,Operations again,it,,,,")
    assert said(report) == [
        "row 4, column unit_id: This is the same here as “ops” in row 3. Give the row an id of its own, or change the "
        "code here."
    ]


def test_a_column_that_counts_the_rows_is_no_id():
    load("services", "Nr,name\n1,Server\n2,Network")
    report = load("services", "Nr,name\n1,Payroll\n2,Time clock")
    assert report.counts == {Verdict.CREATE: 2}
    assert Service.objects.count() == 4
    assert "“Nr” counts the rows, and is not read as their ids." in [str(note) for note in report.notes]
    assert load("services", "Nr,name\n1,Server", corrections=[("Nr", "code")]).columns["code"] == "Nr"


def test_ids_that_are_called_ids_are_ids_though_they_count():
    assert load("services", "service_id,name\n1,Server\n2,Network").columns["code"] == "service_id"
    assert load("services", "service_id,name\n1,Servers\n2,Network").counts == {Verdict.UPDATE: 1, Verdict.UNCHANGED: 1}


def test_a_count_that_parents_refer_to_stays_an_id():
    load("units", "Nr,name,parent\n1,IT,\n2,Operations,1")
    assert Unit.objects.get(code="2").parent.code == "1"


def test_what_a_row_brought_along_is_not_missing_from_a_full_file():
    load("units", CHART)
    load("services", "id,unit,name\na,ops,Service A")
    load("lines", "id,unit,name\nit-line,it,IT line")
    assert load("lines", "id,unit,name\nit-line,it,IT line", full=True).missing == []
    later = load("lines", "id,unit,name\nother,it,Another", full=True)
    assert [one.key for one in later.missing] == ["it-line"]


def test_a_row_that_renames_what_came_from_elsewhere_is_noted():
    load("units", "id,name\n1007,Payroll", source="hr")
    notes = [str(note) for note in load("units", "id,name\n1007,Time clock", source="ldap").notes]
    assert "row 2, column id: “1007” stands here from elsewhere, as “Payroll”." in notes
    assert not [note for note in load("units", "id,name\n1007,Clock", source="ldap").notes if "elsewhere" in str(note)]


def test_a_row_with_two_kinds_of_error_is_told_both_at_once():
    report = load("services", "id,unit_id,name,price\na,nowhere,Service A,a lot")
    assert [error.column for error in report.errors] == ["price", "unit_id"]
    report = load("units", "id,name,parent,inside_it\na,A,nowhere,maybe")
    assert [error.column for error in report.errors] == ["inside_it", "parent"]


def test_the_rest_of_a_row_is_checked_beside_a_cell_that_cannot_be_read(company):
    report = load("lines", "id,name,unit,status\na,A,nowhere,maybe\nb,,nowhere,")
    assert [(error.row, error.column) for error in report.errors] == [
        (2, "status"),
        (2, "unit"),
        (3, "name"),
        (3, "unit"),
    ]
    report = load("projects", f"id,title,client,status\na,{'x' * 201},nobody,maybe")
    assert {error.column for error in report.errors} == {"status", "client"}


def test_a_contract_with_an_unreadable_cell_is_checked_in_its_tree(company):
    head = "walkthrough,id,parent,unit,need,price,service,buyer_provides"
    prime = "w,c1,,nowhere,Prime,a lot,,"
    wrong = """w,c2,c1,db,Part,,no such,"[{""what"": ""Keys"", ""due"": ""soon""}]\""""
    report = load("contracts", "\n".join([head, prime, wrong, "w,c3,,db,Second prime,,,", "w,c4,c1,db,,,,"]))
    assert {(error.row, error.column) for error in report.errors} == {
        (2, "price"),
        (2, "unit"),
        (3, "service"),
        (3, "buyer_provides"),
        (4, "parent"),
        (5, "need"),
    }


def test_a_cell_that_cannot_be_read_is_told_once():
    report = load("units", "id,name,inside_it\na,A,maybe", apply=False)
    assert len(said(report)) == 1
    left_out = load("units", "id,name,inside_it,parent\na,A,maybe,\nb,B,,a\nc,C,,", skip_bad_rows=True)
    assert left_out.counts == {Verdict.ERROR: 2, Verdict.CREATE: 1}
    assert list(Unit.objects.values_list("code", flat=True)) == ["c"]
