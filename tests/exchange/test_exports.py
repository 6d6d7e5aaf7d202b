"""Every list as a file: who sees what in it, in which order, and in how many statements."""

import csv
import io
import json

import pytest
from django.urls import reverse

from catalog.models import Service
from itbiz.audit.models import ChangeSet
from itbiz.exchange import kinds
from itbiz.exchange.exports import Beside
from itbiz.exchange.files import lines
from itbiz.exchange.lists import as_json, code_list, codes_in
from itbiz.exchange.run import run
from itbiz.exchange.tables import parse
from itbiz.exchange.verdicts import Verdict
from tests.cast import SYSTEM, make_line, make_person, make_project, make_service, make_unit, make_vendor, principal
from tests.exchange.circle import ORDER, exported
from tests.exchange.files import IMPORTER

pytestmark = pytest.mark.django_db

# Who asks: the session and its user. Then the rows, and one for each list beside them.
STATEMENTS = {"people": 3, "units": 6, "lines": 4, "vendors": 3, "services": 4, "projects": 4}


def content(client, name, **asked):
    """Return the bytes of the list `name` as a file."""
    response = client.get(f"/api/v1/{name}/", {"format": "csv"} | asked)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def table(data):
    """Return the rows of a CSV file by column."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def enter(client):
    """Sign a person in: `enter(person)` returns the client."""

    def sign_in(person):
        client.force_login(person.user)
        return client

    return sign_in


@pytest.fixture
def furnished(company):
    """The company with something in every list beside its rows."""
    unit = company.db_unit
    unit.update(by=SYSTEM, appointments=[{"person": company.elin, "kind": "deputy"}])
    company.ruth.update(by=SYSTEM, memberships=[{"unit": unit}])
    company.db.update(by=SYSTEM, boundaries=[{"text": "Servers", "goes_to": company.ops}])
    company.tier.update(by=SYSTEM, ingredients=[{"needs": company.hosting}], levels=[{"name": "Gold", "text": "=1+1"}])
    company.tier.publish(by=SYSTEM)
    company.project.update(by=SYSTEM, follow_ons=[{"what": "Support", "line": company.ops}])
    make_vendor(held_by=company.erp)
    return company


@pytest.mark.parametrize("name", list(ORDER[:-1]))
def test_what_a_list_gives_as_a_file_goes_in_again_and_changes_nothing(furnished, enter, name):
    for form in ("csv", "ndjson", "xlsx"):
        data = content(enter(furnished.nadia), name, format=form)
        report = run(kinds.find(name), parse(data), by=IMPORTER, source="tests", apply=True)
        assert report.errors == []
        assert set(report.counts) == {Verdict.UNCHANGED}
        assert not report.remarks or all(note.row for note in report.remarks)


@pytest.mark.parametrize("name", list(STATEMENTS))
def test_a_file_takes_as_many_statements_for_many_rows_as_for_one(furnished, enter, name, django_assert_num_queries):
    client = enter(furnished.nadia)
    content(client, name)
    for _round in range(2):
        with django_assert_num_queries(STATEMENTS[name]):
            content(client, name)
        for number in range(20):
            unit = make_unit(f"More {number}", head=make_person(f"More {number}"))
            line = make_line(f"More {number}", unit=unit)
            make_service(f"More {number}", line=line)
            make_project(f"More {number}")
            make_vendor(f"More {number}", held_by=line)


def test_rows_stand_in_the_order_of_their_codes_letter_for_letter(company, enter):
    for code in ("b-2", "B 1", "ä", "a_1", "a-10"):
        make_unit("Any", code=code)
    codes = [row["code"] for row in table(content(enter(company.olga), "units"))]
    assert codes == sorted(codes)
    assert [row["code"] for row in table(content(enter(company.olga), "units", status="closed"))] == []


def test_a_list_is_narrowed_as_its_page_is(company, enter):
    rows = table(content(enter(company.olga), "units", parent="it", q="erp"))
    assert [row["code"] for row in rows] == ["erp"]
    assert enter(company.olga).get("/api/v1/units/", {"format": "csv", "branch": "it"}).status_code == 400
    assert enter(company.olga).get("/api/v1/people/", {"format": "csv", "columns": "report"}).status_code == 400


def test_v2_drafts_and_what_waits_are_in_nobodys_file_but_their_writers(furnished, enter):
    secret = make_service("Secret", code="secret", line=furnished.erp, publish=False)
    furnished.tier.update(by=SYSTEM, deliverable="Another", ingredients=[{"needs": secret}])
    outside = {row["code"]: row for row in table(content(enter(furnished.olga), "services"))}
    writer = {row["code"]: row for row in table(content(enter(furnished.aisha), "services"))}
    assert "secret" not in outside
    assert "secret" not in writer
    assert (outside["tier"]["draft"], outside["tier"]["ingredients"]) == ("", "")
    assert json.loads(writer["tier"]["draft"]) == {"deliverable": "Another"}
    assert writer["tier"]["ingredients"] == ""
    cio = {row["code"]: row for row in table(content(enter(furnished.nadia), "services"))}
    assert cio["tier"]["ingredients"] == "secret"


def test_h9_what_waits_beside_an_offer_goes_out_and_in_again(furnished):
    furnished.tier.update(by=SYSTEM, deliverable="Another", price="12.50", currency="EUR")
    data = exported("services")
    report = run(kinds.find("services"), parse(data), by=IMPORTER, source="tests", apply=True)
    assert set(report.counts) == {Verdict.UNCHANGED}
    other = data.replace(b"tier,Database tier", b"tier-2,Database tier")
    run(kinds.find("services"), parse(other), by=IMPORTER, source="tests", apply=True)
    again = Service.objects.get(code="tier-2")
    furnished.tier.refresh_from_db()
    assert again.draft == furnished.tier.draft == {"deliverable": "Another", "price": "12.50", "currency": "EUR"}
    assert again.levels == [{"name": "Gold", "text": "=1+1"}]


def test_the_cio_brings_in_every_kind_and_takes_it_back(furnished):
    by = principal(furnished.nadia, source="import")
    for name in ORDER[:-1]:
        data = exported(name).replace(b"\r\n", b"\n")
        header, first = data.split(b"\n")[:2]
        code = first.split(b",")[0]
        fresh = header + b"\n" + first.replace(code, b"fresh-one", 1)
        report = run(kinds.find(name), parse(fresh), by=by, source="tests", apply=True)
        assert report.applied, (name, [str(error) for error in report.errors])
        assert kinds.find(name).model.objects.filter(code="fresh-one").exists()


def test_pages_offer_the_files_of_their_lists(company, enter):
    client = enter(company.nadia)
    found = []
    for page in ("orgchart:organisation", "catalog:services", "walkthroughs:projects", "walkthroughs:walkthroughs"):
        body = client.get(reverse(page)).content.decode()
        found += [part.split('"')[0].replace("&amp;", "&") for part in body.split('href="') if "format=" in part[:200]]
    assert {address.split("?")[0] for address in found} == {
        f"/api/v1/{name}/" for name in ("people", "units", "lines", "vendors", "services", "projects")
    }
    answers = [client.get(address) for address in found]
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        answer.close()


def test_lists_in_cells_come_back_whatever_the_codes_hold():
    for codes in ([], ["a"], ["a", "b/c#1"], ["a; b", "c"], ["[a]"], ["two words"], ["x\ny"], ["a <b@c.de>"]):
        assert codes_in(code_list(codes)) == codes
    assert code_list(["a", None, "b"]) == "a; b"
    assert as_json([]) == ""


def test_rows_beside_are_found_though_some_belong_to_nobody_here():
    walk = Beside(iter([("a", 1), ("a", 2), ("c", 3), ("e", 4)]), 1)
    assert [walk.of((code,)) for code in "abcd"] == [[(1,), (2,)], [], [(3,)], []]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ORDER)
def test_a_list_exported_when_it_is_empty_comes_in_again_as_no_rows(db, kind, form):
    columns = kinds.find(kind).export.columns
    pieces = lines(form, list(columns), [])
    data = b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    for options in ({}, {"apply": True}, {"full": True, "close_missing": True}):
        report = run(kinds.find(kind), parse(data), by=IMPORTER, source="empty", **options)
        assert (report.rows, report.errors) == ({}, [])
        assert set(report.columns.values()) == set(columns)
    assert not ChangeSet.objects.exists()


def test_a_list_that_no_workbook_holds_is_refused_before_anything_is_sent(company, enter):
    levels = [{"name": f"Level {n}", "text": "x" * 9_000} for n in range(4)]
    make_service("Long", line=company.db, code="long", levels=levels)
    client = enter(company.nadia)
    answer = client.get("/api/v1/services/", {"format": "xlsx"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("“levels” of long holds 36,")
    assert answer.json()["detail"].endswith("a cell of a workbook holds 32,767. Take the list as CSV or NDJSON.")
    assert b"Level 3" in content(client, "services")
    assert b"".join(client.get("/api/v1/units/", {"format": "xlsx"}).streaming_content)[:2] == b"PK"
