"""Merging while others write: nobody waits for ever, and nobody is named who turned out to be another."""

import time
from threading import Event

import pytest
from django.db import connection

from itbiz.audit.record import change_set
from orgchart.models import Person, Unit
from tests.cast import SYSTEM, make_person, make_unit
from tests.together import kinds, together

pytestmark = pytest.mark.django_db(transaction=True)
# Long enough for the merge to come to where it waits.
A_WHILE = 0.5


@pytest.fixture
def two():
    """Two who turn out to be one, the second of whom heads a unit."""
    karin, other = make_person("Karin Vogel"), make_person("Karin Vogl")
    make_unit("Data", code="data", head=other)
    return karin, other


def while_it_is_open(two, first, then):
    """Merge `two` while a change set is open that did `first()` and is about to do `then()`; return what became."""
    karin, other = (Person.objects.get(pk=person.pk) for person in two)
    begun = Event()

    def write():
        with change_set(by=SYSTEM, title="Meanwhile"):
            first()
            begun.set()
            time.sleep(A_WHILE)
            then()

    def merge():
        begun.wait(10)
        karin.merge(other, by=SYSTEM)

    return together(write, merge)


def assert_nobody_names_who_is_gone():
    """Assert that whoever heads a unit is themselves."""
    assert not Unit.objects.exclude(head=None).exclude(head__merged_into=None).exists()


def test_an_edit_that_names_one_of_the_two_and_the_merge_do_not_wait_for_each_other(two):
    unit = Unit.objects.get(code="data")
    results = while_it_is_open(two, unit.lock, lambda: unit.update(by=SYSTEM, head=two[0]))
    assert kinds(results) == ["", ""]
    assert Person.objects.get(pk=two[1].pk).merged_into == two[0]
    assert_nobody_names_who_is_gone()


def test_who_names_the_one_who_goes_while_the_two_are_merged_is_told(two):
    results = while_it_is_open(two, lambda: make_unit("New", code="new", head=two[1]), lambda: None)
    assert kinds(results) == (["", "ValidationError"] if connection.vendor == "postgresql" else ["", ""])
    assert Unit.objects.filter(code="new").exists() == (connection.vendor != "postgresql")
    assert_nobody_names_who_is_gone()


def test_a_merge_that_read_who_names_them_too_early_is_told(two):
    other = Person.objects.get(pk=two[1].pk)
    results = while_it_is_open(two, other.lock, lambda: make_unit("New", code="new", head=other))
    assert kinds(results) == (["", "Stale"] if connection.vendor == "postgresql" else ["", ""])
    assert Unit.objects.filter(code="new").exists()
    assert_nobody_names_who_is_gone()
