"""Real organisations come in with the counts that were taken from the files themselves (rules I)."""

import pytest
from django.db.models import F, Max

from catalog.models import Service
from itbiz.audit.models import Change, ChangeSet
from itbiz.exchange.models import OutsideKey
from itbiz.exchange.tables import read_file
from itbiz.exchange.tree import levels
from orgchart.models import Line, Unit
from tests.exchange.files import DATA, load_set, real_data, said
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
    assert_unchanged_by(
        ("units", "sourcegraph-handbook/org.csv", {}), ("services", "sourcegraph-handbook/services.csv", {})
    )


def test_sourcegraph_handbook_people_with_several_hats_are_one_person_each():
    load_set("units", "sourcegraph-handbook/org.csv")
    heads = Unit.objects.values_list("head", flat=True)
    assert len(set(heads)) == 59
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
    assert_unchanged_by(
        ("units", "govuk-apps/org.csv", {}),
        ("services", "govuk-apps/services.csv", {"skip_bad_rows": True}),
        ("contracts", "govuk-apps/walkthroughs.csv", {}),
    )


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
    assert_unchanged_by(("units", "uk-organograms/dwp-org.csv", {"skip_bad_rows": True}))


def test_home_office_has_a_post_that_reports_to_itself():
    report = load_set("units", "uk-organograms/home-office-org.csv", skip_bad_rows=True)
    assert (report.counts["create"], report.counts["note"], report.counts["error"]) == (252, 1, 6)
    assert chart()[::3] == (252, 5)
    assert Unit.objects.filter(parent=None).count() == 1


def test_sets_live_side_by_side():
    load_set("units", "sourcegraph-handbook/org.csv")
    load_set("units", "govuk-apps/org.csv")
    load_set("services", "govuk-apps/services.csv", skip_bad_rows=True)
    load_set("services", "sourcegraph-handbook/services.csv")
    assert chart()[:3] == (103, 19, 18)
    assert catalog() == (276, 46, 32)
