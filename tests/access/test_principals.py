"""Who acts: users, tokens, links, commands and nobody (rules P)."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from itbiz.access import permissions as own_rules
from itbiz.access.models import PresenterLink, Token
from itbiz.access.principals import SCOPES, Principal
from itbiz.access.rules import answer, permissions, rule
from itbiz.core.errors import NotAllowed
from tests.cast import SYSTEM, make_person, make_user, principal

pytestmark = pytest.mark.django_db


def token_of(user, *scopes):
    """Return the principal of a token with scopes."""
    return Principal.of_token(Token.issue(by=Principal.of(user), user=user, scopes=list(scopes), days=1))


def test_p_nobody_is_signed_in_and_may_nothing():
    by = Principal.of(AnonymousUser())
    assert (by.kind, by.is_signed_in, by.user_id, by.person_id) == ("nobody", False, None, None)
    assert not any(by.has_role(role) for role in ("cio", "facilitator", "reader", "integration"))
    assert not any(by.may(permission) for permission in permissions())
    assert not by.has_scope("org:read")


def test_p_a_link_is_not_signed_in_and_may_nothing(company):
    link = PresenterLink.issue(by=SYSTEM, subject=company.room(), permission="walkthroughs.present_walkthrough")
    by = Principal.of_link(link)
    assert (by.is_signed_in, by.has_role("cio"), by.has_scope("org:read")) == (False, False, False)
    assert not any(by.may(permission) for permission in permissions())


def test_p_a_command_may_everything_and_holds_every_role():
    assert (SYSTEM.is_system, SYSTEM.is_signed_in, SYSTEM.name) == (True, True, "tests")
    assert all(SYSTEM.may(permission) for permission in permissions())
    assert SYSTEM.has_role("cio")


def test_p_a_user_is_the_person_they_are():
    maya = make_person("Maya Lindqvist", username="maya", roles=["reader"])
    by = principal(maya)
    assert (by.name, by.person, by.person_id, by.has_role("reader"), by.has_role("cio")) == (
        "Maya Lindqvist",
        maya,
        maya.pk,
        True,
        False,
    )
    robot = Principal.of(make_user("robot", roles=["integration"]))
    assert (robot.name, robot.person, robot.person_id) == ("robot", None, None)


def test_p_a_token_has_its_owners_roles_and_its_own_scopes():
    chief = make_user("chief", roles=["cio"])
    by = token_of(chief, "org:read", "catalog:write")
    assert (by.kind, by.source, by.has_role("cio"), by.is_system) == ("token", "rest", True, False)
    held = {f"{scope}:{right}" for scope in SCOPES for right in ("read", "write") if by.has_scope(f"{scope}:{right}")}
    assert held == {"org:read", "catalog:read", "catalog:write"}
    assert Principal.of(chief).has_scope("admin:write")


def test_p_acting_for_somebody_leaves_the_one_who_acts_alone():
    maya, aisha = make_person("Maya", username="maya"), make_person("Aisha")
    by = principal(maya)
    standing_in = by.for_person(aisha)
    assert (standing_in.on_behalf_of, by.on_behalf_of) == (aisha, None)
    assert (standing_in.person, standing_in.user) == (maya, by.user)


def test_p_what_is_not_allowed_is_said_in_a_sentence():
    with pytest.raises(NotAllowed) as told:
        Principal.nobody().require("orgchart.edit_unit", None)
    assert str(told.value) == "You may not do this here. Ask the head of the line, or the CIO."


def test_every_permission_has_one_rule():
    with pytest.raises(ValueError, match=r"Two rules for access\.enroll_user"):
        rule("access.enroll_user")(own_rules.enroll_user)
    with pytest.raises(KeyError):
        answer("access.nonsense", SYSTEM, None)


def test_every_permission_that_a_model_asks_for_has_a_rule():
    asked = {model.permission for model in apps.get_models() if getattr(model, "permission", "")}
    assert asked
    assert asked <= set(permissions())
