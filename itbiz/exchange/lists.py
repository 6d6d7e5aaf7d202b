"""Cells that hold more than one thing: codes one after the other, and lists of small records as JSON."""

import json
import re

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from itbiz.core.text import exact
from itbiz.exchange.cells import Unfit, names

# A code like these can be told from its neighbours and from a name; any other list of codes is written as JSON.
SIMPLE = re.compile(r"[^\s;\[<]+")


def code_list(codes):
    """Return `codes` as a cell that `codes_in` reads again; an empty text for none."""
    codes = [code for code in codes if code]
    if all(SIMPLE.fullmatch(code) for code in codes):
        return "; ".join(codes)
    return as_json(codes)


def codes_in(cell):
    """Return the texts in a cell, parted by semicolons or line breaks, or a JSON list of them; without repeats."""
    found = json_in(cell) if cell.startswith("[") else None
    if isinstance(found, list) and all(isinstance(text, str) for text in found):
        return list(dict.fromkeys(filter(None, map(exact, found))))
    return names(cell)


def as_json(value):
    """Return `value` as a cell of JSON; an empty text where it is empty."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder) if value else ""


def json_in(cell):
    """Return what a cell of JSON says; None where it is none."""
    try:
        return json.loads(cell)
    except ValueError:
        return None


def records_of(*fields):
    """Return a reader of cells that hold a JSON list of objects with these fields, each a text or null.

    It gives a list of dicts that have all of them. Raises Unfit.
    """

    def read(cell):
        found = json_in(cell)
        if not isinstance(found, list) or not all(_fits(one, fields) for one in found):
            example = json.dumps([dict.fromkeys(fields, "…")], ensure_ascii=False)
            raise Unfit(_("“%s” is not a list of what this column holds.") % cell[:60], _("Write %s.") % example)
        return [{name: one.get(name) for name in fields} for one in found]

    return read


def _fits(one, fields):
    return isinstance(one, dict) and set(one) <= set(fields) and all(isinstance(v, str | None) for v in one.values())


def object_in(cell):
    """Return the JSON object in a cell as a dict. Raises Unfit."""
    found = json_in(cell)
    if not isinstance(found, dict):
        raise Unfit(_("“%s” is not a JSON object.") % cell[:60], _("Leave the cell as it was exported, or empty."))
    return found
