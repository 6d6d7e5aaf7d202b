"""People, units, lines and vendors: what the verbs keep (rules H1, N1, N5, N8, V1, P4)."""

import pytest
from django.core.exceptions import ValidationError

from itbiz.access.models import PresenterLink
from itbiz.access.principals import Principal
from itbiz.audit.record import change_set
from itbiz.core.errors import NotAllowed, Refused, Stale
from orgchart.models import Line, Person, Unit, Vendor
from tests.cast import SYSTEM, make_line, make_person, make_unit, make_vendor, principal

pytestmark = pytest.mark.django_db
ENGSTROM = "Engstro\u0308m"


@pytest.fixture
def branch():
    """Three units, each below the one before."""
    top = make_unit("Top", code="top")
    middle = make_unit("Middle", code="middle", parent=top)
    return top, middle, make_unit("Bottom", code="bottom", parent=middle)


# H1


@pytest.mark.parametrize("verb", ["move", "update"])
def test_h1_no_unit_reports_to_itself_or_to_what_is_below_it(branch, verb):
    top, middle, bottom = branch
    for parent in (top, middle, bottom):
        with pytest.raises(ValidationError) as told:
            getattr(top, verb)(by=SYSTEM, parent=parent)
        sentence = f"{parent} reports, in the end, to this unit itself."
        assert told.value.message_dict == {"parent": [sentence]}
    assert Unit.objects.get(code="top").parent is None


def test_h1_by_the_id_of_the_parent_too(branch):
    top, _middle, bottom = branch
    with pytest.raises(ValidationError):
        top.update(by=SYSTEM, parent_id=bottom.pk)


def test_h1_a_unit_moves_to_another_and_to_none(branch):
    _top, _middle, bottom = branch
    told = bottom.move(by=SYSTEM, parent=None, reason="On its own")
    assert (told.title, told.reason) == ("Bottom now reports to nobody", "On its own")
    assert Unit.objects.get(code="bottom").parent is None
    other = make_unit("Other")
    assert bottom.move(by=SYSTEM, parent=other).title == "Bottom now reports to Other"


def test_h1_a_unit_has_one_head_who_may_be_nobody(branch):
    top, *_others = branch
    maya = make_person("Maya")
    top.update(by=SYSTEM, head=maya)
    assert Unit.objects.get(code="top").head == maya
    top.update(by=SYSTEM, head=None)
    assert Unit.objects.get(code="top").head is None


def test_h1_a_ring_that_stands_already_does_not_hang_the_walk_up(branch):
    top, middle, bottom = branch
    with change_set(by=SYSTEM, title="Past the verbs"):
        Unit.objects.filter(pk=top.pk).update(parent=bottom)
    with pytest.raises(ValidationError):
        middle.move(by=SYSTEM, parent=bottom)
    make_unit("Other").move(by=SYSTEM, parent=top)
    Unit.objects.get(code="top").update(by=SYSTEM, name="Not moved")
    Unit.objects.get(code="top").move(by=SYSTEM, parent=None)


def test_a_closed_unit_does_not_move(branch):
    top, *_others, bottom = branch
    bottom.update(by=SYSTEM, status="closed")
    with pytest.raises(Refused) as told:
        bottom.move(by=SYSTEM, parent=top)
    assert str(told.value) == "Bottom is closed. Only an active unit moves."


def test_a_move_minds_a_stale_reader(branch):
    _top, _middle, bottom = branch
    bottom.update(by=SYSTEM, name="Renamed")
    with pytest.raises(Stale):
        Unit.objects.get(code="bottom").expecting(1).move(by=SYSTEM, parent=None)


# N1, N8


@pytest.mark.parametrize("make", [make_unit, make_person, make_line])
@pytest.mark.parametrize("name", ["", "   ", "\t\n"])
def test_n1_a_name_is_no_blank(make, name):
    with pytest.raises(ValidationError) as told:
        make(name, **({"unit": make_unit("Home")} if make is make_line else {}))
    assert "name" in told.value.message_dict


