"""What a reader knows already, and which version a writer meant."""

import pytest

from tests.api.client import ApiClient
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db


def test_304_on_an_object_until_it_changes(company, olga):
    path = f"units/{company.it.pk}/"
    tag = olga.get(path).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        reply = olga.get(path, headers={"If-None-Match": known})
        assert (reply.status_code, reply.headers["ETag"]) == (304, tag)
    company.it.update(by=SYSTEM, description="new")
    assert olga.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_304_on_a_list_until_anything_changes(company, olga):
    tag = olga.get("units/").headers["ETag"]
    assert olga.get("units/", headers={"If-None-Match": f"W/{tag}"}).status_code == 304
    company.it.update(by=SYSTEM, description="new")
    assert olga.get("units/", headers={"If-None-Match": tag}).status_code == 200


def test_a_lists_tag_is_of_its_reader_and_query(company, olga):
    tag = olga.get("units/").headers["ETag"]
    narrow = ApiClient(company.olga, ["org:read"])
    for client, params in ((ApiClient(company.ruth), {}), (narrow, {}), (olga, {"limit": 3})):
        assert client.get("units/", headers={"If-None-Match": tag}, **params).status_code == 200


def test_a_write_needs_the_version_it_read(company, nadia):
    path, fields = f"units/{company.it.pk}/", {"description": "new"}
    assert nadia.patch(path, fields).status_code == 428
    assert nadia.patch(path, fields, headers={"If-Match": '"99"'}).status_code == 412
    assert nadia.patch(path, fields, headers={"If-Match": f'W/"{company.it.version}"'}).status_code == 200
    assert nadia.patch(path, {"description": "newer"}, headers={"If-Match": "*"}).status_code == 200
    assert nadia.put(path, {"name": "IT"}).status_code == 428
    assert nadia.post(f"units/{company.db_unit.pk}/move/", {"parent": None}).status_code == 428


def test_two_writers_of_one_version(company, nadia):
    path, version = f"units/{company.it.pk}/", company.it.version
    assert nadia.patch(path, {"description": "one"}, version=version).status_code == 200
    late = nadia.patch(path, {"description": "two"}, version=version)
    assert (late.status_code, late.body["type"].rpartition("-")[2]) == (412, "stale")
    assert nadia.get(path).body["description"] == "one"


def test_a_write_between_the_look_and_the_lock_is_noticed(company, nadia, monkeypatch):
    """The version is looked at twice: before the transaction, and under the lock."""
    from orgchart.viewsets import UnitViewSet

    def meanwhile(self, record):
        type(record).objects.get(pk=record.pk).update(by=SYSTEM, description="quicker")

    monkeypatch.setattr(UnitViewSet, "refuse_edit", meanwhile)
    reply = nadia.patch(f"units/{company.it.pk}/", {"description": "slower"}, version=company.it.version)
    assert reply.status_code == 412
    company.it.refresh_from_db()
    assert company.it.description == "quicker"


def test_replies_are_kept_by_their_reader_alone(company, olga):
    headers = olga.get("units/").headers
    assert headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= set(headers["Vary"].split(", "))
