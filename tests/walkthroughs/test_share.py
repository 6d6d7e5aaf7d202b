"""The share of the projects that came in and were walked through."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from itbiz.access.principals import Principal
from itbiz.audit.record import change_set
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_project, make_walkthrough, principal
from walkthroughs.models import Walkthrough
from walkthroughs.share import Share, walked_share

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(company):
    """Plan or start a walk-through of the company's project."""
    return lambda **fields: make_walkthrough(
        client=company.finance, project=company.project, facilitator=company.fred, **fields
    )


def test_a_project_is_walked_through_once_a_session_of_it_was_started(company, walk):
    nadia = principal(company.nadia)
    make_project("Zero paper", status="dropped")
    assert walked_share(nadia) == Share(walked=0, came_in=2)
    planned = walk(start=False)
    assert walked_share(nadia) == Share(walked=0, came_in=2)
    planned.start(by=SYSTEM)
    assert walked_share(nadia) == Share(walked=1, came_in=2)
    walk()
    assert walked_share(nadia) == Share(walked=1, came_in=2)
    planned.close(by=SYSTEM, reason="Enough")
    assert walked_share(nadia) == Share(walked=1, came_in=2)


def test_h6_neither_practice_nor_an_ask_makes_a_project_one_that_was_walked_through(company, walk):
    walk(mode="practice")
    asked = walk()
    with change_set(by=SYSTEM, title="Asked without a session"):
        Walkthrough.objects.filter(pk=asked.pk).update(kind="ask")
    assert walked_share(principal(company.nadia)) == Share(walked=0, came_in=1)


def test_v4_the_figure_counts_what_its_reader_sees(company, walk):
    walk(access="restricted")
    assert walked_share(principal(company.elin)) == Share(walked=1, came_in=1)
    assert walked_share(principal(company.olga)) == Share(walked=0, came_in=1)
    assert walked_share(Principal.nobody()) == Share(walked=0, came_in=0)


def test_since_a_day_counts_what_came_in_from_that_day_on(company, walk, settings):
    walk()
    today = timezone.now().astimezone(settings.ITBIZ_ZONE).date()
    nadia = principal(company.nadia)
    assert walked_share(nadia, since=today) == Share(walked=1, came_in=1)
    assert walked_share(nadia, since=today + timedelta(days=1)) == Share(walked=0, came_in=0)
    assert walked_share(nadia, since=date(1990, 1, 1)) == Share(walked=1, came_in=1)


def test_the_share_takes_one_statement(company, walk, django_assert_num_queries):
    nadia = principal(company.nadia)
    walk()
    with django_assert_num_queries(1):
        walked_share(nadia)


def test_over_rest_projects_are_narrowed_by_whether_they_were_walked_through(company, walk):
    make_project("Zero paper")
    walk()
    client = ApiClient(company.olga)
    found = {word: client.get("projects/", walked=word).body["results"] for word in ("true", "false")}
    assert {word: [row["title"] for row in rows] for word, rows in found.items()} == {
        "true": ["Close the books in four days"],
        "false": ["Zero paper"],
    }
    assert client.get("projects/", walked="perhaps").status_code == 400
    assert client.get("projects/", created_since="2100-01-01").body["results"] == []
