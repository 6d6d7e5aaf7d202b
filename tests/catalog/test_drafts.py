"""The page of drafts: what stands against each, and many published as one act."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog import drafts as waiting
from catalog.models import Service
from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.undo import undo
from tests.cast import SYSTEM, WHOLE, make_line, make_person, make_service, make_unit, principal
from tests.pages import errors, filled, sign_in, statements

DRAFTS = reverse("catalog:drafts")
STATEMENTS, STATEMENTS_TO_PUBLISH = 6, 21


@pytest.fixture
def aisha(client, company):
    """The browser of the head of Database."""
    return sign_in(client, company.aisha)


def make_draft(name, line, **fields):
    """Return a draft that is whole."""
    return make_service(name, line=line, publish=False, **{**WHOLE, **fields})


def publish(client, *services, **typed):
    """Send the page with these services ticked."""
    ticked = [f"{service.pk}-{service.version}" for service in services]
    return client.post(DRAFTS, filled(client.get(DRAFTS), ticked=ticked, **typed))


def statuses():
    """Return {name: status} of the services that were made here."""
    return dict(Service.objects.exclude(code__in=["tier", "hosting"]).values_list("name", "status"))


def test_many_are_published_as_one_act_that_is_undone_as_one(aisha, company):
    made = [make_draft(name, company.db) for name in ("Backup", "Restores")]
    answer = publish(aisha, *made, reason="Sold for years")
    assert (answer.status_code, answer.url) == (302, DRAFTS)
    assert statuses() == {"Backup": "offered", "Restores": "offered"}
    assert Service.objects.get(name="Backup").undesigned_because == "Sold for years"
    act = ChangeSet.objects.latest("pk")
    assert (act.title, act.changes.count()) == ("2 services published", 2)
    undo(act, by=principal(company.aisha))
    assert statuses() == {"Backup": "draft", "Restores": "draft"}
    assert not made[0].versions.exists()


def test_without_a_reason_or_a_tick_nothing_is_published(aisha, company):
    draft = make_draft("Backup", company.db)
    unsaid = publish(aisha, draft)
    assert (unsaid.status_code, "Say why they are offered nevertheless." in errors(unsaid)) == (422, True)
    unticked = publish(aisha, reason="Sold for years")
    assert (unticked.status_code, "Tick what is to be published." in errors(unticked)) == (422, True)
    assert statuses() == {"Backup": "draft"}


def test_each_says_why_it_cannot_be_published(client, company):
    make_draft("Whole", company.ops)
    make_draft("Half", company.db, acceptance="", included="")
    make_draft("Loose", None)
    make_draft("Headless", make_line("Attic", unit=make_unit("Attic")))
    sign_in(client, company.nadia)
    held = {row.service.name: row.held for row in client.get(DRAFTS).context["rows"]}
    assert held["Whole"] == []
    assert held["Half"] == ["It lacks: accepted when, included."]
    assert held["Loose"] == ["No line answers for it: name its line."]
    assert held["Headless"] == ["Attic has no head who could publish it: name one."]
    page = client.get(DRAFTS).text
    assert page.index("“Status” that says “live”") < page.index("Headless")


def test_p1_a_cio_who_heads_nothing_sees_all_and_publishes_none(client, company):
    draft = make_draft("Backup", company.db)
    other = make_person("Ada Own", username="ada", roles=["cio"])
    page = sign_in(client, other).get(DRAFTS)
    sentence = "Aisha Okafor publishes it, or a deputy: it is a promise of Database Engineering."
    assert [row.held for row in page.context["rows"]] == [[sentence]]
    assert publish(client, draft, reason="I say so").status_code == 409
    assert statuses() == {"Backup": "draft"}


def test_v2_a_head_sees_their_own_alone_and_others_none(aisha, company):
    make_draft("Backup", company.db)
    strange = make_draft("Secret plan", company.ops)
    assert [row.service.name for row in aisha.get(DRAFTS).context["rows"]] == ["Backup"]
    refused = publish(aisha, strange, reason="Mine")
    assert (refused.status_code, "no draft any more" in errors(refused)) == (422, True)
    assert sign_in(aisha, company.olga).get(DRAFTS).status_code == 403


def test_one_that_changed_meanwhile_keeps_all_and_says_so_beside_it(aisha, company):
    made = [make_draft(name, company.db) for name in ("Backup", "Restores")]
    Service.objects.get(pk=made[1].pk).update(by=SYSTEM, included="Less")
    answer = publish(aisha, *made, reason="Sold for years")
    assert answer.status_code == 409
    problems = {row.service.name: row.problem for row in answer.context["rows"]}
    assert problems["Backup"] == ""
    assert "Restores was changed by somebody else" in problems["Restores"]
    assert statuses() == {"Backup": "draft", "Restores": "draft"}
    assert [row.is_ticked for row in answer.context["rows"]] == [True, True]


def test_words_and_lines_narrow_the_page(client, company):
    make_draft("Backup", company.db)
    make_draft("Night shift", company.ops)
    sign_in(client, company.nadia)

    def found(q):
        return [row.service.name for row in client.get(DRAFTS, {"q": q}).context["rows"]]

    assert found("backup") == ["Backup"]
    assert found("cloud operations") == ["Night shift"]
    assert found("nothing like it") == []


def test_many_are_published_by_as_many_statements_as_one(aisha, company):
    seen = []
    for many in (1, 5):
        made = [
            make_draft(f"Backup {many} {n}", make_line(f"Line {many} {n}", unit=company.db_unit)) for n in range(many)
        ]
        sent = filled(aisha.get(DRAFTS), ticked=[f"{service.pk}-{service.version}" for service in made], reason="Sold")
        with CaptureQueriesContext(connection) as queries:
            assert aisha.post(DRAFTS, sent).status_code == 302
        seen.append(len(queries))
        assert {one.versions.get().number for one in made} == {1}
    assert seen == [STATEMENTS_TO_PUBLISH] * 2


def test_published_together_is_published_as_one_by_one(company):
    one, many = (make_draft(name, company.db, included="All") for name in ("Backup", "Restores"))
    by = principal(company.aisha)
    one.publish(by=by, reason="Sold")
    assert Service.publish_many([many], by=by, reason="Sold") == {}
    many.refresh_from_db()
    written = ("status", "draft", "undesigned_because", "version", "included")
    assert [getattr(one, name) for name in written] == [getattr(many, name) for name in written]
    told = [Change.objects.filter(object_id=row.pk, kind="catalog.service").latest("pk") for row in (one, many)]
    assert [(change.action, change.act) for change in told] == [("updated", "publish")] * 2
    versions = [row.versions.get() for row in (one, many)]
    assert [(kept.number, kept.published_by) for kept in versions] == [(1, "Aisha Okafor")] * 2
    assert [kept.content | {"name": ""} for kept in versions[:1]] == [
        kept.content | {"name": ""} for kept in versions[1:]
    ]


def test_more_ticked_than_are_published_at_once_says_so(aisha, company, monkeypatch):
    monkeypatch.setattr(waiting, "SHOWN", 2)
    made = [make_draft(name, company.db) for name in ("Backup", "Restores", "Tuning")]
    answer = publish(aisha, *made, reason="Sold for years")
    sentence = "1 more is ticked than is published at once. Publish those still ticked, then the rest."
    assert (answer.status_code, sentence in errors(answer)) == (422, True)
    assert set(statuses().values()) == {"draft"}
    assert sum(row.is_ticked for row in answer.context["rows"]) == 2


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_takes_the_same_statements_whatever_it_lists(aisha, company, many):
    for number in range(many):
        make_draft(f"Backup {number}", make_line(f"Line {number}", unit=company.db_unit))
    assert statements(aisha, DRAFTS) == STATEMENTS
