"""Practice: what it showed, beside another run, and never outside practice (H6, H10)."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.cast import SYSTEM, make_contract, principal
from tests.pages import sign_in, statements
from tests.walkthroughs.asked import WHOLE
from tests.walkthroughs.test_prints import words
from walkthroughs.coaching import LADDER, NOTES
from walkthroughs.models import Finding, Walkthrough
from walkthroughs.practice import compare, measures
from walkthroughs.script import STEPS


def tree(*nodes):
    """Return a Tree's nodes: (need, supplier) or (need, supplier, service), the first one the root."""
    found = []
    for pk, (need, supplier, *service) in enumerate(nodes):
        known = {"id": pk, "need": need, "title": need, "supplier_id": supplier, "counts": True, "own_share": False}
        known |= {"service_id": service[0] if service else None}
        found.append(SimpleNamespace(**known | {"parent_id": 99 if found else None}))
    return SimpleNamespace(nodes=found)


def told(difference):
    pairs = {name: [(a.need, b.need) for a, b in getattr(difference, name)] for name in ("same", "other_supplier")}
    return pairs | {name: [node.need for node in getattr(difference, name)] for name in ("only_here", "only_there")}


def test_trees_are_paired_by_root_service_and_words():
    here = tree(("The upgrade", 1), ("Database tier ready", 2, 7), ("640 users trained", 3), ("Backups", 2))
    there = tree(("A new release", 1), ("Users trained", 4), ("Storage", 5), ("Another wording", 2, 7))
    assert told(compare(here, there)) == {
        "same": [("The upgrade", "A new release"), ("Database tier ready", "Another wording")],
        "other_supplier": [("640 users trained", "Users trained")],
        "only_here": ["Backups"],
        "only_there": ["Storage"],
    }


def test_each_need_is_paired_once_and_the_likest_first():
    here = tree(("Root", 1), ("Masked copy of data", 2), ("masked  COPY of Data", 3))
    there = tree(("Root", 1), ("Masked copy of the data", 3))
    found = told(compare(here, there))
    assert (len(found["same"]) + len(found["other_supplier"]), len(found["only_here"])) == (2, 1)
    assert told(compare(tree(), there))["only_there"] == ["Root", "Masked copy of the data"]
    gone = tree(("Root", 1), ("Backups", 2))
    gone.nodes[1].counts = False
    assert told(compare(gone, there))["only_here"] == []


def test_measures_are_of_the_walkthrough_and_of_nobody():
    began = datetime(2026, 3, 2, 9, tzinfo=UTC)
    held = [SimpleNamespace(started_at=began, ended_at=began + timedelta(minutes=20))]
    held += [SimpleNamespace(started_at=began, ended_at=None)]
    one = measures(
        tree(("R", 1), ("A", 2, 7), ("B", None), ("C", 3)), {"3": "x"}, held, 2, began + timedelta(minutes=10)
    )
    assert (one.minutes, one.nodes, one.minutes_a_node) == (30, 3, 10.0)
    assert (one.needs, one.found, one.share, one.gates, one.findings) == (3, 1, 33, 1, 2)
    none = measures(tree(("R", 1)), {}, [], 0, began)
    assert (none.minutes_a_node, none.share) == (None, None)


def test_every_step_has_a_coach_and_every_rung_a_name():
    assert len(NOTES) == len(STEPS)
    assert all(str(note.word) for note in NOTES)
    assert [*LADDER] == ["P0", "P1", "P2", "P3", "P4"]


@pytest.fixture
def rehearsed(room):
    """A practice of the project whose live walk-through was closed: one need went to another line."""
    make_contract(room.walkthrough, parent=room.root, supplier=room.db, need="Database tier", **WHOLE)
    Walkthrough.objects.get(pk=room.walkthrough.pk).close(by=SYSTEM, reason="Enough")
    room.practice = room.room(mode="practice", title="Rehearsed")
    root = make_contract(room.practice, supplier=room.erp, need="Closed in four days", **WHOLE)
    make_contract(room.practice, parent=root, supplier=room.ops, need="Database tier", service=room.hosting)
    make_contract(room.practice, parent=root, supplier=None, need="Testers")
    Finding.create(by=SYSTEM, about=room.practice, rule="D02", detail="Nobody has testers")
    return room


@pytest.mark.django_db
def test_the_page_tells_four_measures_and_what_is_otherwise(rehearsed, enter):
    text = words(enter(rehearsed.fred).get(reverse("walkthroughs:practice", args=[rehearsed.practice.pk])))
    assert "Needs found in a catalog 50 % , 1 of 2" in text
    assert "Structural findings 1" in text
    assert "Beside what really happened: Close the books in four days" in text
    assert "Another supplier AS 0.1 Database tier here Cloud Operations, there Database Engineering" in text
    assert "Only here 0.2 Testers" in text
    assert "P1 A project that is finished and known to everybody; then compare with what happened. this one" in text


@pytest.mark.django_db
def test_h6_v4_a_practice_is_compared_with_what_its_reader_sees_and_lives_nowhere_else(rehearsed, enter):
    address = reverse("walkthroughs:practice", args=[rehearsed.practice.pk])
    assert enter(rehearsed.olga).get(address).status_code == 404
    live = reverse("walkthroughs:practice", args=[rehearsed.walkthrough.pk])
    assert enter(rehearsed.fred).get(live).status_code == 404
    assert enter(rehearsed.fred).get(address, {"with": rehearsed.walkthrough.pk}).status_code == 200
    for other in (rehearsed.practice.pk, 10**6):
        assert enter(rehearsed.fred).get(address, {"with": other}).status_code == 404
    page = reverse("walkthroughs:walkthrough", args=[rehearsed.walkthrough.pk])
    assert "Coach" not in words(enter(rehearsed.fred).get(page))
    page = reverse("walkthroughs:walkthrough", args=[rehearsed.practice.pk])
    assert str(NOTES[0].word) in words(enter(rehearsed.fred).get(page))


@pytest.mark.django_db
def test_statements_of_the_page_do_not_grow_with_the_trees(rehearsed, client):
    client = sign_in(client, rehearsed.fred)
    address = reverse("walkthroughs:practice", args=[rehearsed.practice.pk])
    few = statements(client, address)
    root = rehearsed.practice.contracts.get(parent=None)
    for number in range(5):
        make_contract(rehearsed.practice, parent=root, supplier=rehearsed.db, need=f"Result {number}")
    assert (few, statements(client, address)) == (12, 12)


@pytest.mark.django_db
def test_h6_one_click_starts_a_practice_of_a_project_that_is_known(rehearsed, enter):
    page, start = (
        reverse(f"walkthroughs:{name}", args=[rehearsed.project.pk]) for name in ("project", "project-practice")
    )
    client = enter(rehearsed.maya)
    assert start in client.get(page).content.decode()
    before = words(enter(rehearsed.olga).get(page))
    answer = enter(rehearsed.maya).post(start)
    born = Walkthrough.objects.latest("pk")
    assert answer.url == reverse("walkthroughs:walkthrough", args=[born.pk])
    assert (born.mode, born.status, born.facilitator, born.access) == (
        "practice",
        "running",
        rehearsed.maya,
        "restricted",
    )
    client.get(page)
    assert words(enter(rehearsed.olga).get(page)) == before
    assert enter(rehearsed.olga).post(start).status_code == 403
    rehearsed.project.refresh_from_db()
    rehearsed.project.update(by=principal(rehearsed.carl), client=None)
    assert enter(rehearsed.maya).post(start, follow=True).redirect_chain == [(page, 302)]
    assert Walkthrough.objects.latest("pk") == born
