"""Querysets of domain rows: nobody sees anything unless a rule says so, and search folds what is typed."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Replace

from itbiz.access.principals import Principal
from itbiz.audit.record import change_set
from itbiz.core.forms import is_column
from itbiz.core.migrating import end_names
from itbiz.core.models import Part, Record
from itbiz.core.querysets import PartQuerySet, RecordQuerySet
from itbiz.core.text import END
from orgchart.models import Unit
from tests.cast import SYSTEM, make_contract, make_unit, make_vendor
from walkthroughs.models import Finding, Obligation, Pattern, Question, Room, Seat

RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
PARTS = [model for model in apps.get_models() if issubclass(model, Part)]


@pytest.mark.parametrize("model", RECORDS)
def test_v_every_model_says_itself_who_sees_it(model):
    assert type(model.objects.all()).visible_to is not RecordQuerySet.visible_to


@pytest.mark.parametrize("model", RECORDS + PARTS)
def test_every_model_of_the_domain_refuses_writes_past_the_log(model):
    assert isinstance(model.objects.all(), PartQuerySet)
    assert isinstance(model._base_manager.all(), PartQuerySet)


@pytest.mark.django_db
def test_v_nobody_sees_a_row_of_any_model(company):
    root = make_contract(company.room(), supplier=company.erp)
    make_vendor(held_by=company.db)
    Obligation.create(by=SYSTEM, contract=root, what="Testers")
    Question.create(by=SYSTEM, about=root, text="Who decides?")
    Finding.create(by=SYSTEM, about=root, rule="D03", detail="Two offer it")
    Seat.take(Room.of(root.walkthrough), name="Ann")
    root.walkthrough.close(by=SYSTEM, reason="Enough")
    Pattern.keep(root.walkthrough, by=SYSTEM, name="A close")
    for model in RECORDS:
        assert model.objects.visible_to(SYSTEM).count() == model.objects.count() > 0
        assert not model.objects.visible_to(Principal.nobody()).exists(), model


def test_without_a_rule_nobody_sees_anything():
    assert str(RecordQuerySet(Unit).visible_to(SYSTEM).query.is_empty()) == "True"


@pytest.mark.django_db
def test_every_word_is_looked_for_whatever_the_order_case_and_accents():
    one, two = make_unit("Café Opérations"), make_unit("Cafeteria")
    assert set(Unit.objects.matching("CAFE")) == {one, two}
    assert list(Unit.objects.matching("operations  cafe")) == [one]
    assert not Unit.objects.matching("cafe nothing").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"', "\0", "%_%"])
def test_signs_of_the_database_are_letters_to_the_search(text):
    plain, odd = make_unit("Plain"), make_unit(f"odd {text.replace(chr(0), '')} sign")
    found = set(Unit.objects.matching(text))
    assert found == ({plain, odd} if text == "\0" else {odd})


@pytest.mark.django_db
def test_names_stand_as_people_sort_them_in_both_databases():
    for name in ("Zebra", "Özdemir", "oak", "Äpfel", "Pear"):
        make_unit(name)
    assert [unit.name for unit in Unit.objects.by_name()] == ["Äpfel", "oak", "Özdemir", "Pear", "Zebra"]
    assert [unit.name for unit in Unit.objects.with_place().order_by("place")][2] == "Özdemir"


NAMES = ["Data", "Data Base", "Data Office", "Data-Mart", "Database", "Oel", "Öl", "Öl und Gas"]


@pytest.mark.django_db
def test_a_name_stands_before_the_names_that_begin_with_it():
    for number, name in enumerate(reversed(NAMES)):
        make_unit(name, code=f"{number} a")
    assert [unit.name for unit in Unit.objects.by_name()] == NAMES
    assert [unit.name for unit in Unit.objects.with_place().order_by("place")] == NAMES
    if connection.vendor == "postgresql":
        assert 'ORDER BY "orgchart_unit"."search" COLLATE "C"' in str(Unit.objects.by_name().query)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [model for model in RECORDS if is_column(model, "name")])
def test_every_row_with_a_name_ends_it_in_what_it_is_sorted_by(model, company):
    row = model(name="Data  Öl", code="data-oel")
    row.prepare()
    assert row.search.startswith(f"data ol {END}")
    assert "data-oel" in row.search


@pytest.mark.django_db
def test_rows_that_were_written_without_an_end_get_one(company):
    for number, name in enumerate(NAMES):
        make_unit(name, code=f"{number} a")
    kept = dict(Unit._base_manager.values_list("pk", "search"))
    with change_set(by=SYSTEM, title="As it was written before"):
        Unit._base_manager.update(search=Replace("search", Value(END), Value("")))
    assert [unit.name for unit in Unit.objects.by_name() if unit.name in NAMES] != NAMES
    for _time in range(2):
        with change_set(by=SYSTEM, title="Migrated"):
            end_names("orgchart", "unit").code(apps, None)
        assert dict(Unit._base_manager.values_list("pk", "search")) == kept
