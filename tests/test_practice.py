"""H6: a lot of practice changes nothing outside practice: no page, list, count, search, file, figure or print.

Everything that each role can read is read before and after a lot of rehearsing, and compared.
"""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from itbiz.core.days import today
from tests import access_matrix as matrix
from tests.api.client import ApiClient
from tests.cast import make_contract, principal
from tests.pages import whole_text
from tests.stage import make_stage, undone
from tests.test_access import address
from walkthroughs.ledger import ACCOUNTS
from walkthroughs.models import Contract, Obligation, Question

pytestmark = pytest.mark.django_db
# Those who see the practice itself, when they ask for it.
READERS = ("cio", "head", "facilitator")
# What differs between two readings of the same page: what keeps a form from being sent by somebody else, and clocks.
PASSING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": ?"\w+"|nonce-[\w+/=]+|role="timer"[^>]*>[^<]*<'
)
ASKED = ({}, {"q": "rehearsed", "typed": "rehearsed"})
LISTED = ({"count": "true", "limit": "500"}, {"q": "rehearsed"})


@pytest.fixture
def stage(db):
    """Everybody and everything; see tests/stage.py."""
    return make_stage()


def addresses(stage):
    """Yield the address of every page that is read by GET, but for those of a practice."""
    for route, subject, method, _may in matrix.page_rows():
        if method != "get" or subject.endswith("practice"):
            continue
        yield address(stage, route, subject)
    yield from (reverse("home-account", args=[name]) for name in ACCOUNTS)


def read_pages(stage, role):
    """Return {(page, asked): (status, body)} of all pages."""
    client, found = Client(), {}
    client.force_login(stage.person(role).user)
    for page in addresses(stage):
        for asked in ASKED:
            answer = client.get(page, asked)
            found[page, str(asked)] = answer.status_code, PASSING.sub("", whole_text(answer))
    return found


def read_rest(stage, role, token):
    """Return {(resource, asked): body} of all lists and files over REST."""
    client, found = ApiClient(token=token), {}
    for resource in matrix.resources():
        for asked in LISTED:
            found[resource, str(asked)] = client.get(f"{resource}/", **asked).content
    for kind in ("csv", "ndjson"):
        answer = client.client.get("/api/v1/contracts/", {"format": kind}, headers={"Authorization": f"Bearer {token}"})
        found["contracts", kind] = b"".join(answer)
    return found


def rehearse(stage):
    """Hold practice walk-throughs with contracts in every state, duties and questions overdue, closed and reopened."""
    late = today() - timedelta(days=30)
    people = {name: principal(getattr(stage, name)) for name in ("fred", "maya", "aisha", "ruth", "elin")}
    fred = people["fred"]
    for number in range(3):
        walk = stage.room(mode="practice", title=f"Rehearsed {number}", project=stage.project)
        whole = {"accepted_when": "Rehearsed", "buyer_provides_nothing": True, "due": late}
        root = make_contract(walk, supplier=stage.erp, need="Rehearsed tier", asked=True, **whole)
        root.promise(by=fred)
        for state, moves in REHEARSED.items():
            contract = make_contract(walk, parent=root, supplier=stage.db, service=stage.tier, need=state, **whole)
            Obligation.create(by=fred, contract=contract, what="Rehearsed inputs", due=late)
            Question.create(by=fred, about=contract, text="Rehearsed?", decider=stage.aisha, due=late)
            for verb, values in moves:
                getattr(contract, verb)(by=fred, **values)
        make_contract(walk, parent=root, supplier=None, gap=True, need="Rehearsed gap")
        walk.close(by=fred, reason="Rehearsed")
        if number:
            Contract.objects.get(walkthrough=walk, need="asked").promise(by=people["aisha"])
            walk.reopen(by=fred)


TO_PROMISED = [("ask", {}), ("promise", {})]
REHEARSED = {
    "draft": [],
    "asked": [("ask", {})],
    "countered": [("ask", {}), ("counter", {"due": date(2030, 1, 1)})],
    "promised": TO_PROMISED,
    "amended": [*TO_PROMISED, ("amend", {"need": "More"})],
    "declined": [("ask", {}), ("decline", {"why": "no_capacity"})],
    "delivered": [*TO_PROMISED, ("deliver", {})],
    "accepted": [*TO_PROMISED, ("deliver", {}), ("accept", {})],
    "rejected": [*TO_PROMISED, ("deliver", {}), ("reject", {"reason": "No"})],
    "cancelled": [*TO_PROMISED, ("cancel", {"reason": "No"})],
    "withdrawn": [("ask", {}), ("withdraw", {})],
}


@pytest.mark.parametrize("role", READERS)
def test_h6_a_lot_of_practice_is_seen_nowhere_outside_practice(stage, role):
    token = ApiClient(stage.person(role)).token
    before = read_pages(stage, role) | read_rest(stage, role, token)
    with undone():
        rehearse(stage)
        after = read_pages(stage, role) | read_rest(stage, role, token)
    assert [key for key in before if before[key] != after[key]] == []
    assert before.keys() == after.keys()


def test_h6_whoever_rehearsed_finds_it_by_asking_for_practice(stage):
    """The comparison above would find it, were it shown."""
    client = Client()
    client.force_login(stage.fred.user)
    with undone():
        rehearse(stage)
        listed = client.get(reverse("walkthroughs:walkthroughs"), {"mode": "practice", "status": ""}).content.decode()
        found = ApiClient(stage.fred).get("contracts/", mode="practice", q="rehearsed", count="true").body["count"]
    assert "Rehearsed 2" in listed
    assert found >= 3
