"""The endpoints that all resources share, tried on services."""

import pytest

from catalog.models import Service
from itbiz.audit.models import ChangeSet
from orgchart.models import Unit
from tests.api.client import ApiClient
from tests.cast import SYSTEM, WHOLE, make_service

pytestmark = pytest.mark.django_db


def errors_of(reply):
    """Return what a problem's errors point at, with their codes."""
    return {(error.get("pointer", error.get("parameter")), error["code"]) for error in reply.body["errors"]}


def test_list(company, olga):
    reply = olga.get("services/", count="true")
    assert [item["code"] for item in reply.body["results"]] == ["tier", "hosting"]
    assert (reply.body["count"], reply.body["next"], reply.body["previous"]) == (2, None, None)


def test_one(company, olga):
    reply = olga.get(f"services/{company.tier.pk}/")
    assert reply.headers["ETag"] == f'"{reply.body["version"]}"'
    link = reply.body["line"]
    assert link == {"id": company.db.pk, "code": "db", "url": f"http://testserver/api/v1/lines/{company.db.pk}/"}
    assert olga.get(link["url"]).body["name"] == "Database Engineering"


def test_fields_and_expand(company, olga):
    reply = olga.get("services/", fields="code,line", expand="line", limit=1)
    assert set(reply.body["results"][0]) == {"code", "line"}
    assert reply.body["results"][0]["line"]["name"] == "Database Engineering"
    assert "ETag" not in reply.headers
    assert "ETag" not in olga.get(f"services/{company.tier.pk}/", expand="line").headers


def test_created_edited_and_told_in_the_log(company, aisha):
    fields = WHOLE | {"name": "Backups", "line": {"code": "db"}, "ingredients": [company.hosting.pk]}
    made = aisha.post("services/", fields, query_params={"reason": "asked for"})
    assert (made.status_code, made.headers["Location"]) == (201, made.body["url"])
    assert [item["code"] for item in made.body["ingredients"]] == ["hosting"]
    told = ChangeSet.objects.get(pk=made.headers["Change-Set"])
    assert (told.title, told.reason, told.source) == ("Service created: Backups", "asked for", "rest")
    assert told.number == ChangeSet.objects.last_number()
    edited = aisha.patch(f"services/{made.body['id']}/", {"summary": "Nightly"}, version=made.body["version"])
    assert (edited.status_code, edited.body["summary"]) == (200, "Nightly")
    assert edited.headers["ETag"] == f'"{made.body["version"] + 1}"'


def test_put_resets_what_is_left_out(company, aisha):
    made = aisha.post("services/", WHOLE | {"name": "Backups", "line": company.db.pk}).body
    put = aisha.put(f"services/{made['id']}/", {"name": "Restores", "line": company.db.pk}, version=made["version"])
    assert (put.body["name"], put.body["deliverable"], put.body["code"]) == ("Restores", "", "backups")


def test_an_edit_that_changes_nothing_has_no_change_set(company, nadia):
    reply = nadia.patch(f"units/{company.it.pk}/", {"name": company.it.name}, version=company.it.version)
    assert reply.status_code == 200
    assert "Change-Set" not in reply.headers
    assert reply.body["version"] == company.it.version


def test_dry_run_answers_and_stores_nothing(company, aisha):
    before = ChangeSet.objects.count()
    reply = aisha.post("services/", {"name": "Backups", "line": company.db.pk}, query_params={"dry_run": "true"})
    assert (reply.status_code, reply.body["code"]) == (201, "backups")
    assert not Service.objects.filter(code="backups").exists()
    assert ChangeSet.objects.count() == before


def test_every_wrong_field_is_named_at_once(company, aisha):
    sent = {"nonsense": 1, "version": 3, "kind": "gift", "line": {"code": "nowhere"}, "levels": [{"name": ""}]}
    reply = aisha.post("services/", sent)
    assert reply.status_code == 400
    assert errors_of(reply) == {
        ("/name", "required"),
        ("/nonsense", "unknown"),
        ("/version", "read_only"),
        ("/kind", "invalid_choice"),
        ("/line", "does_not_exist"),
        ("/levels/0/name", "blank"),
        ("/levels/0/text", "required"),
    }


def test_rules_of_the_model_come_by_field(company, aisha):
    reply = aisha.post("services/", {"name": "Backups", "line": company.db.pk, "price": "12"})
    assert (reply.status_code, errors_of(reply)) == (400, {("", "refused")})
    taken = aisha.post("services/", {"name": "Tier", "code": "tier", "line": company.db.pk})
    assert (taken.status_code, errors_of(taken)) == (400, {("/code", "unique")})


