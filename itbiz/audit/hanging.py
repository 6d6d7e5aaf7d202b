"""What refers to rows that an undo would delete, and in which order such rows go (rules H8, U3)."""

from django.db.models import CASCADE, SET_NULL

CHUNK = 500


def what_hangs_on(pairs):
    """Return (row that refers, label of what it refers to) for the first row that stands against deleting, or None.

    `pairs` are (Step, row); those are deleted whose Step created them. What the same undo deletes or sets back does
    not count.
    """
    deleted, set_back = {}, {}
    for step, record in pairs:
        if step.before is None:
            deleted.setdefault(step.model, {})[step.pk] = record
        elif step.is_update:
            set_back.setdefault(step.model, set()).add(step.pk)
    for model, records in deleted.items():
        for relation in _relations(model):
            found = _referring(relation, list(records), deleted, set_back)
            if found is not None:
                row, pk = found
                return row, records[pk].label
    return None


def _relations(model):
    """Return the foreign keys of other rows to `model` that hold it.

    Rows that belong to it go with it, and what merely points at it, such as the focus of a room, lets go of it.
    """
    fields = model._meta.get_fields(include_hidden=True)
    return [f.field for f in fields if f.auto_created and not f.concrete and f.on_delete not in (CASCADE, SET_NULL)]


def _referring(field, ids, deleted, set_back):
    """Return (row, id it refers to) of the first row that refers by `field` to one of `ids` and stays, or None."""
    owners = [f for f in field.model._meta.fields if f.is_relation and f.remote_field.on_delete is CASCADE]
    for start in range(0, len(ids), CHUNK):
        for row in field.model._base_manager.filter(**{f"{field.name}__in": ids[start : start + CHUNK]}).iterator():
            places = [(field.model, row.pk), *((owner.related_model, getattr(row, owner.attname)) for owner in owners)]
            if not any(pk in deleted.get(model, ()) or pk in set_back.get(model, ()) for model, pk in places):
                return row, getattr(row, field.attname)
    return None


def generations(pairs):
    """Yield (Keeper, rows) in the order in which the rows of `pairs` may be deleted: none refers to one after it."""
    by_kind = {}
    for step, record in pairs:
        by_kind.setdefault(step.kind, (step.keeper, {}))[1][step.pk] = record
    for keeper, records in reversed(by_kind.values()):
        own = [f.attname for f in keeper.model._meta.fields if f.is_relation and f.related_model is keeper.model]
        left = dict(records)
        while left:
            above = {getattr(record, name) for record in left.values() for name in own}
            lowest = {pk: record for pk, record in left.items() if pk not in above} or left
            yield from _in_chunks(keeper, list(lowest.values()))
            left = {pk: record for pk, record in left.items() if pk not in lowest}


def _in_chunks(keeper, records):
    for start in range(0, len(records), CHUNK):
        yield keeper, records[start : start + CHUNK]
