"""Real organisations come in with the counts that were taken from the files themselves (rules I)."""

from collections import Counter

import pytest
from django.db.models import F, Max

from catalog.models import Service
from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.undo import undo
from itbiz.exchange.models import OutsideKey
from itbiz.exchange.tables import read_file
from itbiz.exchange.tree import levels
from itbiz.exchange.verdicts import Verdict
from orgchart.models import Line, Person, Unit
from tests.exchange.circle import digest_of_rows
from tests.exchange.files import DATA, IMPORTER, load_set, real_data, said
from walkthroughs.models import Contract, Project, Walkthrough
from walkthroughs.sides import buyer_of
from walkthroughs.tree import read_tree

pytestmark = [pytest.mark.django_db, real_data]


def chart():
    """Return (units, roots, vacancies, levels) of the organisation."""
    parents = dict(Unit.objects.values_list("pk", "parent"))
    vacant = Unit.objects.filter(head=None).count()
    return len(parents), list(parents.values()).count(None), vacant, len(levels(parents, list(parents)))


def catalog():
    """Return (services, those without a line, lines)."""
    return Service.objects.count(), Service.objects.filter(line=None).count(), Line.objects.count()


def assert_unchanged_by(*loads):
    """Assert that importing the files once more writes nothing; `loads` are (kind, file, options)."""
    before = [model.objects.count() for model in (ChangeSet, Change, OutsideKey)]
    for kind, name, options in loads:
        assert load_set(kind, name, **options).change_set is None
    assert [model.objects.count() for model in (ChangeSet, Change, OutsideKey)] == before


def test_sourcegraph_handbook():
    assert not load_set("units", "sourcegraph-handbook/org.csv").errors
    assert chart() == (85, 1, 0, 5)
    report = load_set("services", "sourcegraph-handbook/services.csv")
    assert report.made == {"lines": 14}
    assert catalog() == (142, 46, 14)
    assert set(Line.objects.values_list("block", flat=True)) == {""}
    assert ChangeSet.objects.count() == 2
    assert OutsideKey.objects.filter(source="sourcegraph-handbook", kind="catalog.service").count() == 142


def test_sourcegraph_handbook_people_with_several_hats_are_one_person_each():
    load_set("units", "sourcegraph-handbook/org.csv")
    heads = Unit.objects.values_list("head", flat=True)
    assert len(set(heads)) == 59
    assert Unit.objects.filter(head__name="Person 001").count() == 3


def test_sourcegraph_handbook_people_come_in_apart_from_units_and_keep_all_their_ids():
    report = load_set("people", "sourcegraph-handbook/people.csv")
    assert not report.errors
    assert report.counts == {Verdict.CREATE: 269, Verdict.NOTE: 4}
    assert Person.objects.count() == 269
    keys = OutsideKey.objects.filter(kind="orgchart.person", key__in=["p001", "p002", "p003", "Person 001"])
    assert set(keys.values_list("object_id", flat=True)) == {Person.objects.get(name="Person 001").pk}
    assert Person.objects.get(name="Person 001").title == "CEO, co-founder, Board of Directors"
    assert load_set("units", "sourcegraph-handbook/org.csv").made == {}
    assert Person.objects.count() == 269
    assert Unit.objects.filter(head__name="Person 001").count() == 3


def test_govuk_apps():
    load_set("units", "govuk-apps/org.csv")
    assert chart() == (18, 18, 18, 1)
    refused = load_set("services", "govuk-apps/services.csv")
    assert [error.row for error in refused.errors] == [100, 101, 102]
    assert catalog() == (0, 0, 0)
    skipping = load_set("services", "govuk-apps/services.csv", skip_bad_rows=True)
    assert [error.row for error in skipping.errors] == [101, 102]
    assert catalog() == (134, 0, 18)
    report = load_set("contracts", "govuk-apps/walkthroughs.csv")
    assert report.made == {"projects": 44, "walk-throughs": 44}
    assert (Walkthrough.objects.count(), Project.objects.count(), Contract.objects.count()) == (44, 44, 739)
    assert Contract.objects.filter(parent=None).count() == 44
    assert Contract.objects.aggregate(deepest=Max("depth")) == {"deepest": 5}


