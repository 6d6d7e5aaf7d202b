"""Merging two people who turn out to be one: what names the second names the first from then on.

What refers to people is read from the models, so that nobody forgets a column; `way_of` says what becomes of each.
"""

from enum import Enum

from django.db import models
from django.utils.translation import gettext as _

from itbiz.audit.keeping import keeper_of
from itbiz.audit.record import change_set
from itbiz.audit.steps import Step
from itbiz.core.errors import Refused, Stale
from itbiz.core.models import Part

# How many ids one statement names, at most.
AT_ONCE = 500


class Way(Enum):
    """What becomes of a column that names somebody who is merged into another."""

    MOVES = "the row names the other one"
    WITH_OWNER = "it is a part of a row, which is written anew"
    OWN = "it is a part of the person"
    STAYS = "it tells who said or did something then"
    HOLDS = "the row is never undone, so it must name somebody else first"


def references(model):
    """Return the foreign keys of all models to `model`."""
    found = model._meta.get_fields(include_hidden=True)
    return [relation.field for relation in found if relation.auto_created and not relation.concrete]


def way_of(field):
    """Return the Way of a foreign key to a person; None for one of which nobody has thought."""
    model = field.model
    if field.name in getattr(model, "said_by", ()):
        return Way.STAYS
    if issubclass(model, Part):
        owner = owner_of(model)
        return owner and (Way.OWN if owner == field else Way.WITH_OWNER)
    keeper = keeper_of(model._meta.label_lower)
    return keeper and (Way.HOLDS if keeper.never else Way.MOVES)


def owner_of(part):
    """Return the foreign key of a Part to the row that it is told and undone with, or None."""
    keys = [f for f in part._meta.fields if f.is_relation and f.remote_field.on_delete is models.CASCADE]
    return next((f for f in keys if f.remote_field.related_name in getattr(f.related_model, "parts", ())), None)


class Merging(models.Model):
    """A person as one who may turn out to be another."""

    class Meta:
        abstract = True

    @classmethod
    def hold_merged(cls, ids):
        """Hold the rows with these `ids` until the transaction ends, and return the ids of those who were merged."""
        rows = cls.objects.order_by("pk").select_for_update(no_key=True).values_list("pk", "merged_into")
        parts = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
        return [pk for part in parts for pk, into in rows.filter(pk__in=part) if into is not None]

    @property
    def lasting(self):
        """Who this person is: themselves, or the one they were merged into."""
        return self.merged_into or self

    def merge(self, other, *, by, reason=""):
        """Let `other` turn out to be this person, for principal `by`: see Way for what names them.

        An e-mail, a title or a sign-in that this person lacks is taken over; the other one becomes inactive. One act,
        undone as one. Raises NotAllowed, Stale, or Refused where the two cannot be one.
        """
        title = _("%(other)s merged into %(person)s") % {"other": other.label, "person": self.label}
        with change_set(by=by, title=title, reason=reason) as changes:
            rows = _naming(other)
            places = _hold(rows, changes)
            held = _lock(rows, self, other)
            for person in (self, other):
                by.require(self.permission, person)
            self._require_mergeable(other)
            if any(set(ids) - set(rows.get(model, ())) for model, ids in _naming(other).items()):
                sentence = _("Somebody named %(other)s meanwhile. Look again, then merge.")
                raise Stale(self, sentence % {"other": other.name})
            for record in held:
                _rename(record, other, self)
                changes.update(record)
            self._take_over(other, changes)
            for place in places:
                place.raise_version(changes)
                place.light_up(changes)
        return changes.row

    def _require_mergeable(self, other):
        """Raise Refused where the two are one already, both sign in, or a row that is never undone names the other."""
        words = {"person": self.name, "other": other.name}
        if self.pk == other.pk or other.merged_into_id is not None:
            raise Refused(_("%(other)s is merged already. Name somebody else.") % words)
        if not self.active:
            raise Refused(_("%(person)s is not active. Merge into the one who is.") % words)
        if self.user_id and other.user_id and other.user.is_active:
            words |= {"user": self.user.username, "second": other.user.username}
            sentence = _("Both sign in: %(person)s as “%(user)s”, %(other)s as “%(second)s”.")
            remedy = _("Close the sign-in of the one that goes, under “Sign-in and roles”, then merge.")
            raise Refused(f"{sentence % words} {remedy}")
        for field in references(type(self)):
            row = field.model.objects.filter(**{field.name: other}).first() if way_of(field) is Way.HOLDS else None
            if row is not None:
                sentence = _("%(row)s names %(other)s as its %(field)s. Name somebody else there, then merge.")
                raise Refused(sentence % (words | {"row": row.label, "field": field.verbose_name}))

    def _take_over(self, other, changes):
        """Write both people: what the first lacks comes from the second, who is inactive from now on."""
        belongs = {name: [row.snapshot() for row in getattr(other, name).all()] for name in self.parts}
        for name in ("email", "title"):
            setattr(self, name, getattr(self, name) or getattr(other, name))
        if self.user_id is None:
            self.user, other.user = other.user, None
        other.merged_into, other.active = self, False
        other.prepare()
        other.write_parts(dict.fromkeys(self.parts, ()))
        changes.update(other, act="merge")
        self.prepare()
        self.write_parts({name: _renamed(self, name, rows, other, self) for name, rows in belongs.items()})
        changes.update(self, act="merge")


