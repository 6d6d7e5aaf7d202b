"""The page that documents the interface."""

import pytest

from itbiz.api.problems import KINDS
from itbiz.api.views import document

pytestmark = pytest.mark.django_db


def test_it_tells_every_operation_and_problem(company, client):
    client.force_login(company.olga.user)
    page = client.get("/api/v1/docs/").content.decode()
    for operations in document()["paths"].values():
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in page
    for kind in KINDS.values():
        assert f'id="problem-{kind.name}"' in page


def test_it_asks_nothing_of_elsewhere(company, client):
    client.force_login(company.olga.user)
    page = client.get("/api/v1/docs/").content.decode()
    assert 'src="http' not in page
    assert "<script>" not in page
