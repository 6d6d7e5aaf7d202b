"""The lists of asks and of standing agreements: what stands there, filters, paging, who sees what."""

from datetime import date

import pytest
from django.urls import reverse

from itbiz.api import lists
from itbiz.audit.record import change_set
from tests.api.client import ApiClient
from tests.cast import SYSTEM, principal
from tests.pages import sign_in, statements
from walkthroughs.models import Contract, Terms, Walkthrough
from walkthroughs.models.asking import ask_for

pytestmark = pytest.mark.django_db
ASKS, AGREEMENTS = reverse("walkthroughs:asks"), reverse("walkthroughs:agreements")
LONG_AGO, FAR_OFF = date(2020, 12, 31), date(2090, 12, 31)


def asked(company, **fields):
    """Return the contract by which ERP asks for the tier."""
    return ask_for(company.tier, by=principal(company.maya), client_line=company.erp, **fields)


def agreement(company, ends=FAR_OFF, **fields):
    """Return a standing agreement between Database and ERP, promised."""
    contract = asked(company, kind="service_agreement", ends=FAR_OFF, **fields)
    contract.promise(by=principal(company.aisha))
    with change_set(by=SYSTEM, title="Time went by"):
        Terms.objects.filter(contract=contract).update(ends=ends)
    return contract


def titles(page):
    return [row["title"] for row in page.context["rows"]]


@pytest.fixture
def olga(client, company):
    """The browser of somebody who has no part in it."""
    return sign_in(client, company.olga)


def test_an_ask_stands_in_its_own_list_and_in_none_of_walk_throughs(olga, company):
    contract = asked(company)
    row = olga.get(ASKS).context["rows"][0]
    assert (row["title"], row["code"], row["supplier"][1], row["buyer"][1], row["state"]) == (
        *("A database tier on a supported version", contract.code),
        *("Database", "ERP Engineering", "asked"),
    )
    for where in (reverse("walkthroughs:walkthroughs"), f"{reverse('walkthroughs:walkthroughs')}?status=planned"):
        assert olga.get(where).context["rows"] == []
    api = ApiClient(company.olga)
    assert [row["id"] for row in api.get("asks/").body["results"]] == [contract.pk]
    assert api.get("walkthroughs/").body["results"] == []
    assert [row["kind"] for row in api.get("walkthroughs/", kind="ask").body["results"]] == ["ask"]
    found = olga.get(reverse("search"), {"q": "database tier"}).context["groups"]
    assert "Walk-throughs" not in [str(group["heading"]) for group in found]


def test_h6_what_a_walk_through_asks_is_no_ask(olga, company):
    room = company.room()
    Contract.create(by=SYSTEM, walkthrough=room, supplier=company.erp, need="The whole")
    assert titles(olga.get(ASKS)) == []


def test_v3_a_restricted_ask_is_seen_by_its_parties_alone(client, company):
    contract = agreement(company)
    Walkthrough.objects.get(pk=contract.walkthrough_id).update(by=SYSTEM, access="restricted")
    for where in (ASKS, AGREEMENTS):
        assert titles(sign_in(client, company.olga).get(where)) == []
        assert len(titles(sign_in(client, company.aisha).get(where))) == 1


def test_filters_narrow_both_lists_as_they_do_over_rest(olga, company):
    old, new = agreement(company, ends=LONG_AGO), agreement(company, review_due=date(2030, 1, 1))
    api = ApiClient(company.olga)
    cases = {
        "expired=true": [old.code],
        "expired=false": [new.code],
        "review_due_before=2030-01-02": [new.code],
        "state=asked": [],
        "supplier=db": [old.code, new.code],
        "supplier=ops": [],
        "buyer=erp": [old.code, new.code],
    }
    for query, codes in cases.items():
        assert [row["code"] for row in olga.get(f"{AGREEMENTS}?{query}").context["rows"]] == codes, query
        rest = api.get(f"contracts/?kind=service_agreement&{query}").body["results"]
        assert [row["code"] for row in rest] == codes, query
    assert [row["code"] for row in olga.get(f"{ASKS}?buyer=ERP Engineering").context["rows"]] == [new.code, old.code]


def test_a_list_says_what_ran_out(olga, company):
    agreement(company, ends=LONG_AGO)
    for where in (ASKS, AGREEMENTS):
        assert "This standing agreement has run out." in olga.get(where).content.decode()


@pytest.mark.parametrize("query", ["state=nothing", "supplier=a%00b", "review_due_before=soon", "cursor=x"])
def test_an_impossible_filter_is_400(olga, query):
    assert olga.get(f"{AGREEMENTS}?{query}").status_code == 400


def test_pages_lead_on_and_back(olga, company, monkeypatch):
    monkeypatch.setattr(lists, "PAGE", 2)
    for _number in range(3):
        agreement(company)
    for where in (ASKS, AGREEMENTS):
        first = olga.get(where)
        second = olga.get(first.context["next_url"])
        assert (len(titles(first)), len(titles(second)), first.context["count"]) == (2, 1, 3)
        assert titles(olga.get(second.context["previous_url"])) == titles(first)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("where", [ASKS, AGREEMENTS])
def test_statements_stay_the_same_whatever_the_rows(olga, company, where, rows):
    for _number in range(rows):
        agreement(company)
    assert statements(olga, where) == 3
