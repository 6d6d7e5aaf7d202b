"""What a row changes, in texts: of a known record before and after, of a new one what it is filled with."""

import json
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.db.models import Model, prefetch_related_objects
from django.utils.translation import gettext as _

from itbiz.exchange.keys import chunks
from itbiz.exchange.verdicts import Outcome, Verdict

# What a row is called, in the field of any kind that holds it.
LABELS = ("name", "title", "need")


def outcomes(entries):
    """Return {number: Outcome} of `entries` that are planned and not yet written; as many statements for any number."""
    _fetch_parts([entry for entry in entries if entry.verdict is Verdict.UPDATE])
    return {entry.row: Outcome(entry.verdict, entry.key, label_of(entry), _changes(entry)) for entry in entries}


def label_of(entry):
    """Return what the entry's row is called: by its own words, else as its record is called here, else by its key."""
    named = next((entry.values[name] for name in LABELS if entry.values.get(name)), "")
    known = entry.record.label if not named and entry.record is not None and entry.record.pk else ""
    return str(named or known or entry.key)


def _changes(entry):
    if entry.verdict is Verdict.UPDATE:
        return {name: _pair(entry, name) for name in entry.changes}
    if entry.verdict is Verdict.CREATE:
        texts = {name: text_of(value, _column(entry.record, name)) for name, value in entry.filled.items()}
        texts |= {name: _rows(rows) for name, rows in _new_parts(entry).items()}
        return {name: (None, text) for name, text in texts.items() if text and name not in LABELS}
    return {}


def _pair(entry, name):
    record, after = entry.record, entry.changes[name]
    column = _column(record, name)
    if name in record.parts:
        owner = getattr(record, name).field.name
        return _rows(_cells(row, owner) for row in getattr(record, name).all()), _rows(row.values() for row in after)
    before = entry.before[name] if name in entry.before else getattr(_holder(record, name), name, None)
    old, new = text_of(before, column), text_of(after, column)
    if old == new and isinstance(before, Model) and isinstance(after, Model):
        # Two of one name.
        old, new = f"{old} ({before.code})", f"{new} ({after.code})"
    return old, new


def _holder(record, name):
    """Return what holds a column: the record, or the terms of a contract."""
    return record if hasattr(record, name) else getattr(record, "terms", None)


def _column(record, name):
    return _columns(type(record)).get(name)


@cache
def _columns(model):
    return {f.name: f for f in model._meta.concrete_fields}


def text_of(value, column=None):
    """Return a value of a `column`, a model's field, as people read it; None for nothing."""
    if value is None or value == "" or value == [] or value == {}:
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, (text_of(one) for one in value)))
    if isinstance(value, dict):
        plain = all(isinstance(one, str) for one in value.values())
        return ": ".join(filter(None, value.values())) if plain else json.dumps(value, ensure_ascii=False, default=str)
    return str(dict(column.flatchoices).get(value, value) if column is not None and column.flatchoices else value)


def _rows(rows):
    """Return the rows of a part, each an iterable of values, as one text."""
    return "; ".join(", ".join(filter(None, map(text_of, row))) for row in rows) or None


def _cells(row, owner):
    """Return the values of a part's row in the order of its columns, without its own id and the `owner` column."""
    return [getattr(row, f.name) for f in row._meta.concrete_fields if f.name not in ("id", owner)]


def _new_parts(entry):
    found = defaultdict(list)
    for row in entry.parts:
        for name in entry.record.parts:
            field = getattr(type(entry.record), name).field
            if field.model is type(row):
                found[name].append(_cells(row, field.name))
    return found


def _fetch_parts(entries):
    """Read what the parts that `entries` change hold now, with what these rows refer to."""
    by_name = defaultdict(list)
    for entry in entries:
        for name in entry.changes:
            if name in entry.record.parts:
                by_name[name].append(entry.record)
    for name, records in by_name.items():
        relation = getattr(type(records[0]), name).field
        others = [f.name for f in relation.model._meta.concrete_fields if f.is_relation and f != relation]
        for part in chunks(records):
            prefetch_related_objects(part, name, *(f"{name}__{other}" for other in others))
