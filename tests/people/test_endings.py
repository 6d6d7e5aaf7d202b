"""`manage.py remind` tells contacts and CIOs of tokens that end: once 30 and once 7 days before."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from itbiz.access.models import ServiceAccount, Token, User
from itbiz.audit.record import change_set
from itbiz.core.env import NO_MAIL, Env
from tests.cast import SYSTEM
from tests.pages import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(company):
    """A token of a service account whose contacts and CIO have addresses."""
    for name in ("aisha", "ruth", "nadia"):
        getattr(company, name).update(by=SYSTEM, email=f"{name}@example.org")
    contacts = {"contact": company.aisha, "second": company.ruth}
    account = ServiceAccount.open(by=SYSTEM, username="nightly", purpose="Imports", **contacts)
    return Token.issue(by=SYSTEM, user=account.user, scopes=["org:read"], days=90, name="Imports")


def leave(token, **left):
    """Let a token have so much time left."""
    with change_set(by=SYSTEM, title="Time passes"):
        Token.objects.filter(pk=token.pk).update(expires_at=timezone.now() + timedelta(**left))


def test_contacts_and_the_cio_are_told_once_a_warning(token, mailoutbox, settings):
    settings.ITBIZ_ADDRESS = "https://it.example.org"
    told = []
    for days in (40, 30, 29, 8, 7, 3, 1):
        leave(token, days=days)
        call_command("remind")
        told += [(days, mail.subject) for mail in mailoutbox]
        people = [mail.to for mail in mailoutbox]
        assert people in ([], [["aisha@example.org", "ruth@example.org", "nadia@example.org"]])
        mailoutbox.clear()
    assert told == [(30, "A token ends in 30 days"), (7, "A token ends in 7 days")]


def test_the_mail_says_which_and_where(token, mailoutbox, settings):
    settings.ITBIZ_ADDRESS = "https://it.example.org"
    leave(token, days=5)
    call_command("remind")
    (mail,) = mailoutbox
    assert "The token “Imports” of the service account nightly ends on" in mail.body
    assert f"https://it.example.org/access/services/{token.user.service.pk}/" in mail.body


def test_what_was_not_sent_is_told_again(token, mailoutbox, settings, capsys):
    leave(token, days=5)
    call_command("remind", "--dry-run")
    assert "To: aisha@example.org, ruth@example.org, nadia@example.org" in capsys.readouterr().out
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, NO_MAIL
    call_command("remind")
    settings.EMAIL_BACKEND = backend
    broken = Env({"EMAIL_URL": "smtp+plain://127.0.0.1:1"}).mail("EMAIL_URL")
    kept = {name: getattr(settings, name, None) for name in broken}
    for name, value in broken.items():
        setattr(settings, name, value)
    with pytest.raises(CommandError, match="Not sent"):
        call_command("remind")
    for name, value in kept.items():
        setattr(settings, name, value)
    call_command("remind")
    assert len(mailoutbox) == 1


def test_nobody_is_told_of_what_has_ended_or_opens_nothing(token, mailoutbox):
    leave(token, seconds=-1)
    call_command("remind")
    leave(token, days=5)
    User.objects.get(username="nightly").deactivate(by=SYSTEM)
    call_command("remind")
    assert mailoutbox == []


def test_without_an_address_it_is_said(token, company, mailoutbox, capsys):
    for name in ("aisha", "ruth", "nadia"):
        getattr(company, name).update(by=SYSTEM, email="")
    leave(token, days=5)
    call_command("remind")
    assert "No e-mail address for the end of a token of nightly." in capsys.readouterr().out
    assert (mailoutbox, Token.objects.get().warned) == ([], None)


def test_contacts_and_the_cio_see_it_on_home(token, company, client):
    leave(token, days=5)
    for name in ("nadia", "aisha", "ruth"):
        assert "ends in 5 days" in sign_in(client, getattr(company, name)).get("/").content.decode(), name
    assert "ends in 5 days" not in sign_in(client, company.maya).get("/").content.decode()
    leave(token, days=31)
    assert "Tokens that end soon" not in sign_in(client, company.aisha).get("/").content.decode()
