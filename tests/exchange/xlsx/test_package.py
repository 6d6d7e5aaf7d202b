"""What an archive says of itself is not believed; see tests/exchange/hostile.py for whole files."""

import io
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from itbiz.exchange.files import lines
from itbiz.exchange.limits import LONGEST_TABLE
from itbiz.exchange.tables import Unreadable, parse
from itbiz.exchange.xlsx.index import LONGEST_WRITTEN, Texts
from itbiz.exchange.xlsx.package import MOST_PARTS, Package, Reader
from itbiz.exchange.xlsx.sheet import WIDEST_SHEET
from itbiz.exchange.xlsx.writing import SHEET
from tests.exchange.workbooks import Part, archive, bomb, by_hand

OVERFULL = "unpacks to more than can be read"
WHOLE = b"".join(lines("xlsx", ("id", "name"), [("a", "Anna"), ("b", "Ben")]))


def packed_anew(method):
    """Return a workbook whose parts are packed by another method."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(WHOLE)) as given, ZipFile(file, "w", method) as taken:
        for name in given.namelist():
            taken.writestr(name, given.read(name))
    return file.getvalue()


def read_all(package):
    """Read the sheet of a package to its end."""
    for _piece in package.read(SHEET, Reader()):
        pass


def test_an_archive_that_says_it_is_too_much_is_not_unpacked():
    with pytest.raises(Unreadable, match=OVERFULL):
        Package(bomb())


def test_an_archive_of_too_many_parts_is_not_even_listed():
    with pytest.raises(Unreadable, match=OVERFULL):
        Package(archive({f"part{number}": Part.of("") for number in range(MOST_PARTS + 1)}))


def test_bytes_are_counted_as_they_come():
    package = Package(WHOLE)
    package.bytes_left = 100
    with pytest.raises(Unreadable, match=OVERFULL):
        read_all(package)


def test_elements_are_counted_as_they_come():
    package = Package(WHOLE)
    package.elements_left = 10
    with pytest.raises(Unreadable, match=OVERFULL):
        read_all(package)


def test_a_row_is_no_longer_than_a_sheet():
    parse(by_hand('<row><c t="str"><v>id</v></c></row><row><c><v>1</v></c>' + "<c/>" * (WIDEST_SHEET - 1) + "</row>"))
    with pytest.raises(Unreadable, match=OVERFULL):
        parse(by_hand("<row>" + "<c/>" * (WIDEST_SHEET + 1) + "</row>"))


def test_parts_may_be_stored_as_they_are_but_not_packed_by_what_grows_unseen():
    assert parse(packed_anew(ZIP_STORED)) == parse(WHOLE)
    for method in (ZIP_BZIP2, ZIP_LZMA):
        with pytest.raises(Unreadable, match="damaged"):
            parse(packed_anew(method))


def test_of_a_text_no_more_is_kept_than_shows_that_it_is_too_long():
    texts = Texts()
    texts.begins["si"]({})
    texts.begins["t"]({})
    for _number in range(200):
        texts.text("x" * 10_000)
    assert texts.length < LONGEST_WRITTEN + 10_000
    texts.total = LONGEST_TABLE
    with pytest.raises(Unreadable, match=OVERFULL):
        texts.ends["si"]()


def test_what_is_written_says_nothing_of_when_and_where():
    with ZipFile(io.BytesIO(WHOLE)) as written:
        said = {(part.date_time, part.create_system) for part in written.infolist()}
    assert said == {((1980, 1, 1, 0, 0, 0), 0)}
