"""Service accounts: nobody signs in as one, two people answer for it, two tokens live at most, and they are rotated."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from itbiz.access.models import ServiceAccount, Token, User
from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.record import change_set
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused
from tests.api.client import ApiClient
from tests.cast import SYSTEM, principal

pytestmark = pytest.mark.django_db


@pytest.fixture
def nightly(company):
    """A service account that Aisha and Ruth answer for."""
    return open_account(company.nadia, company.aisha, company.ruth)


def open_account(by, contact, second, username="nightly"):
    """Open a service account."""
    values = {"username": username, "purpose": "The nightly import", "contact": contact, "second": second}
    return ServiceAccount.open(by=principal(by), **values)


def issue(person, account, **fields):
    """Make a token of an account as a person."""
    values = {"user": account.user, "scopes": ["org:read"], "days": 90, "name": "nightly"} | fields
    return Token.issue(by=principal(person), **values)


def answer_alone(account):
    """Let one person be both contacts, past the verbs."""
    with change_set(by=SYSTEM, title="Wrong") as changes:
        account.lock().second = account.contact
        changes.update(account)


def age(token, **left):
    """Let a token have so much time left."""
    with change_set(by=SYSTEM, title="Time passes"):
        Token.objects.filter(pk=token.pk).update(expires_at=timezone.now() + timedelta(**left))
    return Token.objects.get(pk=token.pk)


def test_a_token_beyond_the_roles_of_its_account_is_not_made(company, nightly):
    with pytest.raises(ValidationError) as told:
        issue(company.aisha, nightly, scopes=["org:read", "org:write"])
    sentence = "The roles of nightly do not give this: read and write the organisation."
    assert told.value.message_dict["scopes"][0].startswith(sentence)
    # Somebody of the org chart writes by office.
    assert issue(company.maya, company.maya, scopes=["org:write"])


def test_a_token_is_worth_no_more_than_the_roles_that_are_left(company, nightly):
    nightly.user.change_roles(by=SYSTEM, roles=["integration", "cio"])
    token = issue(company.aisha, nightly, scopes=["org:write", "walkthroughs:write"])
    rest, unit = ApiClient(token=token.text), {"name": "Networks"}
    assert rest.post("units/", unit).status_code == 201
    nightly.user.change_roles(by=SYSTEM, roles=["integration"])
    # What everybody may who is signed in, such as asking, a token without a writing role may not either.
    asked = {"text": "Which?", "about": {"kind": "unit", "id": company.it.pk}}
    for refused in (rest.post("units/", unit | {"code": "n2"}), rest.post("questions/", asked)):
        assert (refused.status_code, "lacks the scope" in refused.json()["detail"]) == (403, True)
    assert rest.get("units/").status_code == 200
    token = Token.objects.get()
    assert token.in_words == ["read the organisation", "read projects and walk-throughs"]
    assert token.rotate(by=principal(company.aisha), days=5).scopes == ["org:read", "walkthroughs:read"]


def test_the_last_use_of_a_token_is_noted_once_an_hour_in_one_statement_beside_the_log(company, nightly):
    token = issue(company.aisha, nightly)
    rest, sets = ApiClient(token=token.text), ChangeSet.objects.count()

    def writes():
        with CaptureQueriesContext(connection) as seen:
            assert rest.get("units/").status_code == 200
        return [query["sql"] for query in seen if query["sql"].startswith("UPDATE")]

    assert len(writes()) == 1
    first = Token.objects.get(pk=token.pk)
    assert abs(first.used_at - timezone.now()) < timedelta(minutes=1)
    assert (first.version, ChangeSet.objects.count()) == (token.version, sets)
    assert writes() == []
    Token.objects.filter(pk=token.pk).update(used_at=timezone.now() - timedelta(minutes=61))
    assert len(writes()) == 1
    # A token that opens nothing is not used.
    first.revoke(by=principal(company.aisha))
    Token.objects.filter(pk=token.pk).update(used_at=None)
    assert rest.get("units/").status_code == 401
    assert Token.objects.get(pk=token.pk).used_at is None


def test_nobody_signs_in_as_a_service_account(company, nightly):
    user = User.objects.get(username="nightly")
    assert (user.roles, user.has_usable_password(), user.is_service) == (["integration"], False, True)
    assert not Client().login(username="nightly", password="")
    with pytest.raises(ValidationError, match="stays an integration"):
        user.change_roles(by=principal(company.nadia), roles=["reader"])


def test_p_the_cio_opens_and_edits_it_and_nobody_else(company, nightly):
    nightly.change(by=principal(company.nadia), purpose="Imports", contact=company.ruth, second=company.maya)
    assert [person.name for person in ServiceAccount.objects.get().people] == ["Ruth Petersen", "Maya Lindqvist"]
    for person in (company.ruth, company.fred, company.olga):
        with pytest.raises(NotAllowed):
            open_account(person, company.ruth, company.maya, "another")
        with pytest.raises(NotAllowed):
            nightly.change(by=principal(person), purpose="Mine", contact=person, second=company.maya)


def test_two_different_people_who_are_active_answer_for_it(company, nightly):
    with pytest.raises(ValidationError, match="two different people"):
        open_account(company.nadia, company.aisha, company.aisha, "another")
    with pytest.raises(ValidationError, match="two different people"):
        answer_alone(nightly)
    company.ruth.update(by=SYSTEM, active=False)
    with pytest.raises(ValidationError, match="not active any more"):
        open_account(company.nadia, company.aisha, company.ruth, "another")
    assert not User.objects.filter(username="another").exists()


def test_p_contacts_and_the_cio_make_and_revoke_its_tokens(company, nightly):
    issue(company.aisha, nightly).revoke(by=principal(company.ruth))
    token = issue(company.nadia, nightly)
    for person in (company.maya, company.fred, company.olga):
        with pytest.raises(NotAllowed):
            issue(person, nightly)
        with pytest.raises(NotAllowed):
            token.revoke(by=principal(person))
    # A contact answers for the account, not for the other contact's own tokens.
    with pytest.raises(NotAllowed):
        Token.issue(by=principal(company.aisha), user=company.ruth.user, scopes=["org:read"], days=1)


def test_two_tokens_live_at_most(company, nightly):
    first, second = issue(company.aisha, nightly, days=20), issue(company.aisha, nightly)
    with pytest.raises(Refused) as told:
        issue(company.ruth, nightly)
    day = f"{first.expires_at:%Y-%m-%d}"
    name = f"nightly {first.key}"
    assert str(told.value) == f"Two tokens of nightly live already. Revoke “{name}” first, which ends on {day}."
    first.revoke(by=principal(company.ruth))
    third = issue(company.ruth, nightly)
    age(second, seconds=-1)
    issue(company.ruth, nightly).revoke(by=SYSTEM)
    assert list(Token.objects.living()) == [third]


def test_the_command_says_that_two_live(company, nightly):
    for _n in range(2):
        issue(company.aisha, nightly)
    with pytest.raises(CommandError, match="Two tokens of nightly live already"):
        call_command("create_token", user="nightly", scopes="org:read", days=9)


def test_one_who_is_no_service_has_as_many_tokens_as_they_like(company):
    for _n in range(3):
        Token.issue(by=principal(company.maya), user=company.maya.user, scopes=["org:read"], days=1)


def test_a_rotated_token_is_the_same_again_and_the_first_lives_on(company, nightly):
    first = issue(company.aisha, nightly, scopes=["org:read", "catalog:read"])
    second = first.rotate(by=principal(company.ruth), days=90)
    assert (second.name, second.scopes, second.key == first.key) == (first.name, first.scopes, False)
    assert [ApiClient(token=token.text).get("units/").status_code for token in (first, second)] == [200, 200]
    with pytest.raises(Refused, match="Two tokens of nightly"):
        second.rotate(by=principal(company.ruth), days=90)
    with pytest.raises(NotAllowed):
        second.rotate(by=principal(company.olga), days=90)
    first.revoke(by=principal(company.aisha))
    with pytest.raises(Refused, match="has ended"):
        first.rotate(by=principal(company.aisha), days=90)


def test_a_closed_account_opens_nothing(company, nightly):
    token = issue(company.aisha, nightly)
    User.objects.get(username="nightly").deactivate(by=principal(company.nadia))
    assert ApiClient(token=token.text).get("units/").status_code == 401


@pytest.mark.parametrize(
    ("left", "days", "warning"),
    [
        ({"days": 40}, 40, None),
        ({"days": 30}, 30, 30),
        ({"days": 7, "seconds": 60}, 8, 30),
        ({"days": 7}, 7, 7),
        ({"seconds": 60}, 1, 7),
        ({"seconds": -60}, 0, None),
    ],
)
def test_a_token_warns_thirty_and_seven_days_before_it_ends(company, nightly, left, days, warning):
    token = age(issue(company.aisha, nightly), **left)
    assert (token.days_left, token.warning) == (days, warning)


def test_a_token_says_in_words_what_it_may(company):
    token = Token(user=company.nadia.user, scopes=["org:read", "walkthroughs:write", "admin:read"])
    assert token.in_words == [
        "read the organisation",
        "read and write projects and walk-throughs",
        "read the installation",
    ]


def test_v4_an_account_is_told_to_the_cio_and_its_contacts(company, nightly):
    told = Change.objects.filter(kind="access.serviceaccount")
    seen = {
        name
        for name in ("nadia", "aisha", "ruth", "maya", "olga", "fred")
        if told.visible_to(principal(getattr(company, name))).exists()
    }
    assert seen == {"nadia", "aisha", "ruth"}


def test_u3_opening_an_account_is_not_undone(company, nightly):
    with pytest.raises(Refused, match="A service account stays"):
        undo(ChangeSet.objects.order_by("-number").first(), by=principal(company.nadia))
