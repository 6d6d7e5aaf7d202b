"""Change sets on pages and over REST: who may know of them, how they are found, and that both undo alike."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from itbiz.audit.record import change_set
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract, make_service, principal
from tests.pages import statements
from tests.walkthroughs.asked import child, make_room
from walkthroughs.models import Obligation, Question

pytestmark = pytest.mark.django_db
STATEMENTS = {"list": 3, "about one": 5, "act": 13, "rest list": 3, "rest act": 5, "rest whole": 6}


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


def titles(person, **asked):
    """Return the titles that the history page lists for a person."""
    page = browser(person).get(reverse("changes"), asked)
    assert page.status_code == 200
    return [row.title for row in page.context["object_list"]]


def test_u3_an_act_is_found_by_words_of_its_title(room):
    promised(room)
    assert titles(room.olga, q="database PROMISED") == [
        "Database Engineering promised: Database tier on a supported version"
    ]
    assert titles(room.olga, q="nothing like this") == []


def test_the_history_of_a_contract_tells_its_duties_and_questions_newest_first(room):
    contract = child(room, "draft")
    Question.create(by=principal(room.maya), about=contract, text="Who pays?")
    Obligation.create(by=principal(room.maya), contract=contract, what="Inputs")
    child(room, "asked")
    assert titles(room.maya, kind="contract", object=contract.pk) == [
        f"{contract}: the buyer provides",
        "Question asked: Who pays?",
        "Need written: Database tier on a supported version",
    ]


def test_v4_the_history_of_what_is_hidden_is_hidden(room, olga):
    room.walkthrough = room.room(access="restricted", code="WT-hidden")
    room.root = make_contract(room.walkthrough, supplier=room.erp, need="Hidden")
    done = ChangeSet.objects.order_by("-number").first()
    assert titles(room.olga, walkthrough=room.walkthrough.pk) == []
    assert titles(room.maya, walkthrough=room.walkthrough.pk)[0] == done.title
    assert browser(room.olga).get(reverse("change-set", args=[done.pk])).status_code == 404
    assert browser(room.olga).post(reverse("undo-change-set", args=[done.pk])).status_code == 404
    assert olga.get(f"change-sets/{done.pk}/").status_code == 404
    assert olga.get("change-sets/", walkthrough=room.walkthrough.code).body["results"] == []


def test_v2_a_draft_is_told_to_its_writers_alone(room, olga, aisha):
    service = make_service("Backup", line=room.db)
    service.update(by=SYSTEM, acceptance="Restored twice")
    done = ChangeSet.objects.order_by("-number").first()
    assert olga.get(f"change-sets/{done.pk}/").status_code == 404
    assert aisha.get(f"change-sets/{done.pk}/").body["changes"][0]["after"]["draft"] == {"acceptance": "Restored twice"}
    service.publish(by=SYSTEM)
    done = ChangeSet.objects.order_by("-number").first()
    change = olga.get(f"change-sets/{done.pk}/").body["changes"][0]
    assert (change["after"]["acceptance"], "draft" in change["before"]) == ("Restored twice", False)


def test_h6_practice_stands_in_no_list_that_does_not_name_it(room, nadia):
    practice = room.room(mode="practice", code="WT-practice")
    contract = make_contract(practice, supplier=room.erp, need="Practised")
    assert not [title for title in titles(room.nadia) if "Practised" in title]
    assert not [row for row in nadia.get("change-sets/", limit=500).body["results"] if "Practised" in row["title"]]
    assert titles(room.nadia, kind="contract", object=contract.pk) == ["Need written: Practised"]
    listed = nadia.get("change-sets/", walkthrough="WT-practice").body["results"]
    assert "Need written: Practised" in [row["title"] for row in listed]


def test_a_list_over_rest_is_read_newest_first_and_narrowed(room, olga):
    contract, done = promised(room)
    body = olga.get("change-sets/", ordering="-number", limit=1, kind="contract", object=contract.pk).body
    assert [row["id"] for row in body["results"]] == [done.pk]
    assert "changes" not in body["results"][0]
    assert olga.get("change-sets/", since="2099-01-01T00:00:00Z").body["results"] == []
    assert olga.get("change-sets/", kind="nothing").status_code == 400


def test_undoing_takes_the_scope_that_writes_what_the_set_wrote(room):
    _contract, done = promised(room)
    path = f"change-sets/{done.pk}/undo/"
    for scopes in (["changes:write"], ["walkthroughs:write"], ["changes:read", "walkthroughs:read"]):
        assert ApiClient(room.aisha, scopes).post(path, {}, version=1).status_code == 403
    assert ApiClient(room.aisha, ["changes:read", "walkthroughs:write"]).post(path, {}, version=1).status_code == 200


def test_u3_page_and_rest_refuse_in_the_same_words(room, aisha):
    contract, done = promised(room)
    contract.deliver(by=principal(room.aisha))
    page = browser(room.aisha).get(reverse("change-set", args=[done.pk]))
    answer = aisha.post(f"change-sets/{done.pk}/undo/", {}, version=1)
    assert (answer.status_code, answer.body["detail"]) == (409, page.context["obstacle"])
    assert answer.body["detail"] == (
        f"“state” of {contract.label} was changed since by Aisha Okafor: "
        "“Database Engineering delivered: Database tier on a supported version”. "
        "Undo that first, or change by hand what should be otherwise."
    )


@pytest.mark.parametrize("many", [1, 3])
def test_history_takes_the_same_statements_whatever_it_tells(room, aisha, many):
    contracts = [child(room, "asked") for _number in range(many)]
    services = [make_service(f"Tier {number}", line=room.db) for number in range(many)]
    with change_set(by=SYSTEM, title="All at once") as changes:
        for contract in contracts:
            contract.update(by=SYSTEM, need="Within a day")
        for service in services:
            service.update(by=SYSTEM, summary="Restored within a day")
    client, listing = browser(room.aisha), reverse("changes")
    found = {
        "list": statements(client, listing),
        "about one": statements(client, listing, kind="contract", object=contracts[0].pk),
        "act": statements(client, reverse("change-set", args=[changes.row.pk])),
        "rest list": rest_statements(aisha, "change-sets/"),
        "rest act": rest_statements(aisha, f"change-sets/{changes.row.pk}/"),
        "rest whole": rest_statements(aisha, "change-sets/", fields="changes"),
    }
    assert found == STATEMENTS


def rest_statements(client, path, **asked):
    """Return how many statements a reply takes."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path, **asked).status_code == 200
    return len(seen)
