"""Every empty list says what to do and what must exist first: with the button for whoever may, else who may."""

import pytest
from django.urls import reverse

from tests.cast import make_line, make_person, make_project, principal
from tests.pages import sign_in

pytestmark = pytest.mark.django_db

# Route, what must exist first, the button's address for the CIO, who may (for whoever may not).
LISTS = (
    ("orgchart:organisation", "comes first of all", "/imports/?kind=units", "The CIO draws the chart"),
    ("catalog:services", "so lines come first", "/imports/?kind=services", "write the catalogs of their lines"),
    ("walkthroughs:projects", "Lines of business come first", "/projects/new/", "the CIO open projects"),
    ("walkthroughs:walkthroughs", "A project comes first", "/projects/", "the CIO plan walk-throughs"),
    ("walkthroughs:asks", "comes first: open it", "/services/", "Whoever speaks for a line or a client may ask"),
    ("walkthroughs:agreements", "comes first: ask for it", "/services/", "Whoever speaks for a line or a client may"),
    ("walkthroughs:findings", "A walk-through comes first", "/walkthroughs/", "Heads log what they see"),
)


@pytest.fixture
def ada():
    """A CIO."""
    return make_person("Ada Own", username="ada", roles=["cio"])


@pytest.fixture
def rita():
    """Somebody who may read and nothing else."""
    return make_person("Rita Reader", username="rita", roles=["reader"])


def main(page):
    """Return the words of a page without its navigation."""
    return page.content.decode().partition("<main")[2]


@pytest.mark.parametrize(("route", "first", "button", "who"), LISTS)
def test_an_empty_list_leads_on(client, ada, rita, route, first, button, who):
    text = main(sign_in(client, ada).get(reverse(route)))
    assert first in text
    assert f'href="{button}"' in text
    text = main(sign_in(client, rita).get(reverse(route)))
    assert first in text
    assert who in text
    assert "/imports/" not in text
    assert "/new/" not in text


def test_a_line_that_offers_nothing_leads_whoever_writes_for_it(client, ada, rita):
    line = make_line("Hosting", block="AS")
    address = reverse("orgchart:line", args=[line.pk])
    text = main(sign_in(client, ada).get(address))
    assert f'href="{reverse("imports")}?kind=services"' in text
    assert f'href="{reverse("catalog:new-service")}?line={line.pk}"' in text
    text = main(sign_in(client, rita).get(address))
    assert "Its head, deputies and editors write it." in text
    assert "/imports/" not in text


def test_a_unit_without_a_line_leads_whoever_names_one(client, ada, rita):
    unit = make_line("Hosting").unit
    unit.lines.get().update(by=principal(ada), status="closed")
    address = reverse("orgchart:unit", args=[unit.pk])
    assert main(sign_in(client, ada).get(address)).count(reverse("orgchart:new-line", args=[unit.pk])) == 2
    text = main(sign_in(client, rita).get(address))
    assert "The unit&#x27;s head names it" in text or "The unit's head names it" in text
    assert reverse("orgchart:new-line", args=[unit.pk]) not in text


def test_a_project_that_was_not_walked_leads_to_the_walkthrough(client, ada, rita):
    project = make_project("Move out")
    address = reverse("walkthroughs:project", args=[project.pk])
    way = f"{reverse('walkthroughs:walkthrough-new')}?project={project.pk}"
    assert main(sign_in(client, ada).get(address)).count(way) == 1
    text = main(sign_in(client, rita).get(address))
    assert way not in text
    assert "the CIO plan walk-throughs" in text
