"""Acts on access at the same time: a CIO is left, a link opens once, two tokens live at most."""

from datetime import timedelta
from threading import Event, Thread
from time import monotonic

import pytest
from django.db import connection, transaction
from django.utils import timezone

from itbiz.access.models import Invitation, ServiceAccount, Token, User
from tests.api.client import ApiClient
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


def test_reading_with_a_token_does_not_wait_for_whoever_writes():
    ada = make_person("Ada", username="ada")
    token = Token.issue(by=principal(ada), user=ada.user, scopes=["org:read"], days=9)
    rest, held, done = ApiClient(token=token.text), Event(), Event()

    def write():
        # Holds the whole of SQLite, and the row of the token on PostgreSQL.
        with transaction.atomic():
            Token.objects.filter(pk=token.pk).update(name="held")
            held.set()
            done.wait(60)
        connection.close()

    def used_at():
        return Token.objects.get(pk=token.pk).used_at

    writer = Thread(target=write)
    writer.start()
    assert held.wait(20)
    started = monotonic()
    assert [rest.get("units/").status_code for _time in range(2)] == [200, 200]
    # A writer is waited for 20 s, and on PostgreSQL for ever.
    assert monotonic() - started < 5
    done.set()
    writer.join(60)
    # What could not be noted is tried again within the hour by nobody, and then noted.
    assert rest.get("units/").status_code == 200
    assert used_at() is None
    later = timezone.now() + timedelta(minutes=61)
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: later)
        assert rest.get("units/").status_code == 200
    assert used_at() is not None
    # Everything else waits for a writer as before.
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (connection.settings_dict["OPTIONS"]["timeout"] * 1000,)