def test_govuk_apps_suppliers_needs_and_own_shares():
    load_set("units", "govuk-apps/org.csv")
    assert load_set("contracts", "govuk-apps/walkthroughs.csv").made["lines"] == 11
    assert Contract.objects.filter(supplier__isnull=False).count() == 360
    assert Contract.objects.filter(supplier=None).count() == 379
    assert Contract.objects.filter(supplier=F("parent__supplier")).count() == 243
    trees = [read_tree(walkthrough) for walkthrough in Walkthrough.objects.all()]
    assert sum(node.own_share for tree in trees for node in tree.nodes) == 243
    roots = Contract.objects.filter(parent=None).select_related("walkthrough__client_unit", "supplier")
    assert not any(buyer_of(root) == root.supplier for root in roots)


def test_govuk_apps_counts_follow_from_the_file():
    """Count in the rows themselves, so that the numbers above are not only what the import makes of them."""
    table = read_file(DATA / "govuk-apps/walkthroughs.csv")
    rows = [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]
    units = {row["line_id"]: row["unit"] for row in rows}
    supplied = [row for row in rows if row["unit"]]
    own = [row for row in supplied if units.get(row["parent_line_id"]) == row["unit"]]
    assert (len(rows), len({row["walkthrough"] for row in rows})) == (739, 44)
    assert (len(supplied), len(rows) - len(supplied), len(own)) == (360, 379, 243)


def test_govuk_apps_with_the_name_mapped_to_the_code():
    load_set("units", "govuk-apps/org.csv")
    report = load_set("services", "govuk-apps/services.csv", corrections=[("service", "code")])
    assert not report.errors
    assert catalog() == (136, 0, 18)
    assert Service.objects.filter(code__startswith="licensify").count() == 3


def test_fedora_apps_needs_its_category_unmapped():
    assert len(said(load_set("services", "fedora-apps/services.csv"))) == 41
    load_set("services", "fedora-apps/services.csv", corrections=[("unit", "")])
    assert catalog() == (41, 41, 0)
    assert Service.objects.filter(summary__contains="<").count() == 17


def test_rust_lang_team():
    load_set("units", "rust-lang-team/org.csv")
    assert chart()[:3] == (217, 59, 129)
    assert Unit.objects.filter(status=Unit.Status.CLOSED).count() == 52
    load_set("services", "rust-lang-team/services.csv")
    assert catalog() == (335, 140, 81)
    assert Service.objects.filter(status="draft").count() == 5
    assert Service.objects.filter(status="retired").count() == 135


def test_openstack_governance():
    load_set("units", "openstack-governance/org.csv")
    assert chart()[:3] == (64, 64, 6)
    load_set("services", "openstack-governance/services.csv")
    assert catalog() == (560, 0, 42)


def test_work_and_pensions_has_one_id_for_two_posts():
    assert [error.row for error in load_set("units", "uk-organograms/dwp-org.csv").errors] == [116, 201]
    report = load_set("units", "uk-organograms/dwp-org.csv", skip_bad_rows=True)
    assert (report.counts["create"], report.counts["note"], report.counts["error"]) == (225, 3, 1)
    assert chart() == (225, 1, 1, 6)
    assert Unit.objects.get(code="DWP135").name == "Permanent Secretary"


def test_home_office_has_a_post_that_reports_to_itself():
    report = load_set("units", "uk-organograms/home-office-org.csv", skip_bad_rows=True)
    assert (report.counts["create"], report.counts["note"], report.counts["error"]) == (252, 1, 6)
    assert chart()[::3] == (252, 5)
    assert Unit.objects.filter(parent=None).count() == 1


