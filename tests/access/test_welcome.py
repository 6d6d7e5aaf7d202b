"""The page that a link opens: bare, for whoever holds the secret, and in one sentence for everybody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from itbiz.access.models import Invitation, User
from tests.cast import PASSWORD, SYSTEM, make_person
from tests.pages import errors, sign_in

pytestmark = pytest.mark.django_db
NEW = "another sesame 2"
CHOSEN = {"username": "ivy", "password": NEW, "again": NEW}


@pytest.fixture
def ivy(company):
    """Somebody of the org chart who does not sign in yet."""
    return make_person("Ivy Invited", email="ivy.invited@example.org")


@pytest.fixture
def address(ivy):
    """The address of her invitation."""
    return reverse("welcome", args=[Invitation.invite(by=SYSTEM, person=ivy).secret])


def test_whoever_is_invited_chooses_name_and_password_and_is_signed_in(client, address, ivy):
    page = client.get(address)
    assert page.context["form"]["username"].value() == "ivy.invited"
    assert "no-store" in page.headers["Cache-Control"]
    assert client.post(address, CHOSEN).headers["Location"] == "/"
    home = client.get("/")
    assert "Welcome, Ivy Invited. You sign in as ivy from now on." in home.content.decode()
    assert Client().login(username="ivy", password=NEW)


def test_a_password_chosen_anew_signs_other_windows_out(client, company):
    elsewhere = sign_in(Client(), company.maya)
    link = Invitation.renew_password(by=SYSTEM, user=User.objects.get(username="maya"))
    address = reverse("welcome", args=[link.secret])
    page = client.get(address)
    assert "username" not in page.context["form"].fields
    assert "You sign in as maya" in page.content.decode()
    assert client.post(address, {"password": NEW, "again": NEW}).status_code == 302
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert not Client().login(username="maya", password=PASSWORD)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"again": "another sesame 3"}, "The two passwords differ."),
        ({"password": "12345", "again": "12345"}, "This password is too short"),
        (
            {"password": "ivy.invited1", "again": "ivy.invited1", "username": "ivy.invited"},
            "too similar to the user name",
        ),
        ({"username": "two words"}, "make a user name"),
        ({"username": "maya"}, "Choose another."),
        ({"username": ""}, "Fill this in."),
    ],
)
def test_what_is_typed_wrong_is_said_and_keeps_the_link(client, address, company, typed, sentence):
    answer = client.post(address, CHOSEN | typed)
    assert answer.status_code == 422
    assert sentence in errors(answer)
    assert client.post(address, CHOSEN).status_code == 302


def test_nothing_tells_why_a_link_opens_nothing(client, address, company, ivy):
    used = reverse("welcome", args=[Invitation.invite(by=SYSTEM, person=make_person("Ian")).secret])
    client.post(used, CHOSEN | {"username": "ian"})
    client.logout()
    closed = Invitation.renew_password(by=SYSTEM, user=User.objects.get(username="maya"))
    User.objects.get(username="maya").deactivate(by=SYSTEM)
    secret = address.split("/")[-2]
    key = secret.partition(".")[0]
    wrong = [f"{key}.wrong", key, "nobody.x", "\0.x", closed.secret]
    answers = [client.get(reverse("welcome", args=[text])) for text in wrong] + [client.get(used)]
    answers += [client.post(used, CHOSEN), client.post(reverse("welcome", args=[closed.secret]), CHOSEN)]
    assert {answer.status_code for answer in answers} == {404}
    # Each page holds its own address, and a token of its own against forged requests.
    own = re.compile(r"\b\w{64}\b|/welcome/[^\"]*")
    assert len({own.sub("", answer.content.decode()) for answer in answers}) == 1
    assert client.get(address).status_code == 200


def test_a_wrong_password_and_a_wrong_name_sound_alike(client, company):
    User.objects.get(username="maya").deactivate(by=SYSTEM)
    tried = [("nobody", NEW), ("ruth", NEW), ("maya", PASSWORD)]
    said = {errors(client.post("/sign-in/", {"username": name, "password": word})) for name, word in tried}
    assert len(said) == 1


def test_whoever_is_signed_in_does_not_become_somebody_else_by_opening_it(client, address, company):
    sign_in(client, company.nadia)
    page = client.get(address)
    assert "This window is signed in as Nadia Haddad, and the link is for Ivy Invited" in page.content.decode()
    assert client.post(address, CHOSEN).status_code == 409
    assert not User.objects.filter(username="ivy").exists()
    assert client.post("/sign-out/", {"next": address}).headers["Location"] == address
    assert client.post(address, CHOSEN).status_code == 302
