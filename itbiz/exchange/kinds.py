"""The kinds of file that can be imported. Each app registers its own when it starts."""

from abc import ABC, abstractmethod

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from itbiz.core.errors import Refused

_kinds = {}


class Kind(ABC):
    """A kind of file, such as `units`: its fields, and how rows are checked and written.

    `model` is the class of its rows, `export` how they stand in a file that comes in again unchanged.
    `needs` are groups of field names; of each group one must have a column.
    `why` is a sentence that says what the needed columns are for.
    `labels` are what people call fields that are not called as the model's columns are.
    `closing` are the statuses in which a row ends, which its verb refuses while others hang on it.
    `locks` are functions that hold what rows are checked against until the transaction ends.
    """

    name = ""
    model = None
    export = None
    fields = ()
    needs = ()
    labels = {}
    why = ""
    closing = ()
    locks = ()

    @abstractmethod
    def plan(self, batch):
        """Check every entry of the Batch and give each its record, new or known; writes nothing."""

    @abstractmethod
    def write(self, batch, changes):
        """Write the usable entries of a planned Batch through the Recorder `changes`."""

    def label_of(self, name):
        """Return what people call the field `name`: as on the model, where there is such a column."""
        if name in self.labels:
            return str(self.labels[name])
        if name == "code":
            return _("Id")
        known = {f.name: f.verbose_name for f in self.model._meta.get_fields() if hasattr(f, "verbose_name")}
        return capfirst(str(known.get(name, name.replace("_", " "))))

    @property
    def all_labels(self):
        """What people call each field, as {its name: label}."""
        return {field.name: self.label_of(field.name) for field in self.fields}

    def is_ended(self, record):
        """Return whether a record has ended already, so that a full file may go without it."""
        return False

    def end(self, record, *, by):
        """End a record that is missing from a full file, by its own verb, for principal `by`.

        Raises what the verb does: NotAllowed, or Refused or ValidationError where something stands against it.
        """
        raise Refused(_("%s stays: what a file lacks does not end it.") % record)


def register(kind):
    """Make a Kind known by its name."""
    _kinds[kind.name] = kind


def find(name):
    """Return the Kind of this name. Raises KeyError."""
    return _kinds[name]


def names():
    """Return the names of all kinds, as a list."""
    return list(_kinds)
