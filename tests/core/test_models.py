"""What every row that people write has in common: codes, versions, locks, snapshots (rules N1, N7)."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from itbiz.audit.record import change_set
from itbiz.core.errors import NotAllowed, Stale
from itbiz.core.models import BOOKKEEPING
from orgchart.models import Line, Unit
from tests.cast import SYSTEM, make_line, make_person, make_unit, principal

pytestmark = pytest.mark.django_db


def test_n7_the_version_rises_by_one_a_change_and_never_without():
    unit = make_unit("Operations")
    assert unit.version == 1
    unit.update(by=SYSTEM, name="Cloud Operations")
    unit.update(by=SYSTEM, name="Cloud Operations")
    assert (unit.version, Unit.objects.get().version) == (2, 2)


def test_n7_a_writer_who_read_an_older_version_is_stale():
    unit = make_unit("Operations")
    unit.update(by=SYSTEM, name="Cloud Operations")
    with pytest.raises(Stale) as told:
        Unit.objects.get().expecting(1).update(by=SYSTEM, name="Mine")
    assert told.value.record.version == 2
    assert "was changed by somebody else" in str(told.value)
    Unit.objects.get().expecting(2).update(by=SYSTEM, name="Mine")
    assert Unit.objects.get().name == "Mine"


def test_n7_an_expectation_holds_for_one_write():
    unit = make_unit("Operations").expecting(1)
    unit.update(by=SYSTEM, name="Once")
    unit.update(by=SYSTEM, name="Twice")
    assert unit.version == 3


def test_n4_times_are_kept_by_the_row(company):
    begun = company.it.updated_at
    company.it.update(by=SYSTEM, name="IT")
    stored = Unit.objects.get(pk=company.it.pk)
    assert stored.created_at <= begun <= stored.updated_at <= timezone.now()


def test_the_right_is_asked_for_what_stands_and_for_what_is_wanted(company):
    with pytest.raises(NotAllowed):
        company.ops.update(by=principal(company.aisha), unit=company.db_unit)
    with pytest.raises(NotAllowed):
        company.db.update(by=principal(company.aisha), unit=company.ops_unit)
    assert Line.objects.get(pk=company.db.pk).unit == company.db_unit


def test_a_verb_writes_what_stands_and_not_what_lies_in_memory():
    unit = make_unit("Operations")
    old = Unit.objects.get()
    unit.update(by=SYSTEM, description="Kept")
    old.name = "Never said"
    old.update(by=SYSTEM, headcount=3)
    stored = Unit.objects.get()
    assert (stored.name, stored.description, stored.headcount) == ("Operations", "Kept", 3)


def test_errors_are_keyed_by_field_and_named_together():
    with pytest.raises(ValidationError) as told:
        make_line("", block="XX", status="gone", staff="many")
    assert set(told.value.message_dict) == {"name", "block", "status", "staff"}


def test_unknown_fields_are_named():
    with pytest.raises(ValidationError) as told:
        make_unit("Operations", colour="red", size="big")
    assert set(told.value.message_dict) == {"colour", "size"}
    assert not Unit.objects.exists()


def test_a_row_that_is_referred_to_must_exist():
    with pytest.raises(ValidationError) as told:
        make_unit("Operations", head_id=4711)
    assert set(told.value.message_dict) == {"head"}


def test_a_snapshot_holds_columns_and_parts_and_no_bookkeeping():
    maya = make_person("Maya", memberships=[{"unit": make_unit("Operations")}])
    snapshot = maya.snapshot()
    assert not BOOKKEEPING & set(snapshot)
    assert [set(row) for row in snapshot["memberships"]] == [{"person_id", "unit_id"}]
    assert {"id", "code", "name", "email", "title", "active", "user_id"} <= set(snapshot)


def test_a_lock_forgets_what_was_read_before():
    unit = make_unit("Operations")
    with change_set(by=SYSTEM, title="Read again"):
        stale = Unit.objects.get()
        stale.name = "Only here"
        assert stale.lock().name == "Operations"
    assert unit.before is None


def test_rows_are_not_saved_or_deleted_past_their_verbs_even_inside_a_set():
    unit = make_unit("Operations")
    for write in (unit.save, unit.delete, lambda: Unit.objects.create(name="Another")):
        with pytest.raises(RuntimeError), change_set(by=SYSTEM, title="Past the verbs"):
            write()
    assert list(Unit.objects.values_list("name", flat=True)) == ["Operations"]


def test_a_text_longer_than_anybody_reads_is_refused_beside_its_field():
    line = make_line()
    with pytest.raises(ValidationError) as told:
        line.update(by=SYSTEM, domain="x" * 10_001)
    assert told.value.message_dict == {
        "domain": ["At most 10000 characters. Say it shorter, or name the document that says it."]
    }
    line.update(by=SYSTEM, domain="x" * 10_000)
