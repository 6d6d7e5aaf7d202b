"""The catalog over REST."""

from datetime import date

import pytest

from catalog.models import Service
from tests.api.client import ApiClient
from tests.cast import WHOLE, make_person, make_service, principal

pytestmark = pytest.mark.django_db


def codes(reply):
    """Return the codes of a list, in its order."""
    return [item["code"] for item in reply.body["results"]]


def test_h9_what_is_missing_is_listed_and_publishing_names_it(company, aisha):
    made = aisha.post("services/", {"name": "Backups", "line": company.db.pk, "deliverable": "Yesterday's data"})
    lacking = ["acceptance", "included", "customer_provides", "unit_of_sale", "review_due"]
    assert (made.body["missing"], made.body["status"]) == (lacking, "draft")
    path = f"services/{made.body['id']}/"
    refused = aisha.post(f"{path}publish/", version=made.body["version"])
    assert [error["pointer"] for error in refused.body["errors"]] == [f"/{name}" for name in lacking]
    whole = aisha.patch(path, WHOLE, version=made.body["version"])
    unsaid = aisha.post(f"{path}publish/", version=whole.body["version"])
    assert [error["pointer"] for error in unsaid.body["errors"]] == ["/reason"]
    offered = aisha.post(f"{path}publish/", {"reason": "Asked for today"}, version=whole.body["version"])
    assert offered.body["undesigned_because"] == "Asked for today"
    assert (offered.status_code, offered.body["status"], offered.body["missing"]) == (200, "offered", [])
    assert Service.objects.get(code="backups").versions.count() == 1


def test_v2_the_draft_beside_an_offer_is_seen_by_those_who_write_it(company, aisha):
    path, fields = f"services/{company.tier.pk}/", {"price": "10.50", "currency": "eur", "review_due": "2028-01-31"}
    edited = aisha.patch(path, fields, version=company.tier.version)
    waiting = {"price": "10.50", "currency": "EUR", "review_due": "2028-01-31"}
    assert (edited.body["draft"], edited.body["price"]) == (waiting, None)
    for client, seen in ((ApiClient(company.nadia), waiting), (ApiClient(company.olga), None)):
        assert client.get(path).body["draft"] == seen
        found = client.get("services/", code="tier").body["results"]
        assert found[0]["draft"] == seen
    offered = aisha.post(f"{path}publish/", version=edited.body["version"])
    assert (offered.body["price"], offered.body["draft"]) == ("10.50", None)


def test_p1_being_cio_does_not_publish(company):
    draft = make_service("Backups", line=company.db, publish=False, **WHOLE)
    outside = ApiClient(make_person("Cio Elsewhere", username="cio", roles=["cio"]))
    assert outside.get(f"services/{draft.pk}/").status_code == 200
    assert outside.post(f"services/{draft.pk}/publish/", version=draft.version).status_code == 403


def test_publishing_twice_is_refused_with_its_sentence(company, aisha):
    reply = aisha.post(f"services/{company.tier.pk}/publish/", version=company.tier.version)
    assert (reply.status_code, reply.body["detail"]) == (409, "Nothing changed since Database tier was published.")


def test_a_review_names_the_next_day(company, aisha):
    path, version = f"services/{company.tier.pk}/review/", company.tier.version
    assert aisha.post(path, version=version).body["errors"][0]["pointer"] == "/review_due"
    past = aisha.post(path, {"review_due": "2020-01-01"}, version=version)
    assert [error["detail"] for error in past.body["errors"]] == ["Name a day to come."]
    reviewed = aisha.post(path, {"review_due": "2099-01-31"}, version=version)
    assert (reviewed.status_code, reviewed.body["review_due"]) == (200, "2099-01-31")
    draft = make_service("Backups", line=company.db, publish=False)
    refused = aisha.post(f"services/{draft.pk}/review/", {"review_due": "2099-01-31"}, version=draft.version)
    assert (refused.status_code, refused.body["detail"]) == (409, "Backups is draft. Only what is offered is reviewed.")


def test_retire_now_and_later(company, aisha):
    following = make_service("New tier", code="new-tier", line=company.db)
    path = f"services/{company.tier.pk}/retire/"
    later = aisha.post(path, {"successor": {"code": "new-tier"}, "on": "2027-03-01"}, version=company.tier.version)
    assert (later.body["status"], later.body["retires_on"]) == ("retiring", "2027-03-01")
    assert later.body["successor"]["id"] == following.pk
    now = aisha.post(path, {"reason": "nobody uses it"}, version=later.body["version"])
    assert (now.body["status"], now.body["retires_on"]) == ("retired", None)
    assert aisha.post(path, version=now.body["version"]).status_code == 409
    assert aisha.patch(f"services/{company.tier.pk}/", {"name": "x"}, version=now.body["version"]).status_code == 409


def test_filters(company, aisha):
    make_service("Soon", code="soon", line=company.db, publish=False, kind="product", review_due=date(2026, 1, 1))
    assert codes(aisha.get("services/", line="db")) == ["tier", "soon"]
    assert codes(aisha.get("services/", line=company.ops.pk)) == ["hosting"]
    assert codes(aisha.get("services/", unit="ops")) == ["hosting"]
    assert codes(aisha.get("services/", block="AS")) == ["hosting"]
    assert codes(aisha.get("services/", status="draft")) == ["soon"]
    assert codes(aisha.get("services/", kind="product")) == ["soon"]
    assert codes(aisha.get("services/", review_due_before="2026-06-01")) == ["soon"]
    assert codes(aisha.get("services/", q="HÖSTing")) == ["hosting"]
    assert codes(aisha.get("services/", updated_since="2099-01-01T00:00:00Z")) == []


def test_levels_and_ingredients(company, aisha):
    fields = {"levels": [{"name": "Gold", "text": ""}], "ingredients": [{"code": "hosting"}]}
    made = aisha.post("services/", {"name": "Backups", "line": company.db.pk, **fields})
    assert made.body["levels"] == fields["levels"]
    assert made.body["ingredients"][0]["code"] == "hosting"
    emptied = aisha.patch(f"services/{made.body['id']}/", {"ingredients": []}, version=made.body["version"])
    assert (emptied.body["ingredients"], emptied.body["levels"]) == ([], fields["levels"])
    path = f"services/{made.body['id']}/"
    itself = aisha.patch(path, {"ingredients": [made.body["id"]]}, version=emptied.body["version"])
    assert itself.status_code == 400


def test_v4_a_hidden_ingredient_is_left_out(company, aisha):
    hidden = make_service("Hidden", line=company.ops, publish=False)
    company.tier.update(by=principal(company.nadia), ingredients=[{"needs": hidden}, {"needs": company.hosting}])
    seen = aisha.get(f"services/{company.tier.pk}/").body["ingredients"]
    assert [item["code"] for item in seen] == ["hosting"]
