"""Querysets of domain rows: read by anybody who may see, written only inside a change set."""

from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Left

from itbiz.audit.record import require_change_set
from itbiz.core.text import fold

# A cursor names it.
PLACE_LENGTH = 60


class InOrder(Func):
    """A search column as rows are sorted by it: sign by sign, whatever language PostgreSQL sorts in."""

    arity = 1
    template = "%(expressions)s"

    def as_postgresql(self, compiler, connection, **context):
        """Name the collation: that of the database may pass over blanks, and over what ends a name."""
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **context)


class PartQuerySet(models.QuerySet):
    """Rows that are written only inside a change set; bulk writes elsewhere raise RuntimeError."""

    def update(self, **values):
        require_change_set()
        return super().update(**values)

    def delete(self):
        require_change_set()
        return super().delete()

    delete.queryset_only = True

    def bulk_create(self, objs, **options):
        require_change_set()
        return super().bulk_create(objs, **options)

    def bulk_update(self, objs, fields, **options):
        require_change_set()
        return super().bulk_update(objs, fields, **options)


class RecordQuerySet(PartQuerySet):
    """Domain rows. Every reader starts with `visible_to(principal)`, which each app defines for its models."""

    def visible_to(self, principal):
        """Return the rows the principal may see (rules V). Nobody sees anything unless a subclass says so."""
        return self.none()

    def matching(self, text):
        """Return rows whose search column holds every word of `text`, whatever the case and accents."""
        wanted = Q()
        for word in fold(text).split():
            wanted &= Q(search__contains=word)
        return self.filter(wanted)

    def by_name(self):
        """Return the rows by name as people sort, whatever the case, Ö by O, in both databases alike.

        The search column begins with the folded name and its end: see `found_by`.
        """
        return self.order_by(InOrder("search"), "pk")

    def with_place(self):
        """Return the rows with `place`, a short text by which a list that is paged sorts them as `by_name` does."""
        return self.annotate(place=Left(InOrder("search"), PLACE_LENGTH))


class SharedQuerySet(RecordQuerySet):
    """Rows that everybody who is signed in sees, all of them (V1)."""

    def visible_to(self, principal):
        """Return every row, to whoever is signed in."""
        return self.all() if principal.is_signed_in else self.none()
