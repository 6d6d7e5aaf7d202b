"""What is exported comes in again unchanged: from the demo and from each set of real data, to the byte."""

import pytest

from itbiz.audit.models import ChangeSet
from itbiz.demo.build import build
from itbiz.exchange.tables import parse
from itbiz.exchange.verdicts import Verdict
from orgchart.models import Person
from tests.exchange.circle import all_exported, brought_in, empty
from tests.exchange.files import load_set, real_data, said
from walkthroughs.models import Contract, Project

pytestmark = pytest.mark.django_db

SETS = {
    "sourcegraph-handbook": (
        ("people", "people.csv", {}),
        ("units", "org.csv", {}),
        ("services", "services.csv", {}),
    ),
    "govuk-apps": (
        ("units", "org.csv", {}),
        ("services", "services.csv", {"skip_bad_rows": True}),
        ("contracts", "walkthroughs.csv", {}),
    ),
    "fedora-apps": (("services", "services.csv", {"corrections": [("unit", "")]}),),
    "rust-lang-team": (("units", "org.csv", {}), ("services", "services.csv", {})),
    "openstack-governance": (("units", "org.csv", {}), ("services", "services.csv", {})),
    "uk-organograms": (
        ("units", "dwp-org.csv", {"skip_bad_rows": True}),
        ("units", "home-office-org.csv", {"skip_bad_rows": True}),
    ),
    "usaspending-subawards": (("projects", "projects.csv", {}), ("contracts", "walkthroughs.csv", {})),
}


def assert_circle(form="csv"):
    """Assert that the files of all kinds come out of an empty database as they went in."""
    files = all_exported(form)
    empty()
    reports = brought_in(files)
    assert [error for report in reports.values() for error in said(report)] == []
    again = all_exported(form)
    assert list(again) == list(files)
    for name, data in files.items():
        if form == "xlsx":
            assert parse(again[name]) == parse(data)
        else:
            assert again[name].decode().splitlines() == data.decode().splitlines()
            assert again[name] == data
    return files


def assert_nothing_new(files):
    """Assert that `files` change nothing where they come from."""
    last = ChangeSet.objects.last_number()
    for name, report in brought_in(files, source="again").items():
        assert set(report.counts) == {Verdict.UNCHANGED}, name
    assert ChangeSet.objects.last_number() == last


def test_the_demo_comes_in_where_it_stands_and_changes_nothing():
    build()
    assert_nothing_new(all_exported())


@pytest.mark.parametrize("form", ["csv", "ndjson", "xlsx"])
def test_the_demo_comes_out_of_an_empty_database_as_it_went_in(form):
    build()
    codes = set(Contract.objects.counting().values_list("code", flat=True))
    files = assert_circle(form)
    assert len(files) == 7
    assert set(Contract.objects.values_list("code", flat=True)) == codes
    assert not Person.objects.filter(user__isnull=False).exists()
    assert Project.objects.exclude(sponsor=None).count() == Project.objects.count()


@real_data
@pytest.mark.parametrize("name", list(SETS))
def test_a_set_of_real_data_comes_out_of_an_empty_database_as_it_went_in(name):
    for kind, file, options in SETS[name]:
        load_set(kind, f"{name}/{file}", **options)
    assert_circle()
