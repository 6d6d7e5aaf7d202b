"""Whatever stands in a file, an import ends in a report or a sentence, and a trial run writes nothing."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itbiz.audit.models import Change, ChangeSet
from itbiz.exchange import kinds
from itbiz.exchange.columns import WrongMap
from itbiz.exchange.models import OutsideKey
from itbiz.exchange.run import run
from itbiz.exchange.tables import Unreadable, parse
from tests.exchange.files import IMPORTER

pytestmark = pytest.mark.django_db
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
# Few ids, so that rows meet: repeats, cycles, parents that come later.
CELLS = st.sampled_from(
    ["", "a", "b", "c", "db", "erp", "xx", "live", "retired", "1", "-1", "1e400", "Ada; Ben", "eur"]
)
CELL = CELLS | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@st.composite
def files(draw, kind):
    """Make up a CSV file with headers that the kind knows and cells of all sorts."""
    headers = [field.headers[0] for field in kinds.find(kind).fields]
    chosen = draw(st.lists(st.sampled_from(headers), min_size=2, unique=True))
    rows = draw(st.lists(st.lists(CELL, min_size=len(chosen), max_size=len(chosen) + 1), min_size=1, max_size=8))
    text = io.StringIO()
    csv.writer(text).writerows([chosen, *rows])
    return text.getvalue().encode()


@pytest.mark.parametrize("kind", ["people", "units", "lines", "vendors", "services", "projects", "contracts"])
def test_made_up_files_end_in_a_report(company, kind):
    @quick
    @given(files(kind))
    def attempt(data):
        before = Change.objects.count(), ChangeSet.objects.count(), OutsideKey.objects.count()
        try:
            table = parse(data)
            trial = run(kinds.find(kind), table, by=IMPORTER, source="fuzz", skip_bad_rows=True)
        except (Unreadable, WrongMap):
            return
        assert (Change.objects.count(), ChangeSet.objects.count(), OutsideKey.objects.count()) == before
        applied = run(kinds.find(kind), table, by=IMPORTER, source="fuzz", skip_bad_rows=True, apply=True)
        assert (applied.rows, applied.errors) == (trial.rows, trial.errors)
        again = run(kinds.find(kind), table, by=IMPORTER, source="fuzz", skip_bad_rows=True, apply=True)
        assert again.change_set is None
        assert not again.counts["create"] + again.counts["update"]

    attempt()


@quick
@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_get_a_sentence(data):
    try:
        table = parse(data)
    except Unreadable:
        return
    assert table.columns
