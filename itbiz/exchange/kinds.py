"""The kinds of file that can be imported. Each app registers its own when it starts."""

from abc import ABC, abstractmethod

_kinds = {}


class Kind(ABC):
    """A kind of file, such as `units`: its fields, and how rows are checked and written.

    `needs` are groups of field names; of each group one must have a column.
    `locks` are functions that hold what rows are checked against until the transaction ends.
    """

    name = ""
    fields = ()
    needs = ()
    locks = ()

    @abstractmethod
    def plan(self, batch):
        """Check every entry of the Batch and give each its record, new or known; writes nothing."""

    @abstractmethod
    def write(self, batch, changes):
        """Write the usable entries of a planned Batch through the Recorder `changes`."""


def register(kind):
    """Make a Kind known by its name."""
    _kinds[kind.name] = kind


def find(name):
    """Return the Kind of this name. Raises KeyError."""
    return _kinds[name]


def names():
    """Return the names of all kinds, as a list."""
    return list(_kinds)
