"""How a text file is written is told from its bytes."""

import pytest

from itbiz.exchange.encodings import encoding_of
from itbiz.exchange.limits import MEGABYTE
from itbiz.exchange.tables import Unreadable, parse

TEXT = "Kürzel,Name\r\nzü,„Zürich“ – Süd\r\n"
WESTERN = "The file is read as Windows-1252."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_text_is_read_however_it_is_written(encoding):
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    table = parse((mark + TEXT).encode(encoding))
    assert table.columns == ("Kürzel", "Name")
    assert table.rows[0].cells == ("zü", "„Zürich“ – Süd")


def test_what_was_not_plain_utf_8_is_said():
    assert parse(TEXT.encode("utf-8-sig")).notes == ()
    assert parse(TEXT.encode("utf-16")).notes == ("The file is read as UTF-16.",)
    assert parse(TEXT.encode("cp1252")).notes[0].startswith(WESTERN)


def test_two_letters_that_look_like_utf_8_by_chance_do_not_make_it_that():
    assert encoding_of("a\nGröße und „Spaß“\n".encode("cp1252"))[0] == "cp1252"


def test_a_letter_across_two_pieces_is_one():
    assert encoding_of(b"a" * (MEGABYTE - 1) + "ü".encode())[0] == "utf-8-sig"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("a\nü\nö".encode()[:-1], "in UTF-8 and damaged at line 3"),
        ("a,b\nü,".encode() + b"\xfc", "in UTF-8 and damaged at line 2"),
        (b"a\n\x81\n", "neither in UTF-8 \\(line 2\\)"),
        (b"a\n\xfc\x02\n", "neither in UTF-8 \\(line 2\\)"),
        (b"a\0b", "a binary file"),
        ("a\0b".encode("utf-16"), "a binary file"),
        (b"\xff\xfea\0b", "begins as UTF-16"),
        (b"\n <html>", "a web page"),
        (b"{\\rtf1", "a text document"),
    ],
)
def test_what_is_no_text_is_refused(data, words):
    with pytest.raises(Unreadable, match=words):
        encoding_of(data)
