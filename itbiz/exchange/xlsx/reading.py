"""Reading the first sheet of a workbook that holds something."""

from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from itbiz.exchange.limits import Unreadable
from itbiz.exchange.titles import below_title
from itbiz.exchange.xlsx.index import Relations, Styles, Texts, Workbook
from itbiz.exchange.xlsx.package import BEGINNINGS, Package
from itbiz.exchange.xlsx.sheet import Sheet

DOCUMENT, SHEET = "officeDocument", "worksheet"


def is_archive(data):
    """Return whether `data`, the bytes of a file, is an archive, as a workbook is."""
    return data.startswith(BEGINNINGS)


def workbook(data):
    """Return (the rows of the first sheet in `data` that holds something; notes about it, as a list).

    Rows are pairs (number, cells), as wide as the first, read as they are asked for. Raises Unreadable.
    """
    package = Package(data)
    main = _main(package)
    folder, _slash, name = main.rpartition("/")
    book = package.take(main, Workbook())
    relations = _relations(package, folder, f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    sheets = [
        (name, relations.targets[one]) for name, one in _in_order(book) if relations.kinds.get(one) == "worksheet"
    ]
    opened = _opener(package, relations, book)
    for name, part in sheets:
        if package.has(part):
            notes = _notes(name, len(sheets))
            sheet, rows = opened(part)
            found = below_title(rows, notes)
            if (first := next(found, None)) is not None:
                return _as_wide(chain([first], found), first, sheet, notes), notes
    return iter(()), []


def _main(package):
    """Return the name of the part that lists the sheets. Raises Unreadable where the archive is no workbook."""
    relations = _relations(package, "", "_rels/.rels")
    main = relations.first(DOCUMENT)
    if package.has("mimetype") or main is None or not package.has(main) or main.endswith(".bin"):
        raise Unreadable(
            _("The file is not XLSX, only packed in the same way. Open it in a spreadsheet and save it as XLSX.")
        )
    return main


def _relations(package, folder, name):
    relations = Relations(folder)
    return package.take(name, relations) if package.has(name) else relations


def _in_order(book):
    """Yield (name, id of its relation) of the sheets that people see, else of the hidden ones."""
    shown = [sheet for sheet in book.sheets if not sheet[2]] or book.sheets
    return [(name, relation) for name, relation, _hidden in shown]


def _opener(package, relations, book):
    """Return a function that gives a Sheet and its rows to come, read with all that its cells refer to."""
    texts, styles = Texts(), Styles()
    part = relations.first("sharedStrings")
    if part and package.has(part):
        for _piece in package.read(part, texts):
            pass
    part = relations.first("styles")
    if part and package.has(part):
        package.take(part, styles)

    def opened(name):
        sheet = Sheet(texts.found, styles.days, book.counts_from_1904)
        return sheet, _rows(package, name, sheet)

    return opened


def _rows(package, name, sheet):
    for _piece in package.read(name, sheet):
        yield from sheet.rows
        sheet.rows.clear()


def _as_wide(rows, header, sheet, notes):
    """Yield rows as wide as the `header`, for a sheet leaves out empty cells; add notes of what is not read."""
    beside, width = None, len(header[1])
    for number, cells in rows:
        beside = number if beside is None and len(cells) > width else beside
        yield number, (*cells[:width], *[""] * (width - len(cells)))
    if beside is not None:
        notes.append(_("What stands beside the named columns is not read, first in row %d.") % beside)
    last, place = sheet.merged
    if last > header[0]:
        notes.append(_("Cells are merged (%s): the first one of them is read, the others are empty.") % place)


def _notes(name, count):
    if count == 1:
        return []
    more = ngettext("%d other is not.", "%d others are not.", count - 1) % (count - 1)
    return [_("The sheet “%s” is read,") % name + " " + more]