def test_n1_names_and_codes_are_trimmed_and_composed():
    line = make_line("Database")
    for record in (
        make_person(f"  {ENGSTROM} ", code=f" {ENGSTROM} "),
        make_unit(f" {ENGSTROM}", code=f"{ENGSTROM} "),
        make_line(f" {ENGSTROM}", code=f"{ENGSTROM} ", unit=line.unit),
        make_vendor(f" {ENGSTROM}", code=f"{ENGSTROM} ", held_by=line),
    ):
        stored = type(record).objects.get(pk=record.pk)
        assert (stored.name, stored.code) == ("Engström", "Engström")


def test_n1_two_spellings_of_one_code_are_one_code():
    make_unit("One", code=ENGSTROM)
    with pytest.raises(ValidationError) as told:
        make_unit("Two", code=" Engström ")
    assert set(told.value.message_dict) == {"code"}


@pytest.mark.parametrize("code", ["a#b", "a/b:c", "with blanks", "ü" * 200, "UPPER", "0"])
def test_n1_a_code_is_exact_text(code):
    make_unit("One", code=code)
    assert Unit.objects.get(code=code).name == "One"


def test_n1_a_code_has_200_characters_at_most():
    with pytest.raises(ValidationError) as told:
        make_unit("One", code="x" * 201)
    assert set(told.value.message_dict) == {"code"}


def test_n1_codes_are_made_from_names_and_are_unique_in_their_kind():
    codes = [make_unit("Data & Reports").code for _ in range(3)]
    assert codes == ["data-reports", "data-reports-2", "data-reports-3"]
    assert make_person("Data & Reports").code == "data-reports"
    assert make_unit("数据库").code == "unit"


def test_n8_a_short_name_is_made_and_has_16_characters_at_most():
    assert make_line("Database Engineering").short_name == "Database"
    assert make_line("Cloud Ops").short_name == "Cloud Ops"
    assert make_line("Database", short_name=" DB ").short_name == "DB"
    with pytest.raises(ValidationError) as told:
        make_line("Database", short_name="x" * 17)
    assert set(told.value.message_dict) == {"short_name"}


def test_n8_a_short_name_stays_when_the_name_changes_and_comes_back_when_it_is_emptied():
    line = make_line("Database", short_name="DB")
    line.update(by=SYSTEM, name="Data Platform Engineering")
    assert line.short_name == "DB"
    line.update(by=SYSTEM, short_name="")
    assert line.short_name == "Data Platform"


@pytest.mark.parametrize("block", ["XX", "EX", "CL", "ae"])
def test_n2_a_type_of_business_is_one_of_seven_or_not_named(block):
    with pytest.raises(ValidationError) as told:
        make_line("Database", block=block)
    assert set(told.value.message_dict) == {"block"}
    assert make_line("Nameless").block == ""


# N5


def test_n5_no_line_begins_in_a_closed_unit():
    closed = make_unit("Closed", status="closed")
    with pytest.raises(ValidationError) as told:
        make_line("Database", unit=closed)
    assert told.value.message_dict == {"unit": ["Closed is closed. Choose an active unit."]}


def test_n5_no_line_moves_into_a_closed_unit_but_one_may_stay(branch):
    line, closed = make_line("Database"), make_unit("Closed", status="closed")
    with pytest.raises(ValidationError):
        line.update(by=SYSTEM, unit=closed)
    line.update(by=SYSTEM, status="closed")
    line.unit.update(by=SYSTEM, status="closed")
    line.update(by=SYSTEM, specialty="Archives")
    assert Line.objects.get(pk=line.pk).specialty == "Archives"


def test_n5_nothing_here_has_a_verb_that_deletes():
    for model in (Person, Unit, Line, Vendor):
        assert not hasattr(model, "remove")


# parts


