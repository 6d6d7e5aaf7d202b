"""The one write path: change sets, what they tell, and what they leave behind when something goes wrong (U1, U2)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from catalog.models import Service, ServiceVersion
from itbiz.access.models import Token, User
from itbiz.access.principals import Principal
from itbiz.audit import record
from itbiz.audit.models import Change, ChangeSet, Counter
from itbiz.audit.record import change_set, current, require_change_set
from itbiz.core.errors import Refused
from orgchart.models import Appointment, Membership, Person, Unit
from tests.cast import (
    SYSTEM,
    WHOLE,
    make_contract,
    make_line,
    make_person,
    make_service,
    make_unit,
    principal,
)
from walkthroughs.models import Contract, Question, Terms, Walkthrough

pytestmark = pytest.mark.django_db


def newest():
    """Return the change set that was numbered last."""
    return ChangeSet.objects.order_by("-number").first()


def fail_after(act):
    """Do an act in a part of the open change set, then refuse."""
    with change_set(by=SYSTEM, title="a part"):
        act()
        raise Refused("No.")


def test_u1_one_act_is_one_set_with_its_before_and_after():
    unit = make_unit("Operations", code="ops")
    changed = unit.update(by=SYSTEM, name="Cloud Operations", reason="A better name")
    assert (changed.title, changed.reason, changed.source) == ("Unit edited: Operations", "A better name", "command")
    (change,) = changed.changes.all()
    assert (change.kind, change.object_id, change.code, change.action) == ("orgchart.unit", unit.pk, "ops", "updated")
    assert change.label == "Cloud Operations"
    assert (change.before["name"], change.after["name"]) == ("Operations", "Cloud Operations")
    assert {name for name in change.after if change.after[name] != change.before[name]} == {"name"}


def test_u1_a_set_keeps_who_acted_and_through_what(company):
    by = principal(company.maya, source="rest", request_id="abcdef0123")
    company.erp.update(by=by, specialty="ERP")
    told = newest()
    assert (told.actor_kind, told.actor_id, told.actor_name) == ("user", by.user_id, "Maya Lindqvist")
    assert (told.source, told.request_id, told.on_behalf_of_id) == ("rest", "abcdef0123", None)


def test_u1_a_token_is_told_by_its_owner_and_name(company):
    owner = principal(company.maya)
    token = Token.issue(by=owner, user=owner.user, scopes=["org:write"], days=1, name="nightly")
    company.erp.update(by=Principal.of_token(token), specialty="ERP")
    told = newest()
    assert (told.actor_kind, told.actor_name, told.source) == ("token", "Maya Lindqvist (nightly)", "rest")


def test_u1_a_service_is_told_with_its_levels_and_ingredients(company):
    levels = [{"name": "Gold", "text": "Within 15 minutes"}]
    service = make_service("ERP", line=company.erp, levels=levels, ingredients=[{"needs": company.tier}])
    created = Change.objects.get(kind="catalog.service", object_id=service.pk, action="created")
    assert created.before is None
    assert created.after["levels"] == levels
    assert [row["needs_id"] for row in created.after["ingredients"]] == [company.tier.pk]


def test_u1_the_log_holds_no_password_and_no_secret(company):
    by = principal(company.maya)
    token = Token.issue(by=by, user=by.user, scopes=["org:read"], days=1)
    told = str(list(Change.objects.values_list("before", "after")))
    assert token.digest not in told
    assert token.secret not in told
    assert by.user.password not in told


def test_u1_a_set_about_a_walkthrough_names_it(company):
    walkthrough = company.room()
    assert newest().walkthrough_id == walkthrough.pk
    planned = ChangeSet.objects.get(changes__kind="walkthroughs.walkthrough", changes__action="created")
    assert planned.walkthrough_id == walkthrough.pk
    for act in (
        lambda: walkthrough.update(by=SYSTEM, title="Books"),
        lambda: make_contract(walkthrough),
        lambda: Question.create(by=SYSTEM, about=walkthrough, text="Who decides?"),
    ):
        act()
        assert newest().walkthrough_id == walkthrough.pk


def test_u1_the_reason_of_nested_verbs_is_kept(company):
    walkthrough = company.room()
    Question.create(by=SYSTEM, about=walkthrough, text="Who decides?", reason="It came up")
    assert newest().reason == "It came up"


def test_u2_numbers_are_the_order_of_commits():
    start = ChangeSet.objects.last_number()
    for name in ("One", "Two", "Three"):
        make_unit(name)
    numbers = list(ChangeSet.objects.filter(number__gt=start).order_by("pk").values_list("number", flat=True))
    assert numbers == [start + 1, start + 2, start + 3]
    assert ChangeSet.objects.last_number() == start + 3


def test_u2_changes_of_a_set_are_counted_from_zero():
    with change_set(by=SYSTEM, title="Three units") as changes:
        for name in ("One", "Two", "Three"):
            make_unit(name)
    assert list(changes.row.changes.order_by("ordinal").values_list("ordinal", "label")) == [
        (0, "One"),
        (1, "Two"),
        (2, "Three"),
    ]


def test_u1_nothing_is_written_when_nothing_changed(company):
    walkthrough = company.room()
    contract = make_contract(walkthrough, need="Close the books")
    sets, number, live = ChangeSet.objects.count(), Counter.objects.get(name="changes").value, version(walkthrough)
    company.erp.update(by=SYSTEM, name="ERP Engineering")
    contract.update(by=SYSTEM, need="Close the books")
    contract.update(by=principal(company.olga))
    assert ChangeSet.objects.count() == sets
    assert Counter.objects.get(name="changes").value == number
    assert Unit.objects.get(pk=company.erp_unit.pk).version == 1
    assert version(walkthrough) == live


def test_n7_the_live_number_rises_once_a_set_and_with_the_time(company):
    walkthrough = company.room()
    live, before = version(walkthrough), Walkthrough.objects.get(pk=walkthrough.pk).updated_at
    with change_set(by=SYSTEM, title="Two needs"):
        root = make_contract(walkthrough)
        make_contract(walkthrough, parent=root)
    assert version(walkthrough) == live + 1
    assert Walkthrough.objects.get(pk=walkthrough.pk).updated_at > before


def version(walkthrough):
    """Return the live number as the database has it."""
    return Walkthrough.objects.values_list("version", flat=True).get(pk=walkthrough.pk)


def test_u1_what_fails_leaves_no_row_and_no_number():
    number, sets = ChangeSet.objects.last_number(), ChangeSet.objects.count()
    with pytest.raises(ValidationError), change_set(by=SYSTEM, title="Two of one code"):
        [make_unit(name, code="ops") for name in ("Operations", "Other")]
    assert not Unit.objects.exists()
    assert (ChangeSet.objects.last_number(), ChangeSet.objects.count()) == (number, sets)


def test_u1_a_part_that_fails_takes_back_its_own_changes_alone():
    with change_set(by=SYSTEM, title="Three tries") as changes:
        make_unit("First", code="one")
        with pytest.raises(ValidationError):
            make_unit("Second", code="one")
        with pytest.raises(Refused):
            fail_after(lambda: make_unit("Third"))
        make_unit("Fourth")
    assert list(changes.row.changes.order_by("ordinal").values_list("ordinal", "label")) == [
        (0, "First"),
        (1, "Fourth"),
    ]
    assert set(Unit.objects.values_list("name", flat=True)) == {"First", "Fourth"}


def test_u1_a_set_goes_on_after_its_first_part_failed():
    with change_set(by=SYSTEM, title="The second try") as changes:
        with pytest.raises(Refused):
            fail_after(lambda: make_unit("First"))
        make_unit("Second")
    assert newest() == changes.row
    assert [change.label for change in changes.row.changes.all()] == ["Second"]


def test_u1_a_set_whose_only_part_failed_leaves_nothing():
    number, sets = ChangeSet.objects.last_number(), ChangeSet.objects.count()
    with change_set(by=SYSTEM, title="Nothing"), pytest.raises(Refused):
        fail_after(lambda: make_unit("First"))
    assert (ChangeSet.objects.last_number(), ChangeSet.objects.count()) == (number, sets)


def test_u1_a_large_part_that_fails_does_not_take_earlier_changes_with_it(monkeypatch):
    monkeypatch.setattr(record, "FLUSH_AT", 3)
    with change_set(by=SYSTEM, title="Many") as changes:
        make_unit("First")
        with pytest.raises(Refused):
            fail_after(lambda: [make_unit(f"Part {n}") for n in range(5)])
        for n in range(4):
            make_unit(f"After {n}")
    labels = list(changes.row.changes.order_by("ordinal").values_list("label", flat=True))
    assert labels == ["First", "After 0", "After 1", "After 2", "After 3"]
    assert list(changes.row.changes.order_by("ordinal").values_list("ordinal", flat=True)) == [0, 1, 2, 3, 4]


def test_n7_a_part_that_fails_does_not_keep_the_live_number_down(company):
    walkthrough = company.room()
    live = version(walkthrough)
    with change_set(by=SYSTEM, title="The second try"):
        with pytest.raises(Refused):
            fail_after(lambda: make_contract(walkthrough))
        make_contract(walkthrough)
    assert version(walkthrough) == live + 1


def test_a_dry_run_does_all_the_work_and_stores_nothing():
    number, sets = ChangeSet.objects.last_number(), ChangeSet.objects.count()
    with change_set(by=SYSTEM, title="A try", dry_run=True) as changes:
        unit = make_unit("Operations")
        assert Unit.objects.filter(pk=unit.pk).exists()
    assert changes.row.number == number + 1
    assert not Unit.objects.exists()
    assert (ChangeSet.objects.last_number(), ChangeSet.objects.count()) == (number, sets)


def test_no_set_is_left_open_after_an_error():
    with pytest.raises(ZeroDivisionError), change_set(by=SYSTEM, title="Broken"):
        1 / 0  # noqa: B018
    assert current() is None
    with pytest.raises(RuntimeError):
        require_change_set()


def test_a_refusal_of_the_database_is_told_in_its_sentence_from_a_part_and_from_the_whole():
    make_unit("Operations", code="ops")
    sentence = "This code is taken. Choose another, or leave it empty to have one made."
    with pytest.raises(ValidationError) as whole:
        make_unit("Other", code="ops")
    assert whole.value.message_dict == {"code": [sentence]}
    assert isinstance(whole.value.__cause__, IntegrityError)
    with pytest.raises(ValidationError) as part, change_set(by=SYSTEM, title="outer"):
        make_unit("Other", code="ops")
    assert part.value.message_dict == {"code": [sentence]}


WRITES_PAST_THE_LOG = {
    "save": lambda unit: unit.save(),
    "delete": lambda unit: unit.delete(),
    "store": lambda unit: unit.store(),
    "erase": lambda unit: unit.erase(),
    "objects.create": lambda unit: Unit.objects.create(name="Past the log"),
    "get_or_create": lambda unit: Unit.objects.get_or_create(name="Past the log"),
    "update_or_create": lambda unit: Unit.objects.update_or_create(name=unit.name, defaults={"name": "Past the log"}),
    "bulk_create": lambda unit: Unit.objects.bulk_create([Unit(name="Past the log")]),
    "bulk_update": lambda unit: Unit.objects.bulk_update([unit], ["name"]),
    "queryset update": lambda unit: Unit.objects.update(name="Past the log"),
    "queryset delete": lambda unit: Unit.objects.filter(pk=unit.pk).delete(),
    "related update": lambda unit: unit.children.update(name="Past the log"),
    "related add": lambda unit: unit.children.add(Unit.objects.get(name="Below")),
    "related create": lambda unit: unit.children.create(name="Past the log"),
    "part save": lambda unit: Appointment(unit=unit, person=Person.objects.get(), kind="deputy").save(),
    "part create": lambda unit: Membership.objects.create(unit=unit, person=Person.objects.get()),
    "part delete": lambda unit: unit.appointments.all().delete(),
    "user save": lambda unit: User(username="past-the-log").save(),
    "user delete": lambda unit: User.objects.get().delete(),
}


@pytest.mark.parametrize("way", WRITES_PAST_THE_LOG)
def test_u1_no_domain_row_is_written_past_the_log(way):
    unit = make_unit("Operations")
    make_unit("Below")
    make_person("Maya", username="maya")
    with pytest.raises(RuntimeError, match="through their verbs, inside a change set"):
        WRITES_PAST_THE_LOG[way](unit)
    assert set(Unit.objects.values_list("name", flat=True)) == {"Operations", "Below"}
    assert list(User.objects.values_list("username", flat=True)) == ["maya"]


@pytest.mark.parametrize("model", [Service, ServiceVersion, Contract, Terms, Question, Walkthrough])
def test_u1_every_model_refuses_bulk_writes_past_the_log(model):
    with pytest.raises(RuntimeError):
        model.objects.update(pk=1)
    with pytest.raises(RuntimeError):
        model.objects.bulk_create([])
    with pytest.raises(RuntimeError):
        model.objects.all().delete()


def test_u1_publishing_what_was_imported_as_offered_is_told():
    line = make_line("Database")
    imported = make_service("Tier", line=line, publish=False, status="offered", **WHOLE)
    imported.publish(by=SYSTEM)
    told = newest()
    assert told.title == "Tier published"
    assert [(change.label, change.action) for change in told.changes.all()] == [("Tier", "updated")]
    assert Service.objects.get(pk=imported.pk).version == 2


def test_many_records_at_once_are_each_told():
    line = make_line("Database")
    services = [Service(name=name, code=name.lower(), line=line) for name in ("One", "Two")]
    with change_set(by=SYSTEM, title="Two services") as changes:
        changes.create_many(services)
        assert changes.create_many([]) == []
    assert [(change.label, change.action) for change in changes.row.changes.order_by("ordinal")] == [
        ("One", "created"),
        ("Two", "created"),
    ]
    assert all(change.after["ingredients"] == [] for change in changes.row.changes.all())
