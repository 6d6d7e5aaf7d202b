"""The page on which managers' lines are named: row by row, or all at once without a script; each taken back."""

import pytest
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from orgchart.models import Line
from orgchart.naming import guess
from tests.cast import SYSTEM, make_line, make_person, make_unit
from tests.pages import sign_in, statements

PAGE_STATEMENTS = 7
URL = "/lines/name/"


@pytest.fixture
def chart(company):
    """Two managers below the CIO without a line, one with an unnamed one, and a group below."""
    company.desk = make_unit("Service Desk Team", code="desk", head=make_person("Liam Doyle"), parent=company.it)
    company.data = make_unit("Data", code="data", head=make_person("Asta Data"), parent=company.it)
    company.law = make_unit("Law", code="law", parent=company.it)
    company.unnamed = make_line("Law", code="law", unit=company.law)
    company.group = make_unit("Backups", code="backups", head=make_person("Bo"), parent=company.db_unit)
    return company


@pytest.fixture
def nadia(client, chart):
    """The CIO's browser."""
    return sign_in(client, chart.nadia)


def sent(row, **fields):
    """Return what a row sends."""
    return {"rows": row.key, **{f"{row.key}-{name}": text for name, text in fields.items()}}


def save(client, row, **fields):
    """Save one row as htmx does, and return the answer."""
    return client.post(URL, {"row": row.key, **sent(row, **fields)}, headers={"HX-Request": "true"})


def row_of(client, name, level="all"):
    """Return the row of the unit called so."""
    rows = client.get(URL, {"level": level}).context["rows"]
    return next(row for row in rows if row.unit.name == name)


@pytest.mark.parametrize(
    ("unit", "line"),
    [
        ("Team Database", "Database"),
        ("Service Desk Team", "Service Desk"),
        ("the group", "Group"),
        ("Abteilung  Einkauf", "Einkauf"),
        ("Team", "Team"),
        ("data & analytics dept.", "Data & analytics"),
    ],
)
def test_a_name_is_guessed_from_the_unit(unit, line):
    assert guess(unit) == line


def test_rows_stand_as_in_the_chart_and_tell_how_far_it_is(nadia):
    page = nadia.get(URL)
    assert [row.unit.name for row in page.context["rows"]] == ["Data", "Law", "Service Desk Team"]
    # Of ERP, Database, Operations, Desk, Data and Law; the CIO's own unit stands over them.
    assert (page.context["named"], page.context["all"]) == (3, 6)
    assert [row.form["name"].value() for row in page.context["rows"]] == ["Data", "Law", "Service Desk"]
    everybody = nadia.get(URL, {"level": "all"}).context["rows"]
    assert [row.unit.name for row in everybody] == ["Data", "Backups", "Law", "Service Desk Team"]


def test_a_row_is_saved_alone_and_taken_back(nadia, chart):
    answer = save(nadia, row_of(nadia, "Service Desk Team"), name="Service Desk", block="PS", domain="Who helps.")
    assert answer.status_code == 200
    line = Line.objects.get(unit=chart.desk)
    assert (line.name, line.block, line.domain) == ("Service Desk", "PS", "Who helps.")
    text = answer.content.decode()
    assert "<h1" not in text
    assert "4 of 6" in text
    act = ChangeSet.objects.order_by("-number").first()
    assert act.title == "Line named: Service Desk"
    undo = reverse("orgchart:unname-line", args=[act.pk])
    assert undo in text
    back = nadia.post(undo, headers={"HX-Request": "true"})
    assert not Line.objects.filter(unit=chart.desk).exists()
    # What was typed stands there again.
    assert 'value="Service Desk"' in back.content.decode()
    assert "Who helps." in back.content.decode()
    assert "3 of 6" in back.content.decode()


def test_a_line_without_a_type_gets_one_and_keeps_its_name_when_that_is_undone(nadia, chart):
    row = row_of(nadia, "Law")
    assert row.line == chart.unnamed
    save(nadia, row, name="IT Law", block="CO", domain="", version=chart.unnamed.version)
    chart.unnamed.refresh_from_db()
    assert (chart.unnamed.name, chart.unnamed.block) == ("IT Law", "CO")
    act = ChangeSet.objects.order_by("-number").first()
    nadia.post(reverse("orgchart:unname-line", args=[act.pk]))
    chart.unnamed.refresh_from_db()
    assert (chart.unnamed.name, chart.unnamed.block) == ("Law", "")


def test_a_wrong_row_says_why_and_loses_nothing(nadia, chart):
    answer = save(nadia, row_of(nadia, "Data"), name="Data & Reports", block="", domain="Numbers.")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Choose the type of business." in text
    assert 'value="Data &amp; Reports"' in text
    assert "Numbers." in text
    assert not Line.objects.filter(unit=chart.data).exists()


