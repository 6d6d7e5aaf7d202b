"""Charts as people paste them: names and managers, lists of people, parents by name (rules I4 to I8)."""

import pytest

from itbiz.exchange.verdicts import Verdict
from orgchart.models import Person, Unit
from tests.exchange.files import load, said

pytestmark = pytest.mark.django_db

STAFF = """
    Name,Job title,Manager,E-mail
    Ada Lovelace,Chief Information Officer,,ada@example.org
    Ben Blank,Head of Operations,Ada Lovelace,
    Cleo Carter,Head of Data,Ada Lovelace,cleo@example.org
    Dan Dorn,Night operations,Ben Blank,
"""


def chart():
    """Return {name of a unit: (name of its head, name of its parent)}."""
    rows = Unit.objects.values_list("name", "head__name", "parent__name")
    return {name: (head, parent) for name, head, parent in rows}


def test_a_column_of_names_and_a_column_of_managers_is_enough():
    report = load("units", "Department,Manager\nOperations,Ada\nDatabase,Ben\nSecurity,")
    assert report.counts == {Verdict.CREATE: 3}
    assert chart() == {"Operations": ("Ada", None), "Database": ("Ben", None), "Security": (None, None)}


def test_reports_to_may_name_a_unit_or_its_head():
    text = "Unit,Head,Reports to\nIT,Ada,\nOperations,Ben,IT\nNight,Cleo,Ben\nDay,,operations"
    assert not load("units", text).errors
    assert chart() == {
        "IT": ("Ada", None),
        "Operations": ("Ben", "IT"),
        "Night": ("Cleo", "Operations"),
        "Day": (None, "Operations"),
    }
    assert load("units", text).counts == {Verdict.UNCHANGED: 4}


def test_a_list_of_people_with_their_managers_is_a_chart_of_positions():
    report = load("units", STAFF)
    assert chart() == {
        "Chief Information Officer": ("Ada Lovelace", None),
        "Head of Operations": ("Ben Blank", "Chief Information Officer"),
        "Head of Data": ("Cleo Carter", "Chief Information Officer"),
        "Night operations": ("Dan Dorn", "Head of Operations"),
    }
    assert [note.sentence for note in report.notes if note.row is None] == [
        "“Name” names people and “Manager” their managers: each row is read as a position. It becomes a unit, named by "
        "its title or by the person, who heads it, below that of the manager."
    ]
    ada = Person.objects.get(name="Ada Lovelace")
    assert (ada.email, ada.title) == ("ada@example.org", "Chief Information Officer")
    assert load("units", STAFF).counts == {Verdict.UNCHANGED: 4}
    assert Person.objects.count() == 4


def test_without_titles_positions_are_named_by_their_people():
    load("units", "name,manager\nAda,\nBen,Ada\nCleo,Ada")
    assert chart() == {"Ada": ("Ada", None), "Ben": ("Ben", "Ada"), "Cleo": ("Cleo", "Ada")}


def test_a_slip_among_the_managers_is_an_error_of_its_row_and_no_other_reading():
    report = load("units", "name,manager\nAda,\nBen,Ada\nCleo,Ada\nDan,Ada\nEve,Ada\nFay,Adda")
    assert said(report) == [
        "row 7, column manager: The parent “Adda” is neither in the file nor known here. Correct the id, add a row for "
        "it, or leave the cell empty for a root."
    ]


@pytest.mark.parametrize(
    ("rows", "lists_people"),
    [
        ("Ben,Ada\nCleo,Ada\nDan,Ben", True),
        ("Ada,\nBen,Ada\nCleo,Adda\nDan,Bern\nEve,Ben", True),
        ('"Vogel, Karin",\nBen,Karin Vogel\nCleo,Ben\nDan,Dr. Who', True),
        ("Operations,Ada\nDatabase,Ben\nSecurity,Operations", False),
        ("Operations,Ada\nDatabase,Ada\nAda,Cleo\nSecurity,Dan\nNight,Dan", False),
        ("Operations,\nDatabase,", False),
    ],
)
def test_rows_are_people_where_most_managers_are_among_them(rows, lists_people):
    report = load("units", f"Name,Vorgesetzter\n{rows}", apply=False)
    assert any("each row is read as a position" in note.sentence for note in report.notes) == lists_people


