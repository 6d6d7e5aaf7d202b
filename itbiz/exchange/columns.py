"""Which column of a file feeds which field: guessed from the header, corrected by hand (rule I1)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.cells import text


class WrongMap(ValueError):
    """A correction names a column or a field that does not exist. The text is the sentence shown."""


@dataclass(frozen=True)
class Field:
    """A field that a kind of file may fill.

    `headers` are the folded names by which a column is guessed, the surest first; `read` turns a cell that is not
    empty into a value, or raises Unfit.
    """

    name: str
    headers: tuple[str, ...]
    read: Callable[[str], object] = text


@dataclass(frozen=True)
class Mapping:
    """The column of each field that has one, and the columns that feed no field."""

    columns: dict[str, str]
    unread: tuple[str, ...]


def map_columns(header, fields, corrections=()):
    """Return the Mapping of a file's `header` (column names) to `fields`.

    `corrections` are pairs (column, field name): they win over what is guessed, and an empty field name leaves the
    column out. Raises WrongMap.
    """
    _check(header, fields, corrections)
    chosen = {field: column for column, field in corrections if field}
    taken = {column for column, _field in corrections}
    for field in fields:
        if field.name not in chosen:
            column = _guess(field, header, taken)
            if column is not None:
                chosen[field.name] = column
                taken.add(column)
    read = set(chosen.values())
    return Mapping(chosen, tuple(column for column in header if column not in read))


def _guess(field, header, taken):
    by_name = {_folded(column): column for column in reversed(header) if column not in taken}
    return next((by_name[name] for name in field.headers if name in by_name), None)


def _folded(column):
    return re.sub(r"[\s\-.]+", "_", fold(column))


def _check(header, fields, corrections):
    names = [field.name for field in fields]
    for column, field in corrections:
        if column not in header:
            raise WrongMap(
                _("The file has no column “%(column)s”. It has: %(columns)s.")
                % {"column": column, "columns": ", ".join(header)}
            )
        if field and field not in names:
            raise WrongMap(
                _("There is no field “%(field)s”. There are: %(fields)s.")
                % {"field": field, "fields": ", ".join(names)}
            )
