"""The first page, for each who opens it."""

import pytest
from django.urls import reverse

from tests.cast import SYSTEM, make_contract, make_line, make_person, make_project, make_service, make_unit, principal
from tests.pages import sign_in, statements

HEAD_STATEMENTS = 11
CIO_STATEMENTS = 15


def home(client, person):
    """Return the home page of a person."""
    return sign_in(client, person).get(reverse("home"))


def asked_of_db(company, *, number=1):
    """Put `number` asks to Database, and return the last one."""
    room = company.room()
    root = make_contract(room, supplier=company.erp, need="Live on the supported release")
    return [make_contract(room, parent=root, supplier=company.db, asked=True) for _ in range(number)][-1]


def test_a_head_sees_what_is_asked_and_answers_it_in_its_walk_through(client, company):
    contract = asked_of_db(company)
    text = home(client, company.aisha).content.decode()
    assert "1 waiting" in text
    assert contract.get_absolute_url() in text
    assert "My lines" in text


def test_a_head_sees_what_was_promised(client, company):
    contract = asked_of_db(company)
    contract.update(by=SYSTEM, accepted_when="A failover test", buyer_provides_nothing=True)
    contract.promise(by=principal(company.aisha))
    page = home(client, company.aisha)
    assert [row["title"] for row in page.context["promised"]] == ["Database tier on a supported version"]
    assert not page.context["asked"]


def test_a_head_is_told_what_their_lines_lack(client, company):
    make_service("Plan", line=company.db, publish=False)
    text = home(client, company.aisha).content.decode()
    assert "The domain is not written, 1 drafts to publish" in text


def test_v4_what_is_restricted_stays_out_of_the_home_of_others(client, company):
    company.room(title="Close in silence", access="restricted")
    assert "Close in silence" not in home(client, company.olga).content.decode()
    assert "Close in silence" in home(client, company.fred).content.decode()


def test_h6_practice_stays_out(client, company):
    company.room(title="Only a rehearsal", mode="practice", access="restricted")
    assert "Only a rehearsal" not in home(client, company.fred).content.decode()


def test_a_cio_sees_what_the_organisation_lacks(client, company):
    make_unit("Capacity", parent=company.it)
    make_service("Nobody's", publish=False)
    lacks = {lack.heading: [name for _url, name in lack.rows] for lack in home(client, company.nadia).context["lacks"]}
    assert lacks["Vacant"] == ["Capacity"]
    assert lacks["Units without a line of their own"] == ["Capacity", "Information Technology"]
    assert lacks["Lines that offer nothing"] == ["ERP Engineering"]
    assert lacks["Services of no line"] == ["Nobody's"]


def test_n2_lines_outside_it_are_counted_as_such(client, company):
    make_line("Group Audit", unit=company.finance)
    make_line("Capacity", unit=company.it)
    rows = {str(row["name"]): row["lines"] for row in home(client, company.nadia).context["business"]}
    assert rows["outside IT"] == rows["not named yet"] == 1


def test_somebody_without_a_line_finds_the_ways_in(client, company):
    text = home(client, company.olga).content.decode()
    assert "Find who does what" in text
    assert "My lines" not in text


@pytest.mark.django_db
def test_an_empty_installation_says_what_to_do_first(client):
    text = home(client, make_person("Nadia", username="nadia", roles=["cio"])).content.decode()
    assert "python manage.py import_table units FILE --apply" in text


def test_a_young_installation_ticks_what_is_done(client, company):
    assert not home(client, company.nadia).context["steps"]


@pytest.mark.parametrize("many", [1, 3])
def test_home_takes_the_same_statements_whatever_it_holds(client, company, many):
    asked_of_db(company, number=many)
    for number in range(many):
        make_line(f"Line {number}", unit=company.db_unit)
        make_project(f"Project {number}")
    sign_in(client, company.aisha)
    assert statements(client, reverse("home")) == HEAD_STATEMENTS
    sign_in(client, company.nadia)
    assert statements(client, reverse("home")) == CIO_STATEMENTS