def test_whoever_comes_second_is_told(nadia, chart):
    row = row_of(nadia, "Data")
    make_line("Data", code="data", unit=chart.data, block="AE")
    answer = save(nadia, row, name="Data", block="AE", domain="")
    assert answer.status_code == 409
    assert "runs a line by now" in answer.content.decode()
    unnamed = row_of(nadia, "Law")
    chart.unnamed.update(by=SYSTEM, specialty="Rights")
    answer = save(nadia, unnamed, name="Law", block="CO", domain="", version=unnamed.line.version)
    assert answer.status_code == 409
    assert "Somebody else changed this" in answer.content.decode()


def test_without_a_script_all_that_was_filled_in_is_saved_at_once(nadia, chart):
    data, desk, law = (row_of(nadia, name) for name in ("Data", "Service Desk Team", "Law"))
    body = {
        **sent(data, name="Data", block="AE", domain=""),
        **sent(desk, name="Desk", block="", domain="Help"),
        **sent(law, name="Law", block="", domain="", version=law.line.version),
        "rows": [data.key, desk.key, law.key],
    }
    page = nadia.post(URL, body)
    assert page.status_code == 422
    assert Line.objects.get(unit=chart.data).block == "AE"
    assert not Line.objects.filter(unit=chart.desk).exists()
    text = page.content.decode()
    # One is saved and can be undone, one is told what it lacks, one was left alone.
    assert text.count("Choose the type of business.") == 1
    assert 'value="Desk"' in text
    assert "4 of 6" in text
    assert len(page.context["rows"]) == 3
    assert nadia.post(URL, {**sent(law, name="Law", block="", domain=""), "rows": [law.key]}).status_code == 200


def test_what_is_saved_at_once_is_one_act_with_one_undo(nadia, chart):
    data, desk = (row_of(nadia, name) for name in ("Data", "Service Desk Team"))
    before = ChangeSet.objects.count()
    body = sent(data, name="Data", block="AE", domain="") | sent(desk, name="Desk", block="PS", domain="Help")
    page = nadia.post(URL, body | {"rows": [data.key, desk.key]})
    act = ChangeSet.objects.order_by("-number").first()
    assert (ChangeSet.objects.count(), act.title) == (before + 1, "Lines named")
    assert page.content.decode().count(reverse("orgchart:unname-line", args=[act.pk])) == 1
    nadia.post(reverse("orgchart:unname-line", args=[act.pk]))
    assert not Line.objects.filter(unit__in=[chart.data, chart.desk]).exists()


def test_p1_a_head_names_the_lines_below_and_nobody_elses(client, chart):
    sign_in(client, chart.aisha)
    page = client.get(URL)
    assert [row.unit.name for row in page.context["rows"]] == ["Backups"]
    assert save(client, page.context["rows"][0], name="Backups", block="AS", domain="").status_code == 200
    mine = ChangeSet.objects.order_by("-number").first()
    other = f"u{chart.desk.pk}"
    body = {"row": other, "rows": other, f"{other}-name": "Mine", f"{other}-block": "PS", f"{other}-domain": ""}
    assert client.post(URL, body, headers={"HX-Request": "true"}).status_code == 403
    assert not Line.objects.filter(unit=chart.desk).exists()
    sign_in(client, chart.ruth)
    assert client.post(reverse("orgchart:unname-line", args=[mine.pk])).status_code == 403
    assert Line.objects.filter(unit=chart.group).exists()


def test_who_names_nothing_is_told_who_does(client, chart):
    sign_in(client, chart.olga)
    page = client.get(URL)
    assert page.status_code == 403
    assert client.post(URL, {}).status_code == 403


@pytest.mark.parametrize("body", [{"row": "x1"}, {"row": "u999999"}, {"rows": "u1 or 1=1"}, {"row": "l"}])
def test_what_names_no_row_is_not_found(nadia, body):
    assert nadia.post(URL, body).status_code == 404


def test_an_act_that_named_no_line_is_not_undone_here(nadia, chart):
    chart.it.update(by=SYSTEM, headcount=3)
    act = ChangeSet.objects.order_by("-number").first()
    assert nadia.post(reverse("orgchart:unname-line", args=[act.pk])).status_code == 404


def test_a_naming_on_which_something_hangs_by_now_stays(nadia, chart):
    save(nadia, row_of(nadia, "Data"), name="Data", block="AE", domain="")
    act = ChangeSet.objects.order_by("-number").first()
    Line.objects.get(unit=chart.data).update(by=SYSTEM, specialty="Numbers")
    answer = nadia.post(reverse("orgchart:unname-line", args=[act.pk]), headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "was changed since" in answer.content.decode()
    assert Line.objects.filter(unit=chart.data).exists()


def test_an_empty_chart_says_what_comes_first(client, db):
    sign_in(client, make_person("Ada", username="ada", roles=["cio"]))
    text = client.get(URL).content.decode()
    assert "The chart comes first" in text
    assert f"{reverse('imports')}?kind=units" in text


@pytest.mark.parametrize("units", [1, 3])
def test_the_page_takes_the_same_statements_whatever_its_size(nadia, chart, units):
    for number in range(units):
        make_unit(f"Unit {number}", parent=chart.it, head=make_person(f"Head {number}"))
    assert statements(nadia, URL) == PAGE_STATEMENTS
