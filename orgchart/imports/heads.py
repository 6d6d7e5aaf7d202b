"""What somebody may have meant otherwise in the column of managers: said in the trial."""

from django.utils.translation import gettext as _

from itbiz.exchange.lists import codes_in
from itbiz.exchange.readings import NOBODY
from orgchart.imports.people import is_nobody

FIELDS = ("manager", "other_managers", "editors")


def tell_managers(batch, people):
    """Note where a unit of the batch has nobody, several managers, or a head whom the file names elsewhere, too.

    `people` are the People of the batch, by whom every usable entry's managers were found.
    """
    rows = {}
    for entry in batch.usable:
        if "position" not in entry.values:
            _tell_cells(batch, entry)
        if entry.values.get("manager") and entry.record.head and (entry.is_new or "head" in entry.changes):
            _tell_hats(batch, entry, people, rows)


def _tell_cells(batch, entry):
    for name in FIELDS:
        for text in filter(is_nobody, codes_in(entry.cells.get(name) or "")):
            batch.note(entry, name, told_nobody(text), reading=NOBODY)
    managers = entry.values.get("manager") or []
    others = [one.name for one in managers if entry.record.head is None or one is not managers[0]]
    if others:
        head = entry.record.head.name if entry.record.head else _("nobody")
        sentence = _("The first one is the head: %(head)s. Read as deputies: %(others)s.")
        batch.note(entry, "manager", sentence % {"head": head, "others": ", ".join(others)})


def _tell_hats(batch, entry, people, rows):
    """Note a head by name alone who heads the unit of an earlier row, too; `rows` are those rows by the person."""
    first = rows.setdefault(id(entry.record.head), entry.row)
    mention, email = entry.values["manager"][0], entry.values.get("manager_email") or entry.values.get("email")
    if first != entry.row and people.key_of(mention) == mention.name and not email:
        sentence = _("The same %(name)s as in row %(row)d, by name. Where they are two, write their e-mails.")
        batch.note(entry, "manager", sentence % {"name": mention.name, "row": first})


def told_nobody(text):
    """Return the sentence that says that a cell's `text` is no name."""
    return _("“%s” is read as: nobody.") % text
