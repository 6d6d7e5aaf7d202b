"""How many statements a request costs: the same with one row and with three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from itbiz.bench.counting import UNCOUNTED
from tests.cast import WHOLE, make_service, principal

pytestmark = pytest.mark.django_db


def statements(request):
    """Return the statements of `request()`, without those that open and close transactions."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        reply = request()
    assert reply.status_code < 400, reply.body
    return [query["sql"] for query in captured if not query["sql"].lstrip().upper().startswith(UNCOUNTED)]


@pytest.mark.parametrize(
    ("path", "most"), [("services/", 4), ("units/", 5), ("lines/", 4), ("people/", 4), ("vendors/", 3)]
)
def test_a_list(company, aisha, path, most):
    """Token, change log's number, rows, one a part."""
    for limit in (1, 3):
        assert len(statements(lambda limit=limit: aisha.get(path, limit=limit))) == most


def test_a_list_with_drafts_in_it(company, aisha):
    """One more finds out whose drafts the reader may see, for the whole list."""
    for n in range(3):
        make_service(f"Service {n}", line=company.db).update(by=principal(company.aisha), acceptance="new")
    for limit in (3, 5):
        assert len(statements(lambda limit=limit: aisha.get("services/", limit=limit, ordering="-id"))) == 5


def test_one(company, aisha):
    assert len(statements(lambda: aisha.get(f"services/{company.tier.pk}/"))) == 3


def test_304(company, aisha):
    for path in ("services/", f"services/{company.tier.pk}/"):
        tag = aisha.get(path).headers["ETag"]
        assert len(statements(lambda path=path, tag=tag: aisha.get(path, headers={"If-None-Match": tag}))) == 2


def test_create(company, aisha):
    fields = WHOLE | {"name": "Backups", "line": company.db.pk}
    assert len(statements(lambda: aisha.post("services/", fields))) <= 14


def test_filters_join_without_more(company, aisha):
    asked = {"q": "tier", "line": "db", "status": "offered", "updated_since": "2020-01-01"}
    assert len(statements(lambda: aisha.get("services/", **asked))) == 4
