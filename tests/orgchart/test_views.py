"""Pages of the organisation."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from itbiz.audit.models import ChangeSet
from itbiz.audit.record import change_set
from orgchart.models import Appointment, Line, Person, Unit, Vendor
from orgchart.templatetags.people import people
from tests.cast import SYSTEM, make_line, make_person, make_service, make_unit, make_vendor
from tests.pages import errors, filled, sign_in, statements

CHART_STATEMENTS = 5
UNIT_STATEMENTS = 11
LINE_STATEMENTS = 15


@pytest.fixture
def nadia(client, company):
    """The CIO's browser."""
    return sign_in(client, company.nadia)


def url(name, record=None):
    """Return the address of a page of the organisation."""
    return reverse(f"orgchart:{name}", args=[record.pk] if record else [])


def test_a_visitor_is_sent_to_sign_in(client, company):
    assert client.get(url("organisation")).url.startswith("/sign-in/")


def test_the_organisation_tells_heads_lines_and_services(nadia, company):
    make_unit("Second level", code="second", parent=company.it)
    text = nadia.get(url("organisation")).content.decode()
    for shown in (
        "Aisha Okafor",
        "Database Engineering",
        "1 service",
        "vacant",
        "outside IT",
        "2 in IT without one",
    ):
        assert shown in text


@pytest.mark.parametrize(
    ("headcount", "shown"),
    [("12.50", "12.5 people"), ("4200", "4,200 people"), ("1.00", "1 person"), ("0", "0 people")],
)
def test_a_headcount_has_no_idle_zeros(headcount, shown):
    assert people(Decimal(headcount)) == shown


@pytest.mark.parametrize("units", [1, 3])
def test_the_organisation_takes_the_same_statements_whatever_its_size(nadia, company, units):
    for number in range(units):
        make_service(line=make_line(unit=make_unit(f"Unit {number}", parent=company.db_unit)), code=f"s{number}")
    assert statements(nadia, url("organisation")) == CHART_STATEMENTS


def test_a_search_keeps_the_units_above_what_it_finds(nadia, company):
    rows = nadia.get(url("organisation"), {"q": "AISHA"}).context["rows"]
    assert [row["name"] for row in rows if "name" in row] == ["Information Technology", "Database"]


