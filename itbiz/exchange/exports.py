"""Rows of a model as rows of a file: one list of columns a model, which stands beside its kind."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from django.db import connection
from django.db.models.functions import Collate

# Sorted by what the letters are, and the same on every machine: files of two databases can be compared.
PLAIN_ORDER = {"postgresql": "C", "sqlite": "BINARY"}


@dataclass(frozen=True)
class Told:
    """A cell made of several columns of the row: `make(principal, *values)` of `paths`, names for values_list()."""

    paths: tuple
    make: Callable


@dataclass(frozen=True)
class Listed:
    """A cell made of rows of another table: `make(rows)` of the tuples of `paths`, in the order they were written.

    `rows(principal)` returns the queryset of those the principal sees; `owner` is its relation to the row of the file.
    """

    rows: Callable
    owner: str
    paths: tuple
    make: Callable


class Export:
    """How rows of a model stand in a file, and in which order: one that no id decides."""

    def __init__(self, columns, order=("code",)):
        """`columns` are {name of the column: path for values_list(), Told or Listed}; `order` are paths to texts."""
        self.columns, self.order = dict(columns), tuple(order)
        told = [path for column in self.columns.values() if isinstance(column, Told) for path in column.paths]
        plain = [column for column in self.columns.values() if isinstance(column, str)]
        self.paths = list(dict.fromkeys([*plain, *told, "pk", *self.order]))

    def rows(self, queryset, principal):
        """Yield the rows of `queryset` as lists in the order of the columns, read as they are written out.

        It takes a statement, and one more for each list beside the rows.
        """
        beside = [self._beside(column, queryset, principal) for column in self.columns.values()]
        places = {path: place for place, path in enumerate(self.paths)}
        makers = [self._maker(column, places, principal) for column in self.columns.values()]
        for row in queryset.order_by(*sorted_by(self.order)).values_list(*self.paths).iterator():
            yield [make(row) if follow is None else follow(row) for make, follow in zip(makers, beside, strict=True)]

    def _maker(self, column, places, principal):
        if isinstance(column, str):
            place = places[column]
            return lambda row: row[place]
        if isinstance(column, Told):
            own = [places[path] for path in column.paths]
            return lambda row: column.make(principal, *[row[place] for place in own])
        return None

    def _beside(self, column, queryset, principal):
        """Return a function of a row that gives the cell of a Listed column; None for other columns."""
        if not isinstance(column, Listed):
            return None
        order = [f"{column.owner}__{path}" for path in self.order]
        rows = column.rows(principal).filter(**{f"{column.owner}__in": queryset.order_by().values("pk")})
        found = rows.order_by(*sorted_by(order), "pk").values_list(*order, *column.paths).iterator()
        walk = Beside(found, len(order))
        own = [self.paths.index(path) for path in self.order]
        return lambda row: column.make(walk.of(tuple(row[place] for place in own)))


class Beside:
    """Rows of another table, walked along with those that they belong to; both come in one order."""

    def __init__(self, rows, width):
        """`rows` begin with the `width` columns that both are sorted by."""
        self.width = width
        self.groups = groupby(rows, key=lambda row: row[:width])
        self.place, self.group = next(self.groups, (None, ()))

    def of(self, place):
        """Return the rows at `place`, as a list of tuples; places are asked for in their order."""
        while self.place is not None and self.place < place:
            self._step()
        if self.place != place:
            return []
        found = [row[self.width :] for row in self.group]
        self._step()
        return found

    def _step(self):
        self.place, self.group = next(self.groups, (None, ()))


def sorted_by(paths):
    """Return what order_by() takes to sort by texts letter for letter, whatever the database's language."""
    return [Collate(path, PLAIN_ORDER[connection.vendor]) for path in paths]
