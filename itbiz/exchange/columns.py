"""Which column of a file feeds which field: guessed from the header, corrected by hand (rule I1)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.cells import text, whole
from itbiz.exchange.headers import NAMES

# What is added to the name of a column: a remark in brackets, in which unit it counts.
_REMARK = re.compile(
    r"\s*(?:\([^)]*\)|\[[^]]*\])|\s+(?:in|pro|per|je)\s+\S+\s*\Z|\s+(?:EUR|USD|CHF|GBP|PT|PD)\s*\Z", re.IGNORECASE
)


class WrongMap(ValueError):
    """A correction names a column or a field that does not exist. The text is the sentence shown."""


@dataclass(frozen=True)
class Field:
    """A field that a kind of file may fill.

    `headers` are the folded names by which a column is guessed, the surest first; `read` turns a cell that is not
    empty into a value, or raises Unfit, as it does for every cell that is Broken. Where no column feeds the field, or
    its cell is empty, it holds what the fields named in `joins` hold, joined by blanks.

    A field that only `describes` keeps no row out: a cell that cannot be read is left out with a note. What decides is
    an error: who and what a row is, whom it names, its state, its money, what a contract promises, an export's lists.
    """

    name: str
    headers: tuple[str, ...]
    read: Callable[[str], object] = text
    joins: tuple[str, ...] = ()
    describes: bool = False

    def __post_init__(self):
        object.__setattr__(self, "read", whole(self.read))


@dataclass(frozen=True)
class Mapping:
    """The column of each field that has one, and the columns that feed no field."""

    columns: dict[str, str]
    unread: tuple[str, ...]


def map_columns(header, fields, corrections=(), empty=frozenset(), labels=None):
    """Return the Mapping of a file's `header` (column names) to `fields`.

    `corrections` are pairs (column, field name): they win over what is guessed, and an empty field name leaves the
    column out. The columns in `empty` hold nothing: they feed what no other column does. `labels` are what the product
    itself calls the fields, {name: label}; a column is called so, too. Raises WrongMap.
    """
    _check(header, fields, corrections)
    chosen = {field: column for column, field in corrections if field}
    taken = {column for column, _field in corrections}
    if surname := _surname([column for column in header if column not in taken], fields):
        chosen.setdefault("last_name", surname)
        taken.add(surname)
    for columns in ([c for c in header if c not in empty], [c for c in header if c in empty]):
        for guess in (_by_headers, _by_labels(labels or {}), _by_words, _by_bare_words):
            for field, column in guess([column for column in columns if column not in taken], fields):
                if field not in chosen and column not in taken:
                    chosen[field] = column
                    taken.add(column)
    read = set(chosen.values())
    return Mapping(chosen, tuple(column for column in header if column not in read))


def fit(kept, header, kind):
    """Return (the pairs of a kept mapping whose columns a file's `header` has, the columns that it lacks).

    Raises WrongMap where one that is lacking says which row is which, or where it belongs: rows would become others.
    """
    decisive = {"code", "id", "parent", *(field for group in kind.needs for field in group)}
    lacking = {column: field for column, field in kept if field and column not in header}
    for column, field in lacking.items():
        if field in decisive:
            words = {"column": column, "field": kind.label_of(field)}
            sentence = _("The kept mapping reads “%(column)s” as “%(field)s”, and the file has no such column.")
            remedy = _("Bring the file that has it, or read this one without the mapping.")
            raise WrongMap(f"{sentence % words} {remedy}")
    return [(column, field) for column, field in kept if column in header], list(lacking)


def guess_kind(header, kinds, empty=frozenset()):
    """Return the one of `kinds` that has a field for most columns of a file's `header`, or None where none fits."""
    fits = [(map_columns(header, kind.fields, empty=empty, labels=kind.all_labels).columns, kind) for kind in kinds]
    whole = [
        (len(columns), kind) for columns, kind in fits if all(any(f in columns for f in group) for group in kind.needs)
    ]
    return max(whole, key=lambda fit: fit[0], default=(0, None))[1]


def _by_headers(header, fields):
    """Yield (field's name, column) for what is called as a field is, each field's surest name first."""
    yield from _matches({_folded(column): column for column in reversed(header)}, fields, _folded)


def _by_labels(labels):
    """Return what yields the same for what is called as the product calls the field."""
    called = {_neutral(label): name for name, label in labels.items()}
    return lambda header, fields: ((called[word], column) for column in header if (word := _neutral(column)) in called)


def _by_words(header, fields):
    """Yield the same for what is nearly called so, and for what files call it, the surest word first."""
    yield from _called({_neutral(column): column for column in reversed(header)}, fields)


def _by_bare_words(header, fields):
    """Yield the same for what is called so but for a remark or a unit: "Preis (netto)", "Kosten in EUR"."""
    yield from _called({_neutral(_REMARK.sub("", column)): column for column in reversed(header)}, fields)


def _surname(header, fields):
    """Return the column called "Name" where it stands beside one of first names and none of last names, else None."""
    named = [meaning for column in header for meaning in _NAMES.get(_neutral(column), ())]
    is_half = "first_name" in named and "last_name" not in named and any(field.name == "last_name" for field in fields)
    return next((column for column in header if _folded(column) == "name"), None) if is_half else None


def _called(by_name, fields):
    yield from _matches(by_name, fields, _neutral)
    for word, meanings in _NAMES.items():
        if word in by_name:
            for meaning in meanings:
                yield from ((field.name, by_name[word]) for field in fields if meaning in field.headers)


def _matches(by_name, fields, spelled):
    for field in fields:
        for name in map(spelled, field.headers):
            if name in by_name:
                yield field.name, by_name[name]


def _folded(column):
    return re.sub(r"[\W_]+", "_", fold(column)).strip("_")


def _neutral(column):
    """Return the name of a column as if it were written in one word, without umlauts, for men and women alike."""
    name = re.sub(r"(innen|in)$", "", _folded(column).replace("_", ""))
    name = re.sub(r"[nr]$", "", name)
    return name.replace("ae", "a").replace("oe", "o").replace("ue", "u")


_NAMES = {_neutral(name): meanings for name, meanings in NAMES.items()}


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
