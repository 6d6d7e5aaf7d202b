"""New services: what a walk-through asked for becomes what the service it designed is made of."""

import pytest
from django.urls import reverse

from catalog.models import Service
from itbiz.audit.models import ChangeSet
from itbiz.core.errors import NotAllowed, Refused, Stale
from tests.api.client import ApiClient
from tests.cast import SYSTEM, WHOLE, make_contract, make_project, make_service, principal
from tests.pages import filled
from walkthroughs.design import design_of, take_ingredients

pytestmark = pytest.mark.django_db

TAKE = "walkthroughs:take-ingredients"


@pytest.fixture
def designing(company):
    """The company with a service that Database designs, and a function that walks its project through."""
    service = make_service("Read replica", code="replica", line=company.db, publish=False, **WHOLE)
    project = make_project("Reports while the shops sell", kind="service_design", service=service, client=company.it)
    company.replica, company.design = service, project

    def walk(close=True, **fields):
        room = company.room(project=project, **fields)
        root = make_contract(room, supplier=company.db, need="A copy to read from")
        make_contract(room, parent=root, supplier=company.ops, service=company.hosting, need="A place to run")
        make_contract(room, parent=root, supplier=company.ops, service=company.hosting, need="Another place")
        make_contract(room, parent=root, supplier=company.db, service=company.tier, need="Our own part")
        make_contract(room, parent=root, supplier=company.erp, need="Queries that are read only")
        gone = make_contract(room, parent=root, supplier=company.ops, need="Called off")
        gone.withdraw(by=SYSTEM)
        if close:
            room.close(by=SYSTEM, reason="Enough is known")
        return room

    company.walk = walk
    return company


def fresh(service):
    """Return the service as the database has it."""
    return Service.objects.get(pk=service.pk)


def made_of(service):
    """Return the names of the usual ingredients."""
    return [row.needs.name for row in service.ingredients.select_related("needs")]


def test_a_closed_tree_gives_the_services_its_prime_asked_for_and_what_is_lacking(designing):
    aisha = principal(designing.aisha)
    assert design_of(designing.replica, aisha) is None
    room = designing.walk()
    design = design_of(designing.replica, aisha)
    assert design.walkthrough == room
    assert [row["name"] for row in design.services] == ["Application hosting"]
    assert [row["name"] for row in design.lacking] == ["Queries that are read only"]


def test_taking_them_is_one_change_set_of_whoever_writes_the_service(designing):
    designing.walk()
    told = take_ingredients(designing.replica, by=principal(designing.aisha), reason="As promised")
    assert made_of(fresh(designing.replica)) == ["Application hosting"]
    assert told.title == "Read replica takes what its walk-through asked for as its usual ingredients"
    assert (told.reason, told.changes.get().kind) == ("As promised", "catalog.service")
    last = ChangeSet.objects.last_number()
    for person in (designing.ruth, designing.fred, designing.olga):
        with pytest.raises(NotAllowed):
            take_ingredients(fresh(designing.replica), by=principal(person))
    with pytest.raises(Stale):
        take_ingredients(fresh(designing.replica).expecting(1), by=principal(designing.aisha))
    assert ChangeSet.objects.last_number() == last


@pytest.mark.parametrize("fields", [{"close": False}, {"mode": "practice"}])
def test_h6_neither_practice_nor_what_still_runs_designs_a_service(designing, fields):
    designing.walk(**fields)
    assert designing.replica.lacks_design
    with pytest.raises(Refused, match="No closed walk-through designed Read replica"):
        take_ingredients(designing.replica, by=principal(designing.aisha))


def test_only_a_project_that_designs_a_service_does(designing):
    designing.design.update(by=SYSTEM, kind="business")
    designing.walk()
    assert designing.replica.lacks_design


def test_a_tree_without_services_gives_none(designing):
    room = designing.room(project=designing.design)
    make_contract(room, supplier=designing.db, need="A copy to read from")
    room.close(by=SYSTEM, reason="Enough is known")
    with pytest.raises(Refused, match="names a service that is offered"):
        take_ingredients(designing.replica, by=principal(designing.aisha))


def test_v4_a_restricted_walk_through_gives_nothing_to_whoever_does_not_see_it(designing):
    room = designing.walk(access="restricted")
    edith = principal(designing.olga)
    assert design_of(designing.replica, edith) is None
    assert design_of(designing.replica, principal(designing.aisha)).walkthrough == room


def test_a_designed_service_is_published_without_a_reason(designing):
    designing.walk()
    designing.replica.publish(by=principal(designing.aisha))
    assert (fresh(designing.replica).status, fresh(designing.replica).undesigned_because) == ("offered", "")


def test_the_page_shows_what_is_taken_and_takes_it(designing, enter):
    designing.walk()
    client, address = enter(designing.aisha), reverse(TAKE, args=[designing.replica.pk])
    service = client.get(reverse("catalog:service", args=[designing.replica.pk])).content.decode()
    assert "Take its 1 service as the usual ingredient" in service
    page = client.get(address)
    assert "Application hosting" in page.content.decode()
    assert "Queries that are read only" in page.content.decode()
    assert client.post(address, filled(page)).status_code == 302
    assert made_of(fresh(designing.replica)) == ["Application hosting"]
    assert client.post(address, filled(page)).status_code == 409
    assert (
        "reason"
        not in client.get(reverse("catalog:publish-service", args=[designing.replica.pk])).context["form"].fields
    )


def test_over_rest_it_is_a_verb_of_the_service(designing):
    client, path = ApiClient(designing.aisha), f"services/{designing.replica.pk}/design/"
    refused = client.post(path, version=designing.replica.version)
    assert refused.status_code == 409
    designing.walk()
    taken = client.post(path, version=designing.replica.version)
    assert (taken.status_code, [row["code"] for row in taken.body["ingredients"]]) == (200, ["hosting"])
    assert ApiClient(designing.ruth).post(path, version=designing.replica.version).status_code == 404