def test_htmx_gets_the_rows_alone(nadia, company):
    text = nadia.get(url("organisation"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert "Database Engineering" in text


@pytest.mark.parametrize(("wanted", "opened"), [("all", 4), ("none", 0), ("", 4)])
def test_open_says_which_units_are_open(nadia, company, wanted, opened):
    deep = make_unit("Deep", parent=company.db_unit)
    make_unit("Deeper", parent=deep)
    make_unit("Beside", parent=company.ops_unit)
    text = nadia.get(url("organisation"), {"open": wanted}).content.decode()
    assert text.count("<details open>") == opened


def test_open_refuses_what_is_no_id(nadia):
    assert nadia.get(url("organisation"), {"open": "DROP"}).status_code == 400


def test_every_list_that_opens_is_closed_again(nadia, company):
    make_unit("Deep", parent=make_unit("Middle", parent=company.db_unit))
    text = nadia.get(url("organisation")).content.decode()
    assert text.count("<ul") == text.count("</ul>")
    assert len(re.findall(r"<li[ >]", text)) == text.count("</li>")


@pytest.mark.parametrize("lines", [1, 3])
def test_a_unit_takes_the_same_statements_whatever_it_holds(nadia, company, lines):
    for number in range(lines):
        line = make_line(
            f"Line {number}", unit=company.db_unit, boundaries=[{"text": "Tuning", "goes_to": company.erp}]
        )
        make_service(line=line, code=f"s{number}")
        make_unit(f"Below {number}", parent=company.db_unit)
    assert statements(nadia, url("unit", company.db_unit)) == UNIT_STATEMENTS


def test_n2_whose_it_is_instead_shows_as_outside_it(nadia, company):
    audit = make_line("Group Audit", unit=company.finance)
    company.db.update(by=SYSTEM, boundaries=[{"text": "Findings", "goes_to": audit}])
    text = nadia.get(url("line", company.db)).content.decode()
    assert 'class="chip type-cl"' in text
    assert 'class="chip type-none"' not in text


@pytest.mark.parametrize("many", [1, 3])
def test_a_line_takes_the_same_statements_whatever_it_holds(client, company, many):
    for number in range(many):
        make_service(line=company.db, code=f"s{number}")
        make_vendor(f"Vendor {number}", held_by=company.db)
    sign_in(client, company.olga)
    assert statements(client, url("line", company.db)) == LINE_STATEMENTS


def test_an_unknown_unit_is_404(nadia):
    assert nadia.get("/units/999999/").status_code == 404


def test_the_cio_edits_a_unit_and_the_change_is_told(nadia, company):
    page = nadia.get(url("edit-unit", company.db_unit))
    sent = filled(page, name="Databases", **{"appointments-0-person": company.olga.pk, "appointments-0-kind": "deputy"})
    assert nadia.post(url("edit-unit", company.db_unit), sent).url == url("unit", company.db_unit)
    unit = Unit.objects.get(pk=company.db_unit.pk)
    assert unit.name == "Databases"
    assert unit.head == company.aisha
    assert list(unit.appointments.values_list("person", "kind")) == [(company.olga.pk, Appointment.Kind.DEPUTY)]
    assert ChangeSet.objects.latest("number").actor_name == "Nadia Haddad"


def test_an_emptied_row_is_left_out(nadia, company):
    company.db_unit.update(by=SYSTEM, appointments=[{"person": company.olga, "kind": "editor"}])
    page = nadia.get(url("edit-unit", company.db_unit))
    nadia.post(url("edit-unit", company.db_unit), filled(page, **{"appointments-0-person": ""}))
    assert not company.db_unit.appointments.exists()


def test_p1_a_head_edits_the_units_below_and_not_their_own(client, company):
    below = make_unit("Below", parent=company.db_unit)
    sign_in(client, company.aisha)
    assert client.get(url("edit-unit", below)).status_code == 200
    assert client.get(url("edit-unit", company.db_unit)).status_code == 403
    assert client.post(url("edit-unit", company.db_unit), {"name": "Mine"}).status_code == 403


def test_two_who_write_at_once_see_both_texts(nadia, company):
    page = nadia.get(url("edit-unit", company.db_unit))
    company.db_unit.update(by=SYSTEM, name="Data stores")
    answer = nadia.post(url("edit-unit", company.db_unit), filled(page, name="Databases"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Data stores" in text
    assert 'value="Databases"' in text
    assert nadia.post(url("edit-unit", company.db_unit), filled(answer)).status_code == 302
    assert Unit.objects.get(pk=company.db_unit.pk).name == "Databases"


def test_h1_a_move_below_itself_is_refused_beside_the_field(nadia, company):
    page = nadia.get(url("move-unit", company.it))
    answer = nadia.post(url("move-unit", company.it), filled(page, parent=company.db_unit.pk))
    assert answer.status_code == 422
    assert "reports, in the end, to this unit itself" in errors(answer)


def test_a_unit_moves_with_a_reason(nadia, company):
    page = nadia.get(url("move-unit", company.db_unit))
    answer = nadia.post(url("move-unit", company.db_unit), filled(page, parent=company.ops_unit.pk, reason="Merger"))
    assert answer.status_code == 302
    assert Unit.objects.get(pk=company.db_unit.pk).parent == company.ops_unit
    assert ChangeSet.objects.latest("number").reason == "Merger"


def test_a_new_unit_below_another_one(nadia, company):
    page = nadia.get(url("new-unit"), {"parent": company.it.pk})
    answer = nadia.post(url("new-unit"), filled(page, name="Security"))
    unit = Unit.objects.get(code="security")
    assert answer.url == url("unit", unit)
    assert (unit.parent, unit.inside_it) == (company.it, True)


def test_a_code_that_is_taken_is_said_beside_the_field(nadia, company):
    page = nadia.get(url("new-unit"))
    answer = nadia.post(url("new-unit"), filled(page, name="Another", code="db"))
    assert answer.status_code == 422
    assert "This code is taken" in errors(answer)


def test_a_line_is_named(client, company):
    sign_in(client, company.aisha)
    page = client.get(url("new-line", company.db_unit))
    client.post(url("new-line", company.db_unit), filled(page, name="Server rooms", block="AS"))
    line = Line.objects.get(code="server-rooms")
    assert (line.unit, line.block, line.short_name) == (company.db_unit, "AS", "Server rooms")


def test_p1_editors_write_texts_and_do_not_rename(client, company):
    company.db_unit.update(by=SYSTEM, appointments=[{"person": company.olga, "kind": "editor"}])
    sign_in(client, company.olga)
    page = client.get(url("edit-line", company.db))
    assert "name" not in page.context["form"].fields
    sent = filled(
        page, domain="Everything stored", **{"boundaries-0-text": "Tuning", "boundaries-0-goes_to": company.erp.pk}
    )
    assert client.post(url("edit-line", company.db), sent).status_code == 302
    line = Line.objects.get(pk=company.db.pk)
    assert line.domain == "Everything stored"
    assert list(line.boundaries.values_list("text", "goes_to")) == [("Tuning", company.erp.pk)]


def test_p4_a_head_above_confirms_a_provisional_line(nadia, company):
    line = make_line("Born in the room", unit=company.db_unit)
    with change_set(by=SYSTEM, title="Born in the room"):
        Line.objects.filter(pk=line.pk).update(provisional=True)
    assert nadia.post(url("confirm-line", line), filled(nadia.get(url("confirm-line", line)))).status_code == 302
    assert not Line.objects.get(pk=line.pk).provisional
    again = nadia.post(url("confirm-line", line), filled(nadia.get(url("confirm-line", line))))
    assert again.status_code == 409
    assert "is confirmed already" in again.content.decode()


def test_people_are_added_and_changed_by_the_cio_alone(nadia, company):
    page = nadia.get(url("new-person"))
    nadia.post(url("new-person"), filled(page, name="Bruno Keller", **{"memberships-0-unit": company.db_unit.pk}))
    bruno = Person.objects.get(code="bruno-keller")
    assert [membership.unit for membership in bruno.memberships.all()] == [company.db_unit]
    page = nadia.get(url("edit-person", bruno))
    nadia.post(url("edit-person", bruno), filled(page, title="Engineer"))
    assert "Engineer" in nadia.get(url("person", bruno)).content.decode()
    sign_in(nadia, company.aisha)
    assert nadia.get(url("edit-person", bruno)).status_code == 403


def test_a_line_adds_its_vendor(client, company):
    sign_in(client, company.aisha)
    page = client.get(url("new-vendor", company.db))
    client.post(url("new-vendor", company.db), filled(page, name="Norvik"))
    vendor = Vendor.objects.get(code="norvik")
    assert vendor.held_by == company.db
    page = client.get(url("edit-vendor", vendor))
    client.post(url("edit-vendor", vendor), filled(page, name="Norvik AS"))
    assert "Norvik AS" in client.get(url("vendor", vendor)).content.decode()
    assert client.get(url("new-vendor", company.ops)).status_code == 403


def test_forms_offer_active_people_only(nadia, company):
    make_person("Long Gone", active=False)
    assert "Long Gone" not in nadia.get(url("edit-unit", company.db_unit)).content.decode()


def test_a_form_that_names_no_version_is_turned_away(nadia, company):
    answer = nadia.post(url("edit-unit", company.db_unit), {"name": "Databases"})
    assert answer.status_code == 422
    assert "which version you read" in errors(answer)
    assert Unit.objects.get(pk=company.db_unit.pk).name == "Database"
