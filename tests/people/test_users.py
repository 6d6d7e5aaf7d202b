"""One sign-in on its page: roles, closing, opening again, a link for a password, tokens (rules P)."""

import pytest

from itbiz.access.models import Token, User
from itbiz.audit.models import ChangeSet
from tests.cast import SYSTEM, make_person, make_user
from tests.pages import errors, filled, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia(company, client):
    """The CIO, signed in."""
    return sign_in(client, company.nadia)


def where(person, rest=""):
    """Return the address of a person's sign-in."""
    return f"/access/users/{person.user_id}/{rest}"


def test_the_page_tells_whose_it_is(nadia, company):
    Token.issue(by=SYSTEM, user=company.ruth.user, scopes=["org:read"], days=5, name="Reports")
    page = nadia.get(where(company.ruth)).content.decode()
    for said in ("Ruth Petersen", "signs in as ruth", "head of Operations", "Reports", "read the organisation"):
        assert said in page
    assert "nobody of the org chart" in nadia.get(f"/access/users/{make_user('robot').pk}/").content.decode()
    assert nadia.get("/access/users/999999/").status_code == 404


def test_roles_are_changed_and_undone_from_the_history(nadia, company):
    page = nadia.get(where(company.ruth, "roles/"))
    saved = nadia.post(where(company.ruth, "roles/"), filled(page, roles=["cio", "facilitator"]))
    assert saved.headers["Location"] == where(company.ruth)
    assert User.objects.get(username="ruth").roles == ["cio", "facilitator"]
    done = ChangeSet.objects.order_by("-number").first()
    assert nadia.post(f"/changes/{done.pk}/undo/", {"reason": "Too many"}).status_code == 302
    assert User.objects.get(username="ruth").roles == []


def test_what_somebody_else_saved_meanwhile_is_told(nadia, company):
    page = nadia.get(where(company.ruth, "roles/"))
    User.objects.get(username="ruth").change_roles(by=SYSTEM, roles=["reader"])
    answer = nadia.post(where(company.ruth, "roles/"), filled(page, roles=["cio"]))
    assert (answer.status_code, User.objects.get(username="ruth").roles) == (409, ["reader"])


def test_the_last_cio_keeps_the_role(nadia, company):
    page = nadia.get(where(company.nadia, "roles/"))
    unsure = nadia.post(where(company.nadia, "roles/"), filled(page, roles=[]))
    assert (unsure.status_code, "Say that you mean it" in errors(unsure)) == (422, True)
    answer = nadia.post(where(company.nadia, "roles/"), filled(page, roles=[], sure="on"))
    assert (answer.status_code, "nadia is the only CIO" in errors(answer)) == (409, True)
    make_person("Carl Chief", username="carl", roles=["cio"])
    done = nadia.post(where(company.nadia, "roles/"), filled(page, roles=[], sure="on"))
    assert done.headers["Location"] == "/account/"
    assert nadia.get("/access/").status_code == 403


def test_a_sign_in_is_closed_and_opened_again(nadia, company):
    page = nadia.get(where(company.ruth, "close/"))
    closed = nadia.post(where(company.ruth, "close/"), filled(page, reason="She left"))
    assert closed.status_code == 302
    assert "sign-in closed" in nadia.get(where(company.ruth)).content.decode()
    assert ChangeSet.objects.order_by("-number").first().reason == "She left"
    assert nadia.post(where(company.ruth, "reopen/")).status_code == 302
    assert User.objects.get(username="ruth").is_active
    assert nadia.get(where(company.ruth, "reopen/")).status_code == 405


def test_what_keeps_a_sign_in_closed_is_said(nadia, company):
    User.objects.get(username="ruth").deactivate(by=SYSTEM)
    User.objects.filter(username="ruth").update(email="no address")
    answer = nadia.post(where(company.ruth, "reopen/"))
    assert (answer.status_code, "Enter a valid email address" in errors(answer)) == (422, True)
    assert "Open the sign-in of Ruth Petersen again?" in answer.content.decode()
    assert not User.objects.get(username="ruth").is_active
    User.objects.filter(username="ruth").update(email="ruth@example.org")
    assert nadia.post(where(company.ruth, "reopen/"), filled(answer)).headers["Location"] == where(company.ruth)
    assert User.objects.get(username="ruth").is_active


def test_nobody_closes_their_own(nadia, company):
    page = nadia.get(where(company.nadia, "close/"))
    answer = nadia.post(where(company.nadia, "close/"), filled(page))
    assert (answer.status_code, "Nobody closes their own" in errors(answer)) == (409, True)


def test_the_cio_revokes_the_token_of_anybody(nadia, company):
    token = Token.issue(by=SYSTEM, user=company.ruth.user, scopes=["org:read"], days=5)
    answer = nadia.post(f"/access/tokens/{token.pk}/revoke/")
    assert answer.headers["Location"] == where(company.ruth)
    assert not Token.objects.get(pk=token.pk).is_alive
