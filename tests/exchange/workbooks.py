"""Workbooks as tests make them: by openpyxl as other programs do, and by hand as none does."""

import io
import struct
import zlib
from functools import cache

import openpyxl
import python_calamine

from itbiz.exchange.xlsx.writing import OFFICE, PARTS, SHEET, XML

RELATIONS = "xl/_rels/workbook.xml.rels"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def made(*sheets, formats=()):
    """Return the bytes of a workbook that openpyxl writes: `sheets` are lists of rows, `formats` {cell: format}."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    for cell, code in dict(formats).items():
        book.worksheets[0][cell].number_format = code
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def second_reader(data):
    """Return the rows of the first sheet as calamine reads them."""
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def by_hand(sheet, *, strings=None, **parts):
    """Return the bytes of a workbook with `sheet`, its rows as XML, and other parts in place of our own writer's.

    `strings` are the texts its cells share, as XML.
    """
    content = {**PARTS, SHEET: f"{XML}<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>"}
    if strings:
        relation = f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        content["xl/sharedStrings.xml"] = strings
        content[RELATIONS] = content[RELATIONS].replace("</R", f"{relation}</R")
    return archive({name: Part.of(text) for name, text in {**content, **parts}.items()})


class Part:
    """A part of an archive as it lies there: compressed, with the size and sum that are said of it."""

    def __init__(self, packed, size, checksum):
        self.packed, self.size, self.checksum = packed, size, checksum

    @classmethod
    def of(cls, text):
        """Return the part that holds `text`."""
        data = text if isinstance(text, bytes) else text.encode()
        packer = zlib.compressobj(wbits=-15)
        return cls(packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))

    @classmethod
    def repeated(cls, before, text, times, after, *, size=None):
        """Return the part that holds `before`, `text` so many times, and `after`, packed without unpacking it."""
        packer = zlib.compressobj(level=9, wbits=-15)
        first = packer.compress(before.encode()) + packer.flush(zlib.Z_FULL_FLUSH)
        again = packer.compress(text.encode()) + packer.flush(zlib.Z_FULL_FLUSH)
        last = packer.compress(after.encode()) + packer.flush()
        real = len(before.encode()) + len(text.encode()) * times + len(after.encode())
        return cls(first + again * times + last, real if size is None else size, 0)


def archive(parts):
    """Return the bytes of a zip archive of `parts`, {name: Part}."""
    body, directory = b"", b""
    for name, part in parts.items():
        facts = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, part.checksum, len(part.packed), part.size, len(name), 0)
        directory += b"PK\x01\x02\x14\x00" + facts + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name.encode()
        body += b"PK\x03\x04" + facts + name.encode() + part.packed
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def with_sheet(part):
    """Return the bytes of a workbook whose sheet is this Part."""
    return archive({**{name: Part.of(text) for name, text in PARTS.items()}, SHEET: part})


HEAD = f"{XML}<worksheet {MAIN}><sheetData>"
TAIL = "</sheetData></worksheet>"


@cache
def bomb(size=None):
    """Return a workbook of a megabyte that unpacks to 300, or, by its header, to `size` bytes."""
    return with_sheet(Part.repeated(HEAD, " " * 2**20, 300, TAIL, size=size))


@cache
def crowd():
    """Return a workbook of 200 MB whose one row is endless empty cells, the cheapest thing to write."""
    return with_sheet(Part.repeated(f"{HEAD}<row>", "<c/>" * 2**18, 200, f"</row>{TAIL}"))


@cache
def long_tag():
    """Return a workbook with a tag that is 100 MB long."""
    return with_sheet(Part.repeated(f'{HEAD}<row spans="', " " * 2**20, 100, f'"/>{TAIL}'))


@cache
def many_names():
    """Return a workbook that calls each of its elements otherwise."""
    names = "".join(f"<n{number}/>" for number in range(20_000))
    return by_hand(f"<row>{names}</row>")


@cache
def laughs():
    """Return a workbook whose text grows a thousand millionfold where entities are believed."""
    doctype = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    sheet = f'<worksheet {MAIN}><sheetData><row><c t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    return by_hand("", **{SHEET: f'<?xml version="1.0"?>{doctype}]>{sheet}'})
