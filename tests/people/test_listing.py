"""People and access: who can sign in, is invited, does not sign in; service accounts; filters, search, pages."""

import pytest

from itbiz.access.models import Invitation, ServiceAccount, Token, User
from itbiz.api import lists
from tests.cast import SYSTEM, make_person, make_unit, make_user
from tests.pages import sign_in, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia(company, client):
    """The CIO, signed in."""
    return sign_in(client, company.nadia)


def rows(client, **asked):
    """Return the rows of a list."""
    return client.get("/access/", asked).context["rows"]


def names(client, **asked):
    """Return the names in a list."""
    return [row["name"] for row in rows(client, **asked)]


def test_who_can_sign_in_as_which_person_with_what(nadia, company):
    company.db_unit.update(by=SYSTEM, appointments=[{"person": company.ruth, "kind": "deputy"}])
    company.erp_unit.update(by=SYSTEM, appointments=[{"person": company.ruth, "kind": "editor"}])
    Token.issue(by=SYSTEM, user=company.ruth.user, scopes=["org:read"], days=5)
    make_user("robot", roles=["integration"])
    found = {row["username"]: row for row in rows(nadia)}
    ruth = found["ruth"]
    said = [words for words, _address in ruth["offices"]]
    assert said == ["head of Operations", "deputy at Database", "editor at ERP"]
    assert (ruth["name"], ruth["roles"], ruth["tokens"], ruth["is_active"]) == ("Ruth Petersen", [], 1, True)
    assert (found["nadia"]["roles"], found["robot"]["name"]) == (["CIO"], "robot")
    assert "nobody of the org chart" in nadia.get("/access/").content.decode()


def test_the_list_is_narrowed_by_words_role_and_state(nadia, company):
    User.objects.get(username="olga").deactivate(by=SYSTEM)
    assert names(nadia, q="lind") == ["Maya Lindqvist"]
    assert names(nadia, q="RUTH") == ["Ruth Petersen"]
    assert names(nadia, role="facilitator") == ["Fred Facilitator"]
    assert names(nadia, state="closed") == ["Olga Outsider"]
    assert "Olga Outsider" not in names(nadia, state="open")
    assert rows(nadia, q="nobody at all") == []
    company.maya.update(by=SYSTEM, active=False)
    assert [row["name"] for row in rows(nadia) if row["has_left"]] == ["Maya Lindqvist"]
    for wrong in ({"role": "king"}, {"show": "everything"}, {"cursor": "x"}):
        assert nadia.get("/access/", wrong).status_code == 400


def test_people_without_a_sign_in_and_links_under_way(nadia, company):
    ivy = make_person("Ivy Invited", email="ivy@example.org")
    make_person("Gone Away").update(by=SYSTEM, active=False)
    make_unit("Networks", head=ivy)
    make_person("Ian Idle")
    Invitation.invite(by=SYSTEM, person=ivy, roles=["reader"])
    Invitation.renew_password(by=SYSTEM, user=company.maya.user)
    found = rows(nadia, show="without")
    assert [(row["name"], row["invited"]) for row in found] == [("Ian Idle", False), ("Ivy Invited", True)]
    assert [words for words, _address in found[1]["offices"]] == ["head of Networks"]
    under_way = rows(nadia, show="invited")
    assert [(row["name"], row["joins"]) for row in under_way] == [("Maya Lindqvist", False), ("Ivy Invited", True)]
    assert names(nadia, show="invited", q="maya") == ["Maya Lindqvist"]
    assert names(nadia, show="without", q="idle") == ["Ian Idle"]


def test_service_accounts_stand_in_a_list_of_their_own(nadia, company):
    account = ServiceAccount.open(
        by=SYSTEM, username="nightly", purpose="Imports", contact=company.aisha, second=company.ruth
    )
    Token.issue(by=SYSTEM, user=account.user, scopes=["org:read"], days=6)
    assert "nightly" not in [row["username"] for row in rows(nadia)]
    (row,) = rows(nadia, show="services")
    assert (row["purpose"], row["contacts"]) == ("Imports", ["Aisha Okafor", "Ruth Petersen"])
    assert "ends in 6 days" in nadia.get("/access/", {"show": "services"}).content.decode()
    assert len(rows(nadia, show="services", q="import")) == 1
    assert rows(nadia, show="services", q="other") == []


@pytest.mark.parametrize("show", ["invited", "services", "without"])
def test_an_empty_list_says_what_to_do(nadia, show):
    assert 'class="empty"' in nadia.get("/access/", {"show": show}).content.decode()


def test_a_long_list_has_pages(nadia, company, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 3)
    first = nadia.get("/access/")
    second = nadia.get(first.context["next_url"])
    assert [row["username"] for row in first.context["rows"]] == ["aisha", "elin", "fred"]
    assert [row["username"] for row in second.context["rows"]] == ["maya", "nadia", "olga"]
    assert "7 in all" in first.content.decode()


@pytest.mark.parametrize("show", ["users", "without", "services"])
def test_statements_do_not_grow_with_the_rows(nadia, company, show):
    def one_more(name):
        person = make_person(name, username=name if show == "users" else None)
        make_unit(f"{name} unit", head=person)
        if show == "services":
            contacts = {"contact": company.aisha, "second": company.ruth}
            account = ServiceAccount.open(by=SYSTEM, username=name, purpose="Imports", **contacts)
            Token.issue(by=SYSTEM, user=account.user, scopes=["org:read"], days=6)

    one_more("one")
    first = statements(nadia, "/access/", show=show)
    one_more("two")
    one_more("three")
    assert statements(nadia, "/access/", show=show) == first


def test_a_piece_of_the_list_comes_to_htmx(nadia):
    piece = nadia.get("/access/", {"q": "ruth"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert "Ruth Petersen" in piece
