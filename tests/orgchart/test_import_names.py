"""Names of people as files write them: what is one person, and what is said of the rest (rule I4)."""

import re

import pytest

from itbiz.exchange.models import OutsideKey
from itbiz.exchange.verdicts import Verdict
from orgchart.imports.written import likeness, may_be_several, person_name
from orgchart.models import Person, Unit
from tests.cast import SYSTEM, make_person, make_unit
from tests.exchange.files import load, said

pytestmark = pytest.mark.django_db


def notes(report):
    """Return the notes of rows as texts."""
    return [str(note) for note in report.notes if note.row]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Vogel, Karin", "Karin Vogel"),
        ("Vogel, Dr. Karin", "Dr. Karin Vogel"),
        ("Dr. Vogel, Karin", "Dr. Karin Vogel"),
        ("O’Neil-Smith, J. R.", "J. R. O’Neil-Smith"),
        ("van der Berg, Anna Maria", "Anna Maria van der Berg"),
        ("García Márquez, Gabriel", "Gabriel García Márquez"),
        ("  Karin \u00a0 Vogel ", "Karin Vogel"),
        ("Ko\u0308nig, Jo\u0308rg", "Jörg König"),
        *((f"Meier, Lisa {remark}", "Lisa Meier") for remark in ("(komm.)", "(i. V.)", "[acting]", "(in Elternzeit)")),
        *((text, text) for text in ("Lisa Meier (Netze)", "(komm.)", "Acme (UK)")),
        # Two people, somebody with a title or an office, firms: none of these is turned round.
        *((text, text) for text in ("Ada Lovelace, Ben Blank", "Karin Vogel, PhD", "Karin Vogel, CIO", "Acme, Inc.")),
        *(
            (text, text)
            for text in ("Vogel, Dr.", "Smith, Jones and Partners, Ltd", "Meier & Co, Hans", "Unit 4, Site 2")
        ),
        *((text, text) for text in ("Vogel,", ",", "A, B, C", "one two three four, five", "Person 001")),
    ],
)
def test_a_surname_that_stands_first_is_turned_round_only_where_it_is_safe(written, name):
    assert person_name(written) == name
    assert person_name(name) == name


def test_a_remark_behind_a_name_is_left_out_and_noted_in_its_row():
    report = load("units", 'id,unit,manager\na,A,"Meier, Lisa (komm.)"\nb,B,Lisa Meier\nc,C,"Vogel, Karin"')
    assert Unit.objects.get(code="a").head == Unit.objects.get(code="b").head
    told = {note.sentence: note.reading for note in report.notes if "is read as" in note.sentence}
    assert told == {
        "“Meier, Lisa (komm.)” is read as “Lisa Meier”.": "",
        "“Vogel, Karin” is read as “Karin Vogel”.": "names",
    }


@pytest.mark.parametrize(("one", "other"), [("Dr. Karin Vogel", "karin  vogel"), ("Karin Vogel, PhD", "KARIN VOGEL")])
def test_spellings_of_one_name_are_alike(one, other):
    assert likeness(one) == likeness(other) == "karin vogel"


def test_two_names_in_one_cell_are_told_from_one():
    assert [may_be_several(text) for text in ("Ada & Ben", "Ada Lovelace, Ben Blank", "Ada und Ben", "Ada/Ben")] == [
        True
    ] * 4
    assert [may_be_several(text) for text in ("Ada Lovelace", "Karin Vogel, PhD", "Anderson", "Acme, Inc.")] == [
        False
    ] * 4


def test_i4_one_person_however_the_file_turns_the_name():
    report = load("units", 'id,unit,manager\na,A,"Vogel, Karin"\nb,B,Karin  Vogel')
    assert Person.objects.get().name == "Karin Vogel"
    assert notes(report) == [
        "row 2, column manager: “Vogel, Karin” is read as “Karin Vogel”.",
        "row 3, column manager: The same Karin Vogel as in row 2, by name. Where they are two, write their e-mails.",
    ]
    assert load("people", 'name\n"Vogel, Karin"').counts == {Verdict.UNCHANGED: 1}


def test_i4_other_case_and_titles_are_other_people_and_are_noted():
    report = load("units", "id,unit,manager\na,A,Karin Vogel\nb,B,karin vogel\nc,C,Dr. Karin Vogel")
    assert Person.objects.count() == 3
    assert [text.partition(" Where")[0] for text in notes(report)] == [
        "row 3, column manager: “karin vogel” and “Karin Vogel” of row 2 are read as two people.",
        "row 4, column manager: “Dr. Karin Vogel” and “Karin Vogel” of row 2 are read as two people.",
    ]
    report = load("people", "name\nKARIN VOGEL", source="elsewhere")
    assert notes(report) == [
        "row 2, column name: Somebody called “Karin Vogel” is here already (karin-vogel), and “KARIN VOGEL” is made "
        "beside them. Where the two are one, write their e-mail or code, or merge them on the page of one."
    ]


def test_names_of_a_list_of_people_are_read_alike():
    report = load("people", 'name,title\n"Vogel, Karin",CIO\nkarin vogel,Clerk\nN.N.,Open post', skip_bad_rows=True)
    assert set(Person.objects.values_list("name", flat=True)) == {"Karin Vogel", "karin vogel"}
    assert said(report) == ["row 4, column name: “N.N.” is read as: nobody. Leave the row out, or write who it is."]
    assert [text.partition(":")[0] for text in notes(report)] == ["row 2, column name", "row 3, column name"]


