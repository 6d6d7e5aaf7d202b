"""The endpoints that all resources share, tried on services."""

import pytest

from tests.api.client import ApiClient
from tests.cast import WHOLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def aisha(company):
    """Head of the database unit, over REST."""
    return ApiClient(company.aisha)


def test_list(company, aisha):
    reply = aisha.get("services/", count="true")
    assert [item["code"] for item in reply.body["results"]] == ["tier", "hosting"]
    assert reply.body["count"] == 2
    assert reply.body["next"] is None


def test_one(company, aisha):
    reply = aisha.get(f"services/{company.tier.pk}/")
    assert reply.status_code == 200
    assert reply.headers["ETag"] == f'"{reply.body["version"]}"'
    assert reply.body["line"]["code"] == "db"


def test_create_edit_publish(company, aisha):
    fields = WHOLE | {"name": "Backups", "line": {"code": "db"}, "ingredients": [company.hosting.pk]}
    made = aisha.post("services/", fields)
    assert made.status_code == 201, made.body
    assert made.headers["Change-Set"]
    assert made.headers["Location"] == made.body["url"]
    edited = aisha.patch(f"services/{made.body['id']}/", {"summary": "Nightly"}, version=made.body["version"])
    assert edited.status_code == 200, edited.body
    assert edited.body["summary"] == "Nightly"
    offered = aisha.post(f"services/{made.body['id']}/publish/", version=edited.body["version"])
    assert offered.status_code == 200, offered.body
    assert offered.body["status"] == "offered"
