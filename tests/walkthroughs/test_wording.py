"""Quiet hints while typing (C8): tasks, vague words, two decisions in one, no test; never a block, never a light's."""

import pytest
from django.urls import reverse

from itbiz.demo import walkthrough_erp, walkthrough_erp_rest
from tests.cast import make_contract
from walkthroughs.models import Contract
from walkthroughs.wording import hints, two_in, while_typing


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Licences for forty users and training for every one", ["Licences for forty users", "training for every one"]),
        ("Plan; budget", ["Plan", "budget"]),
        ("Schulung sowie Handbuch", ["Schulung", "Handbuch"]),
        ("A portal as well as an app", ["A portal", "an app"]),
        ("Finance and supply chain live on the supported release", None),
        ("Servers, storage and patches", None),
        ("A brand new island", None),
        ("and", None),
    ],
)
def test_two_decisions_in_one_are_told_apart(text, parts):
    assert two_in(text) == parts


def test_every_hint_comes_with_the_better_form():
    found = while_typing("Support the testing as needed; train everybody", accepted_when=" ")
    assert len(found) == 4
    assert all(hint and better for hint, better in found)
    assert "train everybody" in found[2][1]
    assert while_typing("Regression result set, each with a verdict", accepted_when="all pass") == []
    assert while_typing(" ", accepted_when="") == []


def test_l_two_decisions_and_a_missing_test_colour_no_light():
    assert hints("Licences for forty users and training for every one; a book") == []
    nodes = [*walkthrough_erp.CONTRACTS, *walkthrough_erp_rest.CONTRACTS]
    assert not [node["deliverable"] for node in nodes if hints(node.get("deliverable", ""))]


@pytest.mark.django_db
def test_hints_are_shown_while_typing_and_block_nothing(room, enter):
    client = enter(room.fred)
    page = client.get(reverse("walkthroughs:walkthrough", args=[room.walkthrough.pk])).content.decode()
    assert 'hx-get="/wording/"' in page
    said = client.get(reverse("walkthroughs:wording"), {"need": "Manage it", "accepted_when": "x"}).content.decode()
    assert "is a task" in said
    typed = client.get(reverse("walkthroughs:suggest", args=[room.walkthrough.pk]), {"text": "Support all as needed"})
    assert "Better:" in typed.content.decode()
    assert make_contract(room.walkthrough, parent=room.root, need="Manage it; as needed").state == Contract.State.DRAFT
