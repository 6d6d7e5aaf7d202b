"""Texts of one JSON object a line (NDJSON), as programs write them and as exports are."""

import io
import json

from django.utils.translation import gettext as _

from itbiz.core.text import NUL
from itbiz.exchange.limits import Unreadable

LONGEST_LINE = 1_000_000


def are_records(data, encoding):
    """Return whether `data`, the bytes of a text in `encoding`, begins as NDJSON does."""
    return data[:200].decode(encoding, "ignore").lstrip().startswith("{")


def records(data, encoding):
    """Yield (0, the names of the first object), then (number of the line, cells) of each. Raises Unreadable."""
    stream = io.TextIOWrapper(io.BytesIO(data), encoding)
    names, number = None, 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if not line.strip():
            continue
        values = _object(line, number)
        if names is None:
            names = list(values)
            yield 0, tuple(_cell(name) for name in names)
        if values.keys() != set(names):
            raise Unreadable(
                _("The object in line %d has other names than the first one. Give all of them the same.") % number
            )
        yield number, tuple(_cell(values[name]) for name in names)


def _object(line, number):
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Unreadable(
            _("Line %d is not one whole JSON object. Write one a line; the file may have been cut.") % number
        )
    return value


def _cell(value):
    """Return a value of JSON as a cell: texts as they stand, for nothing in them is guarded."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # JSON may name half a letter, which no text has.
    return text.encode("utf-8", "replace").decode().replace(NUL, "").strip()
