"""What is plainly read is told once for the file, so that the notes worth a look stand out."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from itbiz.exchange.readings import collected
from tests.exchange.uploads import bring
from tests.pages import sign_in

pytestmark = pytest.mark.django_db

TEXT = (
    "Id\tName\tManager\tHeadcount\na\tA\tVogel, Karin\tca. 12\nb\tB\tWeiß, Jürgen\t7 FTE\nc\tC\t\tmany\n"
    "d\tD\tvakant\t\n"
)
NAMES = "2 names are written surname first, and read as people say them."
EXAMPLE = "For example: “Vogel, Karin” is read as “Karin Vogel”."


def test_the_page_tells_readings_once_and_counts_only_the_notes_worth_a_look(company, client):
    cio = sign_in(client, company.nadia)
    upload = bring(cio, TEXT)
    page = cio.get(reverse("import", args=[upload.pk]))
    assert dict(page.context["filters"])["notes"] == 1
    [names, numbers, (nobody, none, _more)] = page.context["readings"]
    assert names == (
        f"{NAMES} {EXAMPLE}",
        ["“Vogel, Karin” is read as “Karin Vogel”.", "“Weiß, Jürgen” is read as “Jürgen Weiß”."],
        0,
    )
    assert numbers[0].startswith("2 numbers are written with words, and read as plain ones.")
    assert (nobody, none) == ("“vakant” is read as: nobody.", [])
    assert f"<summary>{NAMES} {EXAMPLE}</summary>" in page.text
    narrowed = cio.get(reverse("import", args=[upload.pk]), {"show": "notes"})
    assert [(row["key"], row["said"]) for row in narrowed.context["rows"]] == [
        ("c", ["Headcount: “many” is not a number. The row comes in without it."])
    ]
    table = cio.get(reverse("import-rows", args=[upload.pk])).getvalue().decode()
    assert "Manager: “Weiß, Jürgen” is read as “Jürgen Weiß”." in table
    readings = [note["reading"] for note in upload.outcome["report"]["notes"]]
    assert sorted(readings) == ["", "names", "names", "nobody", "numbers", "numbers"]


def test_the_command_tells_them_once_too(tmp_path, capsys):
    (tmp_path / "org.csv").write_text(TEXT)
    call_command("import_table", "units", str(tmp_path / "org.csv"))
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("note: ")]
    assert f"note: {NAMES} {EXAMPLE}" in notes
    assert len(notes) == 5


def test_one_reading_is_told_as_it_is():
    assert collected(
        [("numbers", "“ca. 12” is read as 12."), ("", "Else."), ("numbers", "“ca. 12” is read as 12.")]
    ) == [("“ca. 12” is read as 12.", ["“ca. 12” is read as 12."])]
