"""An import's statements do not grow with its rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.exchange.files import load

pytestmark = pytest.mark.django_db

HEADERS = {
    "units": "unit_id,unit,parent_id,manager,other_managers",
    "services": "service_id,unit,service,status",
    "contracts": "walkthrough,line_id,parent_line_id,unit,product",
    "people": "id,name,units",
}
ROWS = {
    "units": "u{n},Unit {n},it,Person {n},Deputy {n}",
    "services": "s{n},db,Service {n},live",
    "contracts": "w,c{n},c1,db,Part {n}",
    "people": "p{n},Person {n},db",
}
PRIME = {"contracts": "w,c1,,erp,Prime"}


def text_of(kind, count):
    """Return a file of `kind` with that many rows beside its prime."""
    rows = [ROWS[kind].format(n=number) for number in range(2, count + 2)]
    return "\n".join([HEADERS[kind], *([PRIME[kind]] if kind in PRIME else []), *rows])


@pytest.mark.parametrize("kind", HEADERS)
@pytest.mark.parametrize("apply", [False, True])
def test_statements_do_not_grow_with_rows(company, kind, apply):
    counts = []
    for source, count in (("few", 3), ("many", 30)):
        rows = text_of(kind, count).replace("w,", f"{source},").replace(",c", f",{source}")
        rows = rows.replace("\nu", f"\n{source}u").replace("\ns", f"\n{source}s").replace("\np", f"\n{source}p")
        with CaptureQueriesContext(connection) as queries:
            report = load(kind, rows, apply=apply, source=source)
        assert report.applied is apply
        assert set(report.counts) == {"create"}
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", HEADERS)
def test_a_file_that_changes_nothing_asks_as_much_for_many_rows_as_for_few(company, kind):
    load(kind, text_of(kind, 30))
    counts = []
    for count in (3, 30):
        with CaptureQueriesContext(connection) as queries:
            assert set(load(kind, text_of(kind, count)).counts) == {"unchanged"}
        counts.append(len(queries))
    assert counts[0] == counts[1]
