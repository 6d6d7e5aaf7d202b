"""How a text file is written: told from its bytes, each with its sentence where it is no text that can be read."""

import codecs
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.exchange.limits import MEGABYTE, Unreadable

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BINARY = gettext_lazy("The file is not a text but a binary file. Save it as CSV or XLSX and import that.")
# What else is brought in by mistake, by how it begins.
OTHERS = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        gettext_lazy("This is an old Excel file (.xls), or one with a password. Save it as XLSX without a password."),
    ),
    (b"%PDF-", gettext_lazy("This is a PDF. Import the spreadsheet it was made from, as XLSX or CSV.")),
    (b"{\\rtf", gettext_lazy("This is a text document. Copy its table into a spreadsheet and save that as XLSX.")),
    (b"<", gettext_lazy("This is a web page or XML. Open it in a spreadsheet and save it as XLSX or CSV.")),
)
# Letters of more than one byte in UTF-8, of which other encodings make up few by chance.
WIDE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = bytes(range(0x80, 0x100))
# Control characters that no spreadsheet writes into a text.
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f]")


def encoding_of(data):
    """Return (the encoding of `data`, the bytes of a file; notes about it, as a list). Raises Unreadable."""
    if data.startswith(UTF_16):
        _check_utf_16(data)
        return "utf-16", [_("The file is read as UTF-16.")]
    for beginning, sentence in OTHERS:
        if data.removeprefix(codecs.BOM_UTF8).lstrip()[: len(beginning)] == beginning:
            raise Unreadable(str(sentence))
    if b"\0" in data:
        raise Unreadable(str(BINARY))
    fault = _fault(data, "utf-8")
    if fault is None:
        return "utf-8-sig", []
    _check_western(data, fault)
    note = _("The file is read as Windows-1252. Where letters look wrong, save it as “CSV UTF-8” and import that.")
    return "cp1252", [note]


def _check_utf_16(data):
    fault = _fault(data, "utf-16")
    if fault is not None:
        raise Unreadable(_("The file is damaged or was cut: it begins as UTF-16 and does not go on so. Save it again."))
    if "\0" in data[:MEGABYTE].decode("utf-16", "ignore"):
        raise Unreadable(str(BINARY))


def _check_western(data, fault):
    """Raise Unreadable unless `data`, which is no UTF-8 from `fault` on, may be Windows-1252."""
    wide = sum(len(letter[0]) for letter in WIDE.finditer(data))
    high = len(data) - len(data.translate(None, HIGH))
    line = data.count(b"\n", 0, fault) + 1
    if wide > high - wide:
        raise Unreadable(
            _("The file is written in UTF-8 and damaged at line %d, or was cut there. Save it again.") % line
        )
    if _fault(data, "cp1252") is not None or CONTROLS.search(data):
        raise Unreadable(
            _("The file is written neither in UTF-8 (line %d) nor in Windows-1252. Save it as “CSV UTF-8”.") % line
        )


def _fault(data, encoding):
    """Return where `data` stops being text in `encoding`, or None; in pieces, for the text is larger than its bytes."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(data) or 1, MEGABYTE):
        try:
            decoder.decode(data[start : start + MEGABYTE], final=start + MEGABYTE >= len(data))
        except UnicodeDecodeError as error:
            return start + error.start
    return None
