"""Cells that are plainly read otherwise than they are written: told once for the whole file, not row by row."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

# What a note is a reading of, as a Remark holds it.
READINGS = NAMES, NUMBERS, NOBODY = "names", "numbers", "nobody"
_TOLD = {
    NAMES: ngettext_lazy(
        "%d name is written surname first, and read as people say it.",
        "%d names are written surname first, and read as people say them.",
    ),
    NUMBERS: ngettext_lazy(
        "%d number is written with words, and read as a plain one.",
        "%d numbers are written with words, and read as plain ones.",
    ),
    NOBODY: ngettext_lazy("%d word is read as: nobody.", "%d words are read as: nobody."),
}


def collected(notes):
    """Return what pairs (reading, sentence) come to: (a sentence about all of one reading, their sentences).

    A sentence that stands in several rows is told, and counted, once.
    """
    notes = list(notes)
    groups = {name: list(dict.fromkeys(said for reading, said in notes if reading == name)) for name in READINGS}
    return [(_told(_TOLD[name] % len(said), said), said) for name, said in groups.items() if said]


def _told(whole, said):
    return said[0] if len(said) == 1 else _("%(whole)s For example: %(one)s") % {"whole": whole, "one": said[0]}
