"""Acts on access at the same time: a CIO is left, a link opens once, two tokens live at most."""

import pytest

from itbiz.access.models import Invitation, ServiceAccount, Token, User
from tests.cast import SYSTEM, make_person, principal
from tests.together import kinds, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_cios_who_take_the_role_from_each_other_leave_one():
    people = [make_person(name, username=name, roles=["cio"]) for name in ("ada", "carl")]

    def take(person, other):
        by, user = principal(person), User.objects.get(pk=other.user_id)
        return lambda: user.change_roles(by=by, roles=[])

    assert kinds(together(take(*people), take(*reversed(people)))) == ["", "Refused"]
    assert User.objects.holding("cio").count() == 1


def test_a_link_that_is_opened_twice_at_once_lets_one_in():
    secret = Invitation.invite(by=SYSTEM, person=make_person("Ivy Invited")).secret

    def open_as(username):
        return lambda: Invitation.objects.find(secret).accept(username=username, password="a quiet sesame 7")

    done = together(open_as("ivy"), open_as("eve"))
    assert [isinstance(one, User) for one in done].count(True) == 1
    assert User.objects.count() == 1


def test_a_third_token_is_refused_to_whoever_comes_second():
    contacts = {"contact": make_person("Ann"), "second": make_person("Bob")}
    account = ServiceAccount.open(by=SYSTEM, username="nightly", purpose="Imports", **contacts)
    Token.issue(by=SYSTEM, user=account.user, scopes=["org:read"], days=9)

    def issue():
        return Token.issue(by=SYSTEM, user=User.objects.get(pk=account.user_id), scopes=["org:read"], days=9)

    assert kinds(together(issue, issue)) == ["", "Refused"]
    assert Token.objects.living().count() == 2