def test_a_vacant_position_is_a_unit_without_a_head():
    load("units", "name,title,manager\nAda,CIO,\nVacant,Head of Data,Ada\nBen,Head of Operations,Ada")
    assert chart()["Head of Data"] == (None, "CIO")


def test_i7_a_circle_of_managers_is_an_error_of_each_row_on_it():
    report = load("units", "name,manager\nAda,Cleo\nBen,Ada\nCleo,Ben\nDan,")
    assert [error.row for error in report.errors] == [2, 3, 4]


def test_of_two_managers_of_a_position_the_first_counts():
    report = load("units", "name,manager\nAda,\nBen,\nCleo,Ada; Ben")
    assert chart()["Cleo"] == ("Cleo", "Ada")
    assert "A position reports to one manager; Ben is not kept." in [note.sentence for note in report.notes]


def test_managers_who_are_no_rows_leave_a_chart_of_units():
    load("units", "name,manager\nOperations,Ada\nDatabase,Operations\nSecurity,Cleo")
    assert chart()["Operations"] == ("Ada", None)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("id,unit,reports_to\na,Support,\nb,Support,\nc,Night,Support", "a, b"),
        ("id,unit,head,reports_to\na,Day,Ada,\nb,Night,Ada,\nc,Help desk,,Ada", "a, b"),
    ],
)
def test_a_parent_that_may_be_several_is_an_error_with_the_candidates(text, candidates):
    (error,) = load("units", text).errors
    assert (error.row, error.remedy) == (4, "Name one of them by its id.")
    assert error.sentence.endswith(f"may be any of these: {candidates}.")


def test_an_id_wins_over_a_name_and_the_file_over_what_is_known_here():
    load("units", "id,unit\nx,Support\ny,Elsewhere", source="earlier")
    load("units", "id,unit,parent\nSupport,Help desk,\nb,Support,\nc,Night,Support\nd,Day,Elsewhere")
    assert chart()["Night"] == (None, "Help desk")
    assert chart()["Day"] == (None, "Elsewhere")


def test_several_units_known_here_by_one_name_are_candidates_too():
    load("units", "id,unit\nx,Support\ny,Support", source="earlier")
    (error,) = load("units", "id,unit,parent\nc,Night,Support").errors
    assert error.sentence == "“Support” may be any of these: x, y."


def test_somebody_may_be_named_by_their_code_and_editors_and_members_are_told_so(company):
    text = "code,name,head,deputies,editors,member_codes\ndb,Database,maya-lindqvist,aisha-okafor,olga-outsider,{}"
    load("units", text.format("ruth-petersen; elin-berg"))
    unit = Unit.objects.get(code="db")
    assert unit.head == company.maya
    assert set(unit.appointments.values_list("person__code", "kind")) == {
        ("aisha-okafor", "deputy"),
        ("olga-outsider", "editor"),
    }
    assert set(unit.memberships.values_list("person__name", flat=True)) == {"Ruth Petersen", "Elin Berg"}
    assert load("units", text.format("elin-berg; ruth-petersen")).counts == {Verdict.UNCHANGED: 1}
    assert load("units", text.format("elin-berg")).counts == {Verdict.UPDATE: 1}
    assert list(unit.memberships.values_list("person__name", flat=True)) == ["Elin Berg"]
    assert said(load("units", text.format("nobody-known"))) == [
        "row 2, column member_codes: There is nobody with the code “nobody-known”. Import the people first, or leave "
        "this column out."
    ]


def test_a_department_beside_people_is_told_not_to_be_read():
    report = load("units", "Employee,Manager,Department\nAda,,IT\nBen,Ada,IT")
    assert any("“Department” is not read" in str(note) for note in report.notes)
    assert set(Unit.objects.values_list("name", flat=True)) == {"Ada", "Ben"}
