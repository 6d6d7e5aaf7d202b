"""What kinds share when they turn rows into records and write them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from itbiz.core.errors import Refused, by_field
from itbiz.core.many import takes_many, update_many
from itbiz.core.text import slug
from itbiz.exchange.keys import by_name, remember, unknown_to


def name_rows(batch, name="name", key=""):
    """Give each entry its key: its id, else what `key` holds, else its name, which the field `name` holds.

    An entry with none of them is an error, and an empty name one of its cell.
    """
    for entry in batch.entries:
        entry.key = entry.values.get("code") or entry.values.get(key) or entry.values.get(name) or ""
        if name in entry.cells and not entry.cells[name]:
            tell = batch.flaw if entry.key else batch.error
            tell(entry, name, _("The name is missing."), _("Write a name, or leave the row out."))
        elif not entry.key and not entry.rejected:
            batch.error(entry, "code", _("The id is missing."), _("Write an id that no other row has."))


def place_records(batch, records, model, name="name", namesakes=None):
    """Give each usable entry its record: the known one of `records`, {key: record}, else a new `model`.

    The field `name` holds what a new one is called, in the file and on the record; `namesakes` notes who of the new
    ones is here already, where it takes more than the same name. Two rows that are one and the same record here are an
    error of the second.
    """
    entries, rows = batch.usable, {}
    for entry in entries:
        first = rows.setdefault(records[entry.key].pk, entry) if entry.key in records else entry
        if first is not entry:
            sentence = _("This is the same here as “%(key)s” in row %(row)d.") % {"key": first.key, "row": first.row}
            batch.error(entry, "code", sentence, _("Give the row an id of its own, or change the code here."))
        entry.record = records.get(entry.key) or model(code=entry.values.get("code") or "")
        if entry.is_new:
            setattr(entry.record, name, entry.values.get(name) or entry.key)
    give_codes([entry.record for entry in entries if entry.is_new], model)
    _note_strangers(batch, [entry for entry in entries if not entry.is_new], model, name)
    if "code" not in batch.columns:
        (namesakes or _note_namesakes)(batch, [entry for entry in entries if entry.is_new], model, name)


def _note_strangers(batch, entries, model, name):
    """Note the rows that rename a record their source never brought in: one id may mean two things in two systems."""
    unknown = unknown_to(model, batch.source, {entry.key for entry in entries})
    for entry in entries:
        now, here = entry.values.get(name), getattr(entry.record, name)
        if entry.key in unknown and now and now != here:
            words = {"key": entry.key, "here": here}
            batch.note(entry, "code", _("“%(key)s” stands here from elsewhere, as “%(here)s”.") % words)


def _note_namesakes(batch, entries, model, name):
    """Note the rows that make what is here already by name: without ids, another source means another one."""
    named = {getattr(entry.record, name): entry for entry in reversed(entries)}
    for text, records in by_name(model.objects.visible_to(batch.by), set(named), name).items():
        words = {"name": text, "code": records[0].code}
        sentence = _("“%(name)s” is here already, from elsewhere (%(code)s); this row makes another.")
        batch.note(named[text], name, sentence % words)


def given(values, names):
    """Return the values of the fields `names` that have a column, an empty cell being an empty text."""
    return {name: values[name] if values[name] is not None else "" for name in names if name in values}


def differing(record, columns):
    """Return those of `columns`, a dict, that the record holds otherwise."""
    # A relation that a new record must have and lacks yet is none.
    return {name: value for name, value in columns.items() if getattr(record, name, None) != value}


def fill(entry, columns):
    """Set `columns` of the entry's record, for the checks; of a known record they are its changes."""
    for name, value in columns.items():
        if not entry.is_new:
            entry.before.setdefault(name, getattr(entry.record, name, None))
        setattr(entry.record, name, value)
    if entry.is_new:
        entry.filled |= columns
    else:
        entry.changes |= columns


def give_codes(records, model):
    """Make a code from its name for each of `records` that has none, unlike every other of `model` (rule N1)."""
    unnamed = [record for record in records if not record.code]
    if not unnamed:
        return
    taken = set(model.objects.values_list("code", flat=True)) | {record.code for record in records}
    last = {}
    for record in unnamed:
        stem = code = slug(record.name_for_code()) or model._meta.model_name
        while code in taken:
            last[stem] = last.get(stem, 1) + 1
            code = f"{stem}-{last[stem]}"
        record.code = code
        taken.add(code)


def insert(records, batch, changes, parts=()):
    """Insert new, checked `records` of one model with their `parts` for the batch's principal. Raises NotAllowed."""
    return insert_levels([list(records)], batch, changes, parts)


def insert_levels(levels, batch, changes, parts=()):
    """Insert lists of records as `insert` does; those of a list may refer to those of an earlier one."""
    for level in levels:
        for record in level:
            record.authorize(batch.by, {})
            record.prepare()
    return changes.create_levels(levels, parts)


def change(entries, batch):
    """Update the known records of `entries` that have changes; what a verb refuses becomes an error of the entry.

    Columns that concern no other row are written by the hundred; what is left goes row by row, in this order.
    """
    plain = {entry.record.pk: entry for entry in entries if takes_many(type(entry.record), entry.changes)}
    wanted = {pk: entry.changes for pk, entry in plain.items()}
    refused = update_many(type(entries[0].record), wanted, by=batch.by) if wanted else {}
    for pk, error in refused.items():
        _blame(batch, plain[pk], error)
    for entry in entries:
        if entry.record.pk in plain:
            continue
        try:
            entry.record.update(by=batch.by, **entry.changes)
        except (Refused, ValidationError) as error:
            _blame(batch, entry, error)


def _blame(batch, entry, error):
    """Make errors of the entry of what a verb refused."""
    if isinstance(error, Refused):
        batch.error(entry, "", str(error), "")
        return
    for name, errors in by_field(error).items():
        batch.error(entry, name, " ".join(one.messages[0] for one in errors), "")


def write_rows(batch, changes, levels=None):
    """Insert the new records of a planned batch with their parts, change the known ones, and return the entries.

    `levels` are lists of the new records, where some refer to others; see `insert_levels`.
    """
    entries = batch.usable
    new = [entry for entry in entries if entry.is_new]
    levels = [[entry.record for entry in new]] if levels is None else levels
    insert_levels(levels, batch, changes, [part for entry in new for part in entry.parts])
    change([entry for entry in entries if entry.changes], batch)
    return entries


def insert_made(name, batch, changes):
    """Insert the records made besides the rows under `name`, and keep their keys and those of others mentioned."""
    made = batch.made[name]
    insert(made.values(), batch, changes)
    remember(batch.source, batch.mentioned[name] | made, listed=False)
