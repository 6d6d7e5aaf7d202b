"""What each view of a tree costs to read: the same statements with 3 contracts and with 300."""

import pytest
from django.urls import reverse

from itbiz.audit.record import change_set
from tests.cast import SYSTEM, principal
from tests.pages import sign_in, statements
from tests.walkthroughs.test_tree import grow
from walkthroughs.models import Contract, Obligation, Question, Walkthrough

# By page: who reads it, what it is about, and its statements.
PAGES = [
    ("walkthrough", "fred", "walkthrough", 16),
    # In focus what its supplier countered: the page with the most to say.
    ("contract", "aisha", "contract", 14),
    ("outline", "fred", "walkthrough", 8),
    ("order_sheets", "fred", "walkthrough", 9),
    ("lanes", "fred", "walkthrough", 5),
    ("minutes", "fred", "walkthrough", 15),
    ("close", "fred", "walkthrough", 6),
    ("plan", "fred", "walkthrough", 11),
    ("contract-hangs", "fred", "contract", 7),
    ("line-hangs", "fred", "line", 7),
    ("person-hangs", "fred", "person", 8),
    ("team", "fred", "contract", 9),
    ("line-orders", "fred", "line", 10),
    ("person-orders", "fred", "person", 10),
]
REST = {
    "walkthroughs/{walkthrough}/tree/": 5,
    "walkthroughs/{walkthrough}/plan/": 8,
    "contracts/{contract}/hangs/": 7,
    "lines/{line}/hangs/": 7,
    "people/{person}/hangs/": 8,
}
pytestmark = pytest.mark.django_db


@pytest.fixture(params=[3, 300])
def subjects(request, company):
    """Return by name the ids of a walk-through that was closed once with so many contracts, and of what is in it."""
    room = grow(company.room(), company, request.param)
    asked = room.contracts.order_by("pk").last()
    asked.ask(by=SYSTEM)
    with change_set(by=SYSTEM, title="hung"):
        for kind, fields in ((Obligation, hung_on), (Question, parked_about)):
            kind.objects.bulk_create(kind(**fields(pk)) for pk in room.contracts.values_list("pk", flat=True))
    for verb in ("close", "reopen"):
        getattr(Walkthrough.objects.get(pk=room.pk), verb)(by=SYSTEM, reason="Supper")
    Contract.objects.get(pk=asked.pk).counter(by=principal(company.aisha), accepted_when="It restores")
    return {"walkthrough": room.pk, "contract": asked.pk, "line": company.db.pk, "person": company.aisha.pk}


def hung_on(pk):
    """Return the fields of an obligation of the contract `pk`."""
    return {"contract_id": pk, "what": "A list", "code": f"L-{pk}"}


def parked_about(pk):
    """Return the fields of a question about the contract `pk`."""
    return {"about_kind": "contract", "about_id": pk, "text": "Which one?", "code": f"W-{pk}"}


def test_pages_take_the_same_statements_whatever_the_tree(subjects, company, client):
    found = {}
    for page, reader, about, _expected in PAGES:
        sign_in(client, getattr(company, reader))
        address = reverse(f"walkthroughs:{page}", args=[subjects[about]])
        found[page] = statements(client, client.get(address).url if page == "contract" else address)
    assert found == {page: expected for page, _reader, _about, expected in PAGES}


def test_rest_takes_the_same_statements_whatever_the_tree(subjects, company, client):
    sign_in(client, company.fred)
    assert {path: statements(client, f"/api/v1/{path.format(**subjects)}") for path in REST} == REST
