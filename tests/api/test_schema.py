"""The schema is valid, and says what replies hold."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from openapi_spec_validator import validate

from itbiz.api.shapes import SHAPES
from itbiz.api.views import document
from itbiz.exchange.files import TYPES

pytestmark = pytest.mark.django_db


def test_the_document_is_valid():
    validate(document())
    assert document()["openapi"] == "3.1.0"
    assert '"nullable"' not in json.dumps(document())


def test_it_is_made_without_a_warning(tmp_path):
    command = [
        sys.executable,
        "manage.py",
        "spectacular",
        "--validate",
        "--fail-on-warn",
        "--file",
        str(tmp_path / "x"),
    ]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_everybody_may_read_it():
    reply = Client().get("/api/v1/schema/")
    assert (reply.status_code, reply.json()["openapi"]) == (200, "3.1.0")


def test_shapes_hold_the_fields_that_the_schema_announces(company):
    for model, shape in SHAPES.items():
        announced = document()["components"]["schemas"][model.__name__]["properties"]
        assert tuple(announced) == shape.fields, model


def test_every_operation_announces_its_refusals():
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            responses = set(operation["responses"])
            assert {"400", "401", "403", "404"} <= responses, (method, path)
            if method == "get":
                assert "304" in responses
            elif not operation["operationId"].endswith(("_create", "_run")):
                assert {"409", "412", "428"} <= responses, (method, path)


def test_a_list_announces_the_files_it_is_read_as():
    paths = document()["paths"]
    for path in ("units", "lines", "people", "vendors", "services", "projects", "contracts"):
        content = paths[f"/api/v1/{path}/"]["get"]["responses"]["200"]["content"]
        assert set(content) == {"application/json", *TYPES.values()}
    for path in ("contracts/{id}", "questions"):
        content = paths[f"/api/v1/{path}/"]["get"]["responses"]["200"]["content"]
        assert set(content) == {"application/json"}


def test_the_root_lists_the_resources(company, olga):
    reply = olga.client.get("/api/v1/", headers={"Authorization": f"Bearer {olga.token}"}).json()
    assert reply["units"] == "http://testserver/api/v1/units/"
    assert Client().get("/api/v1/").status_code == 401
