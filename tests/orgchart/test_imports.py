"""Units from a file, and the lines behind units (rules I2 to I4)."""

from decimal import Decimal

import pytest

from itbiz.exchange.verdicts import Verdict
from orgchart.imports.people import Mention, mentions
from orgchart.models import Appointment, Line, Person, Unit
from tests.cast import SYSTEM, make_line, make_person, make_unit
from tests.exchange.files import load, said

pytestmark = pytest.mark.django_db


def looks_after(code):
    """Return who looks after a unit: (name of the head or None, names of the deputies in order)."""
    unit = Unit.objects.get(code=code)
    deputies = unit.appointments.filter(kind=Appointment.Kind.DEPUTY).values_list("person__name", flat=True)
    return unit.head and unit.head.name, list(deputies)


def test_n1_the_rows_id_is_the_code_as_given():
    load("units", "unit_id,unit\n#ops / europe: 1,Operations")
    assert Unit.objects.get().code == "#ops / europe: 1"


def test_n1_without_an_id_the_code_is_made_from_the_name_and_parents_are_named():
    text = "unit,parent\nData & AI,IT\nIT,\nData & AI (lab),Data & AI"
    assert load("units", text).counts == {Verdict.CREATE: 3}
    assert dict(Unit.objects.values_list("code", "parent__code")) == {
        "data-ai": "it",
        "it": None,
        "data-ai-lab": "data-ai",
    }
    assert load("units", text).counts == {Verdict.UNCHANGED: 3}


def test_n1_two_names_with_one_slug_get_two_codes():
    load("units", "unit\nOps!\nOps?")
    assert set(Unit.objects.values_list("code", flat=True)) == {"ops", "ops-2"}


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("archived", "closed"),
        ("Eliminated", "closed"),
        ("closed", "closed"),
        ("Aufgelöst", "closed"),
        ("vacant", "active"),
        ("", "active"),
    ],
)
def test_i3_words_that_close_a_unit(word, status):
    load("units", f"unit_id,unit,status\na,Anna's,{word}")
    assert Unit.objects.get().status == status


@pytest.mark.parametrize(
    ("manager", "others", "expected"),
    [
        ("Ada", "", ("Ada", [])),
        ("Ada", "Ben; Cleo", ("Ada", ["Ben", "Cleo"])),
        ("Ada; Ben", "Cleo", ("Ada", ["Ben", "Cleo"])),
        ("", "Ben; Cleo", (None, ["Ben", "Cleo"])),
        ("Vacant", "", (None, [])),
        ("Ada", "Ada; Ben; Ben", ("Ada", ["Ben"])),
    ],
)
def test_i4_the_first_manager_is_head_and_the_others_deputies(manager, others, expected):
    load("units", f"unit_id,unit,manager,other_managers\na,Anna's,{manager},{others}")
    assert looks_after("a") == expected


def test_i4_a_person_is_the_same_by_exact_name_within_one_file():
    load("units", "unit_id,unit,manager\na,A,Person 001\nb,B,Person 001\nc,C,person 001")
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Person 001", "person 001"]


def test_i4_equal_names_of_two_sources_are_two_people():
    load("units", "unit_id,unit,manager\na,A,Person 001", source="one")
    load("units", "unit_id,unit,manager\nb,B,Person 001", source="two")
    assert sorted(Person.objects.values_list("code", flat=True)) == ["person-001", "person-001-2"]


def test_i4_a_person_is_the_same_by_e_mail_whatever_the_name_and_source():
    ada = make_person("Ada Lovelace", email="Ada@example.org")
    load("units", "unit_id,unit,manager\na,A,A. Lovelace <ada@example.org>", source="two")
    assert Unit.objects.get().head == ada


def test_i4_a_known_head_of_that_name_stays_whoever_brought_them():
    ada = make_person("Ada Lovelace")
    make_unit("Engines", code="a", head=ada)
    report = load("units", "unit_id,unit,manager\na,Engines,Ada Lovelace")
    assert report.counts == {Verdict.UNCHANGED: 1}
    assert Person.objects.count() == 1


def test_a_cell_names_people():
    assert mentions("Ada Lovelace; <ben@example.org>; Cleo <C@Example.org>; n/a") == [
        Mention("Ada Lovelace"),
        Mention("ben@example.org", "ben@example.org"),
        Mention("Cleo", "c@example.org"),
    ]


def test_a_row_changes_what_differs_and_leaves_what_has_no_column():
    unit = make_unit("Operations", code="ops", head=make_person("Ben"), headcount=3, description="Runs it")
    editor = make_person("Edda")
    unit.update(by=SYSTEM, appointments=[{"person": editor, "kind": Appointment.Kind.EDITOR}])
    text = "unit_id,unit,manager,other_managers,headcount\nops,Operating,Ada,Cleo,7.5"
    assert load("units", text).counts == {Verdict.UPDATE: 1}
    unit.refresh_from_db()
    assert (unit.name, unit.headcount, unit.description) == ("Operating", Decimal("7.5"), "Runs it")
    assert looks_after("ops") == ("Ada", ["Cleo"])
    assert unit.appointments.filter(kind=Appointment.Kind.EDITOR).get().person == editor
    assert load("units", text).counts == {Verdict.UNCHANGED: 1}


