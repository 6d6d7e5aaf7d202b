"""What the page of an import tells of its rows: changes, who is made and found, what closes."""

import pytest
from django.urls import reverse

from itbiz.exchange.told import NAMED, SHORT
from orgchart.models import Unit
from tests.cast import SYSTEM, make_line
from tests.exchange.uploads import CHART, CYCLE, act, bring
from tests.pages import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cio(company, client):
    """A browser of the CIO."""
    return sign_in(client, company.nadia)


def test_a_changed_row_shows_what_it_held_and_would_hold(cio):
    act(cio, bring(cio, CHART), "write")
    upload = bring(cio, "Id\tName\tDescription\nlab\tLab\t" + "Long " * 40)
    page = cio.get(reverse("import", args=[upload.pk]))
    [row] = page.context["rows"]
    assert (row["label"], [one.field for one in row["differences"]]) == ("Lab", ["Name", "Description"])
    assert "<del>Laboratory</del>" in page.text
    assert "<ins>Lab</ins>" in page.text
    assert "<p>" + ("Long " * 40).strip() + "</p>" in page.text
    table = cio.get(reverse("import-rows", args=[upload.pk])).getvalue().decode()
    assert "lab,Lab,update,name: Laboratory → Lab; description: – → Long" in table


def test_a_new_row_shows_what_it_is_filled_with_shortened(cio):
    text = "What it does. " * 30
    upload = bring(cio, f"Id\tName\tManager\tDescription\tHeadcount\nlab\tLaboratory\tZoe Quist\t{text}\t7\n")
    [row] = cio.get(reverse("import", args=[upload.pk])).context["rows"]
    assert row["fills"] == [("Head", "Zoe Quist"), ("Headcount", "7"), ("Description", text[:SHORT] + "…")]
    assert len(str(upload.outcome)) < 1_500


def test_rows_are_narrowed_to_a_verdict_and_to_notes_and_those_that_change_stand_first(cio):
    act(cio, bring(cio, CHART), "write")
    upload = bring(cio, "Id\tName\tparent\nlab\tLaboratory\tn/a\ntest\tTests\tlab\nnew\tNew\tlab\n")
    page = cio.get(reverse("import", args=[upload.pk]))
    assert page.context["filters"] == [("", 3), ("update", 1), ("create", 1), ("unchanged", 1), ("notes", 1)]
    assert [row["key"] for row in page.context["rows"]] == ["test", "new", "lab"]
    assert "Of 3 rows 1 is new, 1 changes, 1 is here as it is." in page.text
    for shown, keys in (("notes", ["lab"]), ("create", ["new"])):
        narrowed = cio.get(reverse("import", args=[upload.pk]), {"show": shown})
        assert [row["key"] for row in narrowed.context["rows"]] == keys


def test_what_closes_and_what_stays_is_told_before_it_is_written(cio):
    act(cio, bring(cio, CHART + "old\tOld\t\n"), "write")
    make_line("Archive", unit=Unit.objects.get(code="old"))
    page = act(cio, bring(cio, "Id\tName\nlab\tLaboratory\nmore\tMore\n"), "look", full="on", close_missing="on")
    assert "2 are not in the file" in page.text
    assert "1 will be closed, 1 stays" in page.text
    assert [one["key"] for one in page.context["missing"]["closes"][0]] == ["test"]
    assert "It stays: It runs lines of business: Archive." in page.text
    assert Unit.objects.filter(status="closed").count() == 0


def test_who_is_made_besides_is_named(cio):
    upload = bring(cio, "Id\tName\tManager\nlab\tLaboratory\tZoe Quist\n")
    page = cio.get(reverse("import", args=[upload.pk]))
    assert page.context["brought"] == [(True, "1 person", [("", ["Zoe Quist"], 0)])]
    assert "1 person</summary><p>Zoe Quist.</p>" in page.text
    assert ",people,Zoe Quist,made,," in cio.get(reverse("import-rows", args=[upload.pk])).getvalue().decode()


def test_who_is_found_is_named_with_how(company, cio):
    company.olga.update(by=SYSTEM, email="olga@example.org")
    act(cio, bring(cio, "Id\tName\tManager\nlab\tLaboratory\tZoe Quist\n"), "write")
    rows = f"a\tA\tO. Klein <OLGA@example.org>\nb\tB\tZoe Quist\nc\tC\t{company.maya.code}\n"
    upload = bring(cio, "Id\tName\tManager\n" + rows)
    found = {"By e-mail": company.olga.name, "As this source calls them": "Zoe Quist", "By code": company.maya.name}
    page = cio.get(reverse("import", args=[upload.pk]))
    assert page.context["brought"] == [(False, "3 people", [(how, [name], 0) for how, name in found.items()])]
    assert "Found here: 3 people" in page.text
    table = cio.get(reverse("import-rows", args=[upload.pk])).getvalue().decode()
    assert f",{company.olga.code},{company.olga},found,,by e-mail" in table


def test_lists_stay_short_and_the_file_of_all_rows_names_everything(cio):
    rows = "".join(f"u{n}\tUnit {n}\tPerson {n}\n" for n in range(NAMED + 70))
    upload = bring(cio, "Id\tName\tManager\n" + rows)
    page = cio.get(reverse("import", args=[upload.pk]))
    [(_made, count, [(_how, names, more)])] = page.context["brought"]
    assert (count, len(names), more, len(page.context["rows"])) == (f"{NAMED + 70} people", NAMED, 70, 100)
    assert len(cio.get(reverse("import-rows", args=[upload.pk])).getvalue().decode().splitlines()) == 1 + 2 * (
        NAMED + 70
    )


def test_all_rows_come_as_csv(cio):
    upload = bring(cio, CYCLE)
    lines = cio.get(reverse("import-rows", args=[upload.pk])).getvalue().decode().splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("2,a,Alpha,error,")
