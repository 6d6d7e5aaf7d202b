"""Inviting on a page: links shown once and mailed where mail is configured; a failure to send keeps the link."""

import re

import pytest
from django.test import Client

from itbiz.access.models import Invitation, User
from itbiz.audit.models import ChangeSet
from itbiz.core.env import NO_MAIL, Env
from orgchart.models import Person
from tests.cast import SYSTEM, make_person
from tests.pages import errors, sign_in, statements

pytestmark = pytest.mark.django_db
INVITE = "/access/invite/"
LINK = re.compile(r"http://testserver(/welcome/[\w.-]+/)")
TYPED = {"username": "ivy", "password": "another sesame 2", "again": "another sesame 2"}


@pytest.fixture
def nadia(company, client):
    """The CIO, signed in."""
    return sign_in(client, company.nadia)


@pytest.fixture
def ivy(company):
    """Somebody who does not sign in yet."""
    return make_person("Ivy Invited", email="ivy@example.org")


def links(answer):
    """Return the addresses that a page shows."""
    return LINK.findall(answer.content.decode())


def test_several_are_invited_at_once_in_one_act(nadia, ivy, mailoutbox, settings):
    settings.ITBIZ_ADDRESS = "https://it.example.org"
    sets = ChangeSet.objects.count()
    text = "Ivy Invited\nNew One, new@example.org\nNo Mail"
    made = nadia.post(INVITE, {"people": text, "roles": ["reader"], "mail": "on"})
    assert (made.status_code, len(links(made)), ChangeSet.objects.count()) == (200, 3, sets + 1)
    assert [mail.to for mail in mailoutbox] == [["ivy@example.org"], ["new@example.org"]]
    assert f"https://it.example.org{links(made)[0]}\n" in mailoutbox[0].body
    assert mailoutbox[0].body.startswith("Ivy Invited, Nadia Haddad invites you to sign in.")
    assert "Sent to new@example.org." in made.content.decode()
    assert "no-store" in made.headers["Cache-Control"]
    assert Person.objects.get(name="New One").email == "new@example.org"
    assert Client().post(links(made)[0], TYPED).status_code == 302
    assert User.objects.get(username="ivy").roles == ["reader"]


def test_links_are_made_without_mail_where_none_is_wanted_or_configured(nadia, ivy, mailoutbox, settings):
    assert len(links(nadia.post(INVITE, {"people": "Ivy Invited"}))) == 1
    settings.EMAIL_BACKEND = NO_MAIL
    assert "mail" not in nadia.get(INVITE).context["form"].fields
    assert len(links(nadia.post(INVITE, {"people": "Ivy Invited", "mail": "on"}))) == 1
    assert mailoutbox == []


def test_a_mail_that_fails_says_so_and_keeps_the_link(nadia, ivy, settings):
    for name, value in Env({"EMAIL_URL": "smtp+plain://127.0.0.1:1"}).mail("EMAIL_URL").items():
        setattr(settings, name, value)
    made = nadia.post(INVITE, {"people": "Ivy Invited", "mail": "on"})
    assert "Not sent to ivy@example.org:" in made.content.decode()
    assert "Give them the link yourself." in made.content.decode()
    assert Client().get(links(made)[0]).status_code == 200


def test_wrong_lines_make_nothing(nadia, ivy):
    answer = nadia.post(INVITE, {"people": "New One\nMaya Lindqvist\nnobody@example.org"})
    assert answer.status_code == 422
    assert "Line 2: Maya Lindqvist signs in already." in errors(answer)
    assert "Line 3:" in errors(answer)
    assert not Person.objects.filter(name="New One").exists()
    assert not Invitation.objects.exists()
    assert nadia.post(INVITE, {"people": ""}).status_code == 422


def test_the_form_begins_with_who_is_asked_for(nadia, ivy):
    page = nadia.get(INVITE, {"person": ivy.pk})
    assert "Ayşe Özdemir &lt;ayse@example.org&gt;" in page.text
    assert page.context["form"]["people"].value() == "Ivy Invited <ivy@example.org>"


def test_a_link_is_taken_back_or_made_anew(nadia, ivy, mailoutbox):
    first = Invitation.invite(by=SYSTEM, person=ivy)
    again = nadia.post(f"/access/links/{first.pk}/again/")
    assert [mail.to for mail in mailoutbox] == [["ivy@example.org"]]
    assert Client().get(f"/welcome/{first.secret}/").status_code == 404
    second = Invitation.objects.living().get()
    assert nadia.post(f"/access/links/{second.pk}/revoke/").status_code == 302
    assert Client().get(links(again)[0]).status_code == 404
    assert nadia.post(f"/access/links/{second.pk}/revoke/").status_code == 404
    assert nadia.post(f"/access/links/{second.pk}/again/").status_code == 404
    assert nadia.get(f"/access/links/{second.pk}/again/").status_code == 405


def test_a_lost_password_is_mailed_as_a_link(nadia, company, mailoutbox):
    company.maya.update(by=SYSTEM, email="maya@example.org")
    made = nadia.post(f"/access/users/{company.maya.user_id}/password/")
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["maya@example.org"], "Choose a new password")
    link = Invitation.objects.get()
    again = nadia.post(f"/access/links/{link.pk}/again/")
    assert [Client().get(links(page)[0]).status_code for page in (made, again)] == [404, 200]


def test_a_closed_sign_in_gets_no_link(nadia, company):
    User.objects.get(username="maya").deactivate(by=SYSTEM)
    answer = nadia.post(f"/access/users/{company.maya.user_id}/password/", follow=True)
    assert "Nobody signs in as maya." in answer.content.decode()
    assert not Invitation.objects.exists()


def test_statements_do_not_grow_with_the_links_under_way(nadia, company):
    Invitation.invite(by=SYSTEM, person=make_person("One"))
    first = statements(nadia, "/access/", show="invited")
    for name in ("Two", "Three"):
        Invitation.invite(by=SYSTEM, person=make_person(name))
    assert statements(nadia, "/access/", show="invited") == first
