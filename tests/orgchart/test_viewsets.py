"""The organisation over REST."""

import pytest

from itbiz.audit.models import ChangeSet
from orgchart.models import Appointment
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_person, make_unit, make_vendor

pytestmark = pytest.mark.django_db


def codes(reply):
    """Return the codes of a list, in its order."""
    return [item["code"] for item in reply.body["results"]]


def test_a_person_and_their_units(company, nadia):
    made = nadia.post("people/", {"name": "Ada Byron", "email": "ada@example.org", "units": [{"code": "db"}]})
    assert [unit["code"] for unit in made.body["units"]] == ["db"]
    assert codes(nadia.get("people/", unit="db")) == ["ada-byron"]
    assert codes(nadia.get("people/", email="ADA@example.org")) == ["ada-byron"]
    gone = nadia.patch(f"people/{made.body['id']}/", {"active": False, "units": []}, version=made.body["version"])
    assert (gone.body["active"], gone.body["units"]) == (False, [])
    assert codes(nadia.get("people/", active="false")) == ["ada-byron"]


def test_deputies_and_editors_are_written_apart(company, nadia):
    path = f"units/{company.db_unit.pk}/"
    one = nadia.patch(path, {"deputies": [company.ruth.pk], "editors": [company.olga.pk]}, version=1)
    two = nadia.patch(path, {"deputies": [{"code": "maya-lindqvist"}]}, version=one.body["version"])
    assert [person["code"] for person in two.body["deputies"]] == ["maya-lindqvist"]
    assert [person["code"] for person in two.body["editors"]] == ["olga-outsider"]
    assert Appointment.objects.filter(unit=company.db_unit).count() == 2


def test_a_branch_comes_parents_first(company, nadia):
    last = make_unit("Last", code="last", parent=company.db_unit)
    make_unit("Top", code="top")
    reply = nadia.get("units/", branch="it")
    assert codes(reply) == ["it", "erp", "db", "ops", "last"]
    assert (reply.body["next"], reply.headers["ETag"][0]) == (None, '"')
    assert codes(nadia.get("units/", branch="db", fields="code")) == ["db", last.code]
    assert codes(nadia.get("units/", branch="nowhere")) == []
    assert nadia.get("units/", branch="it", limit=2).status_code == 400


def test_p1_a_unit_is_moved_by_who_stands_above(company, nadia):
    path, version = f"units/{company.db_unit.pk}/move/", company.db_unit.version
    assert ApiClient(company.aisha).post(path, {"parent": {"code": "erp"}}, version=version).status_code == 403
    moved = nadia.post(path, {"parent": {"code": "erp"}, "reason": "closer to its users"}, version=version)
    assert moved.body["parent"]["code"] == "erp"
    assert nadia.post(path, {}, version=moved.body["version"]).status_code == 400


def test_p_whoever_a_verb_is_done_for_could_do_it_themselves(company, nadia):
    unit, unsigned = make_unit("Storage", parent=company.db_unit), make_person("Uma Unsigned")
    path = f"units/{unit.pk}/close/"
    for stranger in (company.olga, unsigned):
        refused = nadia.post(path, {"on_behalf_of": stranger.pk}, version=1)
        assert (refused.status_code, refused.body["errors"][0]["pointer"]) == (400, "/on_behalf_of")
        assert refused.body["errors"][0]["detail"] == (
            f"{stranger} may not do this. Name somebody who could do it themselves, or nobody."
        )
    assert not ChangeSet.objects.filter(title="Storage closed").exists()
    company.db_unit.update(by=SYSTEM, head=unsigned)
    assert nadia.post(path, {"on_behalf_of": unsigned.pk}, version=1).status_code == 200
    told = ChangeSet.objects.get(title="Storage closed")
    assert (told.actor_name, told.on_behalf_of_name) == ("Nadia Haddad (token)", "Uma Unsigned")


def test_h1_a_cycle_is_refused(company, nadia):
    reply = nadia.post(f"units/{company.it.pk}/move/", {"parent": {"code": "db"}}, version=company.it.version)
    assert (reply.status_code, reply.body["errors"][0]["pointer"]) == (400, "/parent")


def test_a_closed_unit_stays_where_it_is(company, nadia):
    closed = make_unit("Old", status="closed")
    reply = nadia.post(f"units/{closed.pk}/move/", {"parent": None}, version=closed.version)
    assert (reply.status_code, reply.body["detail"]) == (409, "Old is closed. Only an active unit moves.")
    shut = nadia.patch(f"units/{company.it.pk}/", {"status": "closed"}, version=company.it.version)
    assert (shut.status_code, shut.body["errors"][0]["code"]) == (400, "read_only")


def test_filters_of_units(company, nadia):
    make_unit("Nobody's", code="vacant", parent=company.it, inside_it=False)
    assert codes(nadia.get("units/", parent="it")) == ["erp", "db", "ops", "vacant"]
    assert codes(nadia.get("units/", parent=company.it.pk, vacant="true")) == ["vacant"]
    assert codes(nadia.get("units/", head="elin-berg")) == ["finance"]
    assert codes(nadia.get("units/", inside_it="false")) == ["finance", "vacant"]
    assert codes(nadia.get("units/", q="DATAB")) == ["db"]
    assert nadia.get("units/", vacant="maybe").status_code == 400


def test_a_line_and_its_boundaries(company, nadia):
    fields = {"name": "Data", "unit": {"code": "db"}, "boundaries": [{"text": "Reports", "goes_to": {"code": "erp"}}]}
    made = nadia.post("lines/", fields)
    assert made.body["block"] is None
    assert made.body["boundaries"][0]["goes_to"]["code"] == "erp"
    named = nadia.patch(f"lines/{made.body['id']}/", {"block": "BE"}, version=made.body["version"])
    assert (named.body["block"], named.body["boundaries"]) == ("BE", made.body["boundaries"])
    assert codes(nadia.get("lines/", block="BE", unit="db")) == ["db", "data"]
    unnamed = nadia.patch(f"lines/{made.body['id']}/", {"block": None}, version=named.body["version"])
    assert unnamed.body["block"] is None


def test_editors_write_texts_and_do_not_rename(company, nadia):
    company.db_unit.update(by=SYSTEM, appointments=[{"person": company.olga, "kind": "editor"}])
    olga, path = ApiClient(company.olga), f"lines/{company.db.pk}/"
    assert olga.patch(path, {"domain": "All that is stored"}, version=1).status_code == 200
    assert olga.patch(path, {"name": "Storage"}, version=2).status_code == 403


def test_a_vendor(company, nadia):
    make_vendor("Norvik", held_by=company.db, code="norvik")
    assert codes(nadia.get("vendors/", held_by="db")) == ["norvik"]
    whole = nadia.get("vendors/", expand="held_by").body["results"][0]
    assert whole["held_by"]["unit"]["code"] == "db"
    assert ApiClient(company.ruth).post("vendors/", {"name": "X", "held_by": company.db.pk}).status_code == 403


def test_what_a_person_of_another_line_may_not_write(company):
    ruth = ApiClient(company.ruth)
    assert ruth.post("people/", {"name": "New"}).status_code == 403
    assert ruth.post("units/", {"name": "New"}).status_code == 403
    assert ruth.patch(f"lines/{company.db.pk}/", {"domain": "x"}, version=1).status_code == 403
    assert ruth.patch(f"people/{make_person('P').pk}/", {"title": "x"}, version=1).status_code == 403
