"""One's own account: tokens and password."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from itbiz.access.models import Token
from itbiz.audit.models import Change
from tests.api.client import ApiClient
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(company, client):
    """Olga, signed in."""
    client.login(username="olga", password=PASSWORD)
    return client


def test_a_token_is_shown_once_and_works(company, browser):
    made = browser.post("/account/", {"name": "Reports", "scopes": ["org:read"], "days": "30"})
    text = re.search(r"itb_[\w.-]+", made.content.decode())[0]
    assert "no-store" in made.headers["Cache-Control"]
    assert ApiClient(token=text).get("units/").status_code == 200
    assert text not in browser.get("/account/").content.decode()
    assert not Change.objects.filter(after__icontains=text.partition(".")[2]).exists()


def test_a_token_needs_a_name_a_scope_and_an_end(browser):
    answer = browser.post("/account/", {"name": "", "scopes": ["everything"], "days": "400"})
    assert answer.status_code == 422
    assert not Token.objects.exists()


def test_a_token_is_revoked_by_its_owner_alone(company, browser):
    mine, other = ApiClient(company.olga), ApiClient(company.ruth)
    theirs = Token.objects.get(user=company.ruth.user)
    assert browser.post(f"/account/tokens/{theirs.pk}/revoke/").status_code == 404
    own = Token.objects.get(user=company.olga.user)
    assert browser.post(f"/account/tokens/{own.pk}/revoke/").status_code == 302
    assert mine.get("units/").status_code == 401
    assert other.get("units/").status_code == 200
    assert browser.get(f"/account/tokens/{own.pk}/revoke/").status_code == 405


def test_a_password_is_changed(company, browser):
    new = {"old_password": PASSWORD, "new_password1": "another sesame 2", "new_password2": "another sesame 2"}
    elsewhere = Client()
    elsewhere.login(username="olga", password=PASSWORD)
    assert browser.post("/account/password/", new | {"old_password": "guess"}).status_code == 422
    assert browser.post("/account/password/", new).status_code == 302
    assert browser.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert Client().login(username="olga", password="another sesame 2")
    told = Change.objects.get(change_set__title="Password changed: olga")
    assert "sesame" not in str(told.after)


def test_create_token_prints_it_alone_on_its_last_line(company):
    out = StringIO()
    call_command("create_token", user="olga", scopes="org:read catalog:read", days=9, stdout=out)
    token = out.getvalue().splitlines()[-1]
    assert ApiClient(token=token).get("units/").status_code == 200
    assert ApiClient(token=token).post("units/", {"name": "x"}).status_code == 403


@pytest.mark.parametrize("wrong", [{"user": "nobody"}, {"scopes": "all"}, {"days": 500}, {"scopes": ""}])
def test_create_token_says_what_is_wrong(company, wrong):
    with pytest.raises(CommandError, match=r"\."):
        call_command("create_token", **({"user": "olga", "scopes": "org:read", "days": 9} | wrong))


def test_a_token_that_reads_the_history_is_made_on_the_page(browser):
    page = browser.get("/account/").content.decode()
    assert 'value="changes:read"' in page
    assert 'value="changes:write"' not in page
