"""Sessions over REST: lights, result, waivers, follow-ons, and the verbs that turn a walk-through."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract, make_walkthrough, principal
from tests.walkthroughs.asked import child
from walkthroughs.lights import CODES
from walkthroughs.models import Walkthrough

pytestmark = pytest.mark.django_db


@pytest.fixture
def fred(company):
    """The facilitator, over REST."""
    return ApiClient(company.fred)


def send(client, walkthrough, verb, body=None):
    """Send a verb over the version that the walk-through has now."""
    version = Walkthrough.objects.values_list("version", flat=True).get(pk=walkthrough.pk)
    return client.post(f"walkthroughs/{walkthrough.pk}/{verb}/", body, version=version)


def test_l_each_light_says_its_sentence_and_names_its_contracts(room, olga):
    asked = child(room, "asked", accepted_when="")
    body = olga.get(f"walkthroughs/{room.walkthrough.pk}/").body
    lights = {light["code"]: light for light in body["lights"]}
    assert list(lights) == list(CODES)
    assert (body["result"], body["kind"]) == (None, "session")
    assert lights["acceptance"] == {
        "code": "acceptance",
        "state": "red",
        "detail": "1 contract has no acceptance. Say by which test the buyer takes the result.",
        "contracts": [{"id": asked.pk, "code": asked.code, "url": f"http://testserver/api/v1/contracts/{asked.pk}/"}],
    }
    assert lights["parties"]["contracts"] == []


def test_lights_result_and_kind_are_not_written(fred, room):
    version = Walkthrough.objects.get(pk=room.walkthrough.pk).version
    for name, value in (("lights", []), ("result", "complete"), ("kind", "ask")):
        reply = fred.patch(f"walkthroughs/{room.walkthrough.pk}/", {name: value}, version=version)
        assert (reply.status_code, reply.body["errors"][0]["code"]) == (400, "read_only"), name


@pytest.mark.parametrize("limit", [1, 3])
def test_a_list_with_lights_costs_the_same_statements_whatever_its_rows(company, olga, limit):
    for _round in range(3):
        make_contract(company.room(), supplier=company.erp)
    olga.get("walkthroughs/")
    with CaptureQueriesContext(connection) as seen:
        reply = olga.get("walkthroughs/", limit=limit)
    assert [light["contracts"][0]["code"][-2:] for w in reply.body["results"] for light in w["lights"][3:4]] == [
        "-0"
    ] * limit
    assert len(seen) == 6


def test_p2_every_turn_over_rest(fred, room):
    turns = [
        ("pause", "paused"),
        ("resume", "running"),
        ("pause", "paused"),
        ("close", "closed"),
        ("reopen", "running"),
    ]
    for verb, status in turns:
        reply = send(fred, room.walkthrough, verb, {"reason": "Lunch"})
        assert (reply.status_code, reply.body["status"]) == (200, status), verb
    again = send(fred, room.walkthrough, "resume")
    assert (again.status_code, again.body["detail"]) == (
        409,
        "This walk-through is running already.",
    )


def test_p2_the_role_is_handed_over(fred, room, company):
    assert send(fred, room.walkthrough, "hand_over").status_code == 400
    reply = send(fred, room.walkthrough, "hand_over", {"facilitator": {"code": company.aisha.code}})
    assert (reply.status_code, reply.body["facilitator"]["id"]) == (200, company.aisha.pk)
    assert send(fred, room.walkthrough, "pause").status_code == 403


def test_l_a_red_light_asks_for_a_reason(fred, room):
    refused = send(fred, room.walkthrough, "close")
    assert refused.status_code == 400
    assert refused.body["errors"] == [
        {
            "pointer": "/reason",
            "code": "missing",
            "detail": "A light is red. Say why this is closed nevertheless: it will be stamped incomplete.",
        }
    ]
    closed = send(fred, room.walkthrough, "close", {"reason": "Time is up"})
    assert (closed.status_code, closed.body["result"]) == (200, "incomplete")
    reopened = send(fred, room.walkthrough, "reopen")
    assert (reopened.body["result"], reopened.body["closed_at"]) == (None, None)


def test_l_the_follow_ons_of_a_project_are_written_and_light_its_walkthroughs(maya, room, company):
    project, rows = company.project, [{"what": "Hosting", "line": {"code": "ops"}}, {"what": "Old servers off"}]
    reply = maya.patch(f"projects/{project.pk}/", {"follow_ons": rows}, version=project.version)
    assert reply.status_code == 200
    assert [(row["what"], row["line"] and row["line"]["code"]) for row in reply.body["follow_ons"]] == [
        ("Hosting", "ops"),
        ("Old servers off", None),
    ]
    lights = {light["code"]: light for light in maya.get(f"walkthroughs/{room.walkthrough.pk}/").body["lights"]}
    assert lights["day_after"]["state"] == "amber"
    put = {"title": project.title, "client": {"code": "finance"}}
    replaced = maya.put(f"projects/{project.pk}/", put, version=reply.body["version"])
    assert replaced.body["follow_ons"] == []


def test_l_nothing_to_follow_is_waived_with_a_reason(fred, company):
    walkthrough = make_walkthrough(client=company.finance, facilitator=company.fred)
    waivers = {"follow_ons": "A report, read once", "sponsor": "An ask", "end_customer": "An ask"}
    version = Walkthrough.objects.get(pk=walkthrough.pk).version
    reply = fred.patch(f"walkthroughs/{walkthrough.pk}/", {"waivers": waivers}, version=version)
    assert reply.body["waivers"] == waivers
    assert [light["state"] for light in reply.body["lights"][-2:]] == ["green", "amber"]


def test_n7_a_light_that_changes_after_a_write_stands_in_its_reply(room, maya, company):
    company.project.update(by=SYSTEM, end_customer="Retailers")
    room.root.ask(by=principal(company.elin))
    body = maya.get(f"walkthroughs/{room.walkthrough.pk}/").body
    assert {light["code"]: light["state"] for light in body["lights"]}["sight"] == "green"


def test_the_script_over_rest_keeps_its_reasons_its_ticks_and_its_meetings(fred, room, company):
    refused = send(fred, room.walkthrough, "step", {"step": 3})
    assert (refused.status_code, refused.body["errors"][0]["pointer"]) == (400, "/reason")
    body = send(fred, room.walkthrough, "step", {"step": 3, "reason": "Prepared before"}).body
    assert (body["step"], body["gates"]) == (3, {"2": "Prepared before"})
    body = send(fred, room.walkthrough, "nod", {"person": {"code": company.elin.code}}).body
    assert body["gates"]["nod"] == "Elin Berg"
    assert send(fred, room.walkthrough, "tick", {"topic": "luck"}).status_code == 400
    body = send(fred, room.walkthrough, "tick", {"topic": "security", "because": "Nothing new is reachable"}).body
    assert body["checklist"] == {"security": "Nothing new is reachable"}
    for name, value in (("step", 9), ("gates", {}), ("checklist", {}), ("meetings", [])):
        reply = fred.patch(f"walkthroughs/{room.walkthrough.pk}/", {name: value}, version=body["version"])
        assert (reply.status_code, reply.body["errors"][0]["code"]) == (400, "read_only"), name
    send(fred, room.walkthrough, "pause")
    first, second = send(fred, room.walkthrough, "resume", {"minutes": 45}).body["meetings"]
    assert company.aisha.pk in [person["id"] for person in first["people"]]
    assert (second["number"], second["minutes"], second["ended_at"], second["people"]) == (2, 45, None, [])


def test_what_a_project_touches_and_gains_is_written(maya, company):
    sight = {"processes": "Order-to-cash", "benefits": "Close in four days, the Controller, after six months"}
    reply = maya.patch(f"projects/{company.project.pk}/", sight, version=company.project.version)
    assert {name: reply.body[name] for name in sight} == sight
