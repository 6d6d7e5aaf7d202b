"""Changing many rows at once: what a file says differently, checked as `Record.update` checks one."""

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.models import Logged, Record

# So many rows are held and written at once.
MANY = 500


def takes_many(model, names):
    """Return whether `update_many` may write the columns `names` of a Record: `update` does nothing more for them."""
    alone = {f.name for f in model._meta.concrete_fields if not f.is_relation} - set(model.entangled)
    return alone.issuperset(names) and model.update is Record.update and model.store is Logged.store


def update_many(model, wanted, *, by):
    """Change columns of many rows of a model, {id: values}, as `update` does one; see `takes_many`.

    They are read, held and written by the hundred: all of a hundred or, where the database refuses one, each by
    itself. Returns {id: ValidationError or Refused} of the rows that stay as they are. Raises NotAllowed.
    """
    refused, ids = {}, sorted(wanted)
    for start in range(0, len(ids), MANY):
        some = {pk: wanted[pk] for pk in ids[start : start + MANY]}
        try:
            with change_set(by=by, title=_("Several edited: %s") % model._meta.verbose_name) as changes:
                found = _update_some(model, some, by, changes)
        except ValidationError:
            found = _update_each(model, some, by)
        refused |= found
    return refused


def _update_some(model, wanted, by, changes):
    taken, refused = [], {}
    held = model.lock_many(list(wanted))
    # Rules read what the rows refer to: once for all of them.
    prefetch_related_objects(held, *[f.name for f in model._meta.concrete_fields if f.is_relation])
    for record in held:
        try:
            record.take_in(by, wanted[record.pk])
        except (ValidationError, Refused) as error:
            refused[record.pk] = error
        else:
            taken.append(record)
    changes.update_many(taken, act="update")
    return refused


def _update_each(model, wanted, by):
    refused = {}
    for pk, values in wanted.items():
        try:
            model.objects.get(pk=pk).update(by=by, **values)
        except (ValidationError, Refused) as error:
            refused[pk] = error
    return refused
