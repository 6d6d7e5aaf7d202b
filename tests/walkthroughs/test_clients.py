"""Nobody that is closed becomes a client, and what stood before it was closed stays (N5)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.cast import SYSTEM, make_line, make_project, make_unit, make_walkthrough
from walkthroughs.models import Project, Walkthrough

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(company):
    """A unit and a line that are closed, each the client of something that stands."""
    company.old = make_unit("Old Sales", inside_it=False)
    company.gone = make_line("Old ERP", unit=company.erp_unit)
    company.stands = make_project("Sell by phone", client=company.old)
    company.held = make_walkthrough(client_line=company.gone, project=company.project)
    company.old.close(by=SYSTEM)
    company.gone.update(by=SYSTEM, status="closed")
    return company


def test_n5_a_closed_unit_or_line_becomes_no_client(closed):
    for name, make in (
        ("client", lambda: make_project("Sell by fax", client=closed.old)),
        ("client", lambda: closed.project.update(by=SYSTEM, client=closed.old)),
        ("client_unit", lambda: make_walkthrough(client=closed.old)),
        ("client_line", lambda: make_walkthrough(client_line=closed.gone)),
    ):
        with pytest.raises(ValidationError) as told:
            make()
        [sentence] = told.value.message_dict[name]
        assert sentence.endswith("is closed. Name a client that is active.")


def test_n5_what_stood_before_stays_and_what_was_done_for_it_is_told(closed):
    closed.stands.update(by=SYSTEM, title="Sell by telephone")
    closed.held.update(by=SYSTEM, title="Held once")
    assert Project.objects.get(pk=closed.stands.pk).client == closed.old
    assert Walkthrough.objects.get(pk=closed.held.pk).client == closed.gone
    assert make_project("Sold by fax", client=closed.old, status="done").pk
    assert make_walkthrough(client=closed.old, mode="practice").pk


def test_n5_what_is_closed_is_offered_as_a_client_only_where_it_stands(closed, enter):
    client = enter(closed.nadia)

    def offered(name, field, *at):
        form = client.get(reverse(f"walkthroughs:{name}", args=at)).context["form"]
        return set(form.fields[field].queryset)

    active = make_unit("New Sales", inside_it=False)
    assert {closed.old, active} & offered("project-new", "client") == {active}
    assert {closed.old, active} & offered("project-edit", "client", closed.stands.pk) == {closed.old, active}
    assert {closed.old, active} & offered("walkthrough-new", "client_unit") == {active}
    assert {closed.gone, closed.erp} & offered("walkthrough-new", "client_line") == {closed.erp}
    assert closed.gone in offered("walkthrough-settings", "client_line", closed.held.pk)
