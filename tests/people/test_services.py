"""Service accounts on their page: opened by the CIO, kept by contacts, tokens made, rotated and revoked (rules P)."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from itbiz.access.models import ServiceAccount, Token
from tests.api.client import ApiClient
from tests.cast import SYSTEM
from tests.pages import errors, filled, sign_in

pytestmark = pytest.mark.django_db
TEXT = re.compile(r"itb_[\w.-]+")
TYPED = {"name": "Nightly", "scopes": ["org:read"], "days": "90"}


@pytest.fixture
def nadia(company, client):
    """The CIO, signed in."""
    return sign_in(client, company.nadia)


@pytest.fixture
def aisha(company):
    """A contact, signed in."""
    return sign_in(Client(), company.aisha)


@pytest.fixture
def nightly(company):
    """A service account that Aisha and Ruth answer for."""
    contacts = {"contact": company.aisha, "second": company.ruth}
    return ServiceAccount.open(by=SYSTEM, username="nightly", purpose="Imports", **contacts)


def test_the_cio_opens_an_account_with_two_contacts(nadia, company):
    typed = {"username": "nightly", "purpose": "Imports", "contact": "Aisha Okafor", "second": "Aisha Okafor"}
    once = nadia.post("/access/services/new/", typed)
    assert (once.status_code, "Name two different people" in errors(once)) == (422, True)
    for missing in ("contact", "second"):
        assert nadia.post("/access/services/new/", typed | {missing: ""}).status_code == 422
    taken = nadia.post("/access/services/new/", typed | {"second": "Ruth Petersen", "username": "maya"})
    assert "Choose another" in errors(taken)
    done = nadia.post("/access/services/new/", typed | {"second": "Ruth Petersen"})
    account = ServiceAccount.objects.get()
    assert done.headers["Location"] == f"/access/services/{account.pk}/"
    assert account.people == (company.aisha, company.ruth)


def test_other_contacts_are_named(nadia, company, nightly):
    page = nadia.get(f"/access/services/{nightly.pk}/edit/")
    assert page.context["form"]["contact"].value() == "Aisha Okafor (aisha-okafor)"
    changes = {"contact": "Maya Lindqvist", "second": "Ruth Petersen"}
    assert nadia.post(f"/access/services/{nightly.pk}/edit/", filled(page, **changes)).status_code == 302
    assert ServiceAccount.objects.get().people == (company.maya, company.ruth)
    stale = nadia.post(f"/access/services/{nightly.pk}/edit/", filled(page, **changes))
    assert stale.status_code == 409


def test_a_contact_makes_rotates_and_revokes_tokens(aisha, company, nightly):
    where = f"/access/services/{nightly.pk}/"
    assert where in aisha.get("/account/").content.decode()
    first = TEXT.search(aisha.post(where, TYPED).content.decode())[0]
    token = Token.objects.get()
    rotated = aisha.post(f"/access/tokens/{token.pk}/rotate/")
    second = TEXT.search(rotated.content.decode())[0]
    day = f"{token.expires_at:%b %Y}"
    assert (
        f"The first ends on {token.expires_at.day} {day}: revoke it once nothing uses it." in rotated.content.decode()
    )
    assert [ApiClient(token=text).get("units/").status_code for text in (first, second)] == [200, 200]
    refused = aisha.post(where, TYPED)
    assert (refused.status_code, "Two tokens of nightly live already." in errors(refused)) == (409, True)
    again = aisha.post(f"/access/tokens/{token.pk}/rotate/", follow=True)
    assert "Two tokens of nightly live already." in again.content.decode()
    assert aisha.post(f"/access/tokens/{token.pk}/revoke/").headers["Location"] == where
    assert ApiClient(token=first).get("units/").status_code == 401
    page = aisha.get(where).content.decode()
    assert "1 that ended" in page
    assert not TEXT.search(page)


def test_a_token_is_offered_and_given_what_the_roles_give_and_no_more(aisha, nightly):
    where = f"/access/services/{nightly.pk}/"

    def offered():
        return {scope for scope, _words in aisha.get(where).context["form"].fields["scopes"].choices}

    assert offered() == {"org:read", "catalog:read", "walkthroughs:read", "changes:read"}
    refused = aisha.post(where, TYPED | {"scopes": ["org:read", "catalog:write"]})
    assert (refused.status_code, Token.objects.count()) == (422, 0)
    assert "The roles of this account do not give catalog:write." in errors(refused)
    nightly.user.change_roles(by=SYSTEM, roles=["integration", "facilitator"])
    assert offered() == {"org:read", "catalog:read", "walkthroughs:read", "walkthroughs:write", "changes:read"}


def test_when_a_token_was_last_used_stands_beside_it(aisha, nightly):
    token = Token.issue(by=SYSTEM, user=nightly.user, scopes=["org:read"], days=5)
    page = f"/access/services/{nightly.pk}/"
    assert "never used" in aisha.get(page).text
    ApiClient(token=token.text).get("units/")
    day = date_format(timezone.localtime(), "j M Y")
    assert f"last used on {day}" in aisha.get(page).text


def test_v4_who_does_not_answer_for_it_sees_nothing(company, nightly):
    token = Token.issue(by=SYSTEM, user=nightly.user, scopes=["org:read"], days=5)
    maya = sign_in(Client(), company.maya)
    for method, rest in (("get", f"services/{nightly.pk}/"), ("post", f"services/{nightly.pk}/"),
                         ("get", f"services/{nightly.pk}/edit/"), ("post", f"tokens/{token.pk}/revoke/"),
                         ("post", f"tokens/{token.pk}/rotate/")):  # fmt: skip
        assert getattr(maya, method)(f"/access/{rest}").status_code == 404, rest
    assert Token.objects.get(pk=token.pk).is_alive


def test_a_token_of_ones_own_is_not_rotated(aisha, company):
    token = Token.issue(by=SYSTEM, user=company.aisha.user, scopes=["org:read"], days=5)
    assert aisha.post(f"/access/tokens/{token.pk}/rotate/").status_code == 403


def test_what_ends_soon_is_marked(aisha, nightly):
    Token.issue(by=SYSTEM, user=nightly.user, scopes=["catalog:read"], days=7)
    page = aisha.get(f"/access/services/{nightly.pk}/").content.decode()
    assert "ends in 7 days" in page
    assert "read the catalog" in page


def test_what_an_account_writes_is_said_before_it_is_opened_and_is_true(nadia, nightly):
    assert "writes nothing by itself" in nadia.get("/access/services/new/").text
    assert "the role CIO for this account" in nadia.get(f"/access/services/{nightly.pk}/").text
    sent = {"kind": "units", "text": "id,name\nlab,Laboratory\n", "dry_run": False}
    with pytest.raises(ValidationError):
        Token.issue(by=SYSTEM, user=nightly.user, scopes=["org:write"], days=9)
    nightly.user.change_roles(by=SYSTEM, roles=["integration", "cio"])
    client = ApiClient(token=Token.issue(by=SYSTEM, user=nightly.user, scopes=["org:write"], days=9).text)
    assert client.post("imports/", sent).status_code == 200
    # Nothing but its scopes, for all that the role would give.
    assert client.post("imports/", sent | {"kind": "services"}).status_code == 403
