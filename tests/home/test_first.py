"""The first account of an empty installation: for whoever knows the code, once."""

import pytest
from django.urls import reverse

from itbiz.access.models import User
from itbiz.audit.models import ChangeSet
from itbiz.core.errors import Refused
from itbiz.core.installation import setup_code, setup_path
from itbiz.home import first
from tests.cast import make_user

pytestmark = pytest.mark.django_db
SECRET = "a word nobody guesses"
ADA = {"name": "Ada Own", "username": "ada", "email": "", "password": SECRET}
TYPED = {**ADA, "again": SECRET}


@pytest.fixture
def code():
    """The code that the start printed."""
    yield setup_code()
    setup_path().unlink(missing_ok=True)


def test_a_visitor_of_an_empty_installation_is_led_to_the_first_account(client, code):
    page = client.get("/", follow=True)
    assert page.redirect_chain[-1][0] == reverse("first-account")
    assert page.context["has_code"]


def test_whoever_knows_the_code_becomes_the_cio_and_is_signed_in(client, code):
    form = client.get(reverse("first-account"), {"code": code})
    assert f'value="{code}"' in form.content.decode()
    page = client.post(reverse("first-account"), {**TYPED, "code": f" {code.upper()} "}, follow=True)
    assert page.redirect_chain == [("/", 302)]
    assert [step.state for step in page.context["steps"]] == ["next", "waits", "waits", "waits"]
    ada = User.objects.get()
    assert (ada.username, ada.roles, ada.person.name) == ("ada", ["cio"], "Ada Own")
    assert ada.check_password(ADA["password"])
    assert ChangeSet.objects.get().title == "First account made: Ada Own"
    assert not setup_path().exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "aaaa-bbbb-cccc"}, "code"),
        ({"code": ""}, "code"),
        ({"code": "é"}, "code"),
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "password1", "again": "password1"}, "password"),
        ({"again": "another word"}, "again"),
        ({"again": ""}, "again"),
        ({"username": "Ada Own"}, "username"),
        ({"username": ""}, "username"),
        ({"name": ""}, "name"),
    ],
)
def test_nobody_else_and_nothing_weak(client, code, wrong, field):
    page = client.post(reverse("first-account"), {**TYPED, "code": code, **wrong})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert not User.objects.exists()


def test_without_a_code_nobody_makes_it(client):
    assert not setup_path().exists()
    page = client.get(reverse("first-account"))
    text = page.content.decode()
    assert "No code was printed yet. Ask whoever runs this installation" in text
    assert not any(word in text for word in ("manage.py", "make own")), "a visitor has no terminal"
    assert client.post(reverse("first-account"), {**TYPED, "code": "x"}).status_code == 422
    assert not User.objects.exists()


def test_it_is_made_once(client, code):
    make_user("ada")
    assert client.get(reverse("first-account")).status_code == 404
    assert client.post(reverse("first-account"), {**TYPED, "code": code}).status_code == 404
    assert client.get(reverse("sign-in")).status_code == 200
    with pytest.raises(Refused, match="made the first account meanwhile"):
        first.make_first(**ADA)
    assert User.objects.count() == 1
