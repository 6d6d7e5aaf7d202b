"""Roles and closed sign-ins: by the CIO alone, never without one, undone as the log admits, sessions ended (P, U3)."""

import pytest
from django.test import Client

from itbiz.access.models import Token, User
from itbiz.access.principals import Principal
from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import may_undo, undo
from itbiz.core.errors import NotAllowed, Refused, Stale
from tests.api.client import ApiClient
from tests.cast import PASSWORD, SYSTEM, make_person, make_user, principal

pytestmark = pytest.mark.django_db


def user_of(person):
    """Return a person's user as it stands now."""
    return User.objects.get(pk=person.user_id)


def last():
    """Return the newest change set."""
    return ChangeSet.objects.order_by("-number").first()


def test_p_the_cio_changes_roles_and_nobody_else(company):
    user_of(company.ruth).change_roles(by=principal(company.nadia), roles=["reader", "facilitator"])
    assert user_of(company.ruth).roles == ["facilitator", "reader"]
    assert last().title == "Roles of ruth: facilitator, reader"
    for person in (company.fred, company.ruth, company.olga):
        for act in (
            lambda user, by: user.change_roles(by=by, roles=["cio"]),
            lambda user, by: user.deactivate(by=by),
            lambda user, by: user.reactivate(by=by),
        ):
            with pytest.raises(NotAllowed, match="The CIO says who signs in"):
                act(user_of(company.maya), principal(person))


def test_p_a_token_of_the_cio_changes_nobody(company):
    nadia = user_of(company.nadia)
    token = Token.issue(by=SYSTEM, user=nadia, scopes=["admin:write"], days=1)
    with pytest.raises(NotAllowed):
        user_of(company.maya).change_roles(by=Principal.of_token(token), roles=["cio"])


def test_the_last_cio_stays_one(company):
    make_user("robot", roles=["reader"])
    nadia, by = user_of(company.nadia), principal(company.nadia)
    with pytest.raises(Refused, match="nadia is the only CIO"):
        nadia.change_roles(by=by, roles=["facilitator"])
    with pytest.raises(Refused, match="nadia is the only CIO"):
        user_of(company.nadia).deactivate(by=SYSTEM)
    assert user_of(company.nadia).roles == ["cio"]
    carl = make_person("Carl Chief", username="carl", roles=["cio"])
    user_of(company.nadia).change_roles(by=by, roles=[])
    with pytest.raises(Refused, match="carl is the only CIO"):
        user_of(carl).deactivate(by=SYSTEM)


def test_a_closed_sign_in_is_no_second_cio(company):
    carl = make_person("Carl Chief", username="carl", roles=["cio"])
    user_of(carl).deactivate(by=principal(company.nadia))
    with pytest.raises(Refused, match="the only CIO"):
        user_of(company.nadia).change_roles(by=SYSTEM, roles=[])


def test_nobody_closes_their_own_sign_in(company):
    make_person("Carl Chief", username="carl", roles=["cio"])
    with pytest.raises(Refused, match="Nobody closes their own"):
        user_of(company.nadia).deactivate(by=principal(company.nadia))


def test_what_somebody_else_changed_meanwhile_is_told(company):
    read = user_of(company.ruth)
    user_of(company.ruth).change_roles(by=SYSTEM, roles=["reader"])
    with pytest.raises(Stale):
        read.expecting(read.version).change_roles(by=SYSTEM, roles=["facilitator"])


def test_closing_ends_every_session_for_good(company):
    browser, rest = Client(), ApiClient(company.ruth)
    assert browser.login(username="ruth", password=PASSWORD)
    assert browser.get("/account/").status_code == 200
    user_of(company.ruth).deactivate(by=principal(company.nadia), reason="She left")
    assert (browser.get("/account/").status_code, rest.get("units/").status_code) == (302, 401)
    assert not Client().login(username="ruth", password=PASSWORD)
    user_of(company.ruth).reactivate(by=principal(company.nadia))
    assert browser.get("/account/").status_code == 302
    assert Client().login(username="ruth", password=PASSWORD)


def test_u3_roles_and_closing_are_undone_by_the_cio(company):
    by = principal(company.nadia)
    user_of(company.ruth).change_roles(by=by, roles=["reader"])
    changed = last()
    user_of(company.ruth).deactivate(by=by)
    closed = last()
    assert not may_undo(principal(company.ruth), changed)
    undo(closed, by=by)
    assert user_of(company.ruth).is_active
    undo(changed, by=by)
    assert user_of(company.ruth).roles == []
    with pytest.raises(NotAllowed):
        undo(last(), by=principal(company.olga))


def test_u3_undoing_leaves_a_cio_and_ends_sessions(company):
    by = principal(company.nadia)
    user_of(company.ruth).change_roles(by=by, roles=["cio"])
    made = last()
    user_of(company.nadia).change_roles(by=SYSTEM, roles=[])
    with pytest.raises(Refused, match="ruth is the only CIO"):
        undo(made, by=SYSTEM)
    user_of(company.maya).deactivate(by=SYSTEM)
    user_of(company.maya).reactivate(by=SYSTEM)
    browser = Client()
    browser.login(username="maya", password=PASSWORD)
    undo(last(), by=SYSTEM)
    undo(last(), by=SYSTEM)
    assert user_of(company.maya).is_active
    assert browser.get("/account/").status_code == 302
