"""The archive that a workbook is: its parts unpacked in pieces and read as XML, within bounds.

What the archive says of itself is not believed: bytes, elements and names are counted as they come.
"""

import struct
import zlib
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _

from itbiz.exchange.limits import LARGEST_WORKBOOK, MEGABYTE, MOST_CELLS, Unreadable

BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
ENTRY = b"PK\x01\x02"
MOST_PARTS = 10_000
# Of a part that is kept whole: names, styles, what is where.
LARGEST_INDEX = 16 * MEGABYTE
# Elements of all parts that are read: a cell is a few. No program uses a thousand words, nor a tag of a megabyte.
MOST_ELEMENTS = 5 * MOST_CELLS
MOST_WORDS = 1_000
LONGEST_TAG = MEGABYTE
PIECE = 65_536
# What the zip module raises where an archive is not what it says.
BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError, KeyError)


def damaged():
    """Return the error for an archive or XML that is not whole."""
    return Unreadable(_("The workbook is damaged or was cut. Save it again, as XLSX or CSV."))


def overfull():
    """Return the error for a workbook that holds more than it may."""
    return Unreadable(
        _("The workbook unpacks to more than can be read (%d MB). Save the one sheet that is needed as CSV.")
        % (LARGEST_WORKBOOK // MEGABYTE)
    )


class Package:
    """The parts of a workbook. Raises Unreadable where there is no such archive, or it says it holds too much."""

    def __init__(self, data):
        # The archive's directory is read as a whole: its entries are counted before.
        if data.count(ENTRY) > MOST_PARTS:
            raise overfull()
        try:
            self.zip = ZipFile(BytesIO(data))
        except BROKEN as error:
            raise damaged() from error
        if sum(part.file_size for part in self.zip.infolist()) > LARGEST_WORKBOOK:
            raise overfull()
        self.bytes_left, self.elements_left = LARGEST_WORKBOOK, MOST_ELEMENTS

    def has(self, name):
        """Return whether there is a part of this name."""
        return name in self.zip.NameToInfo

    def take(self, name, reader):
        """Feed a part that is kept whole to `reader`, a Reader, and return that. Raises Unreadable."""
        for _piece in self.read(name, reader, largest=LARGEST_INDEX):
            pass
        return reader

    def read(self, name, reader, *, largest=LARGEST_WORKBOOK):
        """Feed a part to `reader`, a Reader; yield after each piece. Raises Unreadable."""
        parser, fed = _parser(reader), 0
        try:
            for piece in self._pieces(name):
                fed += len(piece)
                if fed > largest:
                    raise overfull()
                parser.Parse(piece)
                if fed - max(parser.CurrentByteIndex, 0) > LONGEST_TAG or len(parser.intern) > MOST_WORDS:
                    raise overfull()
                yield
            parser.Parse(b"", True)
        except Unreadable:
            raise
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise damaged() from error
        yield

    def _pieces(self, name):
        try:
            part = self.zip.getinfo(name)
            if part.compress_type not in (ZIP_DEFLATED, ZIP_STORED):
                raise damaged()
            with self.zip.open(part) as file:
                while piece := file.read(PIECE):
                    self.bytes_left -= len(piece)
                    self.elements_left -= piece.count(b"<") - piece.count(b"</")
                    if self.bytes_left < 0 or self.elements_left < 0:
                        raise overfull()
                    yield piece
        except Unreadable:
            raise
        except BROKEN as error:
            raise damaged() from error


class Reader:
    """What is done with the elements of a part, by their names without a prefix: `begins(attributes)`, `ends()`."""

    def __init__(self):
        self.begins, self.ends = {}, {}

    def text(self, text):
        """Take a piece of text."""


def _parser(reader):
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    begins, ends = _Local(reader.begins), _Local(reader.ends)

    def start(name, attributes):
        if take := begins[name]:
            take(attributes)

    def end(name):
        if take := ends[name]:
            take()

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, reader.text
    return parser


class _Local(dict):
    """What is done by name, also where a program writes a prefix before it; None for nothing."""

    def __missing__(self, name):
        self[name] = found = self.get(name.rpartition(":")[2])
        return found


def _refuse_doctype(*_declared):
    """No program writes one into a workbook: it is where entities that grow endlessly are declared."""
    raise Unreadable(_("The workbook declares an XML document type, as none does. Save it again, as XLSX or CSV."))
