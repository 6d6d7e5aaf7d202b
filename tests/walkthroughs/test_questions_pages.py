"""Questions on pages: asked about anything, changed and decided there (V4, C)."""

import pytest
from django.urls import reverse

from tests.cast import SYSTEM, principal
from tests.pages import filled, statements
from tests.walkthroughs.asked import child
from walkthroughs.models import Question

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"walkthroughs:{name}", args=args)


@pytest.fixture
def places(room):
    """The page of each thing that a question may be about."""
    return {
        "contract": (room.root, f"/contracts/{room.root.pk}/"),
        "walkthrough": (room.walkthrough, f"/walkthroughs/{room.walkthrough.pk}/"),
        "project": (room.project, f"/projects/{room.project.pk}/"),
        "service": (room.tier, f"/services/{room.tier.pk}/"),
        "line": (room.db, f"/lines/{room.db.pk}/"),
        "unit": (room.db_unit, f"/units/{room.db_unit.pk}/"),
    }


@pytest.mark.parametrize("kind", ["contract", "walkthrough", "project", "service", "line", "unit"])
def test_a_question_about_anything_is_asked_and_stands_on_its_page(room, places, enter, kind):
    subject, home = places[kind]
    client = enter(room.maya)
    sent = {"text": "Who pays for it?", "decider": "Ruth Petersen", "due": "2027-03-01"}
    assert client.get(page("question-ask", kind, subject.pk)).status_code == 200
    asked = client.post(page("question-ask", kind, subject.pk), sent)
    assert (asked.status_code, asked.url) == (302, home)
    question = Question.objects.get()
    assert (question.subject, question.asker, question.decider, question.text) == (
        subject,
        room.maya,
        room.ruth,
        "Who pays for it?",
    )
    assert "Who pays for it?" in client.get(home, follow=True).content.decode()


def test_v4_nobody_asks_on_a_page_they_do_not_see(room, enter):
    room.walkthrough.update(by=SYSTEM, access="restricted")
    client = enter(room.olga)
    for kind, pk in (("walkthrough", room.walkthrough.pk), ("contract", room.root.pk), ("person", room.maya.pk)):
        assert client.post(page("question-ask", kind, pk), {"text": "Who?"}).status_code == 404
    question = Question.create(by=principal(room.maya), about=room.root, text="Who?")
    assert client.get(page("question", question.pk)).status_code == 404


def test_it_is_changed_on_the_version_that_was_read(room, enter):
    question = Question.create(by=principal(room.maya), about=room.db, text="Who?")
    client = enter(room.maya)
    sent = filled(client.get(page("question", question.pk)), decider="Ruth Petersen")
    question.update(by=principal(room.maya), text="Who pays?")
    clash = client.post(page("question", question.pk), sent)
    assert (clash.status_code, "Somebody else changed this" in clash.content.decode()) == (409, True)
    done = client.post(
        page("question", question.pk), filled(client.get(page("question", question.pk)), text="Who, then?")
    )
    assert (done.status_code, done.url, Question.objects.get().text) == (302, f"/lines/{room.db.pk}/", "Who, then?")
    assert enter(room.olga).post(page("question", question.pk), sent).status_code == 403


def test_what_is_decided_is_not_changed_any_more(room, enter):
    question = Question.create(by=principal(room.maya), about=room.db, text="Who?")
    client = enter(room.maya)
    sent = filled(client.get(page("question", question.pk)))
    question.resolve(by=principal(room.maya), resolution="Operations")
    refused = client.post(page("question", question.pk), sent)
    assert (refused.status_code, "This is decided already: Operations" in refused.content.decode()) == (409, True)
    shown = client.get(f"/lines/{room.db.pk}/").content.decode()
    assert "Operations" in shown
    assert page("question", question.pk) not in shown


def test_it_is_decided_from_its_page_and_leads_back_there(room, enter):
    question = Question.create(by=principal(room.maya), about=room.db, text="Who?", decider=room.ruth)
    address = f"{page('answer-question', question.pk)}?back=there"
    assert address not in enter(room.maya).get(f"/lines/{room.db.pk}/").content.decode()
    client = enter(room.ruth)
    assert address in client.get(f"/lines/{room.db.pk}/").content.decode()
    done = client.post(address, {"version": question.version, "resolution": "Operations"})
    assert (done.status_code, done.url, Question.objects.get().resolution) == (
        302,
        f"/lines/{room.db.pk}/",
        "Operations",
    )


def test_in_the_room_questions_are_changed_and_decided_by_who_steers_or_decides(room, enter):
    question = Question.create(by=principal(room.maya), about=child(room), text="Who?", decider=room.ruth)
    links = (page("question", question.pk), page("answer-question", question.pk))
    for person, shown in ((room.fred, True), (room.ruth, True), (room.olga, False)):
        text = enter(person).get(f"/walkthroughs/{room.walkthrough.pk}/").content.decode()
        assert [link in text for link in links] == [shown, shown]


@pytest.mark.parametrize("kind", ["project", "line", "service", "unit"])
def test_statements_do_not_grow_with_the_questions(room, places, enter, kind):
    subject, home = places[kind]
    client = enter(room.maya)
    Question.create(by=SYSTEM, about=subject, text="Who?", decider=room.ruth)
    few = statements(client, home)
    for number in range(2):
        Question.create(by=principal(room.maya), about=subject, text=f"Who, {number}?", decider=room.ruth)
    assert statements(client, home) == few