def test_n5_a_branch_closes_from_the_bottom_up_once_nothing_hangs_on_it():
    load("units", "unit_id,unit,parent_id\na,A,\nb,B,a\nc,C,b\nd,D,b")
    line = make_line("Archive", unit=Unit.objects.get(code="c"))
    text = "unit_id,unit,parent_id,status\na,A,,active\nb,B,a,closed\nc,C,b,closed\nd,D,a,active"
    assert said(load("units", text)) == [
        "row 3, column status: Units report to it: C. Move or close them first.",
        "row 4, column status: It runs lines of business: Archive. Close them, or move them to another unit first.",
    ]
    assert not Unit.objects.filter(status="closed").exists()
    line.update(by=SYSTEM, status="closed")
    assert load("units", text).counts == {Verdict.UNCHANGED: 1, Verdict.UPDATE: 3}
    assert dict(Unit.objects.values_list("code", "status")) == {
        "a": "active",
        "b": "closed",
        "c": "closed",
        "d": "active",
    }


def test_units_outside_it_are_units_too():
    load("units", "unit_id,unit,inside_it\na,Finance,no\nb,Operations,yes\nc,Sales,")
    assert dict(Unit.objects.values_list("code", "inside_it")) == {"a": False, "b": True, "c": True}


def test_a_file_with_five_kinds_of_error_gets_five_sentences_and_writes_nothing():
    report = load(
        "units",
        """
        unit_id,unit,parent_id,headcount,inside_it
        a,A,nobody,,
        b,B,,,perhaps
        c,,,,
        d,D,d,,
        e,E,,-1,
        f,F,,1,
        """,
    )
    assert [error.split(":")[0] for error in said(report)] == [
        "row 2, column parent_id",
        "row 3, column inside_it",
        "row 4, column unit",
        "row 5, column parent_id",
        "row 6, column headcount",
    ]
    assert len({error.sentence for error in report.errors}) == 5
    assert not Unit.objects.exists()


def test_what_is_too_long_for_its_column_is_an_error_of_the_row():
    report = load("units", f"unit_id,unit,manager\n{'i' * 201},A,\nb,{'n' * 201},\nc,C,{'p' * 201}")
    assert [(error.row, error.column) for error in report.errors] == [(2, "unit_id"), (3, "unit"), (4, "manager")]


def test_people_whom_only_a_skipped_row_names_are_not_made():
    load("units", "unit_id,unit,parent_id,manager\na,A,a,Ada\nb,B,a,Ben\nc,C,,Cleo", skip_bad_rows=True)
    assert Person.objects.get().name == "Cleo"


def test_i2_a_unit_without_a_line_gets_one_of_the_same_code_and_name():
    make_unit("Database", code="db")
    report = load("services", "service_id,unit,service,status\na,db,A,live\nb,db,B,live")
    line = Line.objects.get()
    assert (line.code, line.name, line.block, line.unit.code) == ("db", "Database", "", "db")
    assert report.made == {"lines": 1}
    assert line.services.count() == 2


def test_i2_a_line_elsewhere_with_that_code_is_left_alone():
    make_line("Databases", code="db", unit=make_unit("Elsewhere"))
    unit = make_unit("Database", code="db")
    load("services", "service_id,unit,service\na,db,A")
    assert unit.lines.get().code == "database"


def test_i2_of_several_lines_the_row_must_name_one(company):
    make_line("Data Integration", code="integration", unit=company.db_unit)
    report = load("services", "service_id,unit,line,service\na,db,,A\nb,db,integration,B\nc,db,ops,C\nd,,nowhere,D")
    assert said(report) == [
        "row 2, column unit: The unit “Database” has several lines of business. Name one in a column “line”: "
        "db, integration.",
        "row 4, column line: There is no line “ops” in this unit. Write the name or the code of a line that exists.",
        "row 5, column line: There is no line “nowhere”. Write the name or the code of a line that exists.",
    ]


def test_i2_of_a_closed_and_an_active_line_the_active_one_is_meant(company):
    company.tier.retire(by=SYSTEM)
    company.db.update(by=SYSTEM, status=Line.Status.CLOSED)
    newer = make_line("Data Platform", unit=company.db_unit)
    load("services", "service_id,unit,service\na,db,A")
    assert newer.services.get().code == "a"


def test_i2_a_closed_unit_gets_no_line():
    make_unit("Old", code="old", status=Unit.Status.CLOSED)
    report = load("services", "service_id,unit,service\na,old,A")
    assert report.errors[0].sentence == "The unit “Old” is closed and has no line of business."


def test_a_line_for_a_skipped_row_alone_is_not_made():
    make_unit("Database", code="db")
    report = load("services", "service_id,unit,service,price\na,db,A,5\nb,,B,", skip_bad_rows=True)
    assert len(report.errors) == 1
    assert not Line.objects.exists()


def test_i4_who_heads_two_units_is_the_deputy_of_neither_though_named_again():
    chart = """
        unit_id,unit,manager,other_managers
        it,IT,Ada,Ada
        ops,Operations,Ada,Ada; Ben"""
    load("units", chart)
    assert load("units", chart).counts == {Verdict.UNCHANGED: 2}
    assert [a.person.name for a in Appointment.objects.select_related("person")] == ["Ben"]


def test_i4_nobody_first_and_deputies_after():
    load("units", "id,name,manager\nops,Operations,vakant; Tim Keller")
    unit = Unit.objects.get()
    assert unit.head is None
    assert [(one.person.name, one.kind) for one in unit.appointments.all()] == [("Tim Keller", "deputy")]


def test_a_second_unit_or_person_of_a_name_is_noted():
    load("units", "name,manager\nOperations,Ada Lovelace", source="january")
    notes = [str(note) for note in load("units", "name,manager\nOperations,Ada Lovelace", source="february").notes]
    assert any("“Operations” is here already, from elsewhere (operations)" in note for note in notes)
    assert any("Somebody called “Ada Lovelace” is here already (ada-lovelace)" in note for note in notes)
    assert Unit.objects.count() == 2
