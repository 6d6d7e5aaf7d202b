"""Whom a change set names anew: nobody who turned out to be another, not even meanwhile."""

from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def newly_named(record, before, after):
    """Return {(model, id): name of the column or part} of those whom a row names and did not before, as snapshots tell.

    Only models whose rows may turn out to be another are looked at, and no columns that tell who said something then.
    """
    # The class of a lazy record, such as a request's user, is another one.
    columns = _columns(record._meta.model) if after is not None else ()
    named = _named(columns, before) if columns and before else {}
    return {key: name for key, name in _named(columns, after).items() if key not in named}


def require_lasting(named):
    """Hold the rows in `named`, see `newly_named`, until the transaction ends, lowest id first.

    Raises ValidationError by field where one of them turned out to be another.
    """
    for model in {model for model, _pk in named}:
        gone = model.hold_merged(sorted(pk for other, pk in named if other is model))
        if gone:
            raise ValidationError({named[model, gone[0]]: _told(model, gone[0])}, code="merged")


def _told(model, pk):
    row = model.objects.select_related("merged_into").get(pk=pk)
    sentence = _("%(other)s is merged into %(person)s. Name %(person)s.")
    return sentence % {"other": row.label, "person": row.merged_into.label}


@cache
def _columns(model):
    """Return (part or "", column, name, model named) of each foreign key of a model and its parts that counts."""
    parts = [(name, model._meta.get_field(name)) for name in getattr(model, "parts", ())]
    found = [("", field.attname, field.name, field.related_model) for field in _keys(model)]
    for name, relation in parts:
        keys = [field for field in _keys(relation.related_model) if field != relation.field]
        found += [(name, field.attname, name, field.related_model) for field in keys]
    return found


def _keys(model):
    said = getattr(model, "said_by", ())
    keys = [field for field in model._meta.concrete_fields if field.is_relation and field.name not in said]
    return [field for field in keys if hasattr(field.related_model, "merged_into")]


def _named(columns, snapshot):
    rows = [(row, *place) for part, *place in columns for row in (snapshot.get(part, ()) if part else [snapshot])]
    return {(model, row[column]): name for row, column, name, model in rows if row.get(column) is not None}
