"""Pages of walk-throughs as sessions: the list, a new one, settings, presence, lights, and how it is turned."""

from datetime import date

import pytest
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from tests.cast import make_contract, make_unit, make_walkthrough, principal
from tests.pages import filled, statements
from tests.walkthroughs.asked import child
from tests.walkthroughs.hands import move
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


@pytest.mark.parametrize(
    ("verb", "before", "after", "said"),
    [
        ("pause", "running", "paused", "Paused."),
        ("resume", "paused", "running", "Resumed."),
        ("reopen", "closed", "running", "Opened again."),
    ],
)
def test_p2_its_facilitator_turns_it_by_a_button(room, enter, verb, before, after, said):
    for step in {"paused": ["pause"], "closed": ["close"]}.get(before, ()):
        getattr(room.walkthrough, step)(by=principal(room.fred), reason="Enough")
    client, button = enter(room.fred), f'action="{url(verb, room.walkthrough)}"'
    assert button in client.get(url("walkthrough", room.walkthrough)).content.decode()
    page = client.post(url(verb, room.walkthrough), follow=True).content.decode()
    assert said in page
    assert button not in page
    room.walkthrough.refresh_from_db()
    assert room.walkthrough.status == after
    assert client.post(url(verb, room.walkthrough)).status_code == 409
    assert (
        f'action="{url("pause", room.walkthrough)}"'
        not in enter(room.maya).get(url("walkthrough", room.walkthrough)).content.decode()
    )


def test_p2_the_role_is_handed_over_on_a_page(room, enter):
    client, where = enter(room.fred), url("hand-over", room.walkthrough)
    page = client.get(where)
    answer = client.post(where, filled(page, facilitator=room.aisha.pk), follow=True)
    assert "Handed over to Aisha Okafor." in answer.content.decode()
    room.walkthrough.refresh_from_db()
    assert room.walkthrough.facilitator == room.aisha
    assert client.get(where).status_code == 403


def test_l_nine_lights_stand_on_every_page_of_a_walkthrough(room, enter):
    asked = child(room, "asked", accepted_when="")
    client = enter(room.olga)
    sentence = "1 contract has no acceptance. Say by which test the buyer takes the result."
    pages = (
        url("walkthrough", room.walkthrough),
        url("outline", room.walkthrough),
        reverse("walkthroughs:project", args=[room.project.pk]),
    )
    for where in pages:
        page = client.get(where).content.decode()
        assert page.count('<details class="light is-') == 9, where
        assert sentence in page
        assert f"?focus={asked.pk}" in page
    dots = client.get(url("walkthroughs")).content.decode()
    assert 'aria-label="4 green; 5 red: acceptance, leaves, promised, day after, in sight"' in dots


def test_l_the_lights_of_the_editor_follow_what_was_just_written(room, enter):
    asked = child(room, "asked", accepted_when="")
    client = enter(room.maya)
    shown = move(client, asked, "withdraw", version=asked.version).content.decode()
    assert "has no acceptance" not in shown
    assert "Every contract says by which test its result is taken." in shown


def test_l_closing_says_which_lights_are_not_green_and_asks_why(room, enter):
    client, where = enter(room.fred), url("close", room.walkthrough)
    page = client.get(where)
    told = page.content.decode()
    assert "It will be stamped <b>incomplete</b>" in told
    assert "Why is it closed nevertheless?" in told
    assert told.count('<p class="light is-red">') == 4
    refused = client.post(where, filled(page))
    assert refused.status_code == 422
    sentence = "A light is red. Say why this is closed nevertheless: it will be stamped incomplete."
    assert refused.context["form"].errors == {"reason": [sentence]}
    closed = client.post(where, filled(page, reason="The sponsor left the room"), follow=True).content.decode()
    assert "Closed, incomplete" in closed
    assert "The sponsor left the room" in closed


def test_l_what_is_missing_is_waived_with_a_reason_on_the_settings(room, enter):
    client, where = enter(room.fred), url("walkthrough-settings", room.walkthrough)
    data = filled(client.get(where), no_follow_ons="A report, read once", no_end_customer="")
    assert client.post(where, data).status_code == 302
    room.walkthrough.refresh_from_db()
    assert room.walkthrough.waivers == {"follow_ons": "A report, read once"}
    assert client.get(where).context["form"]["no_follow_ons"].value() == "A report, read once"
    assert client.post(where, filled(client.get(where), no_follow_ons="")).status_code == 302
    room.walkthrough.refresh_from_db()
    assert room.walkthrough.waivers == {}


def test_l_the_follow_ons_of_a_project_are_rows_of_its_form(room, enter):
    where = reverse("walkthroughs:project-edit", args=[room.project.pk])
    client = enter(room.maya)
    rows = {"follow_ons-0-what": "Runs it", "follow_ons-0-line": room.ops.pk, "follow_ons-1-what": "Old servers off"}
    assert client.post(where, filled(client.get(where), **rows)).status_code == 302
    found = room.project.follow_ons.values_list("what", "line")
    assert list(found) == [("Runs it", room.ops.pk), ("Old servers off", None)]
    page = client.get(reverse("walkthroughs:project", args=[room.project.pk])).content.decode()
    assert "Old servers off" in page
    assert "no line yet" in page
    room.walkthrough.refresh_from_db()
    assert {light["code"]: light["state"] for light in room.walkthrough.lights}["day_after"] == "amber"


def test_p2_outsiders_open_none_and_change_none(company, enter):
    walkthrough = company.room()
    client = enter(company.olga)
    assert client.get(url("walkthrough-new")).status_code == 403
    assert client.get(url("walkthrough-settings", walkthrough)).status_code == 403
    for name in ("presence", "start", "pause", "resume", "reopen", "hand-over", "close"):
        assert client.post(url(name, walkthrough)).status_code == 403, name
    walkthrough.refresh_from_db()
    assert walkthrough.status == "running"


@pytest.mark.parametrize("name", ["presence", "start", "pause", "resume", "reopen", "add", "found"])
def test_what_writes_is_posted(company, enter, name):
    assert enter(company.fred).get(url(name, company.room())).status_code == 405


def test_p4_who_is_ticked_and_who_is_named_are_present(company, enter):
    walkthrough = company.room(present=[company.ruth])
    data = {"people": [company.maya.pk, "x", "999999"], "name": "aisha okafor", "focus": "7"}
    answer = enter(company.fred).post(url("presence", walkthrough), data)
    assert answer["Location"] == f"{url('walkthrough', walkthrough)}?focus=7"
    assert set(walkthrough.presences.values_list("person", flat=True)) == {company.maya.pk, company.aisha.pk}


def test_p4_who_came_since_the_list_was_shown_stays_present(company, enter):
    walkthrough = company.room(present=[company.ruth, company.aisha])
    data = {"people": [company.maya.pk], "shown": [company.maya.pk, company.ruth.pk, company.fred.pk]}
    enter(company.fred).post(url("presence", walkthrough), data)
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
    stale = client.post(where, {"version": seen, "reason": "Time is up"})
    assert stale.status_code == 409
    assert "Came in between" in stale.content.decode()
    again = {"version": stale.context["form"]["version"].value(), "reason": "Time is up"}
    assert client.post(where, again).status_code == 302
    for answer in (client.get(where), client.post(where, {"version": seen})):
        assert answer.status_code == 409
        assert "This walk-through is closed already." in answer.content.decode()


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
