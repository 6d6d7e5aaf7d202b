"""Querysets of domain rows: nobody sees anything unless a rule says so, and search folds what is typed."""

import pytest
from django.apps import apps

from itbiz.access.principals import Principal
from itbiz.core.models import Part, Record
from itbiz.core.querysets import PartQuerySet, RecordQuerySet
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
