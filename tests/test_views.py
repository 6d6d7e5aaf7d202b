"""Pages of no app: what a browser remembers of its reader, and the style guide."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_theme_is_remembered_and_leads_back(client):
    answer = client.post(reverse("theme"), {"theme": "dark", "next": "/sign-in/?next=/"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/")
    assert client.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in client.get(reverse("sign-in")).content.decode()


def test_the_theme_of_the_system_is_no_theme(client):
    client.cookies["theme"] = "dark"
    client.post(reverse("theme"), {"theme": "system", "next": "/sign-in/"})
    assert client.cookies["theme"].value == ""
    assert "data-theme" not in client.get(reverse("sign-in")).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_a_theme_never_leads_to_another_site(client, elsewhere):
    assert client.post(reverse("theme"), {"theme": "dark", "next": elsewhere})["Location"] == reverse("home")


def test_a_theme_is_posted_not_followed(client):
    assert client.get(reverse("theme")).status_code == 405


def test_single_keys_are_turned_off_and_on(client):
    client.post(reverse("shortcuts"), {"keys": "off", "next": "/sign-in/"})
    assert 'data-keys="off"' in client.get(reverse("sign-in")).content.decode()
    client.post(reverse("shortcuts"), {"keys": "on", "next": "/sign-in/"})
    assert "data-keys" not in client.get(reverse("sign-in")).content.decode()


def test_the_sign_in_page_keeps_the_content_policy(client):
    page = client.get(reverse("sign-in"))
    html = page.content.decode()
    assert "'unsafe" not in page["Content-Security-Policy"]
    assert not re.search(r"\s(style|on\w+)=", html)
    assert not re.search(r"<(style|script)(?![^>]*\ssrc=)[^>]*>", html)