def test_a_name_in_a_file_of_our_own_codes_stands_as_it_is_kept():
    load("people", 'code,name\nv,"Vogel, Karin"')
    assert Person.objects.get().name == "Vogel, Karin"


def test_a_code_that_looks_like_a_name_is_a_code():
    karin = make_person("Karin V.", code="Vogel, Karin")
    load("units", 'id,unit,manager\na,A,"Vogel, Karin"')
    assert Unit.objects.get().head == karin


def test_managers_are_found_however_a_list_of_people_turns_their_names():
    report = load(
        "units", 'name,title,manager\n"Vogel, Karin",CIO,\nBen Blank,Operations,Karin Vogel\nCleo,Night,"Blank, Ben"'
    )
    assert not report.errors
    assert dict(Unit.objects.values_list("name", "parent__name")) == {
        "CIO": None,
        "Operations": "CIO",
        "Night": "Operations",
    }
    assert Unit.objects.get(name="CIO").head.name == "Karin Vogel"


@pytest.mark.parametrize("nobody", ["vakant", "N.N.", "unbesetzt", "(vacant)", "to be hired"])
def test_a_word_for_nobody_is_noted(nobody):
    report = load("units", f"id,unit,manager,deputies\na,A,{nobody},\nb,B,Ada,{nobody}")
    assert [unit.head and unit.head.name for unit in Unit.objects.order_by("code")] == [None, "Ada"]
    assert notes(report) == [
        f"row 2, column manager: “{nobody}” is read as: nobody.",
        f"row 3, column deputies: “{nobody}” is read as: nobody.",
    ]
    report = load("units", f"name,title,manager\nAda,CIO,\n{nobody},Data,Ada", source="posts")
    assert f"row 3, column name: “{nobody}” is read as: nobody." in notes(report)


def test_two_managers_in_one_cell_are_noted():
    report = load("units", "id,unit,manager\na,A,Ada; Ben\nb,B,vakant; Tim\nc,C,Eve & Fay")
    assert notes(report) == [
        "row 2, column manager: The first one is the head: Ada. Read as deputies: Ben.",
        "row 3, column manager: “vakant” is read as: nobody.",
        "row 3, column manager: The first one is the head: nobody. Read as deputies: Tim.",
        "row 4, column manager: “Eve & Fay” is read as one name. Part two people by a semicolon.",
    ]


def test_two_heads_of_one_name_are_noted_whether_e_mails_tell_them_apart_or_not():
    text = "id,unit,manager,email\na,A,Ada,ada@a.example\nb,B,Ada,ada@b.example\nc,C,Ben,\nd,D,Ben,"
    assert [re.split("[.:]", note.partition(": ")[2])[0] for note in notes(load("units", text))] == [
        "“Ada” stands in row 2, too, and is read as two people",
        "The same Ben as in row 4, by name",
    ]
    assert Person.objects.count() == 3
    assert not notes(load("units", text))


def test_i4_the_next_file_of_a_source_finds_its_people_by_name_without_their_e_mails():
    load("units", "id,unit,manager,email\na,A,Ada,ada@a.example\nb,B,,", source="hr")
    report = load("units", "id,unit,manager\na,A,\nb,B,Ada", source="hr")
    assert Unit.objects.get(code="b").head.email == "ada@a.example"
    assert (Person.objects.count(), notes(report)) == (1, [])


def test_i4_a_source_finds_by_name_whom_it_has_named_by_e_mail_though_another_brought_them():
    ada = make_person("Ada", email="ada@a.example")
    make_person("Ada")
    load("units", "id,unit,manager\na,A,Ada <ada@a.example>", source="hr")
    load("units", "id,unit,manager\nb,B,Ada", source="hr")
    assert Unit.objects.get(code="b").head == ada
    report = load("units", "id,unit,manager\nc,C,Ada", source="elsewhere")
    assert Unit.objects.get(code="c").head != ada
    assert "Somebody called “Ada” is here already (ada)" in notes(report)[0]


def test_i4_a_name_that_means_two_in_one_file_is_kept_for_neither():
    text = "id,unit,manager\na,A,Ada <ada@a.example>\nb,B,Ada <ada@b.example>"
    load("units", text)
    assert not OutsideKey.objects.filter(key="Ada").exists()
    assert load("units", text).counts == {Verdict.UNCHANGED: 2}


def test_the_same_file_again_keeps_no_more_keys():
    make_unit("Engines", code="a", head=make_person("Ada"))
    text = "id,unit,manager\na,Engines,Ada\nb,B,Ben <ben@b.example>"
    load("units", text)
    kept = sorted(OutsideKey.objects.values_list("kind", "key"))
    assert ("orgchart.person", "Ada") in kept
    assert load("units", text).counts == {Verdict.UNCHANGED: 2}
    assert sorted(OutsideKey.objects.values_list("kind", "key")) == kept


def test_somebody_who_left_is_noted_where_a_file_names_them():
    ada = make_person("Ada", email="ada@a.example")
    ada.update(by=SYSTEM, active=False)
    assert notes(load("units", "id,unit,manager\na,A,Ada <ada@a.example>")) == [
        "row 2, column manager: Ada is inactive here."
    ]
