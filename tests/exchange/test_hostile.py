"""Hostile files: a sentence for each, nothing written, memory bounded."""

import json
import resource
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from itbiz.exchange.limits import LARGEST_FILE, LONGEST_CELL, MOST_CELLS, MOST_COLUMNS
from itbiz.exchange.tables import Unreadable, parse, parse_text, read_file
from tests.cast import SYSTEM
from tests.exchange.files import digest
from tests.exchange.hostile import HEADER, HOSTILE, RAGGED
from tests.exchange.workbooks import by_hand

MEMORY = 200 * 2**20
# Reads each file it is told of and prints what is said, in a process that gets no more memory than that.
CHILD = """
import json, sys
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)
from itbiz.exchange.tables import Unreadable, parse
said = {}
for path in sys.argv[1:]:
    data = Path(path).read_bytes()
    try:
        parse(data)
    except Unreadable as error:
        said[Path(path).name] = str(error)
print(json.dumps(said))
"""


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.django_db
def test_a_hostile_file_gets_its_sentence_and_writes_nothing(name, tmp_path, capsys):
    data, sentence = HOSTILE[name]
    path, before = tmp_path / "units.csv", digest()
    path.write_bytes(data)
    with pytest.raises(CommandError) as caught:
        call_command("import_table", "units", str(path), "--apply", "--skip-bad-rows")
    assert sentence in str(caught.value)
    assert digest() == before


@pytest.mark.parametrize("name", RAGGED)
def test_a_ragged_file_gets_an_error_in_its_row_and_writes_nothing(company, name, tmp_path, capsys):
    data, sentence = RAGGED[name]
    path, before = tmp_path / "units.csv", digest()
    path.write_bytes(data)
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_table", "units", str(path), "--apply")
    assert sentence in capsys.readouterr().err
    assert digest() == before


def test_50_000_wrong_rows_are_all_told_and_nothing_is_written(company, tmp_path, capsys):
    path, before = tmp_path / "units.csv", digest()
    path.write_bytes(HEADER + b"it\n" * 50_000)
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_table", "units", str(path), "--apply", verbosity=0)
    assert capsys.readouterr().err.count("The row has 1 cell") == 50_000
    assert digest() == before


def test_the_digest_sees_whatever_is_written(company):
    before = digest()
    company.db.unit.update(by=SYSTEM, description="Otherwise")
    assert digest() != before


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are kept by Linux")
def test_memory_is_bounded_whatever_comes(tmp_path):
    for name, (data, _sentence) in HOSTILE.items():
        (tmp_path / name.replace("/", " ")).write_bytes(data)
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))  # noqa: E731
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *sorted(tmp_path.iterdir())],
        **{"capture_output": True, "text": True, "check": True, "cwd": settings.BASE_DIR, "preexec_fn": limit},
    )
    assert set(json.loads(done.stdout)) == {name.replace("/", " ") for name in HOSTILE}


def test_of_a_file_that_is_too_large_no_more_is_read():
    with pytest.raises(Unreadable, match="larger than 50 MB"):
        read_file("/dev/zero")
    with pytest.raises(Unreadable, match="larger than 50 MB"):
        parse(bytes(LARGEST_FILE + 1))
    with pytest.raises(Unreadable, match="larger than 50 MB"):
        parse_text("a\n" * LARGEST_FILE)


def test_what_is_just_not_too_much_is_read():
    row = b",".join(b"c%d" % n for n in range(MOST_COLUMNS))
    assert len(parse(row + b"\n" + row).columns) == MOST_COLUMNS
    assert len(parse(b"a,b\n1," + b"x" * LONGEST_CELL).rows[0].cells[1]) == LONGEST_CELL
    texts = "".join(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>' for text in ("a", "x" * LONGEST_CELL))
    assert len(parse(by_hand(texts)).rows[0].cells[0]) == LONGEST_CELL
    assert len(parse(HEADER + b"it,IT,\n" * 50_000).rows) == 50_000


def test_many_wide_rows_are_too_much_together():
    columns = b",".join(b"c%d" % n for n in range(MOST_COLUMNS))
    with pytest.raises(Unreadable, match="the file holds more than can be read at once"):
        parse(columns + b"\n" + (b"," * (MOST_COLUMNS - 1) + b"x\n") * (MOST_CELLS // MOST_COLUMNS + 1))


def test_one_text_used_again_and_again_is_too_much_together():
    strings = f"<sst><si><t>{'x' * LONGEST_CELL}</t></si></sst>"
    with pytest.raises(Unreadable, match="the file holds more than can be read at once"):
        parse(by_hand('<row><c t="s"><v>0</v></c></row>' * 2_000, strings=strings))
