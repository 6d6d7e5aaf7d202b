"""The list of walk-throughs: narrowed, paged, sessions alone."""

import pytest
from django.urls import reverse

from itbiz.api.lists import PAGE
from itbiz.audit.record import change_set
from tests.cast import SYSTEM, make_walkthrough
from tests.pages import statements
from walkthroughs.models import Walkthrough

pytestmark = pytest.mark.django_db

LIST_STATEMENTS = 3
ADDRESS = reverse("walkthroughs:walkthroughs")


def names(client, **asked):
    return [row["name"] for row in client.get(ADDRESS, asked).context["rows"]]


def test_what_runs_stands_first_then_the_newest(company, enter):
    for title in ("Older", "Newer", "Planned", "Closed"):
        walkthrough = make_walkthrough(
            client=company.finance, title=title, facilitator=company.fred, start=title != "Planned"
        )
    walkthrough.close(by=SYSTEM, reason="Enough")
    client = enter(company.olga)
    assert names(client) == ["Newer", "Older", "Planned", "Closed"]
    assert names(client, status="closed") == ["Closed"]
    assert names(client, q="NEW") == ["Newer"]


def test_an_ask_is_in_no_list_of_walk_throughs(company, enter):
    walkthrough = make_walkthrough(client=company.finance, title="Asked for")
    with change_set(by=SYSTEM, title="Asked without a session"):
        Walkthrough.objects.filter(pk=walkthrough.pk).update(kind="ask")
    assert names(enter(company.olga)) == []


@pytest.mark.parametrize("asked", [{"mode": "rehearsal"}, {"status": "lost"}, {"cursor": "bogus"}])
def test_h6_a_wrong_mode_filter_or_cursor_is_400(company, enter, asked):
    assert enter(company.olga).get(ADDRESS, asked).status_code == 400


def test_pages_of_walk_throughs_lead_on_and_back(company, enter):
    for number in range(PAGE + 1):
        make_walkthrough(client=company.finance, title=f"No. {number}")
    client = enter(company.olga)
    first = client.get(ADDRESS)
    second = client.get(first.context["next_url"])
    assert [row["name"] for row in second.context["rows"]] == ["No. 0"]
    back = client.get(second.context["previous_url"])
    assert [row["id"] for row in back.context["rows"]] == [row["id"] for row in first.context["rows"]]


@pytest.mark.parametrize("rooms", [1, 3])
def test_the_list_takes_the_same_statements_whatever_its_size(company, enter, rooms):
    for _room in range(rooms):
        company.room()
    assert statements(enter(company.fred), ADDRESS) == LIST_STATEMENTS
