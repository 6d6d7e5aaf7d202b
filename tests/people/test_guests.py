"""A pasted list of people: found by e-mail, else by name; every wrong line is said at once (I4)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from itbiz.people.guests import MOST, read_guests
from tests.cast import SYSTEM, make_person, principal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivy(company):
    """Somebody who does not sign in yet."""
    return make_person("Ivy Invited", email="Ivy@Example.org")


def read(company, text):
    """Return what is read, as (name, e-mail, person or None)."""
    return [(guest.name, guest.email, guest.person) for guest in read_guests(text, principal(company.nadia))]


@pytest.mark.parametrize(
    "line",
    ["ivy@example.org", "Ivy Invited", "Ivy Invited, ivy@example.org", "Ivy Invited <ivy@example.org>",
     "ivy@example.org;Ivy Invited", "Ivy Invited\tivy@example.org", "  Somebody Else, IVY@example.org  ",
     "ivy invited", "IVY  INVÍTED", "Invited, Ivy", "Invited, Ivy <ivy@example.org>", "<ivy@example.org>",
     '"Invited, Ivy";ivy@example.org', "Invited, Ivy, ivy@example.org", "Invited, Ivy\tivy@example.org"],
)  # fmt: skip
def test_i4_a_person_is_found_by_e_mail_else_by_name(company, ivy, line):
    assert [person for _name, _email, person in read(company, line)] == [ivy]


def test_a_name_in_other_letters_makes_no_second_person(company, ivy):
    zoe, other = make_person("Zoë Grün"), make_person("Zoe Grun")
    # Written just so, each means one; otherwise it is said that there are two. A part of a name means nobody.
    assert [person for *_said, person in read(company, "Zoë Grün\nZoe Grun\nIvy\nzoe")] == [zoe, other, None, None]
    (both,) = read_guests("zoe grun", principal(company.nadia))
    assert (both.person, both.namesakes) == (None, [zoe, other])
    assert read(company, "New One\nnew  one\nNéw One") == [("New One", "", None)]


def test_new_names_and_blank_lines_and_one_person_twice(company, ivy):
    text = "\nNew One, new@example.org\n\nIvy Invited\nivy@example.org\nJust A Name\nnew one, NEW@example.org\n"
    assert read(company, text) == [
        ("New One", "new@example.org", None),
        ("Ivy Invited", "", ivy),
        ("Just A Name", "", None),
    ]


@pytest.mark.parametrize(
    "line",
    ["Özdemir, Ayşe", "Özdemir, Ayşe <a@example.org>", "Ayşe Özdemir <a@example.org>", "Ayşe Özdemir\ta@example.org",
     '"Özdemir, Ayşe" <a@example.org>', "a@example.org\tÖzdemir, Ayşe"],
)  # fmt: skip
def test_nothing_of_a_new_name_is_lost(company, line):
    ((name, email, person),) = read(company, line)
    assert (name, email, person) == ("Ayşe Özdemir", "a@example.org" if "@" in line else "", None)


@pytest.mark.parametrize(
    "line",
    ["Anna Bell, Bob Stone", "Anna Bell; Bob Stone", "Anna Bell, Bob Stone <bob@example.org>", "Bell\tAnna",
     "a@example.org, b@example.org", "Anna Bell <a@example.org> Bob <b@example.org>", "Anna Bell, Manager"],
)  # fmt: skip
def test_what_is_no_one_person_is_an_error_of_its_line(company, line):
    with pytest.raises(ValidationError) as told:
        read(company, f"New One\n{line}")
    assert [sentence.partition(":")[0] for sentence in told.value.messages] == ["Line 2"]


def test_somebody_whose_name_holds_a_comma_is_found_by_it(company):
    odd = make_person("Stone, Bob, and sons")
    assert [person for *_said, person in read(company, "Stone, Bob, and sons <bob@example.org>")] == [odd]


def test_every_wrong_line_is_said(company, ivy):
    make_person("Gone Away").update(by=SYSTEM, active=False)
    text = "maya\nnobody@example.org\nMaya Lindqvist\nGone Away\nX, not an@address\n" + "y" * 201
    with pytest.raises(ValidationError) as told:
        read(company, text)
    assert [sentence.partition(":")[0] for sentence in told.value.messages] == [f"Line {n}" for n in range(1, 7)]
    assert told.value.messages[0] == "Line 1: Maya Lindqvist signs in already, as maya."
    assert told.value.messages[1].endswith("nobody has the e-mail nobody@example.org yet. Write the name before it.")
    assert told.value.messages[2].endswith("Maya Lindqvist signs in already, as maya.")


def test_who_may_be_meant_is_asked_and_not_taken_for_new(company, ivy):
    second, titled = make_person("Ivy Invited", email="second@example.org"), make_person("Dr. Lisa Meier")
    text = "Invited, Ivy\nIvy Invited <third@example.org>\nMeier, Lisa\nIvy Invited <second@example.org>\nNew One"
    read = read_guests(text, principal(company.nadia))
    assert [(one.person, one.namesakes) for one in read] == [
        (None, [ivy, second]),
        (None, [ivy, second]),
        (None, [titled]),
        (second, []),
        (None, []),
    ]
    assert [str(one.how) for one in read] == ["", "", "", "found by e-mail", ""]
    assert read[2].reading == "“Meier, Lisa” is read as “Lisa Meier”."


def test_an_e_mail_that_contradicts_a_name_decides_nothing(company, ivy):
    (guest,) = read_guests("Ivy Invited <other@example.org>", principal(company.nadia))
    assert (guest.person, guest.namesakes) == (None, [ivy])
    ivy.update(by=SYSTEM, email="")
    (guest,) = read_guests("Ivy Invited <other@example.org>", principal(company.nadia))
    assert (guest.person, str(guest.how)) == (ivy, "found by name")


def test_more_lines_than_fit_are_refused(company):
    with pytest.raises(ValidationError, match=f"at most {MOST}"):
        read(company, "a\n" * (MOST + 1))


def test_one_statement_whatever_the_number_of_lines(company, ivy):
    by = principal(company.nadia)
    for text in ("Ivy Invited", "Ivy Invited\nNew One\nivy@example.org\nOlga X, o@example.org"):
        with CaptureQueriesContext(connection) as seen:
            read_guests(text, by)
        assert len(seen) == 1
