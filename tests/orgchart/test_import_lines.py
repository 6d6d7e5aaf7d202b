"""Lines of business and vendors from a file (rules I1, I6, N2, N8)."""

import pytest

from itbiz.core.errors import Refused
from itbiz.exchange import kinds
from itbiz.exchange.verdicts import Verdict
from orgchart.models import Line, Vendor
from tests.cast import SYSTEM, make_vendor
from tests.exchange.files import load, said

pytestmark = pytest.mark.django_db

LINES = """
    code,unit,name,short_name,block,staff,boundaries,provisional
    net,ops,Networks and telephony everywhere,,AS,12.5,"[{""text"": ""Servers"", ""goes_to"": ""srv""}]",
    srv,ops,Servers,Server,base engineering,,"[{""text"": ""Cables""}, {""text"": ""Data"", ""goes_to"": ""db""}]",yes
"""


def test_i1_a_row_becomes_a_line_with_its_boundaries(company):
    assert load("lines", LINES).counts == {Verdict.CREATE: 2}
    net, srv = Line.objects.get(code="net"), Line.objects.get(code="srv")
    assert (net.unit, net.block, net.short_name, str(net.staff)) == (company.ops_unit, "AS", "Networks and", "12.50")
    assert (srv.block, srv.provisional, net.provisional) == ("BE", True, False)
    assert list(net.boundaries.values_list("text", "goes_to__code")) == [("Servers", "srv")]
    assert list(srv.boundaries.values_list("text", "goes_to__code")) == [("Cables", None), ("Data", "db")]
    assert load("lines", LINES).counts == {Verdict.UNCHANGED: 2}


def test_a_changed_boundary_and_a_closed_line_are_changes(company):
    load("lines", LINES)
    report = load("lines", 'code,status,boundaries\nnet,closed,\nsrv,,"[{""text"": ""Cables""}]"')
    assert report.counts == {Verdict.UPDATE: 2}
    assert Line.objects.get(code="net").status == Line.Status.CLOSED
    assert Line.objects.get(code="srv").boundaries.count() == 1


def test_what_does_not_fit_is_an_error(company):
    company.tier.retire(by=SYSTEM)
    company.db.update(by=SYSTEM, status=Line.Status.CLOSED)
    company.db_unit.close(by=SYSTEM)
    report = load(
        "lines",
        "code,unit,name,status,boundaries\na,,A,,\nb,nowhere,B,,\nc,db,C,,\nd,ops,D,XY,\ne,ops,E,,Servers\n"
        'f,ops,F,,"[{""text"": ""x"", ""goes_to"": ""nobody""}]"',
    )
    assert [(error.row, error.column) for error in report.errors] == [
        (2, "unit"),
        (3, "unit"),
        (4, "unit"),
        (5, "status"),
        (6, "boundaries"),
        (7, "boundaries"),
    ]
    assert said(report)[2] == "row 4, column unit: The unit “Database” is closed. Name an active unit."


def test_a_vendor_is_held_by_a_line(company):
    text = "code,name,held_by\nnorvik,Norvik,erp"
    assert load("vendors", text).counts == {Verdict.CREATE: 1}
    assert Vendor.objects.get().held_by == company.erp
    assert load("vendors", text).counts == {Verdict.UNCHANGED: 1}
    assert said(load("vendors", "code,name,held_by\na,A,\nb,B,nowhere")) == [
        "row 2, column held_by: The line that holds the vendor is missing. Write the code of the line that answers for "
        "it.",
        "row 3, column held_by: There is no line “nowhere”. Import the lines first.",
    ]


def test_n5_a_line_that_is_missing_is_closed_unless_something_hangs_on_it(company):
    kind = kinds.find("lines")
    load("lines", LINES)
    line = Line.objects.get(code="srv")
    kind.end(line, by=SYSTEM)
    assert kind.is_ended(Line.objects.get(code="srv"))
    assert not kind.is_ended(company.db)


def test_a_vendor_and_a_unit_that_are_missing(company):
    vendor = make_vendor(held_by=company.erp)
    with pytest.raises(Refused, match="what a file lacks does not end it"):
        kinds.find("vendors").end(vendor, by=SYSTEM)
    units = kinds.find("units")
    with pytest.raises(Refused, match="It runs lines of business"):
        units.end(company.db_unit, by=SYSTEM)
    units.end(company.finance, by=SYSTEM)
    assert units.is_ended(company.finance)
