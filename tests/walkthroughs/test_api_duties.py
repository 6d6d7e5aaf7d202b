"""Obligations and questions over REST: their verbs, how a duty stands, and what meets it (C7, P3)."""

from datetime import date

import pytest

from itbiz.audit.models import ChangeSet
from tests.api.client import ApiClient
from tests.cast import SYSTEM, make_contract
from tests.walkthroughs.asked import WHOLE, child
from walkthroughs.models import Contract, Obligation, Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty(room):
    """What ERP owes Database for a promise, long overdue."""
    owed = [{"what": "Sizing inputs", "due": date(2020, 2, 1)}]
    child(room, "promised", buyer_provides_nothing=False, obligations=owed)
    return Obligation.objects.get()


def test_c7_a_duty_is_provided_once_by_the_buyer(room, duty, maya, aisha):
    address = f"obligations/{duty.pk}/provide/"
    assert aisha.post(address, version=duty.version).status_code == 403
    assert maya.post(address).status_code == 428
    done = maya.post(address, {"reason": "Sent"}, version=duty.version)
    assert (done.status_code, done.body["state"]) == (200, "provided")
    again = maya.post(address, version=done.body["version"])
    assert (again.status_code, again.body["detail"]) == (409, "“Sizing inputs” is provided already.")


def test_c7_the_supplier_releases_a_duty(room, duty, maya, aisha):
    address = f"obligations/{duty.pk}/release/"
    assert maya.post(address, version=duty.version).status_code == 403
    assert aisha.post(address, version=duty.version).body["state"] == "released"


def test_c7_late_and_ended_are_told_alike_by_object_and_filter(room, duty, maya):
    def listed():
        states = ("owed", "late", "provided", "released")
        return [state for state in states if maya.get("obligations/", state=state).body["results"]]

    assert (maya.get(f"obligations/{duty.pk}/").body["state"], listed()) == ("late", ["late"])
    Contract.objects.get(pk=duty.contract_id).cancel(by=SYSTEM, reason="Not needed")
    assert (maya.get(f"obligations/{duty.pk}/").body["state"], listed()) == ("released", ["released"])


def test_c7_the_buyer_says_what_meets_a_duty(room, duty, maya, aisha):
    theirs = make_contract(room.walkthrough, parent=room.root, supplier=room.ops, need="Sizing measured", **WHOLE)
    address, body = f"obligations/{duty.pk}/", {"met_by": {"code": theirs.code}}
    assert aisha.patch(address, body, version=duty.version).status_code == 403
    done = maya.patch(address, body, version=duty.version)
    assert (done.status_code, done.body["met_by"]["id"]) == (200, theirs.pk)
    assert [one["id"] for one in maya.get("obligations/", met_by=theirs.code).body["results"]] == [duty.pk]
    wrong = maya.patch(address, {"met_by": room.root.pk}, version=done.body["version"])
    assert (wrong.status_code, wrong.body["errors"][0]["pointer"]) == (400, "/met_by")
    assert maya.patch(address, {"what": "Less"}, version=done.body["version"]).status_code == 409


def test_p4_a_facilitator_writes_duties_and_questions_down_for_others(room, maya):
    fred, asked = ApiClient(room.fred), child(room, "asked")
    duty = {"contract": asked.pk, "what": "Sizing inputs", "on_behalf_of": {"code": room.maya.code}}
    question = {"about": {"kind": "contract", "id": asked.pk}, "text": "Who?", "on_behalf_of": room.aisha.pk}
    for path, body, person in (("obligations/", duty, room.maya), ("questions/", question, room.aisha)):
        made = fred.post(path, body)
        assert made.status_code == 201
        assert "on_behalf_of" not in made.body
        told = ChangeSet.objects.latest("number")
        assert (told.actor_name, told.on_behalf_of_name) == ("Fred Facilitator (token)", person.name)
        # Nobody else does, and for nobody who does not speak for that side.
        assert ApiClient(room.ruth).post(path, body).status_code == 403
        edited = fred.patch(f"{path}{made.body['id']}/", {"on_behalf_of": person.pk}, version=made.body["version"])
        assert edited.status_code == 200
    assert Question.objects.get().asker == room.aisha
    assert fred.post("obligations/", duty | {"on_behalf_of": room.ruth.pk}).status_code == 400
    whole = {"contract": asked.pk, "what": "Sizes"}
    written = Obligation.objects.get(contract=asked)
    assert maya.put(f"obligations/{written.pk}/", whole, version=written.version).status_code == 200


def test_a_question_is_decided_over_rest(room, aisha):
    question = Question.create(by=SYSTEM, about=room.db, text="Who pays?", decider=room.ruth)
    ruth, address = ApiClient(room.ruth), f"questions/{question.pk}/resolve/"
    assert aisha.post(address, {"resolution": "Finance"}, version=question.version).status_code == 403
    missing = ruth.post(address, {"resolution": " "}, version=question.version)
    assert (missing.status_code, missing.body["errors"][0]["pointer"]) == (400, "/resolution")
    done = ruth.post(address, {"resolution": "Finance"}, version=question.version)
    assert (done.status_code, done.body["resolution"]) == (200, "Finance")
    again = ruth.post(address, {"resolution": "IT"}, version=done.body["version"])
    assert (again.status_code, again.body["detail"]) == (409, "This is decided already: Finance")
    edited = ruth.patch(f"questions/{question.pk}/", {"text": "Who, then?"}, version=done.body["version"])
    assert edited.status_code == 409
