"""The page that says why somebody may do something, in a small company; tests/people/test_why.py asks every role."""

import pytest

from itbiz.people.deeds import KINDS
from itbiz.people.why import Answers, principal_of
from tests.cast import SYSTEM, make_person, principal
from tests.pages import sign_in

pytestmark = pytest.mark.django_db


def told(person, kind, obj, words):
    """Return the row of one thing to do, about a person and an object read as the page reads it."""
    known = KINDS[kind]
    obj = known.model.objects.select_related(*known.companions).get(pk=obj.pk)
    return next(row for row in Answers(principal(person), known, obj).rows() if str(row["words"]) == words)


def test_each_of_several_reasons_is_told(company):
    room = company.room(facilitator=company.nadia)
    row = told(company.nadia, "walkthrough", room, "Close it")
    assert row["why"] == ["has the role CIO", "facilitates the walk-through"]
    project = company.project
    project.update(by=SYSTEM, sponsor=company.nadia)
    restricted = company.room(facilitator=company.nadia, access="restricted")
    both = told(company.nadia, "walkthrough", restricted, "Say what is needed, and from whom")
    assert both["why"] == ["facilitates the walk-through", "sponsors the project"]
    assert restricted.facilitator_id == company.nadia.pk


def test_somebody_without_a_sign_in_is_asked_about_as_if_they_had_one(company):
    ivy = make_person("Ivy Invited")
    company.db_unit.update(by=SYSTEM, head=ivy)
    known = KINDS["line"]
    line = known.model.objects.select_related(*known.companions).get(pk=company.db.pk)
    rows = Answers(principal_of(ivy), known, line).rows()
    assert rows[0]["why"] == ["heads Database"]


def test_everybody_asks_about_themselves_and_the_cio_about_anybody(company, client):
    where = f"/access/may/line/{company.db.pk}/"
    sign_in(client, company.aisha)
    page = client.get(where)
    assert "heads Database" in page.content.decode()
    assert page.context["form"] is None
    assert client.get(where, {"person": company.aisha.code}).status_code == 200
    assert client.get(where, {"person": company.ruth.code}).status_code == 403
    assert client.get("/access/may/", {"person": company.ruth.code}).status_code == 403
    sign_in(client, company.nadia)
    page = client.get(where, {"person": f"Aisha Okafor ({company.aisha.code})"}).content.decode()
    assert "Aisha Okafor may" in page
    assert "heads Database" in page
    assert client.get(where, {"person": "Nobody Known"}).status_code == 422


@pytest.mark.parametrize("where", ["/access/may/", "/access/may/line/{line}/"])
def test_a_part_of_a_name_proposes_people_and_answers_about_nobody(company, client, where):
    other = make_person("Ruth Petersen", email="second@example.org")
    company.finance.update(by=SYSTEM, head=other)
    address, asked = where.format(line=company.db.pk), {"q": "database", "person": "Ruth Pet"}
    page = sign_in(client, company.nadia).get(address, asked)
    assert page.status_code == 422
    assert f"Finance · second@example.org · {other.code}" in page.text
    assert f'href="?q=database&amp;person={company.ruth.code}"' in page.text
    # Whoever asks is not answered about in the place of whom they asked about.
    assert f"person={company.nadia.code}" not in page.text
    assert "I may" not in page.text
    assert client.get(address, asked | {"person": "zzz"}).status_code == 422
    assert f"code {other.code}" in client.get(f"/people/{other.pk}/").text


def test_who_does_not_sign_in_is_said(company, client):
    ivy = make_person("Ivy Invited")
    page = sign_in(client, company.nadia).get(f"/access/may/unit/{company.it.pk}/", {"person": ivy.code})
    assert "Ivy Invited does not sign in." in page.content.decode()


def test_an_object_is_found_by_its_words(company, client):
    page = sign_in(client, company.nadia).get("/access/may/", {"q": "database", "person": company.ruth.code})
    assert f"/access/may/line/{company.db.pk}/?person={company.ruth.code}" in page.content.decode()
    assert "Nothing you can see" in client.get("/access/may/", {"q": "zzz"}).content.decode()
    assert client.get("/access/may/").status_code == 200
