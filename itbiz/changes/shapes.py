"""How change sets stand in replies."""

from django.db.models import Case, Exists, OuterRef, Subquery, Value, When

from itbiz.api.shapes import Derived, Part, Shape, moment
from itbiz.audit.keeping import keeper_of
from itbiz.audit.models import Change, ChangeSet
from itbiz.changes.filters import NAMES
from walkthroughs.models import Walkthrough


def versioned(rows, principal):
    """Return change sets with their version, which rises once they are undone, and the code of their walk-through."""
    undone = ChangeSet.objects.filter(undoes=OuterRef("pk"))
    places = Walkthrough.objects.visible_to(principal).filter(pk=OuterRef("walkthrough_id"))
    return rows.annotate(
        version=Case(When(Exists(undone), then=Value(2)), default=Value(1)),
        place=Subquery(places.values("code")[:1]),
    )


def _link(reader, pk, number):
    return None if pk is None else {"id": pk, "code": code_of(number), "url": f"{reader.root}change-sets/{pk}/"}


def code_of(number):
    """Return the code of a set: its number; of one that is being made, which has none yet, an empty text."""
    return "" if number is None else str(number)


def _person(reader, pk, name):
    return None if pk is None and not name else {"id": pk, "name": name}


def _walkthrough(reader, pk, code):
    return reader.link(Walkthrough, pk, code) if code is not None else None


def _change(reader, ordinal, kind, pk, code, label, action, act, before, after):
    hidden = keeper_of(kind).hidden(reader.principal, pk)
    told = [one and {name: value for name, value in one.items() if name not in hidden} for one in (before, after)]
    item = {"ordinal": ordinal, "kind": NAMES[kind], "id": pk, "code": code, "label": label}
    return item | {"action": action, "act": act, "before": told[0], "after": told[1]}


def _changes(reader):
    return Change.objects.visible_to(reader.principal).order_by("change_set", "ordinal")


CHANGE_SET = Shape(
    ChangeSet,
    "change-sets",
    (
        *("number", "title", "actor", "on_behalf_of", "reason", "source", "request_id", "walkthrough"),
        *("undoes", "undone_by", "changes"),
    ),
    derived={
        "code": Derived(("number",), lambda reader, number: code_of(number)),
        "version": Derived(("version",), lambda reader, version: version),
        "created_at": Derived(("at",), lambda reader, at: moment(at)),
        "updated_at": Derived(("at",), lambda reader, at: moment(at)),
        "actor": Derived(
            ("actor_kind", "actor_id", "actor_name"),
            lambda reader, kind, pk, name: {"kind": kind, "id": pk, "name": name},
        ),
        "on_behalf_of": Derived(("on_behalf_of_id", "on_behalf_of_name"), _person),
        "walkthrough": Derived(("walkthrough_id", "place"), _walkthrough),
        "undoes": Derived(("undoes_id", "undoes__number"), _link),
        "undone_by": Derived(("undone_by__pk", "undone_by__number"), _link),
    },
    parts={
        "changes": Part(
            _changes,
            "change_set",
            ("ordinal", "kind", "object_id", "code", "label", "action", "act", "before", "after"),
            _change,
        )
    },
)
