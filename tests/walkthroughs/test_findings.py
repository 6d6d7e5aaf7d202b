"""Findings over REST and on their pages: filters, explaining, fixing, and that they stay where they were found."""

import pytest
from django.urls import reverse

from tests.api.client import ApiClient
from tests.cast import SYSTEM, principal
from walkthroughs.models import Finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(room):
    """An overlap that the room brought to light, about a line."""
    about = {"about": room.db, "found_in": room.walkthrough}
    return Finding.create(by=SYSTEM, rule="D03", detail="Both sell tiers", evidence="Two offers", **about)


def test_h6_lists_are_live_narrowed_and_cost_the_same_whatever_the_rows(room, found, django_assert_num_queries):
    practice = room.room(mode="practice")
    Finding.create(by=SYSTEM, about=practice, rule="D02", detail="Nobody walks dogs")
    api = ApiClient(room.fred)
    api.get("findings/")
    for _again in range(2):
        with django_assert_num_queries(4):
            listed = api.get("findings/", rule="D03", state="open", walkthrough=room.walkthrough.code).body["results"]
        assert {item["subject"]["code"] for item in listed} == {room.db.code}
        Finding.create(by=SYSTEM, about=room.db, found_in=room.walkthrough, rule="D03", detail="Again")
    assert [item["detail"] for item in api.get("findings/", mode="practice").body["results"]] == ["Nobody walks dogs"]
    assert api.get("findings/", rule="D02").body["results"] == []
    assert api.get("findings/", rule="D99").status_code == 400
    assert ApiClient(room.olga).get("findings/", mode="practice").body["results"] == []


def test_a_finding_is_logged_worded_better_and_stays_where_it_was_found(room):
    api = ApiClient(room.fred)
    body = {"subject": {"kind": "contract", "code": room.root.code}, "rule": "D13", "detail": "A committee decides"}
    made = api.post("findings/", body)
    told = (made.status_code, made.body["walkthrough"]["id"], made.body["mode"], made.body["state"])
    assert told == (201, room.walkthrough.pk, "live", "open")
    address = f"findings/{made.body['id']}/"
    for wrong in (
        {"mode": "practice"},
        {"walkthrough": None},
        {"state": "fixed"},
        {"subject": {"kind": "line", "id": 1}},
    ):
        assert api.patch(address, wrong, version=1).status_code == 400, wrong
    assert api.patch(address, {"evidence": "Minutes"}, version=1).body["evidence"] == "Minutes"
    assert api.post(f"{address}fix/", {}, version=2).status_code == 400
    fixed = api.post(f"{address}fix/", {"reason": "One decides now."}, version=2)
    assert (fixed.body["state"], fixed.body["reason"]) == ("fixed", "One decides now.")
    assert api.patch(address, {"detail": "Else"}, version=3).status_code == 409
    assert api.post(f"{address}explain/", {"reason": "No"}, version=3).status_code == 409
    acts = api.get("change-sets/", kind="finding", object=made.body["id"]).body["results"]
    titles = ["Found: A committee decides", "Finding edited: A committee decides", "Fixed: A committee decides"]
    assert [act["title"] for act in acts] == titles


def test_pages_list_show_log_and_settle(room, found, enter):
    client = enter(room.fred)
    listed = client.get(reverse("walkthroughs:findings")).content.decode()
    assert found.detail in listed
    assert found.detail not in client.get(reverse("walkthroughs:findings"), {"state": "fixed"}).content.decode()
    # An overlap is about the contract; it stands with the line that supplies it, too.
    overlap = Finding.create(by=SYSTEM, about=room.root, rule="D03", detail="ERP and Operations both offer it")
    assert overlap.detail in client.get(reverse("orgchart:line", args=[room.erp.pk])).content.decode()
    assert overlap.detail not in client.get(reverse("orgchart:line", args=[room.ops.pk])).content.decode()
    for page in (reverse("orgchart:line", args=[room.db.pk]), reverse("walkthroughs:finding", args=[found.pk])):
        assert found.detail in client.get(page).content.decode()
    address = reverse("walkthroughs:finding-settle", args=[found.pk, "explain"])
    assert client.post(address, {"version": found.version}).status_code == 422
    assert client.post(address, {"version": found.version, "reason": "Two regions."}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.reason) == ("explained", "Two regions.")
    assert client.post(address, {"version": found.version, "reason": "No"}).status_code == 409
    log = reverse("walkthroughs:finding-log", args=["contract", room.root.pk])
    assert client.post(log, {"rule": "D10", "detail": "Finance vetoes"}).status_code == 302
    assert Finding.objects.get(rule="D10").subject == room.root
    assert enter(room.olga).get(log).status_code == 403


def test_v4_a_finding_of_a_restricted_tree_is_seen_by_those_who_see_that(company):
    walkthrough = company.room(access="restricted")
    Finding.create(by=SYSTEM, about=company.db, found_in=walkthrough, rule="D03", detail="Both sell tiers")
    assert Finding.objects.visible_to(principal(company.fred)).exists()
    assert not Finding.objects.visible_to(principal(company.olga)).exists()
