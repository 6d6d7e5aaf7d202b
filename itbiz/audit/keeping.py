"""What undo and history must know of each kind of row: a Keeper a kind, which the app of the model registers."""

from functools import cache

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

NOBODY = Q(pk__in=[])
EVERYBODY = Q(pk__gt=0)


class Keeper:
    """How rows of one model are taken back, and who may know of their changes."""

    # Whether the right is asked again of the row as it will stand: nobody moves a row into what is not theirs.
    asks_twice = True

    def __init__(self, model):
        self.model = model

    @property
    def never(self):
        """Why no change of this kind is undone, as a sentence; "" where it is."""
        return ""

    def told_to(self, principal):
        """Return the condition for those Changes of this kind that the principal may know of (V4)."""
        return Q(object_id__in=self.model.objects.visible_to(principal).values("pk"))

    def hidden(self, principal, pk):
        """Return the names of what the principal may not read in the changes told to it of the row `pk`."""
        return frozenset()

    def is_gone(self):
        """Return the condition for Changes whose row is there no more."""
        return ~Exists(self.model.objects.filter(pk=OuterRef("object_id")))

    def places(self, step, record):
        """Return the rows that are held before `record` and follow its changes, such as its walk-through."""
        return []

    def authorize(self, step, record, by):
        """Raise NotAllowed unless principal `by` has the right of the acts that made this Step."""
        record.authorize(by, {name.removesuffix("_id") for name in step.names} if step.is_update else {})

    def check(self, step, record):
        """Raise Refused where this kind's own rules keep the Step from being undone; `record` as it stands."""

    def take_back(self, step, record):
        """Set the columns of the Step back on `record`, unsaved, and return its parts: {name: list of dicts}."""
        columns = {field.attname: field for field in self.model._meta.concrete_fields}
        for name in step.names & columns.keys():
            setattr(record, name, columns[name].to_python(step.before[name]))
        return {name: self._rows_of(name, step.before[name]) for name in self.model.parts if name in step.names}

    def _rows_of(self, part, rows):
        owner = self.model._meta.get_field(part).field.attname
        return [{name: value for name, value in row.items() if name != owner} for row in rows]

    def follow(self, step, record, by):
        """Do what goes with the Step beyond its row, which is written; raise Refused where it does not fit any more."""

    def let_go(self, ids):
        """Loosen what the rows with these `ids`, about to be deleted, hold among themselves."""


class Kept(Keeper):
    """Rows that are never taken back, and why."""

    def __init__(self, model, sentence):
        super().__init__(model)
        self.sentence = sentence

    @property
    def never(self):
        return str(self.sentence)


class Shared(Keeper):
    """Rows that everybody who is signed in sees, those that are gone as well (V1)."""

    def told_to(self, principal):
        return EVERYBODY if principal.is_signed_in else NOBODY


_keepers = {}


def keeper(label, *more):
    """Register the decorated Keeper class for a model, such as "walkthroughs.contract"; `more` is for its init."""

    def register(kind):
        _keepers[label] = lambda: kind(apps.get_model(label), *more)
        return kind

    return register


@cache
def keeper_of(label):
    """Return the Keeper of the model `label`; None where no app registered one."""
    return _keepers[label]() if label in _keepers else None


def keepers():
    """Return {label: Keeper} of all kinds."""
    return {label: keeper_of(label) for label in _keepers}


def unknown_kind():
    """Return the sentence for rows whose kind nobody keeps."""
    return _("This kind of change is not undone.")
