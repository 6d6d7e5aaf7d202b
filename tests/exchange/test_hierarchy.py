"""Rules I5, I7, I8: parents that rows name, on the chart of units."""

import pytest

from orgchart.models import Unit
from tests.cast import make_unit
from tests.exchange.files import load, said

pytestmark = pytest.mark.django_db


def parents():
    """Return {code: the parent's code} of every unit."""
    return dict(Unit.objects.values_list("code", "parent__code"))


@pytest.mark.parametrize("spelled", ["", "xx", "XX", "None", "n/a", "N/A", "-"])
def test_i5_a_root_however_it_is_spelled_gets_a_note(spelled):
    report = load("units", f"unit_id,unit,parent_id\na,Anna's,{spelled}")
    assert parents() == {"a": None}
    assert [note.row for note in report.notes] == [2]


def test_i5_an_unknown_parent_is_an_error():
    report = load("units", "unit_id,unit,parent_id\na,Anna's,\nb,Ben's,c")
    assert said(report) == [
        "row 3, column parent_id: The parent “c” is neither in the file nor known here. Correct the id, add a row "
        "for it, or leave the cell empty for a root."
    ]


def test_i5_a_parent_may_be_known_here_already():
    make_unit("Head office", code="c")
    load("units", "unit_id,unit,parent_id\nb,Ben's,c")
    assert parents() == {"b": "c", "c": None}


def test_i8_parents_may_come_after_their_children():
    load("units", "unit_id,unit,parent_id\nc,Cleo's,b\nb,Ben's,a\na,Anna's,")
    assert parents() == {"a": None, "b": "a", "c": "b"}


def test_i7_a_row_that_names_itself_and_each_row_of_a_cycle_are_errors():
    report = load("units", "unit_id,unit,parent_id\na,A,a\nb,B,c\nc,C,b\nd,D,c")
    assert [(error.row, error.sentence) for error in report.errors] == [
        (2, "The row names itself as its parent."),
        (3, "The row stands, in the end, below itself: b > c > b."),
        (4, "The row stands, in the end, below itself: c > b > c."),
    ]


def test_i7_skipping_drops_what_hangs_below_and_lists_it():
    report = load("units", "unit_id,unit,parent_id\na,A,a\nb,B,a\nc,C,b\nd,D,", skip_bad_rows=True)
    assert [(error.row, error.sentence) for error in report.errors] == [
        (2, "The row names itself as its parent."),
        (3, "The parent “a” is left out."),
        (4, "The parent “b” is left out."),
    ]
    assert parents() == {"d": None}


@pytest.mark.parametrize(
    "left_out",
    ["hq,Head office,,-3", "hq,#REF!,,", "hq,Head office,", "hq,,,", "hq,Head office,hq,"],
)
@pytest.mark.parametrize("parent", ["hq", "Head office"])
def test_i7_what_hangs_below_a_row_left_out_hangs_below_no_other_of_its_id_or_name(left_out, parent):
    make_unit("Head office", code="hq")
    make_unit("Sea", code="s")
    named = parent if "Head office" in left_out else "hq"
    text = f"unit_id,unit,parent_id,headcount\n{left_out}\nb,Ben's,{named},\nc,Cleo's,b,\ns,Sea,,"
    report = load("units", text, skip_bad_rows=True, source="elsewhere")
    assert [(error.row, error.sentence) for error in report.errors if error.row > 2] == [
        (3, "The parent “hq” is left out."),
        (4, "The parent “b” is left out."),
    ]
    assert parents() == {"hq": None, "s": None}


def test_i7_a_parent_that_is_no_row_of_the_file_may_be_known_here_though_rows_are_left_out():
    make_unit("Head office", code="hq")
    load("units", "unit_id,unit,parent_id\nb,Ben's,hq\nc,,hq", skip_bad_rows=True, source="elsewhere")
    assert parents() == {"hq": None, "b": "hq"}


def test_i7_a_cycle_with_units_that_are_here_is_found():
    load("units", "unit_id,unit,parent_id\na,A,\nb,B,a")
    report = load("units", "unit_id,unit,parent_id\na,A,b")
    assert report.errors[0].sentence == "The row stands, in the end, below itself: a > b > a."
    assert parents() == {"a": None, "b": "a"}


def test_a_chart_may_be_turned_upside_down():
    load("units", "unit_id,unit,parent_id\na,A,\nb,B,a\nc,C,b")
    load("units", "unit_id,unit,parent_id\na,A,b\nb,B,c\nc,C,")
    assert parents() == {"a": "b", "b": "c", "c": None}