def test_usaspending_subawards():
    report = load_set("projects", "usaspending-subawards/projects.csv")
    assert not report.errors
    assert report.made == {"units": 140}
    assert Project.objects.count() == 511
    report = load_set("contracts", "usaspending-subawards/walkthroughs.csv")
    assert not report.errors
    assert report.made == {"units": 1020, "lines": 1020, "walk-throughs": 511}
    assert (Unit.objects.count(), Unit.objects.filter(inside_it=True).count()) == (1160, 0)
    assert (Project.objects.count(), Contract.objects.count()) == (511, 2047)
    assert Contract.objects.filter(parent=None).count() == 511
    primes = set(Contract.objects.filter(parent=None).values_list("supplier", flat=True))
    assert len(primes & set(Contract.objects.exclude(parent=None).values_list("supplier", flat=True))) == 26
    amounts = Counter(note.sentence.split(",")[0] for note in report.notes if note.column == "amount" and note.row)
    assert amounts == {
        "The amount is below zero.": 10,
        "The amount is zero.": 6,
        "The amount is above the prime's": 40,
    }


def test_usaspending_subawards_firms_are_known_by_their_ids_and_keep_the_first_spelling():
    load_set("projects", "usaspending-subawards/projects.csv")
    load_set("contracts", "usaspending-subawards/walkthroughs.csv")
    table = read_file(DATA / "usaspending-subawards/walkthroughs.csv")
    rows = [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]
    firsts = {row["contractor_id"]: row["contractor"] for row in reversed(rows)}
    assert len({(row["contractor_id"], row["contractor"]) for row in rows}) == 1028
    firms = Unit.objects.filter(lines__isnull=False)
    assert dict(firms.values_list("code", "name")) == firsts
    assert firms.filter(lines__code=F("code"), lines__name=F("name"), lines__block="").count() == 1020
    buyers = Walkthrough.objects.filter(client_unit=F("project__client"), client_unit__lines=None)
    assert buyers.count() == 511


SKIPPING = {"skip_bad_rows": True}
EVERY_FILE = {
    "rust-lang-team": [("units", "org", {}), ("services", "services", {})],
    "openstack-governance": [("units", "org", {}), ("services", "services", {})],
    "sourcegraph-handbook": [("people", "people", {}), ("units", "org", {}), ("services", "services", {})],
    "fedora-apps": [("services", "services", {"corrections": [("unit", "")]})],
    "govuk-apps": [("units", "org", {}), ("services", "services", SKIPPING), ("contracts", "walkthroughs", {})],
    "uk-organograms": [("units", "dwp-org", SKIPPING), ("units", "home-office-org", SKIPPING)],
    "usaspending-subawards": [("projects", "projects", {}), ("contracts", "walkthroughs", {})],
}


@pytest.mark.parametrize("name", EVERY_FILE)
def test_a_set_again_changes_nothing_and_undo_gives_back_the_digest_of_before(name):
    loads = [(kind, f"{name}/{file}.csv", options) for kind, file, options in EVERY_FILE[name]]
    before = []
    for kind, file, options in loads:
        before.append(digest_of_rows())
        assert load_set(kind, file, **options).change_set is not None
    assert_unchanged_by(*loads)
    acts = ChangeSet.objects.order_by("-number")
    assert len(acts) == len(loads)
    for digest, row in zip(reversed(before), acts, strict=True):
        undo(row, by=IMPORTER)
        assert digest_of_rows() == digest


def test_sets_live_side_by_side():
    load_set("units", "sourcegraph-handbook/org.csv")
    load_set("units", "govuk-apps/org.csv")
    load_set("services", "govuk-apps/services.csv", skip_bad_rows=True)
    load_set("services", "sourcegraph-handbook/services.csv")
    assert chart()[:3] == (103, 19, 18)
    assert catalog() == (276, 46, 32)
