"""The one write path: every write of a domain row happens inside a change set (rules U1, U2)."""

from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy

from django.db import IntegrityError, connection, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from itbiz.audit.constraints import refusal
from itbiz.audit.models import Change, ChangeSet, Counter
from itbiz.audit.naming import newly_named, require_lasting

_open = ContextVar("open change set", default=None)
FLUSH_AT = 2000
# Columns that go with every change of a row, and that no change tells.
FOLLOWS = ("version", "updated_at", "search")


class Recorder:
    """An open change set. Verbs hand it the rows they create, update and remove."""

    def __init__(self, *, by, title, reason="", walkthrough_id=None, undoes=None):
        behalf = by.on_behalf_of
        self.row = ChangeSet(
            title=title[:300],
            actor_kind=by.kind,
            actor_id=by.user_id,
            actor_name=by.name[:200],
            on_behalf_of_id=behalf and behalf.pk,
            on_behalf_of_name=behalf.name if behalf else "",
            reason=reason,
            request_id=by.request_id,
            source=by.source,
            walkthrough_id=walkthrough_id,
            undoes=undoes,
        )
        self.pending = []
        self.written = 0
        self.depth = 0
        # What verbs do once in a set, such as holding a walk-through.
        self.done = set()
        # What is done when everything else is written, such as computing lights: {act: function of the Recorder}.
        self.endings = {}
        # Whom it names anew, see newly_named().
        self.named = {}

    @property
    def noted(self):
        """The number of changes noted so far."""
        return self.written + len(self.pending)

    def once(self, act):
        """Return whether `act` (any hashable) was not done in this set before; from now on it was."""
        first = act not in self.done
        self.done.add(act)
        return first

    def at_end(self, act, function):
        """Call `function(recorder)` once, under the name `act`, after everything else was written."""
        self.endings[act] = function

    def adopt(self, *, by, title, reason, walkthrough_id, undoes=None):
        """Take a part's title, reason and beneficiary, where the set was opened without a title of its own."""
        if self.row.pk is not None or self.row.title:
            return
        self.row.title, self.row.reason = str(title)[:300], self.row.reason or reason
        self.row.walkthrough_id, self.row.undoes = walkthrough_id, undoes
        if by.on_behalf_of is not None:
            self.stand_in_for(by.on_behalf_of)

    def stand_in_for(self, person):
        """Note on whose behalf the set acts, where its first change is still to come."""
        if self.row.pk is None:
            self.row.on_behalf_of_id, self.row.on_behalf_of_name = person.pk, person.name

    def create(self, record, *, act=""):
        """Insert `record` and log it. Returns the record."""
        record.store(force_insert=True)
        self.log(record, Change.Action.CREATED, None, record.snapshot(), act=act)
        return record

    def create_many(self, records, parts=()):
        """Insert `records` (of one model) and their `parts` (of one model) in bulk, logging each record.

        Returns the records with their ids.
        """
        return self.create_levels([list(records)], parts)

    def create_levels(self, levels, parts=()):
        """Insert lists of records as `create_many` does; records of a list may refer to those of an earlier one."""
        records, parts = [record for level in levels for record in level], list(parts)
        if not records:
            return records
        for level in filter(None, levels):
            type(records[0]).objects.bulk_create(level, batch_size=500)
        if parts:
            type(parts[0]).objects.bulk_create(parts, batch_size=500)
        for start in range(0, len(records), 500):
            prefetch_related_objects(records[start : start + 500], *records[0].parts)
        for record in records:
            self.log(record, Change.Action.CREATED, None, record.snapshot(), act="create")
        return records

    def update(self, record, *, touched=False, act=""):
        """Write the columns of a locked `record` that changed, raise its version, log it. Returns whether any did.

        With `touched` something beside its columns changed, and it is told anyway. `act` is the verb that was called on
        the record itself.
        """
        before, after = record.before, record.snapshot()
        if before == after and not touched:
            return False
        record.version += 1
        record.store()
        self.log(record, Change.Action.UPDATED, before, after, act=act)
        record.before = after
        return True

    def update_many(self, records, *, act=""):
        """Write the columns that changed of locked `records` of one model, none of their parts, as `update` does."""
        changed = [(record, record.snapshot()) for record in records]
        changed = [(record, after) for record, after in changed if record.before != after]
        if not changed:
            return
        names = {name for record, after in changed for name in after if after[name] != record.before[name]}
        for record, _after in changed:
            record.version += 1
            record.updated_at = timezone.now()
        followed = {f.name for f in records[0]._meta.concrete_fields if f.name in FOLLOWS}
        _write_columns([record for record, _after in changed], names | followed)
        for record, after in changed:
            self.log(record, Change.Action.UPDATED, record.before, after, act=act)
            record.before = after

    def remove(self, record, *, act=""):
        """Delete a locked `record` and log what it held."""
        pk = record.pk
        self.log(record, Change.Action.DELETED, record.before, None, act=act)
        record.erase()
        record.pk = pk

    def remove_many(self, records, *, act=""):
        """Delete locked `records` of one model, none of which refers to another one, and log what each held."""
        for record in records:
            self.log(record, Change.Action.DELETED, record.before, None, act=act)
        type(records[0]).objects.filter(pk__in=[record.pk for record in records]).delete()

    def log(self, record, action, before, after, *, act=""):
        """Note one change; changes are written in batches under the set's id."""
        if self.row.pk is None:
            self.row.save()
        self.named |= newly_named(record, before, after)
        self.pending.append(
            Change(
                change_set=self.row,
                ordinal=self.noted,
                kind=record._meta.label_lower,
                object_id=record.pk,
                code=record.code,
                label=record.label[:300],
                action=action,
                act=act,
                before=before,
                after=after,
            )
        )
        self._flush_many()

    def _flush_many(self):
        # What is written inside a part would be lost with it.
        if len(self.pending) >= FLUSH_AT and self.depth == 0:
            self.flush()

    def flush(self):
        """Write the changes noted so far."""
        Change.objects.bulk_create(self.pending)
        self.written += len(self.pending)
        self.pending = []

    @contextmanager
    def part(self):
        """Take in what is done inside as a part of the set; where it raises, the set stands as it was before."""
        row, noted, done = copy(self.row), self.noted, set(self.done)
        endings, named = dict(self.endings), dict(self.named)
        self.depth += 1
        try:
            with transaction.atomic():
                yield self
        except BaseException:
            self.row, self.done, self.endings, self.named = row, done, endings, named
            del self.pending[noted - self.written :]
            raise
        finally:
            self.depth -= 1
        self._flush_many()

    def settle(self):
        """Do what waits for the end of the set now, so that what follows from its writes can be read."""
        while self.endings:
            self.endings.pop(next(iter(self.endings)))(self)

    def finish(self):
        """Write what is pending and take the set's number, last, so that the counter is held shortest."""
        if self.row.pk is None:
            return
        self.settle()
        require_lasting(self.named)
        self.flush()
        self.row.number = Counter.step("changes")
        self.row.save(update_fields=["number", "walkthrough_id"])


