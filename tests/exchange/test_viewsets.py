"""`POST imports/`: the same verdicts over REST, tried by default, written when asked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from itbiz.audit.models import ChangeSet
from itbiz.exchange.models import KeptMapping, OutsideKey
from orgchart.models import Unit
from tests.api.client import ApiClient
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db

CHART = "id,name,parent\nlab,Laboratory,\ntest,Testing,lab\n"
CYCLE = "id,name,parent\na,Alpha,b\nb,Beta,a\nc,Gamma,\n"


def send(client, **body):
    """Send an import of units unless another kind is named."""
    return client.post("imports/", {"kind": "units", "text": CHART} | body)


def test_an_import_is_a_trial_run_by_default(nadia):
    before = ChangeSet.objects.count()
    answer = send(nadia)
    assert answer.status_code == 200
    assert answer.body["applied"] is False
    assert answer.body["rows"] == [
        {"row": 2, "verdict": "create", "key": "lab", "label": "Laboratory", "changes": {}},
        {"row": 3, "verdict": "create", "key": "test", "label": "Testing", "changes": {"parent": [None, "Laboratory"]}},
    ]
    assert ChangeSet.objects.count() == before


def test_i11_written_once_and_the_second_time_nothing_changes(nadia):
    first = send(nadia, dry_run=False, source="hr")
    assert first.body["counts"]["create"] == 2
    assert first.headers["Change-Set"] == str(first.body["change_set"])
    again = send(nadia, dry_run=False, source="hr")
    assert again.body["counts"] == {"create": 0, "update": 0, "unchanged": 2, "note": 0, "error": 0}
    assert again.body["change_set"] is None


def test_rows_without_a_source_are_from_the_one_of_all_files(nadia):
    send(nadia, dry_run=False)
    assert set(OutsideKey.objects.values_list("source", flat=True)) == {"files"}
    assert "Say which system the file tells all of" in str(send(nadia, full=True).body)


def test_errors_of_a_write_are_a_problem_with_every_row(nadia):
    before = Unit.objects.count()
    refused = send(nadia, text=CYCLE, dry_run=False)
    assert refused.status_code == 400
    assert [entry["pointer"] for entry in refused.body["errors"]] == ["/rows/2/parent", "/rows/3/parent"]
    assert Unit.objects.count() == before
    assert send(nadia, text=CYCLE, dry_run=False, skip_bad_rows=True).body["applied"] is True
    assert Unit.objects.count() == before + 1


def test_a_file_comes_in_a_form(nadia):
    file = SimpleUploadedFile("org.csv", "Id;Wie;Wo\nlab;Labor;\n".encode("utf-16"))
    body = {"kind": "units", "file": file, "map": ["Wie=name", "Wo="], "dry_run": "false"}
    options = {"data": body, "headers": {"Authorization": f"Bearer {nadia.token}"}}
    answer = nadia.client.post("/api/v1/imports/", **options)
    assert answer.status_code == 200, answer.content
    assert Unit.objects.get(code="lab").name == "Labor"
    assert ChangeSet.objects.latest("number").title == "Units imported from org.csv"


def test_what_a_full_file_lacks_is_listed_and_closed_only_when_asked(nadia):
    send(nadia, text=CHART + "old,Old,lab\n", dry_run=False, source="hr")
    listed = send(nadia, dry_run=False, source="hr", full=True)
    assert [one["key"] for one in listed.body["missing"]] == ["old"]
    assert Unit.objects.get(code="old").status == "active"
    closed = send(nadia, dry_run=False, source="hr", close_missing=True)
    assert [one["closed"] for one in closed.body["missing"]] == [True]
    assert Unit.objects.get(code="old").status == "closed"
    assert send(nadia, dry_run=False, source="hr", full=True).body["missing"] == []


def test_a_file_that_was_cut_closes_nothing(nadia):
    send(nadia, text=CHART + "old,Old,lab\n", dry_run=False, source="hr")
    refused = send(nadia, text="id,name\nlab,Laboratory\n", dry_run=False, source="hr", close_missing=True)
    assert refused.status_code == 400
    assert "it may have been cut" in refused.body["errors"][0]["detail"]
    assert Unit.objects.filter(status="closed").count() == 0


def test_a_kept_mapping_is_named_each_night(nadia):
    KeptMapping.keep(by=SYSTEM, name="night", kind="units", source="hr", corrections=[("Wie", "name"), ("Nr", "code")])
    answer = send(nadia, text="Nr,Wie\nlab,Labor\n", mapping="night", dry_run=False)
    assert answer.body["columns"] == {"code": "Nr", "name": "Wie"}
    assert send(nadia, mapping="noon").status_code == 400


def test_a_key_repeats_the_first_answer(nadia):
    headers = {"Idempotency-Key": "k1"}
    body = {"kind": "units", "text": CHART, "dry_run": False}
    first = nadia.post("imports/", body, headers=headers)
    again = nadia.post("imports/", body, headers=headers)
    assert again.body == first.body
    assert again.body["counts"]["create"] == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": ""}, "/text"),
        ({"text": "colour\nblue\n"}, "/map"),
        ({"map": {"nothing": "name"}}, "/map"),
        ({"map": "id"}, "/map"),
        ({"kind": "boxes"}, "/kind"),
        ({"mapping": "none"}, "/mapping"),
        ({"colour": "blue"}, "/colour"),
    ],
)
def test_bad_input_is_a_problem_at_its_place(nadia, body, pointer):
    answer = send(nadia, **body)
    assert answer.status_code == 400
    assert [entry["pointer"] for entry in answer.body["errors"]] == [pointer]


def test_a_token_needs_the_scope_of_what_the_rows_are(company):
    reader = ApiClient(company.nadia, ["org:read", "catalog:write"])
    assert send(reader).status_code == 403
    assert send(reader, kind="services").status_code == 200


def test_p1_rows_of_others_are_errors(maya):
    text = "id,name,unit,status\nx,Ours,erp,draft\ny,Theirs,db,draft\n"
    tried = send(maya, kind="services", text=text)
    assert [error["row"] for error in tried.body["errors"]] == [3]
    assert send(maya, kind="services", text=text, dry_run=False, skip_bad_rows=True).status_code == 400


def test_a_token_needs_the_scope_of_what_rows_bring_along(company):
    narrow = ApiClient(company.nadia, ["catalog:write"])
    text = "id,name,unit\nx,Ours,it\n"
    refused = send(narrow, kind="services", text=text, dry_run=False)
    assert refused.status_code == 400
    assert "org:write" in refused.body["errors"][0]["detail"]
    assert send(ApiClient(company.nadia), kind="services", text=text, dry_run=False).status_code == 200


def test_p1_what_a_row_brings_along_is_asked_in_the_trial(company):
    company.it.update(by=SYSTEM, head=company.maya)
    head = ApiClient(company.maya)
    tried = send(head, text="id,name,parent,manager\nx,X,it,Somebody New\n")
    assert "would be made: 1 person." in tried.body["errors"][0]["detail"]


def test_p1_a_head_imports_several_levels_below_their_own_unit(company):
    company.it.update(by=SYSTEM, head=company.maya)
    done = send(ApiClient(company.maya), text="id,name,parent\nx,X,it\ny,Y,x\nz,Z,y\n", dry_run=False)
    assert done.status_code == 200, done.body
    assert Unit.objects.get(code="z").parent.parent.parent == company.it
