"""Refusals are problems, whoever refuses."""

import json

import pytest
from django.test import Client

from itbiz.access.models import User
from itbiz.api import problems, reads
from tests.api.client import ApiClient
from tests.cast import PASSWORD, principal

pytestmark = pytest.mark.django_db


def problem(response, status):
    """Return the body of a response that must be a problem of that status."""
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert body["status"] == status
    assert body["request_id"] == response.headers["X-Request-ID"]
    assert body["title"]
    assert body["detail"]
    return body


def test_unknown_addresses(company, olga):
    for path in ("/api/", "/api/v1/nothing/", "/api/v1/services", "/api/v1/services/abc/", "/api/v2/services/"):
        problem(Client().get(path), 404)
    problem(Client().post("/api/v1/services"), 404)


def test_nobody_is_let_in_without_credentials(client, company):
    response = client.get("/api/v1/services/")
    assert problem(response, 401)["type"].endswith("/api/v1/docs/#problem-not-signed-in")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("given", ["Bearer", "Bearer x", "Bearer itb_a.b", "Basic eDp5", "Token itb_1.2"])
def test_bad_credentials(client, company, given):
    problem(client.get("/api/v1/services/", headers={"Authorization": given}), 401)


def test_a_dead_token_and_a_dead_owner(company):
    reader = ApiClient(company.olga)
    token = company.olga.user.tokens.get()
    users = User.objects.filter(pk=company.olga.user_id)
    users.update(is_active=False)
    assert reader.get("units/").status_code == 401
    users.update(is_active=True)
    assert reader.get("units/").status_code == 200
    token.revoke(by=principal(company.olga))
    assert reader.get("units/").status_code == 401


def test_a_method_that_is_not_there(company, olga):
    response = olga.send("delete", f"services/{company.tier.pk}/")
    problem(response, 405)
    assert "DELETE" not in response.headers["Allow"]
    problem(olga.client.options("/api/v1/services/", headers={"Authorization": f"Bearer {olga.token}"}), 405)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/csv"]
)
def test_a_wrong_content_type(company, nadia, content_type):
    response = nadia.post("units/", data="x=1", content_type=content_type)
    problem(response, 415)


@pytest.mark.parametrize("body", ["{", "nonsense", '{"name": NaN}', '{"name": "a\\u0000b"}', '{"name": "\\ud800"}'])
def test_a_body_that_cannot_be_read(company, nadia, body):
    headers = {"Authorization": f"Bearer {nadia.token}"}
    response = nadia.client.post("/api/v1/units/", body, content_type="application/json", headers=headers)
    assert problem(response, 400)["errors"][0]["code"] == "json"


def test_a_body_of_the_wrong_kind(company, nadia):
    for body in (3, "x", None):
        assert nadia.post("units/", body).status_code == 400


def test_only_json_is_answered(company, olga):
    problem(olga.get("units/", headers={"Accept": "text/html"}), 406)


def test_a_session_reads_and_writes_with_csrf(company):
    browser = Client(enforce_csrf_checks=True)
    browser.login(username="nadia", password=PASSWORD)
    assert browser.get("/api/v1/units/").status_code == 200
    refused = browser.post("/api/v1/units/", {"name": "x"}, content_type="application/json")
    problem(refused, 403)
    browser.get("/account/")
    token = browser.cookies["csrftoken"].value
    made = browser.post(
        "/api/v1/units/", {"name": "x"}, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert made.status_code == 201


def test_a_breakdown(company, olga, monkeypatch):
    def fail(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr(reads, "list_tag", fail)
    olga.client.raise_request_exception = False
    reply = olga.client.get("/api/v1/units/", headers={"Authorization": f"Bearer {olga.token}"})
    assert "broken" not in problem(reply, 500)["detail"]


def test_a_host_that_is_not_ours(client, db):
    problem(client.get("/api/v1/units/", headers={"Host": "elsewhere.example"}), 400)


def test_a_database_that_is_gone():
    told = problems.problem_of(problems.OperationalError("gone"))
    assert (told.status, told.headers) == (503, {"Retry-After": "5"})