def _write_columns(records, names):
    """Write the columns `names` of `records` of one model: one statement, run for each, which Django has no call for.

    Its `bulk_update` builds an expression a value, and takes three times as long as all the rest.
    """
    model, quoted = type(records[0]), connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in sorted(names)]
    columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quoted(model._meta.db_table)} SET {columns} WHERE {quoted(model._meta.pk.column)} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [[*(f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields), row.pk] for row in records],
        )


@contextmanager
def change_set(*, by, title, reason="", walkthrough_id=None, undoes=None, dry_run=False):
    """Open a change set for principal `by`, or join the one that is open; everything in it commits or nothing.

    Yields the Recorder. A set opened with an empty title takes that of its first part. With `dry_run` the outermost
    set does all its work and stores nothing. Raises ValidationError with the constraint's own sentence where the
    database refuses a row.
    """
    outer = _open.get()
    if outer is not None:
        outer.adopt(by=by, title=title, reason=reason, walkthrough_id=walkthrough_id, undoes=undoes)
        try:
            with outer.part():
                yield outer
        except IntegrityError as error:
            raise refusal(error) from error
        return
    recorder = Recorder(by=by, title=str(title), reason=reason, walkthrough_id=walkthrough_id, undoes=undoes)
    token = _open.set(recorder)
    try:
        with transaction.atomic(durable=True):
            yield recorder
            recorder.finish()
            transaction.set_rollback(dry_run)
    except IntegrityError as error:
        raise refusal(error) from error
    finally:
        _open.reset(token)


def current():
    """Return the open Recorder, or None."""
    return _open.get()


def require_change_set():
    """Raise RuntimeError where a domain row would be written past the change log."""
    if _open.get() is None:
        raise RuntimeError("Domain rows are written through their verbs, inside a change set.")
