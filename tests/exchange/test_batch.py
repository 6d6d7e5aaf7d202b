"""Rule I6: one id twice."""

import pytest

from itbiz.exchange.verdicts import Verdict
from orgchart.models import Unit
from tests.exchange.files import load, said

pytestmark = pytest.mark.django_db


def test_i6_rows_alike_in_every_mapped_column_are_a_repeat():
    report = load("units", "unit_id,unit,colour\na,Anna's,blue\na,Anna's,red")
    assert report.counts == {Verdict.CREATE: 1, Verdict.NOTE: 1}
    assert [str(note) for note in report.notes if note.row] == ["row 3, column unit_id: Repeats row 2."]


def test_i6_rows_that_differ_are_errors_each():
    report = load("units", "unit_id,unit\na,Anna's\nb,Ben's\na,Arne's\na,Anna's")
    assert [error.row for error in report.errors] == [2, 4]
    assert report.counts == {Verdict.ERROR: 2, Verdict.CREATE: 1, Verdict.NOTE: 1}
    assert not Unit.objects.exists()


def test_i6_skipping_keeps_the_first():
    report = load("units", "unit_id,unit\na,Anna's\na,Arne's\na,Anna's", skip_bad_rows=True)
    assert report.counts == {Verdict.CREATE: 1, Verdict.ERROR: 1, Verdict.NOTE: 1}
    assert Unit.objects.get().name == "Anna's"


def test_i6_skipping_keeps_the_last_where_the_first_closes_a_cycle():
    chart = "unit_id,unit,parent_id\na,Director,b\nb,Middle,a\na,Permanent Secretary,xx"
    report = load("units", chart, skip_bad_rows=True)
    assert [error.row for error in report.errors] == [2]
    assert list(Unit.objects.order_by("code").values_list("name", "parent__name")) == [
        ("Permanent Secretary", None),
        ("Middle", "Permanent Secretary"),
    ]


def test_a_row_with_another_error_is_no_rival():
    report = load("units", "unit_id,unit,inside_it\na,Anna's,maybe\na,Anna's,no", skip_bad_rows=True)
    assert len(said(report)) == 1
    assert Unit.objects.get().inside_it is False
