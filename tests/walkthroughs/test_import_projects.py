"""Projects from a file (rules I1, I4, I6, I11)."""

from datetime import date

import pytest
from django.core.management import call_command

from itbiz.audit.models import ChangeSet
from itbiz.exchange import kinds
from itbiz.exchange.models import OutsideKey
from itbiz.exchange.verdicts import Verdict
from orgchart.models import Unit
from tests.cast import SYSTEM, make_person
from tests.exchange.files import load, said
from walkthroughs.models import Project

pytestmark = pytest.mark.django_db

# Projects and units by code and by outside key, people by outside key, by code and by name, and who was merged.
CHECK_STATEMENTS = 8

CAME_IN = """
    Benefit,project_id,title,client_id,sponsor,need_by,state,kind
    Growers,P-1,Paid within a week,finance,Elin Berg,2027-03-01,open,business
    ,P-2,One way to sign in,it,nadia@example.org,,on hold,internal investment
    Shops,P-3,Returns without paper,finance,,2026-12-01,cancelled,"""


@pytest.fixture
def organisation(company):
    """The company, whose CIO has an e-mail address."""
    company.nadia.update(by=SYSTEM, email="Nadia@example.org")
    return company


def rows():
    """Return the imported projects as {code: what stands in them}."""
    columns = ("title", "kind", "client__code", "sponsor__name", "end_customer", "need_by", "status")
    return {code: values for code, *values in Project.objects.exclude(code="books").values_list("code", *columns)}


def test_i1_a_row_becomes_a_project_whatever_the_order_of_its_columns(organisation):
    report = load("projects", CAME_IN)
    assert report.counts == {Verdict.CREATE: 3}
    assert rows() == {
        "P-1": ["Paid within a week", "business", "finance", "Elin Berg", "Growers", date(2027, 3, 1), "open"],
        "P-2": ["One way to sign in", "internal_investment", "it", "Nadia Haddad", "", None, "open"],
        "P-3": ["Returns without paper", "business", "finance", None, "Shops", date(2026, 12, 1), "dropped"],
    }
    assert set(OutsideKey.objects.filter(kind="walkthroughs.project").values_list("source", "key")) == {
        ("tests", "P-1"),
        ("tests", "P-2"),
        ("tests", "P-3"),
    }


def test_i11_the_same_file_again_changes_nothing(organisation):
    load("projects", CAME_IN)
    last = ChangeSet.objects.last_number()
    report = load("projects", CAME_IN)
    assert report.counts == {Verdict.UNCHANGED: 3}
    assert ChangeSet.objects.last_number() == last


def test_a_changed_row_updates_the_project_that_its_source_knows(organisation):
    load("projects", CAME_IN)
    report = load("projects", "id,state,need_by\nP-1,done,2027-04-01")
    assert report.counts == {Verdict.UPDATE: 1}
    assert rows()["P-1"][-2:] == [date(2027, 4, 1), "done"]
    assert rows()["P-1"][:5] == ["Paid within a week", "business", "finance", "Elin Berg", "Growers"]


def test_a_project_without_an_id_gets_a_code_from_its_title_and_is_found_again(organisation):
    text = "title,client\nPaid within a week,finance"
    assert load("projects", text).counts == {Verdict.CREATE: 1}
    assert list(rows()) == ["paid-within-a-week"]
    assert load("projects", text).counts == {Verdict.UNCHANGED: 1}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("P-9,Paid,sales,,,", "row 2, column client: There is no unit “sales”. Import the units first."),
        ("P-9,,finance,,,", "row 2, column title: The name is missing."),
        ("P-9,Paid,finance,Nobody Known,,", "row 2, column sponsor: Nobody here is called “Nobody Known”."),
        ("P-9,Paid,finance,x@example.org,,", "row 2, column sponsor: Nobody here is called “x@example.org”."),
        ("P-9,Paid,finance,Elin Berg; Ruth Petersen,,", "row 2, column sponsor: A project has one sponsor;"),
        ("P-9,Paid,finance,Same Name,,", "row 2, column sponsor: Several people are called “Same Name”."),
        ("P-9,Paid,finance,,0001-01-01,", "row 2, column need_by: Write a date between 1990 and 2100."),
        ("P-9,Paid,finance,,,lost", "row 2, column status: “lost” is not a word this column knows."),
    ],
)
def test_i11_a_wrong_row_is_an_error_with_a_sentence_and_nothing_is_written(organisation, row, sentence):
    make_person("Same Name")
    make_person("Same Name")
    report = load("projects", f"id,title,client,sponsor,need_by,status\n{row}\nP-8,Fine,finance,,,")
    assert len(said(report)) == 1
    assert said(report)[0].startswith(sentence)
    assert rows() == {}


