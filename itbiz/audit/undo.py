"""Undoing a change set as a whole, in one transaction, as a new set (rule U3). Redo is the undo of an undo."""

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.access.rules import rule
from itbiz.audit.hanging import generations, what_hangs_on
from itbiz.audit.keeping import unknown_kind
from itbiz.audit.models import Change, ChangeSet
from itbiz.audit.record import change_set
from itbiz.audit.steps import steps_of
from itbiz.core.errors import NotAllowed, Refused

CHUNK = 500
# What to do where something was built on an act since.
REMEDY = gettext_lazy("Undo that first, or change by hand what should be otherwise.")


@rule("audit.undo_change_set")
def may_undo(principal, row):
    """Whoever has the right of each act in it; of a set in which nothing was acted on, who did it, and the CIO."""
    steps = [step for step in steps_of(row) if step.keeper is not None and not step.keeper.never]
    try:
        _authorize(row, [(step, record) for step, record in _rows(steps) if record is not None], principal)
    except NotAllowed:
        return False
    return True


def obstacle(row, by):
    """Return the sentence that says why principal `by` cannot undo the set as things stand, or ""; writes nothing."""
    try:
        require_undoable(row)
        steps = _steps(row)
        pairs = _rows(steps)
        _authorize(row, pairs, by)
        _check(row, pairs, by)
    except (Refused, NotAllowed) as error:
        return str(error)
    return ""


def undo(row, *, by, reason=""):
    """Undo the ChangeSet `row` for principal `by` and return the new set. Raises NotAllowed or Refused.

    Refused says in a sentence what changed since, what hangs on it, or which rule stands against it.
    """
    title = _("Undone: %(title)s") % {"title": row.title}
    try:
        with change_set(by=by, title=title, reason=reason, walkthrough_id=row.walkthrough_id, undoes=row) as changes:
            row.hold()
            require_undoable(row)
            steps = _steps(row)
            places = _hold_places(steps, changes)
            pairs = _lock(steps)
            _authorize(row, pairs, by)
            _check(row, pairs, by)
            _write(row, pairs, by, changes)
            for place in places:
                place.raise_version(changes)
                place.light_up(changes)
    except ValidationError as error:
        raise Refused(_("As it was before, it would not be admitted: %(why)s") % {"why": _said(error)}) from error
    return changes.row


def _said(error):
    return " ".join(error.messages)


def _hangs(what, on):
    return _("%(what)s hangs on %(row)s. Take that back first.") % {"what": getattr(what, "label", what), "row": on}


def require_undoable(row):
    """Raise Refused where the set was undone already."""
    later = ChangeSet.objects.filter(undoes=row).order_by("-pk").first()
    if later is None:
        return
    words = {"who": later.actor_name, "title": later.title}
    if ChangeSet.objects.filter(undoes=later).exists():
        raise Refused(_("This was undone and brought back since. Undo the newest of these acts instead."))
    raise Refused(_("%(who)s has undone this already. To bring it back, undo “%(title)s”.") % words)


def _steps(row):
    """Return the Steps to take back. Raises Refused where there are none, or a kind is never taken back."""
    steps = steps_of(row)
    for step in steps:
        if step.keeper is None or step.keeper.never:
            raise Refused(step.keeper.never if step.keeper else unknown_kind())
    steps = [step for step in steps if step.names]
    if not steps:
        raise Refused(_("Nothing is left of this that could be undone."))
    return steps


def _rows(steps):
    """Return [(Step, row as it stands)]; of a deleted one the row as it was, unsaved; None where a row is gone."""
    found = {}
    for model in {step.model for step in steps}:
        ids = [step.pk for step in steps if step.model is model]
        rows = model.objects.select_related(*model.companions)
        for start in range(0, len(ids), CHUNK):
            found |= {(model, row.pk): row for row in rows.filter(pk__in=ids[start : start + CHUNK])}
    return [(step, found.get((step.model, step.pk)) or _as_it_was(step)) for step in steps]


def _as_it_was(step):
    """Return an unsaved row of what the set deleted; None where the set left a row that is gone."""
    if step.after is not None:
        return None
    # No version that a reader of the earlier row may hold is as high as the number of the change that deleted it.
    record = step.model(pk=step.pk, version=step.changes[-1].pk)
    columns = {field.attname: field for field in step.model._meta.concrete_fields}
    for name in step.before.keys() & columns.keys():
        setattr(record, name, columns[name].to_python(step.before[name]))
    return record


def _hold_places(steps, changes):
    """Hold what is held before rows: walk-throughs first, then the chart. Returns the walk-throughs that stay."""
    places, dropped = {}, {(step.kind, step.pk) for step in steps if step.before is None}
    for step, record in _rows(steps):
        if record is None:
            continue
        for place in step.keeper.places(step, record):
            places[place._meta.label_lower, place.pk] = place
    stay = [place for key, place in sorted(places.items()) if key not in dropped]
    for place in stay:
        if not place._state.adding:
            place.hold(changes)
            if any(step.kind == place._meta.label_lower and step.pk == place.pk for step in steps):
                changes.once(("raise", place.pk))
    for step, record in sorted(_rows(steps), key=lambda pair: (pair[0].kind, pair[0].pk)):
        if record is not None:
            record.queue(dict.fromkeys(step.names))
    return stay


