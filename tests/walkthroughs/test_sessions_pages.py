"""Pages of walk-throughs as sessions: the list, a new one, settings, presence, start and close."""

from datetime import date

import pytest
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from tests.cast import make_contract, make_unit, make_walkthrough, principal
from tests.pages import statements
from tests.walkthroughs.asked import child
from walkthroughs.models import Question, Walkthrough

pytestmark = pytest.mark.django_db


def url(name, walkthrough=None):
    return reverse(f"walkthroughs:{name}", args=[walkthrough.pk] if walkthrough else [])


def test_h6_the_list_is_live_ones_and_practice_on_request(company, enter):
    make_walkthrough(title="Open one")
    make_walkthrough(title="Hidden one", access="restricted")
    make_walkthrough(title="Practised", mode="practice", facilitator=company.fred)
    client = enter(company.olga)
    page = client.get(url("walkthroughs")).content.decode()
    assert "Open one" in page
    assert "Hidden one" not in page
    assert "Practised" not in page
    assert "Practised" not in client.get(url("walkthroughs"), {"mode": "practice"}).content.decode()
    assert "Practised" in enter(company.fred).get(url("walkthroughs"), {"mode": "practice"}).content.decode()


def test_the_list_takes_as_many_statements_for_three_as_for_one(company, enter):
    client = enter(company.fred)
    found = []
    for _round in (1, 2):
        company.room()
        found.append(statements(client, url("walkthroughs")))
        company.room()
    assert found[0] == found[1] <= 6, found


def test_a_walkthrough_of_a_project_takes_its_client_and_its_opener(company, enter):
    client = enter(company.maya)
    page = client.get(url("walkthrough-new"), {"project": company.project.pk})
    assert page.context["form"]["client_unit"].value() == company.finance.pk
    data = {"client_unit": company.finance.pk, "mode": "live", "access": "open", "facilitator": company.maya.pk}
    answer = client.post(f"{url('walkthrough-new')}?project={company.project.pk}", data)
    walkthrough = Walkthrough.objects.get()
    assert answer["Location"] == url("walkthrough", walkthrough)
    assert (walkthrough.project, walkthrough.facilitator) == (company.project, company.maya)


@pytest.mark.parametrize("both", [True, False])
def test_h3_a_walkthrough_has_one_client(company, enter, both):
    data = {"mode": "live", "access": "open"}
    if both:
        data |= {"client_unit": company.finance.pk, "client_line": company.erp.pk}
    answer = enter(company.fred).post(url("walkthrough-new"), data)
    assert answer.status_code == 422
    assert "exactly one client" in answer.content.decode()
    assert not Walkthrough.objects.exists()


def test_p2_outsiders_open_none_and_change_none(company, enter):
    walkthrough = company.room()
    client = enter(company.olga)
    assert client.get(url("walkthrough-new")).status_code == 403
    assert client.get(url("walkthrough-settings", walkthrough)).status_code == 403
    for name in ("presence", "start", "close"):
        assert client.post(url(name, walkthrough)).status_code == 403, name
    walkthrough.refresh_from_db()
    assert walkthrough.status == "running"


@pytest.mark.parametrize("name", ["presence", "start", "add", "found"])
def test_what_writes_is_posted(company, enter, name):
    assert enter(company.fred).get(url(name, company.room())).status_code == 405


def test_p4_who_is_ticked_and_who_is_named_are_present(company, enter):
    walkthrough = company.room(present=[company.ruth])
    data = {"people": [company.maya.pk, "x", "999999"], "name": "aisha okafor", "focus": "7"}
    answer = enter(company.fred).post(url("presence", walkthrough), data)
    assert answer["Location"] == f"{url('walkthrough', walkthrough)}?focus=7"
    assert set(walkthrough.presences.values_list("person", flat=True)) == {company.maya.pk, company.aisha.pk}


def test_an_unknown_name_is_said_and_nobody_is_marked(company, enter):
    walkthrough = company.room(present=[company.ruth])
    data = {"people": [company.maya.pk], "name": "Nobody Known"}
    page = enter(company.fred).post(url("presence", walkthrough), data, follow=True)
    assert "Nobody called “Nobody Known” is known, so nobody was marked." in page.content.decode()
    assert set(walkthrough.presences.values_list("person", flat=True)) >= {company.ruth.pk}
    assert company.maya.pk not in walkthrough.presences.values_list("person", flat=True)