@pytest.mark.parametrize("text", ["id,title\nP-1,Paid", "id,title,client\nP-1,Paid,"])
def test_a_project_without_a_client_loads_with_a_note(organisation, text):
    report = load("projects", text)
    assert [note.sentence for note in report.notes if note.row] == ["The client is missing: nobody would buy it yet."]
    assert rows()["P-1"][2] is None


def test_i10_a_customer_who_is_not_known_is_a_unit_outside_it(organisation):
    text = "id,title,customer\nP-1,Paid,Customs / Office of IT\nP-2,Sold,Customs / Office of IT\nP-3,Told,Finance"
    assert load("projects", text).made == {"units": 1}
    unit = Unit.objects.get(name="Customs / Office of IT")
    assert (unit.inside_it, unit.code) == (False, "customs-office-of-it")
    assert {code: row[2] for code, row in rows().items()} == {"P-1": unit.code, "P-2": unit.code, "P-3": "finance"}
    assert load("projects", text).counts == {Verdict.UNCHANGED: 3}


def test_a_title_that_is_too_long_is_cut_with_a_note(organisation):
    report = load("projects", f"id,title,client\nP-1,{'long ' * 70},finance")
    assert [note.sentence for note in report.notes if note.row] == ["Only the first 300 characters are kept."]
    assert rows()["P-1"][0].endswith("…")


def test_all_columns_of_a_project_are_read(organisation):
    text = (
        "code,title,client,processes,benefits,service,follow_ons\n"
        'P-1,Paid,finance,Record to report,Eight days saved,tier,"[{""what"": ""Runs it"", ""line"": ""ops""},'
        ' {""what"": ""Ends it""}]"'
    )
    assert load("projects", text).counts == {Verdict.CREATE: 1}
    project = Project.objects.get(code="P-1")
    assert (project.processes, project.benefits, project.service) == (
        "Record to report",
        "Eight days saved",
        organisation.tier,
    )
    assert list(project.follow_ons.values_list("what", "line__code")) == [("Runs it", "ops"), ("Ends it", None)]
    assert load("projects", text).counts == {Verdict.UNCHANGED: 1}
    assert load("projects", text.replace("Ends it", "Ended it")).counts == {Verdict.UPDATE: 1}


def test_a_project_that_is_missing_is_dropped(organisation):
    kind = kinds.find("projects")
    kind.end(organisation.project, by=SYSTEM)
    assert kind.is_ended(Project.objects.get(code="books"))


def test_i4_of_several_people_with_one_name_the_e_mail_tells(organisation):
    make_person("Same Name")
    meant = make_person("Same Name", email="same@example.org")
    load("projects", "id,title,client,sponsor\nP-1,Paid,finance,Same Name <same@example.org>")
    assert Project.objects.get(code="P-1").sponsor == meant


def test_i6_one_id_twice_is_a_repeat_or_an_error(organisation):
    alike = "id,title,client\nP-1,Paid,finance\nP-1,Paid,finance"
    assert load("projects", alike, apply=False).counts == {Verdict.CREATE: 1, Verdict.NOTE: 1}
    assert len(said(load("projects", alike.replace("Paid,finance\nP-1,Paid", "Paid,finance\nP-1,Sold")))) == 2


def test_the_command_takes_projects(organisation, tmp_path, capsys):
    file = tmp_path / "came_in.csv"
    file.write_text("id,title,client\nP-1,Paid within a week,finance\n")
    call_command("import_table", "projects", str(file), "--apply")
    assert "Written." in capsys.readouterr().out
    assert list(rows()) == ["P-1"]


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_statements_to_check_whatever_the_number_of_rows(organisation, django_assert_num_queries, count):
    text = "\n".join(f"P-{n},Paid {n},finance,Elin Berg" for n in range(count))
    with django_assert_num_queries(CHECK_STATEMENTS):
        load("projects", f"id,title,client,sponsor\n{text}", apply=False)
