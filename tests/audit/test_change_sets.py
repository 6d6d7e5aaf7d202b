"""Change sets on pages and over REST: who may know of them, how they are found, and that both undo alike."""

import pytest
from django.test import Client
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from tests.walkthroughs.asked import child, make_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(company):
    return make_room(company)


def browser(person):
    client = Client()
    client.force_login(person.user)
    return client


def promised(room):
    """Return a contract that Database promised, and the set that did it."""
    contract = child(room, "promised")
    return contract, ChangeSet.objects.order_by("-number").first()


def test_u3_the_page_of_an_act_says_who_what_and_offers_to_undo_it(room):
    _contract, done = promised(room)
    page = browser(room.aisha).get(reverse("change-set", args=[done.pk]))
    text = page.content.decode()
    assert page.status_code == 200
    assert done.title in text
    assert "Aisha Okafor" in text
    rows = {label: (before, after) for label, before, after in page.context["entries"][0]["rows"]}
    assert rows["State"] == ("asked", "promised")
    assert rows["Promised by"] == ("", "Aisha Okafor")
    assert "Undo this act" in text


def test_u3_undone_from_its_page(room):
    contract, done = promised(room)
    client = browser(room.aisha)
    answer = client.post(reverse("undo-change-set", args=[done.pk]), {"reason": "Too early"})
    newest = ChangeSet.objects.order_by("-number").first()
    assert (answer.status_code, answer.url) == (302, reverse("change-set", args=[newest.pk]))
    assert (newest.undoes, newest.reason) == (done, "Too early")
    contract.refresh_from_db()
    assert contract.state == "asked"
    again = client.post(reverse("undo-change-set", args=[done.pk]))
    assert again.status_code == 409
    assert "has undone this already" in again.content.decode()


def test_u3_undone_over_rest(room, aisha):
    _contract, done = promised(room)
    path = f"change-sets/{done.pk}/"
    found = aisha.get(path)
    assert found.status_code == 200
    assert (found.json()["title"], found.json()["version"]) == (done.title, 1)
    assert found.json()["changes"][0]["act"] == "promise"
    assert aisha.post(f"{path}undo/", {}).status_code == 428
    answer = aisha.post(f"{path}undo/", {"reason": "Too early"}, version=1)
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    newest = ChangeSet.objects.get(pk=answer.headers["Change-Set"])
    assert (newest.undoes, newest.reason, answer.json()["undone_by"]["id"]) == (done, "Too early", newest.pk)
    assert aisha.post(f"{path}undo/", {}, version=1).status_code == 412
    again = aisha.post(f"{path}undo/", {}, version=2)
    assert again.status_code == 409
    assert "has undone this already" in again.json()["detail"]