def test_it_starts_and_closes_with_a_sentence(company, enter):
    walkthrough = company.room(present=[])
    planned = make_walkthrough(facilitator=company.fred, start=False)
    client = enter(company.fred)
    assert "Started." in client.post(url("start", planned), follow=True).content.decode()
    planned.refresh_from_db()
    assert planned.status == "running"
    data = {"reason": "Time is up", "version": walkthrough.version}
    assert "Closed." in client.post(url("close", walkthrough), data, follow=True).content.decode()
    walkthrough.refresh_from_db()
    assert walkthrough.status == "closed"
    assert ChangeSet.objects.get(walkthrough_id=walkthrough.pk, title__contains="closed").reason == "Time is up"


def test_closing_asks_first_and_says_what_is_open(room, enter):
    for number in range(7):
        make_contract(room.walkthrough, parent=room.root, need=f"Open need {number}")
    asked = child(room, "asked")
    Question.create(by=principal(room.fred), about=asked, text="Who pays?")
    Question.create(by=principal(room.fred), about=asked, text="Settled?", decider=room.fred, due=date(2027, 3, 1))
    page = enter(room.fred).get(url("close", room.walkthrough))
    assert {group["state"]: group["count"] for group in page.context["groups"]} == {"need": 7, "draft": 1, "asked": 1}
    assert [question["text"] for question in page.context["questions"]["named"]] == ["Who pays?"]
    shown = page.content.decode()
    assert "Open need 4" in shown
    assert "Open need 5" not in shown
    assert "and 2 more" in shown
    room.walkthrough.refresh_from_db()
    assert room.walkthrough.status == "running"


def test_closing_on_what_was_not_read_or_twice_is_refused(room, enter):
    client, where = enter(room.fred), url("close", room.walkthrough)
    assert client.post(where, {}).status_code == 422
    seen = Walkthrough.objects.get(pk=room.walkthrough.pk).version
    make_contract(room.walkthrough, parent=room.root, need="Came in between")
    stale = client.post(where, {"version": seen})
    assert stale.status_code == 409
    assert "Came in between" in stale.content.decode()
    assert client.post(where, {"version": stale.context["form"]["version"].value()}).status_code == 302
    for answer in (client.get(where), client.post(where, {"version": seen})):
        assert answer.status_code == 409
        assert "This walk-through is closed." in answer.content.decode()


def test_settings_of_two_who_write_at_once(company, enter):
    walkthrough = company.room(title="First")
    client = enter(company.fred)
    seen = walkthrough.version
    walkthrough.update(by=principal(company.nadia), title="Theirs")
    data = {"title": "Mine", "client_unit": company.finance.pk, "mode": "live", "access": "open", "version": seen}
    answer = client.post(url("walkthrough-settings", walkthrough), data)
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    walkthrough.refresh_from_db()
    assert walkthrough.title == "Theirs"


def test_h6_the_mode_of_a_walkthrough_stays(company, enter):
    walkthrough = company.room()
    data = {"client_unit": company.finance.pk, "mode": "practice", "access": "restricted"}
    answer = enter(company.fred).post(
        url("walkthrough-settings", walkthrough),
        data | {"version": walkthrough.version, "facilitator": company.fred.pk},
    )
    assert answer.status_code == 422
    assert "Practice stays practice" in answer.content.decode()


def test_a_walkthrough_without_project_or_title_is_called_by_its_code(company, enter):
    walkthrough = make_walkthrough(client=make_unit("Treasury"), facilitator=company.fred)
    assert walkthrough.code in enter(company.fred).get(url("walkthroughs")).content.decode()


def test_a_person_of_an_impossible_number_is_marked_by_nobody(room, enter):
    answer = enter(room.fred).post(
        reverse("walkthroughs:presence", args=[room.walkthrough.pk]), {"people": ["9" * 30, "x", room.maya.pk]}
    )
    assert answer.status_code == 302
    assert [presence.person for presence in room.walkthrough.presences.all()] == [room.maya]
