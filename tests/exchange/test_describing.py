"""A cell that only describes keeps no row out; one that decides does."""

from decimal import Decimal

import pytest

from itbiz.exchange import cells, kinds
from itbiz.exchange.cells import Unfit
from itbiz.exchange.spans import days
from orgchart.models import Line, Unit
from tests.exchange.files import load, said
from walkthroughs.models import Project

DESCRIBING = {
    "people": "",
    "units": "headcount",
    "lines": "block staff",
    "vendors": "",
    "services": "audience effort_low effort_high lead_time_days review_due",
    "projects": "need_by",
    "contracts": "position",
}


@pytest.mark.parametrize("kind", DESCRIBING)
def test_what_only_describes_is_listed_here_and_all_else_decides(kind):
    found = [field.name for field in kinds.find(kind).fields if field.describes]
    assert found == DESCRIBING[kind].split()


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(("ca. 12", 12), ("~12", 12), ("≈ 12", 12), ("rund 12", 12), ("about 12.5", Decimal("12.5")), ("12 FTE", 12)),
        *(
            ("12,5 VZÄ", Decimal("12.5")),
            ("ca. 12 Mitarbeiter", 12),
            ("12 MA", 12),
            ("Approx. 7 people", 7),
            ("3 PT", 3),
        ),
        *(
            (text, None)
            for text in ("k.A.", "?", "10-12", "12k", "12 Mio", "many", "12 (3 extern)", "carl 12", "12 12")
        ),
    ],
)
def test_a_number_that_nobody_counted_is_told_where_it_is_plain(cell, value):
    with pytest.raises(Unfit) as caught:
        cells.about(cells.number)(cell)
    assert caught.value.nearly == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(("2 Wochen", 14), ("1 Monat", 30), ("ca. 3 weeks", 21), ("24 h", 1), ("1.5 weeks", None), ("5 AT", 5)),
        *((text, None) for text in ("2 h", "2-3 Wochen", "nach Absprache", "2 Jahre")),
    ],
)
def test_a_lead_time_in_weeks_is_told_in_days_of_the_calendar(cell, value):
    with pytest.raises(Unfit) as caught:
        days(cell)
    assert caught.value.nearly == value


def test_what_is_a_number_stays_one_and_what_may_be_two_is_none():
    read = cells.about(cells.number)
    assert read("1.234,5") == Decimal("1234.5")
    for cell in ("1.200", "ca. 1.200"):
        with pytest.raises(Unfit) as caught:
            read(cell)
        assert caught.value.nearly is None


def test_a_headcount_keeps_no_unit_out_nor_what_hangs_below(db):
    text = "id,unit,parent,headcount\nit,IT,,k.A.\nops,Operations,it,ca. 12\ndb,Database,ops,7"
    report = load("units", text)
    assert not report.errors
    assert dict(Unit.objects.values_list("code", "headcount")) == {"it": None, "ops": 12, "db": 7}
    assert [str(note) for note in report.notes if note.column == "headcount"] == [
        "row 2, column headcount: “k.A.” is not a number. The row comes in without it.",
        "row 3, column headcount: “ca. 12” is read as 12.",
    ]


def test_what_cannot_be_read_takes_nothing_away(db):
    load("units", "id,unit,headcount\nit,IT,30")
    load("units", "id,unit,headcount\nit,IT renamed,k.A.")
    assert Unit.objects.values_list("name", "headcount").get() == ("IT renamed", 30)


def test_an_error_of_the_spreadsheet_is_a_note_where_it_only_describes(db):
    report = load("units", "id,unit,headcount\nit,IT,#REF!")
    assert [note.sentence for note in report.notes if note.column == "headcount"] == [
        "The cell holds “#REF!”, an error of the spreadsheet. The row comes in without it."
    ]
    assert said(load("units", "id,unit,inside_it\nit,IT,#REF!")) != []


def test_other_kinds_take_rows_without_what_they_cannot_read(company):
    report = load("lines", "id,line,unit,type,staff\na,Alpha,db,Something,many")
    assert not report.errors
    assert Line.objects.values_list("block", "staff").get(code="a") == ("", None)
    report = load("services", "id,service,unit,audience,lead_time_days,price,currency\ns,S,ops,Everybody,10 days,,")
    assert not report.errors
    assert company.ops.services.get(code="s").lead_time_days == 10
    assert not load("projects", "id,title,need_by\np,P,Q3 2027").errors
    assert Project.objects.get(code="p").need_by is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("services", "id,service,price\ns,S,a lot"),
        ("services", "id,service,status\ns,S,thriving"),
        ("services", "id,service,retires_on\ns,S,soon"),
        ("units", "id,unit,parent\na,A,nowhere"),
        ("units", "id,unit,inside_it\na,A,maybe"),
        ("projects", "id,title,status\np,P,thriving"),
        ("contracts", "walkthrough,id,need,unit,due\nw,c,N,db,soon"),
        ("contracts", "walkthrough,id,need,unit,price\nw,c,N,db,a lot"),
    ],
)
def test_what_decides_keeps_its_row_out(company, kind, text):
    assert len(load(kind, text).errors) == 1
