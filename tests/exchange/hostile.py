"""Files that are no table, or too much of one: what they hold, and what is said of them.

None may write anything, wherever it comes in. HOSTILE is {name: (bytes, part of the sentence)}; those of RAGGED are
tables with an error in a row.
"""

from itbiz.exchange.limits import MOST_ROWS
from tests.exchange import workbooks

HEADER = b"unit_id,unit,parent_id\n"
GOOD = workbooks.made([["unit_id", "unit"], ["it", "IT"]])
DAMAGED, OVERFULL = "The workbook is damaged or was cut.", "The workbook unpacks to more than can be read"

RAGGED = {
    "a row that is too short": (HEADER + b"it,IT\n", "The row has 2 cells, the header has 3."),
    "a row that is too long": (HEADER + b"it,IT,,more\n", "The row has 4 cells, the header has 3."),
    "cut in the middle of a row": (HEADER + b"it,IT,\nops,Opera", "The row has 2 cells, the header has 3."),
}
HOSTILE = {
    "empty": (b"", "The file is empty."),
    "blank": (b" \r\n\r\n", "The file is empty."),
    "binary": (bytes(range(256)) * 4, "not a text but a binary file"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an old Excel file"),
    "a PDF": (b"%PDF-1.7\n", "This is a PDF."),
    "a web page": (b"<!DOCTYPE html><table></table>", "This is a web page"),
    "too many rows": (HEADER + b"it,IT,\n" * (MOST_ROWS + 1), "more than 100,000 rows"),
    "a cell of 1 MB": (HEADER + b"it,IT,\nops," + b"x" * 2**20 + b",\n", "row 3, column “unit”, holds more than"),
    "a quoted cell of 1 MB": (HEADER + b'it,"' + b"x\n" * 2**19 + b'",\n', "row 2, column “unit”, holds more than"),
    "2,000 columns": (b",".join(b"c%d" % n for n in range(2_000)) + b"\n1\n", "more than 500 columns (row 1)"),
    "a line of commas": (HEADER + b"," * 2_000_000, "more than 500 columns (row 2)"),
    "a wrong encoding": (HEADER + "it,情報システム部,\n".encode("shift_jis"), "neither in UTF-8 (line 2) nor"),
    "UTF-8 cut in a letter": (HEADER + "zü,Zürich ü".encode()[:-1], "UTF-8 and damaged at line 2"),
    "UTF-16 cut in a letter": ((HEADER + b"it,IT,\n").decode().encode("utf-16")[:-1], "begins as UTF-16"),
    "a quote cut off": (HEADER + b'it,"IT depart', "cannot be read at line 2"),
    "NDJSON cut off": (b'{"unit_id": "it", "unit": "IT"}\n{"unit_id": "o', "Line 2 is not one whole JSON object."),
    "a workbook cut off": (GOOD[: len(GOOD) // 2], DAMAGED),
    "a workbook cut inside": (workbooks.by_hand('<row><c t="inlineStr"><is><t>unit</t'), DAMAGED),
    "an archive that is none": (b"PK\x03\x04 and no more", DAMAGED),
    "another archive": (workbooks.archive({"a.txt": workbooks.Part.of("a")}), "The file is not XLSX"),
    "a zip bomb": (workbooks.bomb(), OVERFULL),
    "a zip bomb that lies": (workbooks.bomb(size=1_000), DAMAGED),
    "a sheet of empty cells": (workbooks.crowd(), OVERFULL),
    "a tag without an end": (workbooks.long_tag(), OVERFULL),
    "a sheet of names": (workbooks.many_names(), OVERFULL),
    "entities that grow": (workbooks.laughs(), "declares an XML document type"),
    "2,000 columns in a sheet": (workbooks.made([list(range(2_000)), [1]]), "more than 500 columns (row 1)"),
    "a cell of 1 MB in a sheet": (
        workbooks.by_hand(
            '<row><c t="inlineStr"><is><t>unit</t></is></c></row>'
            f'<row><c t="inlineStr"><is><t>{"x" * 2**20}</t></is></c></row>'
        ),
        "row 2, column “unit”, holds more than",
    ),
}