def _lock(steps):
    """Hold the rows of the Steps in one order for all, and return what `_rows` does."""
    held = {}
    for label in sorted({step.kind for step in steps}):
        ids = sorted(step.pk for step in steps if step.kind == label)
        held |= {(label, row.pk): row for row in next(s.model for s in steps if s.kind == label).lock_many(ids)}
    return [(step, held.get((step.kind, step.pk)) or _as_it_was(step)) for step in steps]


def _authorize(row, pairs, by):
    """Raise NotAllowed unless `by` has the right of every act in the set."""
    acted = [(step, record) for step, record in pairs if step.acts and record is not None]
    for step, record in acted:
        step.keeper.authorize(step, record, by)
    if not acted and not (by.has_role("cio") or (by.user_id is not None and by.user_id == row.actor_id)):
        raise NotAllowed(_("Only who did this may undo it, or the CIO."))


def _check(row, pairs, by):
    """Raise Refused where something changed since, where something hangs on it, or a rule of its kind says so."""
    for step, record in pairs:
        if record is None:
            raise Refused(_("%(row)s is not there any more.") % {"row": step.label})
        if step.after is None:
            if not record._state.adding:
                raise Refused(_("%(row)s is there again.") % {"row": step.label})
        else:
            _require_unmoved(row, step, record, by)
        step.keeper.check(step, record)
    found = what_hangs_on(pairs)
    if found:
        raise Refused(_hangs(*found))


def _require_unmoved(row, step, record, by):
    moved = step.moved(record)
    if moved:
        raise Refused(_changed_since(row, step, record, moved[0], by))
    if step.before is None and step.pk in step.once(("touched", step.kind), lambda: _touched(row, step.kind)):
        later = _later(row, step).standing().filter(change_set__undoes=None).first()
        sentence = _("%(row)s was changed since by %(who)s: “%(title)s”.")
        raise Refused(_told(sentence, later, record, by))


def _touched(row, kind):
    """Return the ids of the rows of a kind which the set changed, and which another act that stands changed since."""
    mine = Change.objects.filter(change_set=row, kind=kind).values("object_id")
    later = Change.objects.filter(kind=kind, object_id__in=mine, change_set__number__gt=row.number)
    return set(later.standing().filter(change_set__undoes=None).values_list("object_id", flat=True))


def _later(row, step):
    found = Change.objects.filter(kind=step.kind, object_id=step.pk, change_set__number__gt=row.number)
    return found.select_related("change_set").order_by("-change_set__number", "-ordinal")


def _changed_since(row, step, record, name, by):
    """Return the sentence that names object, field, and who changed it since by which act."""
    sentence = _("“%(field)s” of %(row)s was changed since by %(who)s: “%(title)s”.")
    for change in _later(row, step):
        before, after = change.before or {}, change.after or {}
        if before.get(name) != after.get(name):
            return _told(sentence, change, record, by, field=record.word_for(name))
    words = {"field": record.word_for(name), "row": record.label}
    return f"{_('“%(field)s” of %(row)s was changed since.') % words} {REMEDY}"


def _told(sentence, change, record, by, **words):
    seen = ChangeSet.objects.visible_to(by).filter(pk=change.change_set_id).exists()
    title = change.change_set.title if seen else _("in a way that you may not see")
    told = sentence % {"row": record.label, "who": change.change_set.actor_name, "title": title, **words}
    return f"{told} {REMEDY}"


def _write(row, pairs, by, changes):
    """Write the rows as they were. Raises ValidationError, or Refused where one of them is still in use."""
    try:
        _set_back(pairs, by, changes)
    except ProtectedError as error:
        raise Refused(_hangs(next(iter(error.protected_objects)), row.title)) from error


def _set_back(pairs, by, changes):
    """Bring back what was deleted, write what was changed, check the rules again, delete what was created."""
    revived = [pair for pair in pairs if pair[0].after is None]
    updated = [pair for pair in pairs if pair[0].is_update]
    for step, record in reversed(revived):
        _revive(step, record, changes)
    for step, record in sorted(updated, key=lambda pair: (pair[0].kind, pair[0].pk)):
        _update(step, record, by, changes)
    for step, record in updated + revived:
        record.validate()
        step.keeper.follow(step, record, by)
    for keeper, records in generations([pair for pair in pairs if pair[0].before is None]):
        keeper.let_go([record.pk for record in records])
        changes.remove_many(records, act="undo")


def _revive(step, record, changes):
    parts = step.keeper.take_back(step, record)
    record.prepare()
    record.store(force_insert=True)
    record.write_parts(parts)
    changes.log(record, Change.Action.CREATED, None, record.snapshot(), act="undo")


def _update(step, record, by, changes):
    was, parts = record.before, step.keeper.take_back(step, record)
    if step.acts and step.keeper.asks_twice:
        step.keeper.authorize(step, record, by)
    record.prepare()
    record.write_parts(parts)
    changes.update(record, act="undo")
    # The rules that are asked once everything is written look at what changed.
    record.before = was
