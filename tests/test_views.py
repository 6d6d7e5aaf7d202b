"""Pages of no app: what a browser remembers of its reader, and the style guide."""

import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_theme_is_remembered_and_leads_back(client):
    answer = client.post(reverse("theme"), {"theme": "dark", "next": "/sign-in/?next=/"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/")
    assert client.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in client.get(reverse("sign-in")).content.decode()


def test_the_theme_of_the_system_is_no_theme(client):
    client.cookies["theme"] = "dark"
    client.post(reverse("theme"), {"theme": "system", "next": "/sign-in/"})
    assert client.cookies["theme"].value == ""
    assert "data-theme" not in client.get(reverse("sign-in")).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_a_theme_never_leads_to_another_site(client, elsewhere):
    assert client.post(reverse("theme"), {"theme": "dark", "next": elsewhere})["Location"] == reverse("home")


def test_a_theme_is_posted_not_followed(client):
    assert client.get(reverse("theme")).status_code == 405


def test_single_keys_are_turned_off_and_on(client):
    client.post(reverse("shortcuts"), {"keys": "off", "next": "/sign-in/"})
    assert 'data-keys="off"' in client.get(reverse("sign-in")).content.decode()
    client.post(reverse("shortcuts"), {"keys": "on", "next": "/sign-in/"})
    assert "data-keys" not in client.get(reverse("sign-in")).content.decode()


def test_a_form_without_its_token_is_told_what_to_do(company):
    client = Client(enforce_csrf_checks=True)
    client.force_login(company.olga.user)
    page = client.post("/projects/new/", {"title": "X"})
    assert page.status_code == 403
    assert "signed in in another tab" in page.content.decode()
    problem = client.post("/api/v1/projects/", {}, content_type="application/json")
    assert problem["Content-Type"] == "application/problem+json"


def test_a_page_that_htmx_sent_from_gets_the_token_it_lacks(company):
    client = Client(enforce_csrf_checks=True)
    client.force_login(company.fred.user)
    refused = client.post("/projects/new/", {}, headers={"HX-Request": "true"})
    assert (refused.status_code, refused.content) == (403, b"")
    again = client.post("/projects/new/", {}, headers={"HX-Request": "true", "X-CSRFToken": refused["X-CSRFToken"]})
    assert again.status_code == 422


def test_whoever_is_signed_in_is_not_asked_to(client, company):
    assert client.get(reverse("sign-in")).status_code == 200
    client.force_login(company.olga.user)
    assert client.get(reverse("sign-in"))["Location"] == reverse("home")


def test_htmx_of_somebody_signed_out_swaps_nothing(client):
    htmx = client.post("/projects/new/", {"title": "X"}, headers={"HX-Request": "true"})
    assert (htmx.status_code, htmx.content) == (401, b"")
    plain = client.post("/projects/new/", {"title": "X"})
    assert plain["Location"] == f"{reverse('sign-in')}?next=/projects/new/"


def test_the_sign_in_page_keeps_the_content_policy(client):
    page = client.get(reverse("sign-in"))
    html = page.content.decode()
    assert "'unsafe" not in page["Content-Security-Policy"]
    assert not re.search(r"\s(style|on\w+)=", html)
    assert not re.search(r"<(style|script)(?![^>]*\ssrc=)[^>]*>", html)


def test_a_character_that_no_text_has_finds_nothing(client, company):
    client.force_login(company.olga.user)
    page = client.get("/services/?q=%00")
    assert (page.status_code, page.context["rows"]) == (200, [])


def test_an_address_that_no_page_takes_is_told_in_the_look_of_the_product(client, company):
    client.force_login(company.olga.user)
    page = client.get("/services/?line=%00")
    assert page.status_code == 400
    assert "This address does not work" in page.content.decode()


def test_a_refusal_is_said_once(client, company):
    client.force_login(company.olga.user)
    page = client.get("/projects/new/").content.decode()
    assert page.count("or the CIO.") == 1


def test_an_empty_field_is_told_what_to_do(client, company):
    client.force_login(company.fred.user)
    for where in ("/projects/new/", "/account/"):
        rows = {"follow_ons-TOTAL_FORMS": "0", "follow_ons-INITIAL_FORMS": "0"}
        page = client.post(where, {"name": ""} | rows).content.decode()
        assert "Fill this in." in page
        assert "This field is required." not in page


def test_a_token_tells_its_day_as_dates_are_told(client, company):
    client.force_login(company.olga.user)
    client.post("/account/", {"name": "Board", "scopes": ["org:read"], "days": "90"})
    page = client.get("/account/").content.decode()
    assert re.search(r"until \d{1,2} [A-Z][a-z]{2} \d{4} · never used<", page)
