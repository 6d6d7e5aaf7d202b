"""What a change set did, object by object: its first state before, its last one after (rule U3)."""

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from itbiz.audit.keeping import keeper_of
from itbiz.audit.models import Change

NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass
class Step:
    """All that one set did to one object. `acts` are the verbs of the set that it repeats or undoes, in the end.

    `again` says that undoing this brings back what was undone before.
    """

    kind: str
    pk: int
    changes: list
    acts: frozenset
    again: bool
    # All that the set did: (kind, id) of each object.
    beside: frozenset
    # What was looked up for all Steps of the set.
    known: dict

    @property
    def keeper(self):
        """The Keeper of the object's kind, or None."""
        return keeper_of(self.kind)

    @property
    def model(self):
        """The model of the object."""
        return apps.get_model(self.kind)

    @property
    def label(self):
        """The name the log tells the object by."""
        return self.changes[-1].label

    @property
    def before(self):
        """The object as it was before the set; None where the set created it."""
        return self.changes[0].before

    @property
    def after(self):
        """The object as the set left it; None where the set deleted it."""
        return self.changes[-1].after

    @property
    def is_update(self):
        """Whether the object was there before and after."""
        return self.before is not None and self.after is not None

    @property
    def is_passing(self):
        """Whether the object was there only within the set, so that nothing is left to take back."""
        return self.before is None and self.after is None

    @cached_property
    def names(self):
        """The names of the columns and parts that undoing writes."""
        whole = set(self.before or self.after or {})
        if self.is_update:
            return {name for name in whole if not same(name, self.before[name], self.after.get(name))}
        return whole

    def once(self, key, look_up):
        """Return what `look_up()` gave for the first Step of the set that asked for `key` (any hashable)."""
        if key not in self.known:
            self.known[key] = look_up()
        return self.known[key]

    def moved(self, record):
        """Return the names of the Step whose value on `record` is not what the set left."""
        now = as_logged(record.snapshot())
        return sorted(name for name in self.names if not same(name, now.get(name), self.after.get(name)))


def steps_of(change_set):
    """Return the Steps of a set in the order of its first changes, without what came and went within it."""
    origin, again = change_set, False
    while origin.undoes_id is not None:
        origin, again = origin.undoes, not again
    acts = {}
    for kind, pk, act in origin.changes.exclude(act="").values_list("kind", "object_id", "act"):
        acts.setdefault((kind, pk), set()).add(act)
    found = {}
    for change in Change.objects.filter(change_set=change_set).order_by("ordinal"):
        change.change_set = change_set
        found.setdefault((change.kind, change.object_id), []).append(change)
    shared = (again, frozenset(found), {})
    steps = [Step(*key, changes, frozenset(acts.get(key, ())), *shared) for key, changes in found.items()]
    return [step for step in steps if not step.is_passing]


def as_logged(snapshot):
    """Return a snapshot as the log's JSON holds it."""
    return json.loads(json.dumps(snapshot, cls=DjangoJSONEncoder))


def same(name, one, other):
    """Return whether two values of the column or part `name`, as logged, say the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(key, one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(name, *pair) for pair in zip(one, other, strict=True))
    return one == other or (name in _amounts() and _is_same_amount(one, other))


def _is_same_amount(one, other):
    both = str(one), str(other)
    return all(NUMBER.fullmatch(text) for text in both) and _trim(both[0]) == _trim(both[1])


def _trim(number):
    return number.rstrip("0").rstrip(".") if "." in number else number


@cache
def _amounts():
    """The names of columns that hold decimals: a database gives back 12.50 for 12.5."""
    return {field.attname for model in apps.get_models() for field in model._meta.fields if _is_decimal(field)}


def _is_decimal(field):
    return isinstance(field, models.DecimalField)
