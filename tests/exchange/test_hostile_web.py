"""Hostile files on the page and over REST: a sentence for each, and nothing of the organisation is written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itbiz.exchange import kinds
from itbiz.exchange.models import Upload
from tests.exchange.files import digest
from tests.exchange.hostile import HOSTILE, RAGGED
from tests.pages import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", HOSTILE)
def test_the_page_says_the_sentence_beside_the_file(company, client, name):
    data, sentence = HOSTILE[name]
    sign_in(client, company.nadia)
    before = digest()
    page = client.post(
        reverse("imports"), {"kind": "units", "source": "sheet", "file": SimpleUploadedFile("units.csv", data)}
    )
    assert page.status_code == 422
    # An empty file is turned away before it is read.
    said = " ".join(page.context["form"].errors["file"])
    assert sentence in said or not data
    assert said
    assert not Upload.objects.exists()
    assert digest() == before


@pytest.mark.parametrize("name", HOSTILE)
def test_rest_says_the_sentence_at_the_file(nadia, name):
    data, sentence = HOSTILE[name]
    before = digest()
    answer = nadia.client.post(
        "/api/v1/imports/",
        data={"kind": "units", "dry_run": "false", "file": SimpleUploadedFile("units.csv", data)},
        headers={"Authorization": f"Bearer {nadia.token}"},
    )
    assert answer.status_code == 400
    error = answer.json()["errors"][0]
    assert error["pointer"] == "/file"
    assert sentence in error["detail"] or not data
    assert digest() == before


@pytest.mark.parametrize("name", RAGGED)
def test_a_ragged_row_is_an_error_in_its_place(nadia, name):
    data, sentence = RAGGED[name]
    before = digest()
    answer = nadia.post("imports/", {"kind": "units", "text": data.decode(), "dry_run": False})
    assert answer.status_code == 400
    assert sentence in answer.body["errors"][-1]["detail"]
    assert digest() == before


def test_a_body_that_is_no_form_is_refused(nadia):
    answer = nadia.client.post(
        "/api/v1/imports/",
        data=b"--x\r\nbroken",
        content_type="multipart/form-data; boundary=y",
        headers={"Authorization": f"Bearer {nadia.token}"},
    )
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


CELL = st.text(max_size=12) | st.sampled_from(
    [
        "",
        "it",
        "db",
        "x",
        "xx",
        "-",
        "=1+1",
        "1,234",
        "31.12.2026",
        "vacant",
        "a; b",
        "offered",
        "closed",
        "\x00",
        "\ud7ff",
    ]
)
WORD = st.sampled_from(
    ["id", "name", "parent", "manager", "unit", "status", "price", "need", "walkthrough", "E-Mail", ";"]
)
TABLES = st.lists(st.lists(CELL, max_size=5), max_size=5)
quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@quick
@given(
    kind=st.sampled_from(kinds.names()), header=st.lists(WORD, max_size=6), rows=TABLES, part=st.sampled_from(",;\t")
)
def test_whatever_is_sent_gets_verdicts_or_a_sentence_and_a_trial_writes_nothing(nadia, kind, header, rows, part):
    before = digest()
    text = "\n".join(part.join(cells) for cells in [header, *rows])
    answer = nadia.post("imports/", {"kind": kind, "text": text})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert len(answer.body["rows"]) <= len(rows)
    assert digest() == before


@quick
@given(kind=st.sampled_from(kinds.names()), data=st.binary(max_size=200), name=st.text(max_size=20))
def test_whatever_file_is_chosen_gets_a_page(company, client, kind, data, name):
    sign_in(client, company.nadia)
    sent = {"kind": kind, "source": "sheet", "file": SimpleUploadedFile(name or "x", data)}
    page = client.post(reverse("imports"), sent, follow=True)
    assert page.status_code in (200, 422)
