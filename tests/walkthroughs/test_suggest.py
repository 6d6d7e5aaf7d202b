"""Who could supply a need: matches of the type-ahead, and names in fields."""

import pytest
from django.urls import reverse

from orgchart.models import Line
from tests.cast import SYSTEM, make_line, make_person, make_service, make_vendor, principal
from tests.pages import statements
from walkthroughs.suggest import MOST, person_named, supplier_named, suppliers

pytestmark = pytest.mark.django_db


def names(found):
    return [match["name"] for match in found]


def test_services_come_before_lines_and_names_that_start_so_before_the_rest(company):
    make_service("Old database kept", line=company.ops)
    found = suppliers(principal(company.olga), "database")
    # Hosting says the word in its result alone.
    assert names(found) == ["Database tier", "Database Engineering", "Old database kept", "Application hosting"]
    assert [match["pick"].partition(":")[0] for match in found] == ["service", "line", "service", "service"]
    assert found[0]["detail"] == "Database Engineering, Aisha Okafor, instance"


def test_a_colon_asks_for_the_line_before_it(company):
    assert names(suppliers(principal(company.olga), "database: a tested restore")) == ["Database Engineering"]


def test_a_head_leads_to_their_lines_and_a_vendor_to_its_own(company):
    make_vendor("Norvik Öl", held_by=company.ops)
    assert names(suppliers(principal(company.olga), "okafor")) == ["Database Engineering"]
    assert [(match["block"], match["detail"]) for match in suppliers(principal(company.olga), "norvik ol")] == [
        ("EX", "Cloud Operations")
    ]


@pytest.mark.parametrize("typed", ["", " ", "d", ":", ": need", "%%", "__", "'; --"])
def test_little_or_odd_input_finds_nothing(company, typed):
    assert suppliers(principal(company.olga), typed) == []


def test_v2_drafts_are_suggested_to_nobody_but_offered_services_to_all(company):
    make_service("Secret restore", line=company.db, publish=False)
    assert suppliers(principal(company.olga), "secret") == []
    assert suppliers(principal(company.aisha), "secret") == []


def test_v2_the_draft_beside_an_offered_service_is_not_searched(company):
    company.tier.update(by=principal(company.aisha), deliverable="A zanzibar tier")
    assert suppliers(principal(company.olga), "zanzibar") == []


def test_v2_a_line_with_drafts_alone_says_so_to_those_who_write_them(company, client):
    make_service("Tape library", line=company.ops, publish=False)
    room, link = company.room(), reverse("catalog:drafts")

    def told(person, typed):
        return client_of(client, person).get(reverse("walkthroughs:suggest", args=[room.pk]), {"text": typed}).text

    def client_of(client, person):
        client.force_login(person.user)
        return client

    text = told(company.nadia, "tape library")
    assert "Tape library (Cloud Operations)" in text
    assert f'{link}?q=tape%20library"' in text
    assert link not in told(company.fred, "tape library")
    # Where services of catalogs fit, drafts are left out.
    assert link not in told(company.nadia, "hosting")


def test_closed_lines_and_retired_services_are_not_suggested(company):
    line = make_line("Fax Operations")
    service = make_service("Fax delivery", line=line)
    service.retire(by=SYSTEM, successor=None, on=None)
    line.update(by=SYSTEM, status=Line.Status.CLOSED)
    assert suppliers(principal(company.olga), "fax") == []


def test_no_more_than_eight(company):
    for number in range(12):
        make_service(f"Restore {number}", line=company.db)
    assert len(suppliers(principal(company.olga), "restore")) == MOST


@pytest.mark.parametrize("many", [1, 3])
def test_statements_do_not_grow_with_matches(company, client, many):
    for number in range(many):
        make_service(f"Restore {number}", line=company.db)
        make_vendor(f"Restore vendor {number}", held_by=company.db)
    walkthrough = company.room()
    client.force_login(company.fred.user)
    assert statements(client, reverse("walkthroughs:suggest", args=[walkthrough.pk]), text="restore") == 6


def test_suggestions_escape_what_was_typed(company, client):
    client.force_login(company.fred.user)
    url = reverse("walkthroughs:suggest", args=[company.room().pk])
    text = client.get(url, {"text": "<b>“x”</b>"}).content.decode()
    assert "<b>“x”" not in text
    assert "&lt;b&gt;“x”" in text


def test_only_whoever_may_name_a_line_is_offered_to(company, client):
    url = reverse("walkthroughs:suggest", args=[company.room().pk])
    client.force_login(company.fred.user)
    assert b"match-new" in client.get(url, {"text": "tax robots"}).content
    client.force_login(company.olga.user)
    assert b"match-new" not in client.get(url, {"text": "tax robots"}).content


def test_names_for_fields_are_people_lines_or_suppliers(company, client):
    client.force_login(company.olga.user)
    people = client.get(reverse("walkthroughs:names", args=["people"]), {"typed": "okaf"}).content.decode()
    assert 'value="Aisha Okafor"' in people
    lines = client.get(reverse("walkthroughs:names", args=["suppliers"]), {"typed": "database"}).content.decode()
    assert 'value="Database Engineering"' in lines
    assert "Database tier" not in lines
    assert client.get(reverse("walkthroughs:names", args=["lines"]), {"typed": "database"}).content.decode() == (
        '<option value="Database Engineering"></option>'
    )
    assert client.get(reverse("walkthroughs:names", args=["secrets"]), {"typed": "database"}).status_code == 404


@pytest.mark.parametrize("typed", ["Database Engineering", "database engineering", "db", "database eng"])
def test_a_line_is_found_by_name_code_or_the_only_one_that_fits(company, typed):
    assert supplier_named(principal(company.olga), typed) == company.db


@pytest.mark.parametrize("typed", ["Engineering", "Nobody", "database tier"])
def test_a_name_that_fits_several_or_none_names_nobody(company, typed):
    assert supplier_named(principal(company.olga), typed) is None


def test_a_person_is_found_by_code_name_or_the_only_one_that_fits(company):
    asking = principal(company.olga)
    for typed in (company.aisha.code, "Aisha Okafor", "aisha okafor", "okafor"):
        assert person_named(asking, typed) == company.aisha, typed
    make_person("Aisha Okafor", code="aisha-2")
    assert person_named(asking, "Aisha Okafor") is None
    assert person_named(asking, "aisha-2").code == "aisha-2"
    assert person_named(asking, "Nobody Known") is None


def test_a_character_that_no_database_holds_is_not_looked_for(company):
    asking = principal(company.olga)
    assert person_named(asking, "Aisha\0 Okafor") == company.aisha
    assert supplier_named(asking, "\0Nobody") is None
