"""Finding rows by their outside keys, by the batch, and keeping the keys of new ones."""

from collections import defaultdict
from itertools import islice

from itbiz.exchange.models import OutsideKey

# SQLite takes a limited number of parameters in one statement.
CHUNK = 900


def known(queryset, source, keys):
    """Return {key: record} of the rows of `queryset` that `source` knows under `keys`, or whose code is the key.

    Of one that turned out to be another it is that one.
    """
    found = kept(queryset, source, keys)
    rows = queryset.select_related("merged_into") if _merges(queryset.model) else queryset
    coded = [record for part in chunks(set(keys) - set(found)) for record in rows.filter(code__in=part)]
    return found | {record.code: getattr(record, "lasting", record) for record in coded}


def kept(queryset, source, keys):
    """Return {key: record} of the rows of `queryset` that `source` knows under `keys`."""
    ids = _ids(queryset.model, source, set(keys))
    records = {record.pk: record for part in chunks(set(ids.values())) for record in queryset.filter(pk__in=part)}
    return {key: records[pk] for key, pk in ids.items() if pk in records}


def by_name(queryset, names, column="name"):
    """Return {name: [records]} of the rows of `queryset` that `column` calls exactly one of `names`."""
    found = defaultdict(list)
    for part in chunks(set(names)):
        for record in queryset.filter(**{f"{column}__in": part}):
            found[getattr(record, column)].append(record)
    return found


def remember(source, records, *, listed=True):
    """Keep for `source` the keys of `records`, a dict {key: record} of one model.

    A key that leads to another row, one whose creation was undone, leads to the given one from now on. Those that are
    `listed` had a row of their own, and not only a mention in that of another.
    """
    if not records:
        return
    model = type(next(iter(records.values())))
    ids = _ids(model, source, records)
    OutsideKey.objects.bulk_create(
        [
            OutsideKey(kind=model._meta.label_lower, object_id=record.pk, source=source, key=key, is_listed=listed)
            for key, record in records.items()
            if key not in ids
        ],
        batch_size=500,
    )
    rows = OutsideKey.objects.filter(kind=model._meta.label_lower, source=source)
    for key in [key for key, record in records.items() if ids.get(key, record.pk) != record.pk]:
        rows.filter(key=key).update(object_id=records[key].pk)
    for part in chunks(ids) if listed else ():
        rows.filter(key__in=part, is_listed=False).update(is_listed=True)


def forget(kind, ids):
    """Forget the keys that lead to the rows of `kind` with these `ids`, which are about to go."""
    for part in chunks(ids):
        OutsideKey.objects.filter(kind=kind, object_id__in=part).delete()


def unknown_to(model, source, keys):
    """Return those of `keys`, a set, under which `source` never brought in a row of `model`."""
    return keys - set(_ids(model, source, keys))


def missing(model, source, keys):
    """Return {key: id} of the rows of `model` that `source` listed before, but not under one of `keys`.

    A row that it knows under several keys is missing only where it is named by none of them.
    """
    rows = OutsideKey.objects.filter(kind=model._meta.label_lower, source=source, is_listed=True)
    keys, lasting = set(keys), _lasting(model)
    known_as = {key: lasting.get(pk, pk) for key, pk in rows.order_by("key").values_list("key", "object_id")}
    named = {pk for key, pk in known_as.items() if key in keys}
    return {key: pk for key, pk in known_as.items() if pk not in named}


def chunks(values):
    """Yield `values` in lists short enough for one statement."""
    values = iter(values)
    while part := list(islice(values, CHUNK)):
        yield part


def _ids(model, source, keys):
    rows, lasting = OutsideKey.objects.filter(kind=model._meta.label_lower, source=source), _lasting(model)
    found = (pair for part in chunks(keys) for pair in rows.filter(key__in=part).values_list("key", "object_id"))
    return {key: lasting.get(pk, pk) for key, pk in found}


def _lasting(model):
    """Return {id: id of the row it was merged into} of rows that were; their keys stay with them, for an undo."""
    if not _merges(model):
        return {}
    return dict(model.objects.exclude(merged_into=None).values_list("pk", "merged_into"))


def _merges(model):
    """Return whether a row of `model` may turn out to be another one."""
    return hasattr(model, "merged_into")
