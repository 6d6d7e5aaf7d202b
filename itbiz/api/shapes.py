"""Shapes: how rows become the objects of replies, from the tuples of `values_list()` and without model instances.

A shape is the hot path of every list, single object and tree; serializers describe input and schema only, and a test
holds the two together.
"""

from dataclasses import dataclass, field

from django.db import models

# Where the objects of a model live below /api/v1/, and their shape, by model; each shape enters its own.
PATHS = {}
SHAPES = {}


@dataclass
class Reader:
    """Who reads, and where: the principal, and the address that ends with /api/v1/."""

    principal: object
    root: str

    @classmethod
    def of(cls, request):
        """Return the reader who sent `request`."""
        return cls(request.principal, f"{request.scheme}://{request.get_host()}/api/v1/")

    def link(self, model, pk, code):
        """Return the reference to an object as it stands in replies, or None where there is none."""
        return None if pk is None else {"id": pk, "code": code, "url": f"{self.root}{PATHS[model]}/{pk}/"}


def moment(value):
    """Return a time as RFC 3339 in UTC."""
    return value.isoformat().replace("+00:00", "Z")


TEXTS = {models.DateTimeField: moment, models.DateField: lambda value: value.isoformat(), models.DecimalField: str}


@dataclass(frozen=True)
class Derived:
    """A field made of several columns: `make(reader, *values)` of `columns`, names for values_list()."""

    columns: tuple
    make: object


@dataclass(frozen=True)
class Part:
    """A field that lists rows of another table: `make(reader, *values)` of `columns` for each row.

    `rows(reader)` returns the queryset; `owner` is its column that holds the id of the object.
    """

    rows: object
    owner: str
    columns: tuple
    make: object


@dataclass
class Plan:
    """What one reply reads: column names, and the steps that turn a row into an object."""

    order: tuple
    columns: list = field(default_factory=list)
    names: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    links: list = field(default_factory=list)
    derived: list = field(default_factory=list)
    parts: dict = field(default_factory=dict)

    def column(self, name):
        """Return the place of a column, adding it where it is not read yet."""
        if name not in self.columns:
            self.columns.append(name)
        return self.columns.index(name)

    def objects(self, rows, reader):
        """Return the objects, dicts by field name, of rows of `columns`."""
        links = [(name, place, f"{reader.root}{path}/") for name, place, path in self.links]
        blank, found = dict.fromkeys(self.order), []
        for row in rows:
            item = blank.copy()
            item.update(zip(self.names, row, strict=False))
            for name, convert in self.texts:
                if (value := item[name]) is not None:
                    item[name] = convert(value)
            for name, place, root in links:
                if (pk := item[name]) is not None:
                    item[name] = {"id": pk, "code": row[place], "url": f"{root}{pk}/"}
            for name, make, places in self.derived:
                item[name] = make(reader, *[row[place] for place in places])
            found.append(item)
        return found


class Shape:
    """The shape of a model's objects.

    `fields` are names of replies in their order, after those that every object has; each is a column, a relation (which
    becomes a reference), or has its entry in `derived` or `parts`.
    """

    # The first half of the scopes that reading its objects takes; its viewset says so.
    scope = ""
    COMMON = ("id", "code", "url", "version", "created_at", "updated_at")

    def __init__(self, model, path, fields, *, derived=None, parts=None):
        self.model, self.path = model, path
        self.fields = (*self.COMMON, *fields)
        self.derived, self.parts = dict(derived or {}), dict(parts or {})
        self.derived["url"] = Derived(("id",), lambda reader, pk: f"{reader.root}{path}/{pk}/")
        PATHS[model] = path
        SHAPES[model] = self
        self._whole = None

    def plan(self, names=None):
        """Return the Plan for the chosen fields, for all where `names` is None."""
        if names is None:
            self._whole = self._whole or self._make_plan(self.fields)
            return self._whole
        return self._make_plan([name for name in self.fields if name in names])

    def _make_plan(self, names):
        plan, own = Plan(tuple(names)), [name for name in names if name not in self.derived and name not in self.parts]
        for name in own:
            self._read(plan, name)
        for name in own:
            relation = self.model._meta.get_field(name)
            if relation.is_relation:
                plan.links.append((name, plan.column(f"{name}__code"), PATHS[relation.related_model]))
        for name in names:
            if name in self.derived:
                derived = self.derived[name]
                plan.derived.append((name, derived.make, [plan.column(column) for column in derived.columns]))
            elif name in self.parts:
                plan.parts[name] = self.parts[name]
        return plan

    def _read(self, plan, name):
        column = self.model._meta.get_field(name)
        plan.columns.append(column.attname)
        plan.names.append(name)
        if type(column) in TEXTS:
            plan.texts.append((name, TEXTS[type(column)]))

    def read(self, queryset, reader, *, names=None, expand=(), tail=()):
        """Return (objects, tails): the objects of `queryset`, in its order, and each row's columns named in `tail`.

        `names` chooses fields; `expand` embeds the related objects of these fields whole. One statement for the rows,
        one a part, and those of the shapes that are embedded.
        """
        plan = self.plan(names)
        rows = list(queryset.values_list(*plan.columns, "pk", *tail))
        objects = plan.objects(rows, reader)
        width = len(plan.columns)
        self._fill_parts(plan, objects, [row[width] for row in rows], reader)
        for name in expand:
            self._embed(name, objects, reader)
        return objects, [row[width + 1 :] for row in rows]

    def _fill_parts(self, plan, objects, keys, reader):
        for name, part in plan.parts.items():
            by_owner = {key: [] for key in keys}
            if keys:
                listed = part.rows(reader).filter(**{f"{part.owner}__in": keys})
                for owner, *values in listed.values_list(part.owner, *part.columns):
                    by_owner[owner].append(part.make(reader, *values))
            for item, key in zip(objects, keys, strict=True):
                item[name] = by_owner[key]

    def related(self, name):
        """Return the shape of the objects that the field `name` refers to."""
        return SHAPES[self.model._meta.get_field(name).related_model]

    def _embed(self, name, objects, reader):
        shape = self.related(name)
        wanted = {item[name]["id"] for item in objects if item.get(name)}
        seen = shape.model.objects.visible_to(reader.principal).filter(pk__in=wanted)
        whole = {item["id"]: item for item in shape.read(seen, reader)[0]}
        for item in objects:
            if item.get(name):
                item[name] = whole.get(item[name]["id"], item[name])

    @property
    def expandable(self):
        """The names of the fields that `?expand=` embeds."""
        own = (name for name in self.fields if name not in self.derived and name not in self.parts)
        return [name for name in own if self.model._meta.get_field(name).is_relation]


def references(model, path):
    """Return a Part's `make` for rows of (id, code): references to objects of `model`."""
    return lambda reader, pk, code: {"id": pk, "code": code, "url": f"{reader.root}{path}/{pk}/"}
