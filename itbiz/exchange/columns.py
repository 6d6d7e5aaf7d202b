"""Which column of a file feeds which field: guessed from the header, corrected by hand (rule I1)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.cells import text, whole
from itbiz.exchange.german import GERMAN


class WrongMap(ValueError):
    """A correction names a column or a field that does not exist. The text is the sentence shown."""


@dataclass(frozen=True)
class Field:
    """A field that a kind of file may fill.

    `headers` are the folded names by which a column is guessed, the surest first; `read` turns a cell that is not
    empty into a value, or raises Unfit, as it does for every cell that is Broken.
    """

    name: str
    headers: tuple[str, ...]
    read: Callable[[str], object] = text

    def __post_init__(self):
        object.__setattr__(self, "read", whole(self.read))


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
    for guess in (_by_headers, _by_german_words):
        for field, column in guess([column for column in header if column not in taken], fields):
            if field not in chosen and column not in taken:
                chosen[field] = column
                taken.add(column)
    read = set(chosen.values())
    return Mapping(chosen, tuple(column for column in header if column not in read))


def guess_kind(header, kinds):
    """Return the one of `kinds` that has a field for most columns of a file's `header`, or None where none fits."""
    fits = [(map_columns(header, kind.fields).columns, kind) for kind in kinds]
    whole = [
        (len(columns), kind) for columns, kind in fits if all(any(f in columns for f in group) for group in kind.needs)
    ]
    return max(whole, key=lambda fit: fit[0], default=(0, None))[1]


def _by_headers(header, fields):
    """Yield (field's name, column) for what is called as a field is, each field's surest name first."""
    by_name = {_folded(column): column for column in reversed(header)}
    for field in fields:
        for name in field.headers:
            if name in by_name:
                yield field.name, by_name[name]


def _by_german_words(header, fields):
    """Yield (field's name, column) for what is called so in German, the surest word first."""
    by_name = {_neutral(column): column for column in reversed(header)}
    for word, meanings in _GERMAN.items():
        if word in by_name:
            for meaning in meanings:
                yield from ((field.name, by_name[word]) for field in fields if meaning in field.headers)


def _folded(column):
    return re.sub(r"[\W_]+", "_", fold(column)).strip("_")


def _neutral(column):
    """Return the name of a column as if it were written without umlauts, and for men and women alike."""
    name = re.sub(r"_?(innen|in)$", "", _folded(column))
    name = re.sub(r"_?[nr]$", "", name)
    return name.replace("ae", "a").replace("oe", "o").replace("ue", "u")


_GERMAN = {_neutral(word): meanings for word, meanings in GERMAN.items()}


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
