"""Deputies and editors on a page of their own, by whoever writes the unit (P1), and people proposed by name."""

import pytest

from itbiz.core.names import LONGEST_CHOICE
from tests.cast import SYSTEM, make_person, principal
from tests.pages import filled, sign_in, statements

pytestmark = pytest.mark.django_db


def where(unit):
    """Return the address of a unit's deputies and editors."""
    return f"/units/{unit.pk}/appointments/"


def test_p1_deputies_and_editors_are_appointed_and_released(company, client):
    sign_in(client, company.nadia)
    assert where(company.db_unit) in client.get(f"/units/{company.db_unit.pk}/").content.decode()
    page = client.get(where(company.db_unit))
    typed = {"appointments-0-person": company.olga.pk, "appointments-0-kind": "editor"}
    typed |= {"appointments-1-person": company.ruth.pk, "appointments-1-kind": "deputy"}
    assert client.post(where(company.db_unit), filled(page, **typed)).status_code == 302
    held = company.db_unit.appointments.values_list("person__name", "kind")
    assert sorted(held) == [("Olga Outsider", "editor"), ("Ruth Petersen", "deputy")]
    assert principal(company.ruth).may("catalog.publish_service", company.tier)
    page = client.get(where(company.db_unit))
    assert client.post(where(company.db_unit), filled(page, **{"appointments-1-person": ""})).status_code == 302
    assert company.db_unit.appointments.get().person == company.olga


def test_what_somebody_else_wrote_meanwhile_is_told(company, client):
    page = sign_in(client, company.nadia).get(where(company.db_unit))
    company.db_unit.update(by=SYSTEM, description="Renewed")
    assert client.post(where(company.db_unit), filled(page)).status_code == 409


def test_p1_a_head_appoints_below_their_own_unit_alone(company, client):
    sign_in(client, company.aisha)
    assert client.get(where(company.db_unit)).status_code == 403
    assert where(company.db_unit) not in client.get(f"/units/{company.db_unit.pk}/").content.decode()


def test_people_are_proposed_by_name(company, client):
    make_person("Aisha Away").update(by=SYSTEM, active=False)
    sign_in(client, company.olga)
    assert client.get("/people/names/", {"contact": "aisha"}).content.decode() == (
        '<option value="Aisha Okafor (aisha-okafor)"></option>'
    )
    assert client.get("/people/names/").content == b""


@pytest.mark.parametrize(("others", "taken"), [(0, 8), (LONGEST_CHOICE, 6)])
@pytest.mark.parametrize("appointed", [1, 3])
def test_the_page_takes_the_same_statements_however_many_are_appointed(company, client, others, taken, appointed):
    people = [make_person(f"Person {number}") for number in range(others + appointed)]
    rows = [{"person": person, "kind": "deputy"} for person in people[:appointed]]
    company.db_unit.update(by=SYSTEM, appointments=rows)
    sign_in(client, company.nadia)
    assert statements(client, where(company.db_unit)) == taken
    # Chosen from a list or, where there are too many, typed: they stand on the page by name.
    assert client.get(where(company.db_unit)).text.count("Person 0") == (1 if others else appointed + 2)