@pytest.mark.parametrize("value", [0, -1, True, 2**70, "1", [], {}, {"code": 3}, {"id": "x"}])
def test_a_reference_is_an_id_or_a_code(company, aisha, value):
    reply = aisha.post("services/", {"name": "Backups", "line": value})
    assert (reply.status_code, errors_of(reply)) == (400, {("/line", "kind")})


def test_a_code_stays(company, aisha):
    reply = aisha.patch(f"services/{company.tier.pk}/", {"code": "other"}, version=company.tier.version)
    assert (reply.status_code, errors_of(reply)) == (400, {("/code", "read_only")})


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"nonsense": "1"}, "nonsense"),
        ({"limit": "0"}, "limit"),
        ({"limit": "501"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"count": "yes"}, "count"),
        ({"ordering": "price"}, "ordering"),
        ({"fields": "code,nonsense"}, "fields"),
        ({"expand": "name"}, "expand"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "WyJuYW1lIixmYWxzZSwxXQ=="}, "cursor"),
        ({"status": "gone"}, "status"),
        ({"updated_since": "yesterday"}, "updated_since"),
        ({"q": "a\x00b"}, "q"),
    ],
)
def test_a_wrong_parameter_is_named(company, olga, params, wrong):
    reply = olga.get("services/", **params)
    assert reply.status_code == 400
    assert [error["parameter"] for error in reply.body["errors"]] == [wrong]


def test_bulk_creates_all_or_none(company, nadia):
    units = [{"name": f"Team {n}", "parent": {"code": "it"}} for n in range(3)]
    reply = nadia.post("units/", units)
    assert (reply.status_code, [unit["code"] for unit in reply.body]) == (201, ["team-0", "team-1", "team-2"])
    told = ChangeSet.objects.get(pk=reply.headers["Change-Set"])
    assert (told.title, told.changes.count()) == ("3 created over REST", 3)
    wrong = nadia.post("units/", [{"name": "Fine"}, {"name": ""}, {"name": "Twice", "code": "it"}])
    assert (wrong.status_code, errors_of(wrong)) == (400, {("/1/name", "blank"), ("/2/code", "unique")})
    assert not Unit.objects.filter(name="Fine").exists()
    assert nadia.post("units/", []).status_code == 400
    assert nadia.post("units/", [{"name": "x"}] * 1001).status_code == 400


def test_v2_drafts_of_others_are_not_there(company, aisha, olga):
    draft = make_service("Secret", line=company.db, publish=False)
    version = {"version": draft.version}
    assert aisha.get(f"services/{draft.pk}/").status_code == 200
    assert olga.get(f"services/{draft.pk}/").status_code == 404
    assert olga.patch(f"services/{draft.pk}/", {"name": "x"}, **version).status_code == 404
    assert olga.post(f"services/{draft.pk}/publish/", **version).status_code == 404
    assert "secret" not in [item["code"] for item in olga.get("services/").body["results"]]
    assert olga.get("services/", q="secret", count="true").body["count"] == 0
    named = olga.post("services/", {"name": "x", "line": company.db.pk, "ingredients": [draft.pk]})
    assert errors_of(named) == {("/ingredients/0", "does_not_exist")}


def test_scopes_narrow_a_token(company):
    reader = ApiClient(company.nadia, ["catalog:read"])
    assert reader.get("services/").status_code == 200
    assert reader.get("units/").status_code == 403
    assert reader.get(f"units/{company.it.pk}/").status_code == 403
    assert reader.get("units/999999/").status_code == 404
    assert reader.post("services/", {"name": "x"}).status_code == 403
    assert "catalog:write" in reader.post("services/", {"name": "x"}).body["detail"]


def test_refusals_come_in_their_order(company, aisha, olga):
    """401, 404, 403, 428, 412, 409, 400: each request is wrong in all the later ways too."""
    company.hosting.retire(by=SYSTEM)
    path, wrong = f"services/{company.hosting.pk}/", {"nonsense": 1}
    assert ApiClient().patch("services/999999/", wrong).status_code == 401
    assert olga.patch("services/999999/", wrong).status_code == 404
    assert olga.patch(path, wrong).status_code == 403
    ruth = ApiClient(company.ruth)
    assert ruth.patch(path, wrong).status_code == 428
    assert ruth.patch(path, wrong, version=999).status_code == 412
    version = Service.objects.get(pk=company.hosting.pk).version
    assert ruth.patch(path, wrong, version=version).status_code == 409
    assert aisha.patch(f"services/{company.tier.pk}/", wrong, version=company.tier.version).status_code == 400
