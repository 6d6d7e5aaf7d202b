"""Users, tokens and links: who makes them, what opens, what is kept (rules P, V)."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils import timezone

from itbiz.access.models import PresenterLink, Token, User
from itbiz.access.principals import Principal
from itbiz.audit.models import ChangeSet
from itbiz.audit.record import change_set
from itbiz.core.errors import NotAllowed
from tests.cast import PASSWORD, SYSTEM, make_person, make_user, principal

pytestmark = pytest.mark.django_db
WALL = "walkthroughs.present_walkthrough"


@pytest.fixture
def maya():
    """Somebody without a role."""
    return make_person("Maya Lindqvist", username="maya")


def issue(person, **fields):
    """Return a token of a person, made by that person."""
    by = principal(person)
    return Token.issue(**{"by": by, "user": by.user, "scopes": ["org:read"], "days": 7} | fields)


def age(row, **past):
    """Let a token or link have expired."""
    with change_set(by=SYSTEM, title="Time passes"):
        type(row).objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(**past))


# users


def test_the_cio_enrolls_users_and_nobody_else(maya):
    chief = make_person("Carl Chief", username="carl", roles=["cio"])
    enrolled = User.enroll(by=principal(chief), username=" new ", password=PASSWORD, roles=["reader"])
    assert authenticate(username="new", password=PASSWORD) == enrolled
    helper = make_person("Rita", username="rita", roles=["facilitator", "reader", "integration"])
    for person in (maya, helper):
        with pytest.raises(NotAllowed):
            User.enroll(by=principal(person), username="mine", password=PASSWORD, roles=["cio"])


@pytest.mark.parametrize("roles", [["king"], "cio", {"cio": True}])
def test_roles_are_those_of_the_organisation(roles):
    user = User(username="x", password="x", roles=roles)
    with pytest.raises(ValidationError) as told:
        user.full_clean(validate_unique=False, validate_constraints=False)
    assert told.value.message_dict == {"roles": ["Roles are a list of: cio, facilitator, reader, integration."]}


def test_a_user_name_is_taken_once(maya):
    with pytest.raises(ValidationError) as told:
        make_user("maya")
    assert told.value.message_dict == {"username": ["Somebody signs in under this name already. Choose another."]}


def test_signing_in_writes_nothing_into_the_log(maya):
    sets = ChangeSet.objects.count()
    assert authenticate(username="maya", password=PASSWORD) == maya.user
    assert ChangeSet.objects.count() == sets


def test_signing_in_renews_an_old_hash_of_a_password(maya, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    assert authenticate(username="maya", password=PASSWORD) == maya.user
    assert User.objects.get(username="maya").password.startswith("scrypt")


def test_a_user_who_left_does_not_sign_in(maya):
    with change_set(by=SYSTEM, title="Maya leaves") as changes:
        user = User.objects.get(pk=maya.user_id).lock()
        user.is_active = False
        changes.update(user)
    assert authenticate(username="maya", password=PASSWORD) is None


# tokens


def test_a_token_opens_by_its_text_alone(maya):
    token = issue(maya)
    assert token.text == f"itb_{token.secret}"
    assert Token.objects.find(token.secret) == token
    key, secret = token.secret.split(".")
    for wrong in (
        "",
        ".",
        key,
        f"{key}.",
        f"{key}.x",
        f"x.{secret}",
        f"{key}.{secret}x",
        f"{key}.{token.digest}",
        "ü.ü",
        "\0.\0",
    ):
        assert Token.objects.find(wrong) is None
    assert Token.objects.get().secret is None
    assert secret not in token.digest


def test_a_token_expires_and_is_revoked(maya):
    first, second = issue(maya), issue(maya)
    age(first, seconds=1)
    second.revoke(by=principal(maya))
    again = second.revoke(by=principal(maya))
    assert [Token.objects.find(token.secret) for token in (first, second)] == [None, None]
    assert again.pk is None


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_lives_a_year_at_most(maya, days):
    with pytest.raises(ValidationError) as told:
        issue(maya, days=days)
    assert told.value.message_dict == {"days": ["A token lives 1 to 366 days."]}


@pytest.mark.parametrize("scopes", [[], ["org"], ["org:delete"], ["everything:read"], ["org:read", "x"]])
def test_a_token_has_scopes_that_exist(maya, scopes):
    with pytest.raises(ValidationError) as told:
        issue(maya, scopes=scopes)
    assert set(told.value.message_dict) == {"scopes"}
    assert not Token.objects.exists()


def test_p_tokens_are_made_and_revoked_by_their_owner_or_the_cio(maya):
    olga = make_person("Olga Outsider", username="olga")
    chief = make_person("Carl Chief", username="carl", roles=["cio"])
    token = issue(maya)
    with pytest.raises(NotAllowed):
        issue(olga, user=maya.user)
    with pytest.raises(NotAllowed):
        token.revoke(by=principal(olga))
    issue(chief, user=maya.user).revoke(by=principal(chief))


def test_p_a_token_makes_no_token(maya):
    by = Principal.of_token(issue(maya, scopes=["admin:write"]))
    with pytest.raises(NotAllowed):
        Token.issue(by=by, user=maya.user, scopes=["org:read"], days=1)


# links


def test_a_link_opens_for_its_time(company):
    room = company.room()
    link = PresenterLink.issue(by=principal(company.fred), subject=room, permission=WALL, hours=1)
    assert PresenterLink.objects.find(link.secret) == link
    assert (link.is_for(type(room)), link.is_for(type(company.tier))) == (True, False)
    assert Token.objects.find(link.secret) is None
    age(link, seconds=1)
    assert PresenterLink.objects.find(link.secret) is None


def test_the_log_knows_a_link_without_its_secret(company):
    link = PresenterLink.issue(by=SYSTEM, subject=company.room(), permission=WALL)
    told = ChangeSet.objects.order_by("-number").first().changes.get()
    assert (told.code, told.label) == (link.key, f"wall {link.key}")
    assert "digest" not in told.after
    assert link.secret.split(".")[1] not in str(told.after)
