"""Writing rows as a workbook, piece by piece: the same bytes for the same rows."""

import re
from datetime import date
from decimal import Decimal
from itertools import chain
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from itbiz.exchange.limits import LONGEST_SHEET_CELL, Unwritable
from itbiz.exchange.xlsx.sheet import SURE_DIGITS

PIECE = 65_536
# The first moment an archive knows: what is written says nothing of when.
MOMENT = (1980, 1, 1, 0, 0, 0)
# Before it spreadsheets count a day that never was.
FIRST_DAY = date(1900, 3, 1)
# The styles below, by what they show: texts stay texts when somebody edits them.
PLAIN, HEADER, TEXT, DAY, MONEY = range(5)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = {
    "[Content_Types].xml": f"""{XML}<Types xmlns="{PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>""",
    "_rels/.rels": f"""{XML}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>\
<sheet name="itbiz" sheetId="1" r:id="rId1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""{XML}<Relationships xmlns="{PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>""",
    "xl/styles.xml": f"""{XML}<styleSheet xmlns="{MAIN}">\
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""",
}
SHEET = "xl/worksheets/sheet1.xml"
BEFORE = f"""{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"""
AFTER = "</sheetData></worksheet>"
# What XML cannot hold or does not give back as it was, and what would be read as such a letter.
_LETTERS = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def workbook(columns, rows):
    """Yield the bytes of a workbook with one sheet: its header and `rows`, tuples of cells.

    A cell is a text, an int, a Decimal, a date, or None. What a spreadsheet could not show as it is, numbers of more
    digits than it keeps and days before its first, is written as text. Raises Unwritable for a text that is too long.
    """
    sink = _Sink()
    with ZipFile(sink, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(_part(name), content)
        with archive.open(_part(SHEET), "w") as sheet:
            sheet.write(BEFORE.encode())
            names = [_name(place) for place in range(len(columns))]
            for number, row in enumerate(chain([columns], rows), start=1):
                _check_lengths(columns, row)
                cells = (_cell(f"{name}{number}", value, number) for name, value in zip(names, row, strict=True))
                sheet.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
                if sink.size >= PIECE:
                    yield sink.taken()
            sheet.write(AFTER.encode())
    yield sink.taken()


def _check_lengths(columns, row):
    for column, value in zip(columns, row, strict=True):
        if isinstance(value, str) and _length(value) > LONGEST_SHEET_CELL:
            sentence = _("“%(column)s” of %(row)s holds %(length)s characters; a cell of a workbook holds %(most)s.")
            words = {"column": column, "row": str(row[0])[:100], "length": f"{_length(value):,}"}
            words["most"] = f"{LONGEST_SHEET_CELL:,}"
            raise Unwritable(f"{sentence % words} {_('Take the list as CSV or NDJSON.')}")


def _length(text):
    """Return how many characters a spreadsheet counts: those beyond the first 65,536 are two."""
    # Nothing can be longer than twice its letters.
    return len(text) if 2 * len(text) <= LONGEST_SHEET_CELL else len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Sink:
    """A file that is written and never sought in; what came in is taken away in pieces."""

    def __init__(self):
        self.pieces, self.size = [], 0

    def write(self, data):
        self.pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self):
        """Nothing waits."""

    def taken(self):
        data = b"".join(self.pieces)
        self.pieces, self.size = [], 0
        return data


def _part(name):
    part = ZipInfo(name, MOMENT)
    # The same wherever it is written.
    part.compress_type, part.create_system = ZIP_DEFLATED, 0
    return part


def _cell(place, value, number):
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return _text(place, value, HEADER if number == 1 else TEXT)
    if isinstance(value, date):
        days = (value - date(1899, 12, 30)).days
        return _number(place, days, DAY) if value >= FIRST_DAY else _text(place, value.isoformat(), TEXT)
    if not _is_kept(Decimal(value)):
        return _text(place, str(value), TEXT)
    return _number(place, f"{value:f}" if isinstance(value, Decimal) else value, _style(value))


def _is_kept(value):
    """Return whether a spreadsheet keeps all digits of a Decimal."""
    return value.is_finite() and len(value.as_tuple().digits) <= SURE_DIGITS and abs(value.adjusted()) <= SURE_DIGITS


def _style(value):
    return MONEY if isinstance(value, Decimal) and value.as_tuple().exponent == -2 else PLAIN


def _number(place, value, style):
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def _text(place, value, style):
    text = _LETTERS.sub(lambda found: f"_x{ord(found[0]):04X}_", value).translate(_MARKS)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _name(place):
    """Return the name of the column at `place`, counted from 0: A, B, … Z, AA."""
    name = ""
    while place >= 0:
        name = chr(65 + place % 26) + name
        place = place // 26 - 1
    return name
