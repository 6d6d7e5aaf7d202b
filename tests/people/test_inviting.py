"""Inviting on a page: links shown once and mailed where mail is configured; a failure to send keeps the link."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
    """Return the addresses that a page shows, each once: a list of several shows all of them again."""
    return list(dict.fromkeys(LINK.findall(answer.content.decode())))


def invite(client, **sent):
    """Send the form of invitations, look at what was read, make the links; `who-1` says who of namesakes is meant."""
    chosen = {name: sent.pop(name) for name in list(sent) if name.startswith("who-")}
    looked = client.post(INVITE, sent)
    return client.post(INVITE, sent | chosen | {"act": "invite", "as_read": looked.context["looked"].as_read})


def test_several_are_invited_at_once_in_one_act(nadia, ivy, mailoutbox, settings):
    settings.ITBIZ_ADDRESS = "https://it.example.org"
    sets = ChangeSet.objects.count()
    text = "Ivy Invited\nNew One, new@example.org\nNo Mail"
    made = invite(nadia, people=text, roles=["reader"], mail="on")
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
    assert len(links(invite(nadia, people="Ivy Invited"))) == 1
    settings.EMAIL_BACKEND = NO_MAIL
    assert "mail" not in nadia.get(INVITE).context["form"].fields
    assert len(links(invite(nadia, people="Ivy Invited", mail="on"))) == 1
    assert mailoutbox == []


def test_a_mail_that_fails_says_so_and_keeps_the_link(nadia, ivy, settings):
    for name, value in Env({"EMAIL_URL": "smtp+plain://127.0.0.1:1"}).mail("EMAIL_URL").items():
        setattr(settings, name, value)
    made = invite(nadia, people="Ivy Invited", mail="on")
    assert "Not sent to ivy@example.org:" in made.content.decode()
    assert "Give them the link yourself." in made.content.decode()
    assert Client().get(links(made)[0]).status_code == 200


def test_what_was_read_is_told_before_anything_is_written(nadia, company, ivy):
    sets = ChangeSet.objects.count()
    looked = nadia.post(INVITE, {"people": "ivy@example.org\nOne, New", "roles": ["reader"]})
    assert looked.status_code == 200
    assert "found by e-mail" in looked.text
    assert "“One, New” is read as “New One”." in looked.text
    assert ">new</span>" in looked.text
    assert "Each gets: reader." in looked.text
    again = nadia.post(INVITE, {"people": "ivy@example.org\nOne, New", "roles": ["reader"], "act": "edit"})
    assert again.context["form"]["people"].value() == "ivy@example.org\nOne, New"
    assert again.context["form"]["roles"].value() == ["reader"]
    assert not Invitation.objects.exists()
    assert ChangeSet.objects.count() == sets


def test_of_namesakes_one_is_chosen_or_somebody_new_is(nadia, company, ivy):
    second = make_person("Ivy Invited", email="second@example.org")
    company.db_unit.update(by=SYSTEM, head=second)
    looked = nadia.post(INVITE, {"people": "Ivy Invited"})
    assert f"{company.db_unit.name} · second@example.org · {second.code}" in looked.text
    unsaid = invite(nadia, people="Ivy Invited")
    assert (unsaid.status_code, Invitation.objects.count()) == (422, 0)
    assert "Say who it is." in unsaid.text
    invite(nadia, people="Ivy Invited", **{"who-1": str(second.pk)})
    assert Invitation.objects.get().person == second
    made = invite(nadia, people="Ivy Invited", **{"who-1": "new"})
    assert Person.objects.filter(name="Ivy Invited").count() == 3
    assert "new on the org chart" in made.text
    assert "merge them" in made.text


def test_what_was_not_looked_at_is_not_written(nadia, ivy):
    sent = {"people": "Ivy Invited"}
    seen = nadia.post(INVITE, sent).context["looked"].as_read
    make_person("Ivy Invited")
    changed = nadia.post(INVITE, sent | {"act": "invite", "as_read": seen})
    assert changed.status_code == 422
    assert "The org chart changed meanwhile." in changed.text
    assert not Invitation.objects.exists()


def test_statements_do_not_grow_with_the_lines_of_a_list(nadia):
    counts = []
    for names in (["One"], ["One", "Two", "Three"]):
        for name in names[len(counts) :]:
            make_person(name, email=f"{name}@example.org")
        with CaptureQueriesContext(connection) as seen:
            nadia.post(INVITE, {"people": "\n".join([*names, *(f"New {name}" for name in names)])})
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_wrong_lines_make_nothing(nadia, ivy):
    answer = nadia.post(INVITE, {"people": "New One\nMaya Lindqvist\nnobody@example.org"})
    assert answer.status_code == 422
    assert "Line 2: Maya Lindqvist signs in already, as maya." in errors(answer)
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
