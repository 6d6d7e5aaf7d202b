"""The command: what it prints, how it ends."""

import os

import pytest
from django.core.management import CommandError, call_command

from itbiz.exchange.models import KeptMapping, OutsideKey
from orgchart.models import Unit
from tests.cast import SYSTEM
from tests.exchange.files import digest

pytestmark = pytest.mark.django_db


@pytest.fixture
def chart(tmp_path):
    """Write a small chart into a folder of its own and return its path."""
    path = tmp_path / "payroll" / "org.csv"
    path.parent.mkdir()
    path.write_text("unit_id,unit,team,parent_id\nit,IT,blue,\nops,Operations,red,it\n")
    return path


def command(capsys, *args, **options):
    """Run the command and return (what it printed, what it complained of)."""
    call_command("import_table", *args, **options)
    return capsys.readouterr()


def test_a_trial_run_says_what_would_happen(chart, capsys):
    out, err = command(capsys, "units", str(chart))
    assert out.splitlines() == [
        "row 2: create it (IT)",
        "row 3: create ops (Operations)",
        "note: Columns not read: team.",
        "note: row 2, column parent_id: Nothing stands above it.",
        "2 rows read: create 2.",
        "This was a trial run: nothing was written. Add --apply to write.",
    ]
    assert err == ""
    assert not Unit.objects.exists()


def test_apply_writes_and_says_when_nothing_was_left_to_write(chart, capsys):
    out, _err = command(capsys, "units", str(chart), "--apply", verbosity=0)
    assert out.splitlines() == ["2 rows read: create 2.", "Written."]
    out, _err = command(capsys, "units", str(chart), "--apply", verbosity=0)
    assert out.splitlines() == ["2 rows read: unchanged 2.", "Nothing to write: all of it is here already."]
    assert Unit.objects.count() == 2


def test_the_source_is_named_or_the_one_of_all_files(chart, capsys):
    command(capsys, "units", str(chart), "--apply")
    command(capsys, "units", str(chart), "--apply", "--source", "directory")
    assert set(OutsideKey.objects.values_list("source", flat=True)) == {"files", "directory"}


def test_a_file_without_rows_is_told_as_such(chart, capsys):
    chart.write_text("unit_id,unit\n")
    out, _err = command(capsys, "units", str(chart), "--apply", verbosity=0)
    assert out.splitlines() == ["0 rows read.", "There is no row below the header: nothing to write."]


def test_who_reads_only_the_first_lines_gets_no_complaint(chart):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        call_command("import_table", "units", str(chart), "--apply", stdout=closed)
    assert Unit.objects.count() == 2


def test_errors_end_the_command_and_write_nothing(chart, capsys):
    chart.write_text(chart.read_text() + "lab,Lab,,nowhere\n")
    with pytest.raises(CommandError, match="Correct the errors, or import the rest with"):
        command(capsys, "units", str(chart), "--apply")
    assert "error: row 4, column parent_id: The parent “nowhere” is" in capsys.readouterr().err
    assert not Unit.objects.exists()
    out, err = command(capsys, "units", str(chart), "--apply", "--skip-bad-rows")
    assert out.splitlines()[-2:] == ["3 rows read: create 2, error 1.", "Written."]
    assert "row 4" in err


def test_a_changed_row_says_what_it_held_and_would_hold(chart, capsys):
    command(capsys, "units", str(chart), "--apply")
    chart.write_text("unit_id,unit,team,parent_id\nops,Night operations,red,\n")
    out, _err = command(capsys, "units", str(chart))
    assert out.splitlines()[0] == (
        "row 2: update ops (Night operations); name: Operations → Night operations; parent: IT → –"
    )


def test_columns_are_mapped_by_hand(chart, capsys):
    command(capsys, "units", str(chart), "--apply", "--map", "unit=", "--map", "team=name")
    assert set(Unit.objects.values_list("name", flat=True)) == {"blue", "red"}


@pytest.mark.parametrize(
    ("correction", "sentence"),
    [("team", "write COLUMN=FIELD"), ("colour=name", "no column “colour”"), ("team=shape", "no field “shape”")],
)
def test_a_map_that_makes_no_sense_is_refused(chart, capsys, correction, sentence):
    with pytest.raises(CommandError, match=sentence):
        command(capsys, "units", str(chart), "--map", correction)


def test_a_file_that_is_none_is_refused(tmp_path, capsys):
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(CommandError, match="The file is empty"):
        command(capsys, "units", str(tmp_path / "empty.csv"))
    with pytest.raises(CommandError, match="invalid choice: 'boxes'"):
        command(capsys, "boxes", str(tmp_path / "empty.csv"))


def test_a_full_file_lists_what_it_lacks_and_closes_it_only_when_asked(chart, capsys):
    command(capsys, "units", str(chart), "--apply", "--source", "payroll")
    chart.write_text("unit_id,unit,team,parent_id\nit,IT,blue,\n")
    with pytest.raises(CommandError, match="Say which system the file tells all of"):
        command(capsys, "units", str(chart), "--full")
    out, _err = command(capsys, "units", str(chart), "--full", "--source", "payroll", verbosity=0)
    assert "Not in the file: Operations (ops)." in out.splitlines()
    command(capsys, "units", str(chart), "--apply", "--close-missing", "--source", "payroll")
    assert dict(Unit.objects.values_list("code", "status")) == {"it": "active", "ops": "closed"}


def test_a_kept_mapping_is_named(chart, capsys):
    KeptMapping.keep(by=SYSTEM, name="night", kind="units", source="hr", corrections=[("team", "name"), ("unit", "")])
    command(capsys, "units", str(chart), "--apply", "--mapping", "night")
    assert set(Unit.objects.values_list("name", flat=True)) == {"blue", "red"}
    assert set(OutsideKey.objects.values_list("source", flat=True)) == {"hr"}
    with pytest.raises(CommandError, match="No mapping of this name"):
        command(capsys, "units", str(chart), "--mapping", "noon")


def test_an_import_that_is_given_up_leaves_nothing_not_even_its_lock(chart, capsys):
    chart.write_text(chart.read_text() + "lab,Lab,,nowhere\n")
    before = digest()
    with pytest.raises(CommandError):
        command(capsys, "units", str(chart), "--apply")
    assert digest() == before


def test_a_kept_mapping_reads_on_without_a_column_that_is_gone(chart, capsys):
    pairs = [
        ("unit_id", "code"),
        ("unit", "name"),
        ("team", "description"),
        ("boss", "manager"),
        ("parent_id", "parent"),
    ]
    KeptMapping.keep(by=SYSTEM, name="night", kind="units", source="hr", corrections=pairs)
    out, _err = command(capsys, "units", str(chart), "--apply", "--mapping", "night")
    assert (
        "note: The column “boss” of the kept mapping is not in this file; what it told stays as it is here."
        in out.splitlines()
    )
    assert dict(Unit.objects.values_list("name", "description")) == {"IT": "blue", "Operations": "red"}
    chart.write_text("unit,team\nIT,blue\n")
    with pytest.raises(CommandError, match="reads “unit_id” as “Id”"):
        command(capsys, "units", str(chart), "--apply", "--mapping", "night")
