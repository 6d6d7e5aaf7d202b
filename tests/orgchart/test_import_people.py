"""People from a file (rules I1, I4)."""

import pytest

from itbiz.exchange import kinds
from itbiz.exchange.keys import missing
from itbiz.exchange.models import OutsideKey
from itbiz.exchange.run import run
from itbiz.exchange.tables import parse
from itbiz.exchange.verdicts import Verdict
from orgchart.models import Person
from tests.cast import SYSTEM, make_person, make_unit, principal
from tests.exchange.files import load, said

pytestmark = pytest.mark.django_db

STAFF = """
    employee_id,name,email,title,status
    7,Ada Lovelace,Ada@example.org,Head of Operations,
    8,Ben Blank,,Operator,
"""


def test_i1_a_row_becomes_a_person_known_by_its_id():
    report = load("people", STAFF)
    assert report.counts == {Verdict.CREATE: 2}
    assert list(Person.objects.order_by("code").values_list("code", "name", "email", "title", "active")) == [
        ("7", "Ada Lovelace", "Ada@example.org", "Head of Operations", True),
        ("8", "Ben Blank", "", "Operator", True),
    ]
    assert not Person.objects.filter(user__isnull=False).exists()


def test_i11_the_same_file_again_changes_nothing_and_a_changed_cell_does():
    load("people", STAFF)
    assert load("people", STAFF).counts == {Verdict.UNCHANGED: 2}
    assert load("people", STAFF.replace("Operator", "Night operator")).counts == {
        Verdict.UNCHANGED: 1,
        Verdict.UPDATE: 1,
    }
    assert Person.objects.get(code="8").title == "Night operator"


@pytest.mark.parametrize("column", ["code", "id"])
def test_i11_a_name_with_two_blanks_is_the_one_that_is_kept(column):
    text = f"{column},name\n9,Ada  Lovelace\n10, Ben Blank "
    load("people", text)
    assert set(Person.objects.values_list("name", flat=True)) == {"Ada Lovelace", "Ben Blank"}
    assert load("people", text).counts == {Verdict.UNCHANGED: 2}
    assert OutsideKey.objects.filter(key="Ada Lovelace").exists()


def test_i4_rows_of_one_name_are_one_person_whose_first_row_counts():
    report = load("people", "person_id,person,role\np1,Ada,CEO\np2,Ada,Interim CIO\np3,Ben,CTO")
    assert report.counts == {Verdict.CREATE: 2, Verdict.NOTE: 1}
    assert [str(note) for note in report.notes if note.row] == [
        "row 3, column person: The same person as in row 2, by name; that row counts."
    ]
    ada = Person.objects.get(name="Ada")
    assert (ada.code, ada.title) == ("p1", "CEO")
    keys = OutsideKey.objects.filter(object_id=ada.pk).order_by("key")
    assert list(keys.values_list("key", flat=True)) == ["Ada", "p1", "p2"]


def test_i4_two_addresses_are_two_people_whatever_their_name():
    load("people", "id,name,email\n1,Ada,ada@a.example\n2,Ada,ada@b.example")
    assert Person.objects.filter(name="Ada").count() == 2


def test_i4_somebody_known_by_e_mail_is_the_same():
    ada = make_person("Ada L.", email="ada@example.org")
    report = load("people", "id,name,email\n7,Ada Lovelace,ADA@example.org")
    assert report.counts == {Verdict.UPDATE: 1}
    ada.refresh_from_db()
    assert (ada.name, ada.email) == ("Ada Lovelace", "ADA@example.org")


def test_n1_codes_tell_people_of_one_name_apart():
    load("people", "code,name\nada,Ada\nada-2,Ada")
    assert set(Person.objects.values_list("code", flat=True)) == {"ada", "ada-2"}
    assert load("people", "code,name\nada,Ada\nada-2,Ada").counts == {Verdict.UNCHANGED: 2}


def test_heads_that_a_chart_named_are_found_by_the_list_of_people_and_the_other_way_round():
    load("units", "unit_id,unit,manager\na,Operations,Ada\nb,Database,Ben")
    assert load("people", "person_id,person,role\np1,Ada,CIO\np3,Cleo,CTO").counts == {
        Verdict.UPDATE: 1,
        Verdict.CREATE: 1,
    }
    load("units", "unit_id,unit,manager\nc,Security,Cleo")
    assert Person.objects.count() == 3


def test_a_file_tells_to_which_units_somebody_belongs(company):
    report = load("people", "code,name,unit_id\nada,Ada,db; ops\nben,Ben,nowhere")
    assert said(report) == [
        "row 3, column unit_id: There is no unit “nowhere”. Import the units first, or do not read this column."
    ]
    load("people", "code,name,unit_id\nada,Ada,db; ops")
    ada = Person.objects.get(code="ada")
    assert set(ada.memberships.values_list("unit__code", flat=True)) == {"db", "ops"}
    assert load("people", "code,name,unit_id\nada,Ada,ops; db").counts == {Verdict.UNCHANGED: 1}
    load("people", "code,name,unit_id\nada,Ada,ops")
    assert list(ada.memberships.values_list("unit__code", flat=True)) == ["ops"]


def test_a_name_is_needed_and_a_wrong_address_is_an_error():
    assert said(load("people", "id,name,email\n1,,\n2,Ada,ada at home")) == [
        "row 2, column name: The name is missing. Write a name, or leave the row out.",
        "row 3, column email: Enter a valid email address. Correct the cell.",
    ]


def test_i2_what_a_full_file_lacks_is_told_once_though_it_was_known_by_several_keys():
    load("people", "person_id,person\np1,Ada\np2,Ada\np3,Ben", source="hr")
    ben = Person.objects.get(name="Ben")
    assert missing(Person, "hr", {"p2"}) == {"Ben": ben.pk, "p3": ben.pk}
    assert missing(Person, "hr", {"p1", "p3"}) == {}
    assert missing(Person, "elsewhere", set()) == {}


def test_n5_somebody_who_is_missing_becomes_inactive():
    ada, kind = make_person("Ada"), kinds.find("people")
    assert not kind.is_ended(ada)
    kind.end(ada, by=SYSTEM)
    assert kind.is_ended(Person.objects.get())


def test_an_email_that_a_chart_tells_later_is_taken_over_so_that_other_sources_find_the_same_person():
    load("units", "unit,manager\nIT,Jan Zimmermann", source="hr")
    told = "unit,manager,manager_email\nIT,Jan Zimmermann,jan@example.org"
    report = load("units", told, source="hr", apply=False)
    assert report.rows[2].changes == {"manager_email": (None, "jan@example.org")}
    assert load("units", told, source="hr").counts == {Verdict.UPDATE: 1}
    assert load("units", told, source="hr").counts == {Verdict.UNCHANGED: 1}
    load("people", "name,email\nJan Zimmermann,jan@example.org", source="telephones")
    assert Person.objects.values_list("name", "email").get() == ("Jan Zimmermann", "jan@example.org")


def test_an_email_is_not_taken_over_by_who_may_not_write_people(company):
    pia = make_person("Pia Pool")
    make_unit("Pool", code="pool", head=pia, parent=company.db_unit)
    table = parse(b"unit_id,manager,headcount\npool,Pia Pool <pia@example.org>,3")
    aisha = principal(company.aisha)
    report = run(kinds.find("units"), table, by=aisha, source="hr", apply=True)
    pia.refresh_from_db()
    assert (report.counts, pia.email) == ({Verdict.UPDATE: 1}, "")
    assert report.notes[-1].sentence.startswith("The e-mail of Pia Pool is not taken over: ")
