"""Who may change the organisation: the CIO, and heads below their own unit (rule P1)."""

import pytest

from itbiz.audit.record import change_set
from itbiz.core.errors import NotAllowed
from orgchart.models import Line, Unit, Vendor
from orgchart.reach import headed_units, people_on_side, side_units, writer_units
from tests.cast import SYSTEM, make_line, make_person, make_unit, principal

pytestmark = pytest.mark.django_db


@pytest.fixture
def chart(company):
    """Database with a team below it; a deputy and an editor at Database; a CIO who heads nothing."""
    company.dora, company.edith = make_person("Dora", username="dora"), make_person("Edith", username="edith")
    company.carl = make_person("Carl Chief", username="carl", roles=["cio"])
    company.rita = make_person("Rita Reader", username="rita", roles=["reader", "integration", "facilitator"])
    company.tom = make_person("Tom Teamlead", username="tom")
    appointed = [{"person": company.dora, "kind": "deputy"}, {"person": company.edith, "kind": "editor"}]
    company.db_unit.update(by=SYSTEM, appointments=appointed)
    company.team = make_unit("Backup team", code="backup", parent=company.db_unit, head=company.tom)
    company.backup = make_line("Backups", code="backups", unit=company.team)
    names = ("nadia", "aisha", "dora", "edith", "tom", "ruth", "carl", "rita", "olga")
    company.people = {name: getattr(company, name) for name in names}
    return company


def allowed(chart, act):
    """Return the names of those whom an act is not refused; each act is done by everybody in turn."""
    names = set()
    for name, person in chart.people.items():
        try:
            act(principal(person), name)
        except NotAllowed:
            continue
        names.add(name)
    return names


def test_p1_a_unit_is_written_by_the_cio_and_by_heads_above_it(chart):
    assert allowed(chart, lambda by, name: chart.team.update(by=by, description=name)) == {"nadia", "aisha", "carl"}
    assert allowed(chart, lambda by, name: chart.db_unit.update(by=by, description=name)) == {"nadia", "carl"}
    assert allowed(chart, lambda by, name: chart.finance.update(by=by, description=name)) == {"nadia", "carl"}


def test_p1_nobody_names_their_own_deputies_or_successor(chart):
    with pytest.raises(NotAllowed):
        chart.db_unit.update(by=principal(chart.aisha), appointments=[])
    with pytest.raises(NotAllowed):
        chart.db_unit.update(by=principal(chart.aisha), head=chart.olga)


def test_p1_a_unit_is_made_below_ones_own(chart):
    made = allowed(chart, lambda by, name: Unit.create(by=by, name=name, parent=chart.db_unit))
    assert made == {"nadia", "aisha", "carl"}
    assert allowed(chart, lambda by, name: Unit.create(by=by, name=name)) == {"nadia", "carl"}


@pytest.mark.parametrize("verb", ["move", "update"])
def test_p1_a_unit_moves_between_units_of_ones_own_alone(chart, verb):
    other = make_unit("Archive team", parent=chart.db_unit)
    aisha = principal(chart.aisha)
    getattr(chart.team, verb)(by=aisha, parent=other)
    for parent in (chart.ops_unit, None, chart.it):
        with pytest.raises(NotAllowed):
            getattr(chart.team, verb)(by=principal(chart.aisha), parent=parent)
    foreign = make_unit("Night shift", parent=chart.ops_unit)
    with pytest.raises(NotAllowed):
        getattr(foreign, verb)(by=principal(chart.aisha), parent=chart.db_unit)
    assert Unit.objects.get(code="backup").parent == other


def test_p1_people_are_written_by_the_cio(chart):
    assert allowed(chart, lambda by, name: chart.olga.update(by=by, title=name)) == {"nadia", "carl"}
    with pytest.raises(NotAllowed):
        chart.olga.update(by=principal(chart.olga), user=chart.olga.user)


def test_p1_a_line_is_named_by_the_cio_and_by_heads(chart):
    assert allowed(chart, lambda by, name: chart.backup.update(by=by, name=name)) == {"nadia", "aisha", "tom", "carl"}
    assert allowed(chart, lambda by, name: chart.db.update(by=by, block="BE", name=name)) == {"nadia", "aisha", "carl"}


def test_p1_domain_texts_are_written_by_the_side_and_editors(chart):
    everybody = {"nadia", "aisha", "dora", "edith", "tom", "carl"}
    assert allowed(chart, lambda by, name: chart.backup.update(by=by, domain=name)) == everybody
    written = allowed(chart, lambda by, name: chart.db.update(by=by, boundaries=[{"text": name}], specialty=name))
    assert written == everybody - {"tom"}


def test_p1_a_line_moves_where_both_ends_are_ones_own(chart):
    with pytest.raises(NotAllowed):
        chart.backup.update(by=principal(chart.aisha), unit=chart.ops_unit)
    chart.backup.update(by=principal(chart.aisha), unit=chart.db_unit)
    with pytest.raises(NotAllowed):
        chart.ops.update(by=principal(chart.aisha), unit=chart.db_unit)
    chart.ops.update(by=principal(chart.nadia), unit=chart.db_unit)
    assert Line.objects.get(pk=chart.ops.pk).unit == chart.db_unit


def test_p1_a_vendor_is_written_by_the_side_of_its_line(chart):
    made = allowed(chart, lambda by, name: Vendor.create(by=by, name=name, held_by=chart.db))
    assert made == {"nadia", "aisha", "dora", "carl"}
    vendor = Vendor.objects.first()
    with pytest.raises(NotAllowed):
        vendor.update(by=principal(chart.aisha), held_by=chart.ops)


def test_p_what_a_person_holds_holds_for_the_units_below(chart):
    below = {chart.db_unit.pk, chart.team.pk}
    reach = {
        name: (headed_units(principal(p)), side_units(principal(p)), writer_units(principal(p)))
        for name, p in chart.people.items()
    }
    assert reach["aisha"] == (below, below, below)
    assert reach["dora"] == (set(), below, below)
    assert reach["edith"] == (set(), set(), below)
    assert reach["tom"] == ({chart.team.pk},) * 3
    assert reach["carl"] == reach["rita"] == reach["olga"] == (set(), set(), set())
    assert len(reach["nadia"][0]) == 5


def test_p_the_side_of_a_line_is_heads_and_deputies_from_it_upwards(chart):
    assert people_on_side(chart.backup) == {chart.tom.pk, chart.aisha.pk, chart.dora.pk, chart.nadia.pk}
    assert people_on_side(chart.ops) == {chart.ruth.pk, chart.nadia.pk}


def test_p_a_ring_of_units_does_not_hang_the_rules(chart):
    with change_set(by=SYSTEM, title="Past the verbs"):
        Unit.objects.filter(pk=chart.it.pk).update(parent=chart.team)
    assert chart.it.pk in side_units(principal(chart.tom))
    assert chart.tom.pk in people_on_side(chart.erp)
