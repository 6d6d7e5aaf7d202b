"""The list of acts is asked for with anything that an address can hold."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from tests.pages import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"kind": "foo", "object": "1"}, 400),
        ({"kind": "contract", "object": "zzz"}, 400),
        ({"cursor": "zz"}, 400),
        ({"cursor": "\0"}, 400),
        ({"q": "\0"}, 200),
        ({"walkthrough": "abc"}, 200),
    ],
)
def test_nonsense_is_refused_in_a_sentence_and_never_breaks_the_page(company, client, asked, status):
    answer = sign_in(client, company.nadia).get(reverse("changes"), asked)
    assert answer.status_code == status


def test_acts_are_listed_with_the_time_in_the_zone_of_the_organisation(company, client, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    row = ChangeSet.objects.order_by("-number").first()
    page = sign_in(client, company.olga).get(reverse("changes"))
    assert row.at.astimezone(ZoneInfo("Asia/Tokyo")).strftime(", %H:%M</time>") in page.text


def test_everybody_finds_history_and_import_on_every_page(company, client):
    page = sign_in(client, company.olga).get(reverse("search")).text
    menu = page[page.index('class="account-menu"') :]
    assert f'href="{reverse("changes")}"' in menu
    main = page[page.index('<nav class="nav"') : page.index("</nav>")]
    assert f'href="{reverse("imports")}"' in main
