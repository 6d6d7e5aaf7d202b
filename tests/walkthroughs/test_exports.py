"""Contracts as a file, and the same file in again."""

import csv
import io
import json
from datetime import date

import pytest

from itbiz.access.models import Token
from itbiz.exchange import kinds
from itbiz.exchange.run import run
from itbiz.exchange.tables import parse
from itbiz.exchange.verdicts import Verdict
from tests.cast import SYSTEM, make_contract, make_service, principal
from tests.exchange.files import IMPORTER
from tests.walkthroughs.asked import WHOLE
from walkthroughs.exports import CONTRACTS, REPORT

pytestmark = pytest.mark.django_db
LIST = "/api/v1/contracts/"


@pytest.fixture
def priced(room):
    """A tier that Database promised, with a price below zero and words a spreadsheet would take for formulas."""
    tier = make_contract(
        room.walkthrough,
        parent=room.root,
        supplier=room.db,
        need="=HYPERLINK(1)\nand a second line, with a comma",
        price="-12.50",
        currency="EUR",
        due=date(2027, 5, 15),
        **WHOLE,
    )
    make_contract(room.walkthrough, parent=tier, need='-3 degrees, "quoted"')
    make_contract(room.walkthrough, parent=tier, need="'@home is no formula")
    tier.ask(by=SYSTEM)
    tier.promise(by=principal(room.aisha))
    return room


def content(client, **asked):
    """Return the answer's bytes to the list of contracts with parameters."""
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def report(client, **asked):
    """Return the rows of the file of what stands, by column."""
    return table(content(client, format="csv", columns="report", **asked))


