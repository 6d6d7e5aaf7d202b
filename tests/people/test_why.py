"""Why somebody may do something: the rules' own answer, and the facts each of which alone would be enough (rules P)."""

import pytest

from itbiz.access.rules import permissions
from itbiz.people.deeds import KINDS
from itbiz.people.why import Answers
from tests.cast import SYSTEM, make_unit, principal
from tests.pages import sign_in, statements
from tests.stage import ROLES, make_stage, undone
from walkthroughs.models import Contract, Walkthrough

pytestmark = pytest.mark.django_db
SUBJECTS = (
    *("unit", "line", "provisional", "service", "draft", "project"),
    *(f"{kind} {room}" for kind in ("walkthrough", "contract", "root") for room in ("open", "restricted", "practice")),
)


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """Everybody and everything, built once: see tests/stage.py."""
    with django_db_blocker.unblock(), undone():
        yield make_stage()


def kind_of(subject):
    """Return the name of a subject's kind."""
    word = subject.partition(" ")[0]
    return {"provisional": "line", "draft": "service", "root": "contract"}.get(word, word)


def answers(person, kind, obj):
    """Return the Answers about a person and an object, read as the page reads it."""
    known = KINDS[kind]
    return Answers(principal(person), known, known.model.objects.select_related(*known.companions).get(pk=obj.pk))


def told(person, kind, obj, words):
    """Return the row of one thing to do."""
    return next(row for row in answers(person, kind, obj).rows() if str(row["words"]) == words)


@pytest.mark.parametrize("kind", KINDS)
def test_every_permission_of_a_kind_is_listed(kind):
    app = KINDS[kind].model._meta.app_label
    own = {name for name in permissions() if name.startswith(f"{app}.") and name.endswith(f"_{kind}")}
    # Found by name, and asked of a walk-through.
    own -= {"walkthroughs.found_line"} if kind == "line" else set()
    assert own
    assert own <= {deed.permission for deed in KINDS[kind].deeds}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_p_what_somebody_may_follows_from_a_fact_that_is_told(stage, subject):
    """For each role: yes where, and only where, one of the facts alone makes the rules say yes."""
    kind, yes = kind_of(subject), 0
    for role in ROLES:
        asked = answers(stage.person(role), kind, stage.subject(subject))
        for deed in KINDS[kind].deeds:
            may = asked.principal.may(deed.permission, deed.of(asked.obj))
            found = [ground for ground in (asked.open, *asked.facts, *asked.rest) if ground.gives(deed, asked.obj)]
            assert bool(found) == may, (role, deed.permission, [ground.words for ground in found])
            yes += may
    assert yes


@pytest.mark.parametrize("subject", SUBJECTS)
def test_p_whoever_is_named_may(stage, subject):
    """Nobody but those named may: without one who is named, nobody of the stage is let do it."""
    kind = kind_of(subject)
    for deed in KINDS[kind].deeds:
        asked = {role: answers(stage.person(role), kind, stage.subject(subject)) for role in ROLES}
        who = asked["outsider"].who(deed)
        allowed = {role for role, one in asked.items() if one.principal.may(deed.permission, deed.of(one.obj))}
        assert ("the CIO" in who or "everybody who signs in" in who) == ("cio" in allowed)
        assert bool(who) >= bool(allowed)


def test_reasons_of_offices(stage):
    row = told(stage.hugo, "unit", stage.db_unit, "Change its name, head, deputies and editors")
    assert (row["may"], row["why"]) == (True, ["heads Infrastructure, above Database"])
    assert row["who"] == ["the head above Database", "the CIO"]
    assert told(stage.aisha, "unit", stage.db_unit, "Close it")["may"] is False
    assert told(stage.carl, "unit", stage.db_unit, "Close it")["why"] == ["has the role CIO"]
    catalog = {who: told(getattr(stage, who), "line", stage.db, "Write its catalog") for who in ("dora", "edith")}
    assert catalog["dora"]["why"] == ["is deputy at Database"]
    assert catalog["edith"]["why"] == ["is editor at Database"]
    assert catalog["edith"]["who"] == ["the head, a deputy or an editor of Database, or above it", "the CIO"]
    published = told(stage.edith, "service", stage.tier, "Publish it, and retire it")
    assert (published["may"], published["why"]) == (False, [])
    assert published["who"] == ["the head or a deputy of Database, or above it"]


def test_reasons_of_parts(stage):
    room = stage.rooms["open"]
    row = told(stage.fred, "contract", room["contract"], "Promise, for the supplier")
    assert row["why"] == ["facilitates the walk-through"]
    whose = ["the head or a deputy of Database, or above it", "the facilitator of the walk-through"]
    assert row["who"] == whose
    assert told(stage.sven, "contract", room["root"], "Accept delivery, for the buyer")["why"] == [
        "sponsors the project"
    ]
    assert told(stage.olga, "walkthrough", room["walkthrough"], "Take a seat in it")["why"] == [
        "everybody who signs in"
    ]
    moved = told(stage.carl, "contract", room["contract"], "Move")
    assert moved["who"][:1] == ["the head or a deputy of ERP, or above it"]
    plan = told(stage.ruth, "project", stage.quarter, "Change it, and plan a walk-through for it")
    assert (plan["why"], plan["who"][0]) == (["heads Operations"], "every head of a unit")


# the pages


def test_v4_what_is_hidden_is_not_asked_about(stage, client):
    hidden = stage.rooms["restricted"]
    addresses = (
        f"/access/may/walkthrough/{hidden['walkthrough'].pk}/",
        f"/access/may/contract/{hidden['contract'].pk}/",
        f"/access/may/service/{stage.secret.pk}/",
    )
    sign_in(client, stage.olga)
    assert {client.get(address).status_code for address in (*addresses, "/access/may/planet/1/")} == {404}
    sign_in(client, stage.carl)
    for address in addresses:
        page = client.get(address, {"person": stage.olga.code}).content.decode()
        assert "Olga Outsider does not see this" in page


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("unit", "unit"),
        ("line", "line"),
        ("service", "service"),
        ("project", "project"),
        ("walkthrough", "walkthrough"),
    ],
)
def test_each_page_of_an_object_leads_there(stage, client, name, kind):
    obj = stage.rooms["open"]["walkthrough"] if kind == "walkthrough" else stage.subject(name)
    sign_in(client, stage.carl)
    address = KINDS[kind].view
    from django.urls import reverse

    assert f"/access/may/{kind}/{obj.pk}/" in client.get(reverse(address, args=[obj.pk])).content.decode()


def test_statements_do_not_grow_with_the_tree(stage, client):
    """A walk-through with more contracts, and a unit with more below it, is asked about as before."""
    sign_in(client, stage.carl)
    room = stage.rooms["open"]
    objects = {"walkthrough": room["walkthrough"], "contract": room["contract"], "unit": stage.db_unit}
    addresses = [f"/access/may/{kind}/{obj.pk}/" for kind, obj in objects.items()]

    def grow(name):
        walkthrough = Walkthrough.objects.get(pk=room["walkthrough"].pk)
        Contract.create(by=SYSTEM, walkthrough=walkthrough, parent=room["root"], need=name, supplier=stage.ops)
        make_unit(name, parent=stage.db_unit, head=stage.olga)

    with undone():
        grow("One")
        before = [statements(client, address) for address in addresses]
        grow("Two")
        grow("Three")
        assert [statements(client, address) for address in addresses] == before
        moved = told(stage.ruth, "contract", room["contract"], "Move")
        assert moved["why"] == ["heads Operations"]
        assert moved["who"][0] == "whoever speaks for the supplier of another contract of the tree"