def test_memberships_appointments_and_boundaries_are_replaced_as_a_whole(branch):
    top, middle, _bottom = branch
    maya, line, other = make_person("Maya"), make_line("Database"), make_line("Operations")
    maya.update(by=SYSTEM, memberships=[{"unit": top}])
    maya.update(by=SYSTEM, memberships=[{"unit": middle}])
    assert [membership.unit for membership in maya.memberships.all()] == [middle]
    top.update(by=SYSTEM, appointments=[{"person": maya, "kind": "deputy"}, {"person": maya, "kind": "editor"}])
    assert [appointment.kind for appointment in top.appointments.all()] == ["deputy", "editor"]
    line.update(by=SYSTEM, boundaries=[{"text": "Printers", "goes_to": other}])
    line.update(by=SYSTEM, boundaries=[])
    assert not line.boundaries.exists()


def test_a_part_that_is_wrong_leaves_all_as_it_was(branch):
    top, *_others = branch
    maya = make_person("Maya")
    top.update(by=SYSTEM, appointments=[{"person": maya, "kind": "deputy"}])
    for wrong in ([{"person": maya, "kind": "king"}], [{"person": maya, "kind": "editor"}] * 2):
        with pytest.raises(ValidationError):
            top.update(by=SYSTEM, appointments=wrong)
    assert [appointment.kind for appointment in Unit.objects.get(pk=top.pk).appointments.all()] == ["deputy"]


@pytest.mark.parametrize("name", ["provisional", "id", "version", "created_at", "search", "nonsense"])
def test_no_column_is_written_that_is_not_edited(name):
    sentence = {name: ["There is no such field."]}
    with pytest.raises(ValidationError) as told:
        make_line("Database", **{name: None})
    assert told.value.message_dict == sentence
    with pytest.raises(ValidationError) as told:
        make_line("Operations").update(by=SYSTEM, **{name: None})
    assert told.value.message_dict == sentence


# P4


def test_p4_a_line_is_confirmed_once(company):
    with pytest.raises(Refused) as told:
        company.db.confirm(by=SYSTEM)
    assert str(told.value) == "Database Engineering is confirmed already."


# V1


@pytest.mark.parametrize("model", [Person, Unit, Line, Vendor])
def test_v1_the_chart_is_seen_by_everyone_signed_in_and_nobody_else(company, model):
    make_vendor(held_by=company.db)
    room = company.room()
    link = PresenterLink.issue(by=SYSTEM, subject=room, permission="walkthroughs.present_walkthrough")
    assert set(model.objects.visible_to(principal(company.olga))) == set(model.objects.all())
    assert not model.objects.visible_to(Principal.nobody()).exists()
    assert not model.objects.visible_to(Principal.of_link(link)).exists()


def test_people_units_lines_and_vendors_are_found_whatever_the_case_and_accents(company):
    maya = make_person("Maÿa Lindqvist-Ørsted", title="Chef d'équipe")
    assert list(Person.objects.matching("EQUIPE maya")) == [maya]
    assert list(Line.objects.matching("engineering data")) == [company.db]
    assert not Line.objects.matching("100%").exists()
    assert not Line.objects.matching("_").exists()
    assert set(Line.objects.matching("  ")) == {company.erp, company.db, company.ops}
    assert not Line.objects.matching("nul\0").exists()


def test_an_outsider_writes_nothing(company):
    by, vendor = principal(company.olga), make_vendor(held_by=company.db)
    for record in (company.maya, company.it, company.db_unit, company.db, vendor):
        with pytest.raises(NotAllowed):
            record.update(by=by, name="Mine")
    for act in (
        lambda: Person.create(by=by, name="Mine"),
        lambda: Unit.create(by=by, name="Mine"),
        lambda: Line.create(by=by, name="Mine", unit=company.db_unit),
        lambda: Vendor.create(by=by, name="Mine", held_by=company.db),
        lambda: Vendor.create(by=by, name="Mine"),
        lambda: Line.create(by=by, name="Mine"),
        lambda: company.db_unit.move(by=by, parent=None),
        lambda: company.db.confirm(by=by),
    ):
        with pytest.raises(NotAllowed):
            act()