def table(data):
    """Return the rows of a CSV file as a spreadsheet reads them, by column."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_contract_that_matches_is_a_row_with_its_terms(priced, enter):
    rows = report(enter(priced.olga), state="promised")
    assert [list(row) for row in rows] == [list(REPORT.columns)]
    (row,) = rows
    told = ("unit", "line", "price", "currency", "due", "state", "accepted_when", "buyer_provides_nothing", "gap")
    assert {name: row[name] for name in told} == {
        "unit": "db",
        "line": "db",
        "price": "-12.50",
        "currency": "EUR",
        "due": "2027-05-15",
        "state": "promised",
        "accepted_when": "A failover test passes",
        "buyer_provides_nothing": "yes",
        "gap": "no",
    }


def test_what_looks_like_a_formula_is_made_safe_and_numbers_stay_numbers(priced, enter):
    needs = [row["need"] for row in table(content(enter(priced.olga), format="csv"))]
    assert needs[1:] == [
        "'=HYPERLINK(1)\nand a second line, with a comma",
        '\'-3 degrees, "quoted"',
        "''@home is no formula",
    ]


def test_i11_the_same_file_again_changes_nothing(priced, enter):
    data = content(enter(priced.olga), format="csv")
    came = run(kinds.find("contracts"), parse(data), by=IMPORTER, source="tests", apply=True)
    assert came.counts == {Verdict.UNCHANGED: 4}
    assert came.errors == []


def test_a_changed_cell_of_a_draft_is_a_change(priced, enter):
    data = content(enter(priced.olga), format="csv").replace(b"-3 degrees", b"-4 degrees")
    came = run(kinds.find("contracts"), parse(data), by=IMPORTER, source="tests", apply=True)
    assert came.counts == {Verdict.UNCHANGED: 3, Verdict.UPDATE: 1}
    assert priced.walkthrough.contracts.filter(need='-4 degrees, "quoted"').count() == 1


def test_ndjson_holds_the_same_as_values(priced, enter):
    lines = content(enter(priced.olga), format="ndjson").decode().splitlines()
    rows = [json.loads(line) for line in lines]
    assert list(rows[1]) == list(CONTRACTS.columns)
    assert (rows[1]["price"], rows[1]["gap"], rows[2]["need"], rows[0]["parent"]) == (
        "-12.50",
        False,
        '-3 degrees, "quoted"',
        None,
    )


def test_c6_terms_in_force_stand_in_the_file_and_not_those_pending(priced, enter):
    tier = priced.walkthrough.contracts.get(state="promised")
    tier.amend(by=principal(priced.maya), due=date(2027, 4, 1))
    assert [row["due"] for row in report(enter(priced.olga), state="asked")] == ["2027-05-15"]


def test_v4_what_one_may_not_see_is_in_no_file(priced, enter):
    priced.walkthrough.refresh_from_db()
    priced.walkthrough.update(by=SYSTEM, access="restricted")
    assert table(content(enter(priced.olga), format="csv")) == []
    assert len(table(content(enter(priced.maya), format="csv"))) == 4


def test_h6_practice_is_in_a_file_only_where_it_is_asked_for(priced, enter):
    make_contract(priced.room(code="WT-TRY", mode="practice"), supplier=priced.erp, need="Tried")
    client = enter(priced.carl)
    assert "Tried" not in [row["need"] for row in table(content(client, format="csv"))]
    assert [row["need"] for row in table(content(client, format="csv", mode="practice"))] == ["Tried"]


def test_it_takes_the_scope_of_the_list(client, priced):
    def status(scope):
        token = Token.issue(by=SYSTEM, user=priced.olga.user, scopes=[scope], days=1).text
        return client.get(LIST, {"format": "csv"}, headers={"Authorization": f"Bearer {token}"}).status_code

    assert (status("org:read"), status("walkthroughs:read")) == (403, 200)
    assert client.get(LIST, {"format": "csv"}).status_code == 401


@pytest.mark.parametrize(
    "asked",
    [
        {"format": "pdf"},
        {"format": "csv", "limit": "5"},
        {"format": "csv", "state": "x"},
        {"format": "csv", "columns": "all"},
        {"columns": "report"},
    ],
)
def test_a_wrong_parameter_is_refused(priced, enter, asked):
    assert enter(priced.olga).get(LIST, asked).status_code == 400


@pytest.mark.parametrize("nodes", [1, 300])
def test_a_file_is_as_many_statements_whatever_the_rows(room, enter, django_assert_num_queries, nodes):
    for _n in range(nodes):
        make_contract(room.walkthrough, parent=room.root, need="One more")
    client = enter(room.olga)
    content(client, format="csv")
    # Who asks, the contracts, and what the buyers of each provide.
    with django_assert_num_queries(4):
        assert len(table(content(client, format="csv"))) == nodes + 1
    with django_assert_num_queries(3):
        assert len(report(client)) == nodes + 1


def test_n1_i9_the_file_comes_into_an_empty_walk_through_as_drafts_with_their_codes(priced, enter):
    tier = priced.walkthrough.contracts.get(state="promised")
    tier.obligations.model.create(by=SYSTEM, contract=priced.root, what="Sizing inputs", due=date(2027, 1, 1))
    first = tier.children.get(number=f"{tier.number}.1")
    first.update(by=SYSTEM, supplier=priced.erp)
    data = content(enter(priced.olga), format="csv").replace(priced.walkthrough.code.encode(), b"WT-NEW")
    came = run(kinds.find("contracts"), parse(data), by=IMPORTER, source="tests", apply=True)
    assert came.counts == {Verdict.CREATE: 4}
    again = content(enter(priced.olga), format="csv", walkthrough="WT-NEW")
    assert again == data
    assert {row["state"] for row in report(enter(priced.olga), walkthrough="WT-NEW")} == {"draft"}


def test_v2_a_service_that_is_a_draft_is_named_to_its_writers_alone_and_stays(priced, enter):
    secret = make_service("Secret tier", code="secret", line=priced.db, publish=False)
    need = priced.walkthrough.contracts.get(need__startswith="-3")
    need.update(by=SYSTEM, supplier=priced.db, service=secret)
    priced.project.update(by=SYSTEM, service=secret)
    data = {who: content(enter(getattr(priced, who)), format="csv") for who in ("olga", "nadia")}
    assert [row["service"] for row in table(data["olga"])].count("secret") == 0
    assert [row["service"] for row in table(data["nadia"])].count("secret") == 1
    by = principal(priced.olga, source="import")
    came = run(kinds.find("contracts"), parse(data["olga"]), by=by, source="tests", apply=True)
    assert came.counts == {Verdict.UNCHANGED: 4}
    projects = b"".join(enter(priced.olga).get("/api/v1/projects/", {"format": "csv"}).streaming_content)
    assert b"secret" not in projects
    came = run(kinds.find("projects"), parse(projects), by=by, source="tests", apply=True)
    assert came.counts == {Verdict.UNCHANGED: 1}
