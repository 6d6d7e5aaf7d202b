"""Idempotency-Key: sent twice, done once."""

from datetime import timedelta

import pytest

from itbiz.api.models import Answer
from orgchart.models import Unit
from tests.api.client import ApiClient

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "6f1e"}


def test_the_first_answer_comes_again(company, nadia):
    first = nadia.post("units/", {"name": "Once"}, headers=KEY)
    again = nadia.post("units/", {"name": "Once"}, headers=KEY)
    assert (again.status_code, again.body) == (201, first.body)
    for name in ("ETag", "Location", "Change-Set"):
        assert again.headers[name] == first.headers[name]
    assert Unit.objects.filter(name="Once").count() == 1


def test_a_verb_that_was_done_is_not_stale(company, nadia):
    path, version = f"units/{company.db_unit.pk}/move/", company.db_unit.version
    first = nadia.post(path, {"parent": None}, version=version, headers=KEY)
    assert first.status_code == 200
    assert nadia.post(path, {"parent": None}, version=version, headers=KEY).body == first.body


def test_another_request_under_the_same_key(company, nadia):
    nadia.post("units/", {"name": "Once"}, headers=KEY)
    reply = nadia.post("units/", {"name": "Twice"}, headers=KEY)
    assert (reply.status_code, Unit.objects.filter(name="Twice").exists()) == (422, False)


def test_a_key_is_its_senders(company, nadia):
    nadia.post("units/", {"name": "Once"}, headers=KEY)
    assert (
        ApiClient(company.maya).post("units/", {"name": "Once", "parent": company.erp_unit.pk}, headers=KEY).status_code
        == 201
    )


def test_a_refusal_is_not_kept(company, nadia):
    assert nadia.post("units/", {"name": ""}, headers=KEY).status_code == 400
    assert nadia.post("units/", {"name": "Now"}, headers=KEY).status_code == 201


def test_a_day_later_the_key_is_free(company, nadia):
    nadia.post("units/", {"name": "Once"}, headers=KEY)
    kept = Answer.objects.get()
    Answer.objects.update(created_at=kept.created_at - timedelta(days=2))
    assert nadia.post("units/", {"name": "Other"}, headers=KEY).status_code == 201


def test_a_key_that_is_too_long(company, nadia):
    reply = nadia.post("units/", {"name": "x"}, headers={"Idempotency-Key": "k" * 201})
    assert (reply.status_code, reply.body["errors"][0]["parameter"]) == (400, "Idempotency-Key")