def _naming(person):
    """Return {model: ids} of the rows that name a person and are to name another one."""
    found = {}
    for field in references(type(person)):
        way, owner = way_of(field), None
        if way is Way.WITH_OWNER:
            owner = owner_of(field.model)
        elif way is not Way.MOVES:
            continue
        model, column = (owner.related_model, owner.attname) if owner else (field.model, "pk")
        ids = field.model.objects.filter(**{field.name: person}).values_list(column, flat=True)
        found.setdefault(model, set()).update(ids)
    return {model: sorted(ids) for model, ids in found.items() if ids}


def _hold(rows, changes):
    """Hold what is held before such rows, walk-throughs, until the change set ends, and return it."""
    places = {}
    for model, ids in rows.items():
        keeper = keeper_of(model._meta.label_lower)
        for record in model.objects.filter(pk__in=ids).order_by("pk"):
            step = Step(model._meta.label_lower, record.pk, [], frozenset(), again=False, beside=frozenset(), known={})
            places |= {place.pk: place for place in keeper.places(step, record)}
    for _pk, place in sorted(places.items()):
        place.hold(changes)
    return [place for _pk, place in sorted(places.items())]


def _lock(rows, *people):
    """Hold and return the rows of {model: ids}, in one order for all writers, and hold the `people`.

    People come last: whoever edits a row holds those whom it names anew when that is written.
    """
    model = type(people[0])
    others = sorted(set(rows) - {model}, key=lambda other: other._meta.label_lower)
    held = [record for other in others for record in other.lock_many(rows[other])]
    merged = list(model.objects.filter(pk__in=rows.get(model, ())))
    for person in sorted((*people, *merged), key=lambda person: person.pk):
        person.lock()
    return merged + held


def _rename(record, old, new):
    """Let a locked record and its parts name `new` where they name `old`."""
    for field in references(type(old)):
        if field.model is type(record) and way_of(field) is Way.MOVES and getattr(record, field.attname) == old.pk:
            setattr(record, field.name, new)
    for field in references(type(old)):
        if way_of(field) is Way.WITH_OWNER and owner_of(field.model).related_model is type(record):
            name = owner_of(field.model).remote_field.related_name
            rows = [row.snapshot() for row in getattr(record, name).all()]
            if any(row[field.attname] == old.pk for row in rows):
                record._prefetched_objects_cache = {}
                record.write_parts({name: _renamed(record, name, rows, old, new)})


def _renamed(record, name, rows, old, new):
    """Return the rows of a part of `record` as they name `new` for `old`, each once; the record's own first."""
    part = getattr(record, name).model
    owner = owner_of(part).attname
    people = {field.attname for field in references(type(old)) if field.model is part} - {owner}
    standing = [row.snapshot() for row in getattr(record, name).all()]
    found = []
    for told in standing + [row for row in rows if row not in standing]:
        row = {key: value for key, value in told.items() if key != owner}
        row |= {key: new.pk for key in people if row[key] == old.pk}
        # Whoever heads a unit is no deputy of themselves.
        deputises = row.get("kind") == "deputy" and row.get("person_id") == getattr(record, "head_id", None)
        if row not in found and not deputises:
            found.append(row)
    return found
