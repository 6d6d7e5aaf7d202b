"""Which rows refer to which, over all models: what keeps a row of the demo from going, and in which order rows go."""

from functools import cache
from graphlib import TopologicalSorter

from django.apps import apps
from django.db.models import CASCADE, SET_NULL

from itbiz.audit.hanging import CHUNK
from itbiz.audit.keeping import keepers

# Rows that belong to another one though no cascade says so, or though the log tells them by themselves.
OWNERS = {"catalog.serviceversion": "service", "walkthroughs.seat": "walkthrough"}
# References without a foreign key: kind and id of what a row is about. An outside key is none of them: an import that
# changes nothing keeps some, and they go with the row that they lead to.
ABOUT = {
    "walkthroughs.question": ("about_kind", "about_id"),
    "walkthroughs.finding": ("subject_kind", "subject_id"),
}
# Where what is referred to stays, these stay with it: half a tree is none (H2, H4).
WHOLE = {
    "walkthroughs.contract.walkthrough",
    "walkthroughs.baseline.walkthrough",
    "walkthroughs.finding.walkthrough",
    "walkthroughs.obligation.contract",
    "walkthroughs.question.about_id",
}


def edges_to(kept):
    """Yield (kind, id, field, kind referred to, id) for each reference to the rows of `kept`: {kind: set of ids}.

    What belongs to a row refers in that row's name. `field` is "label.name" of the reference.
    """
    for model, field in _foreign_keys():
        target = field.related_model._meta.label_lower
        kind, owner = owner_of(model)
        rows = model._base_manager.values_list(owner, field.attname)
        for pk, referred in _found(rows, field.attname, kept.get(target, ())):
            yield kind, pk, f"{model._meta.label_lower}.{field.name}", target, referred
    yield from _about(kept)


def _about(kept):
    for label, (kind_name, id_name) in ABOUT.items():
        model = apps.get_model(label)
        for target, ids in kept.items():
            words = {target, target.rpartition(".")[2]}
            rows = model._base_manager.filter(**{f"{kind_name}__in": words}).values_list("pk", id_name)
            for pk, referred in _found(rows, id_name, ids):
                yield label, pk, f"{label}.{id_name}", target, referred


def _found(rows, name, ids):
    ids = sorted(ids)
    for start in range(0, len(ids), CHUNK):
        yield from rows.filter(**{f"{name}__in": ids[start : start + CHUNK]})


@cache
def owner_of(model):
    """Return (kind, path to its id) of the row that a row of `model` belongs to: itself, where it stands alone."""
    field = _owner_field(model)
    if field is None:
        return model._meta.label_lower, "pk"
    kind, path = owner_of(field.related_model)
    return kind, field.attname if path == "pk" else f"{field.name}__{path}"


def _owner_field(model):
    """Return the foreign key of a row to the one it belongs to, or None."""
    label = model._meta.label_lower
    if label in OWNERS:
        return model._meta.get_field(OWNERS[label])
    return None if label in keepers() else next((f for f in _keys_of(model, CASCADE)), None)


def _keys_of(model, *kinds):
    """Return the foreign keys of `model` to rows that the log knows, those with `on_delete` among `kinds`."""
    fields = [field for field in model._meta.concrete_fields if field.is_relation]
    known = [field for field in fields if field.related_model._meta.label_lower in keepers()]
    return [field for field in known if field.remote_field.on_delete in kinds]


@cache
def _foreign_keys():
    """Return (model, field) of each reference that keeps a row: not those that are emptied, nor that of the owner."""
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.related_model._meta.label_lower in keepers()
        and field.remote_field.on_delete is not SET_NULL
        and field != _owner_field(model)
    ]


def belongings(label):
    """Return (model, its foreign key) of what belongs to rows of `label` and goes before them: no cascade takes it."""
    return [
        (model, field)
        for model in apps.get_models()
        if (field := _owner_field(model)) is not None
        and field.related_model._meta.label_lower == label
        and field.remote_field.on_delete is not CASCADE
    ]


def parts_of(label):
    """Return (model, its foreign key) of the parts of rows of `label`, which refer to rows of other kinds."""
    owner = apps.get_model(label)
    return [(relation.related_model, relation.field) for relation in map(owner._meta.get_field, owner.parts)]


def in_order(labels):
    """Return `labels` so that no row refers to one of a later kind: what refers goes first."""
    graph = {label: set() for label in labels}
    for label in labels:
        for field in apps.get_model(label)._meta.concrete_fields:
            target = field.is_relation and field.related_model._meta.label_lower
            if target in graph and target != label:
                graph[target].add(label)
    return list(TopologicalSorter(graph).static_order())


def layers(model, ids):
    """Yield the ids of rows of `model` in lists of which none refers to a row of a later list."""
    own = [f for f in model._meta.concrete_fields if f.is_relation and f.related_model is model]
    above = {}
    for start in range(0, len(ids), CHUNK):
        rows = model._base_manager.filter(pk__in=ids[start : start + CHUNK])
        above |= {row[0]: set(row[1:]) for row in rows.values_list("pk", *(f.attname for f in own))}
    left = set(ids)
    while left:
        referred = {pk for row in left for pk in above.get(row, ())}
        lowest = sorted(left - referred) or sorted(left)
        yield lowest
        left -= set(lowest)
