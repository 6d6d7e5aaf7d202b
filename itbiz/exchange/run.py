"""Running an import: check every row, then write all of it or nothing (rule I11)."""

from contextlib import suppress

from django.utils.translation import gettext as _

from itbiz.api.shapes import SHAPES
from itbiz.audit.record import change_set
from itbiz.core.errors import NotAllowed
from itbiz.core.text import fold
from itbiz.exchange.batch import Batch, read_entries
from itbiz.exchange.columns import WrongMap, fit, map_columns
from itbiz.exchange.differences import outcomes
from itbiz.exchange.missing import are_too_many, end_missing, find_missing
from itbiz.exchange.verdicts import Remark, Report, counted

# The source of a file that names none, however it comes in: files of one organisation share a source.
UNNAMED = "files"
# What people call the column in which they count their rows.
NUMBERS = {"", "nr", "no", "num", "number", "nummer", "pos", "lfd. nr", "lfd nr", "lfdnr"}


def run(
    kind,
    table,
    *,
    by,
    source,
    corrections=(),
    kept=(),
    apply=False,
    skip_bad_rows=False,
    full=False,
    close_missing=False,
    name="",
    locks=(),
    written=lambda report: None,
):
    """Import a Table as a Kind for principal `by` and return the Report.

    `source` is the name under which the rows' ids are kept; `corrections` are pairs (column, field) for the guessed
    mapping, and `kept` those of one that was kept, whose columns may be gone; `name` is the file's name for the change
    log. A `full` file tells all that its source has: what it lacks is listed, and with `close_missing` ended. Without
    `apply` nothing is written, nor where a row has an error and bad rows are not skipped; what closes is rehearsed and
    taken back. `locks` are held before those of the kind, and `written` is told the Report of what was written, both in
    its transaction. Raises WrongMap, or NotAllowed where a row is not theirs.
    """
    mapping, notes = _mapped(kind, table, kept, corrections)
    if (full or close_missing) and source == UNNAMED:
        sentence = _("Say which system the file tells all of, and bring it in anew:")
        raise WrongMap(f"{sentence} {_('name it under “Comes from”, by --source, or as source.')}")
    needed = frozenset(name for group in kind.needs for name in group)
    batch = Batch(by=by, source=source, columns=dict(mapping.columns), skipping=skip_bad_rows, needed=needed)
    batch.remarks += [Remark(None, "", note) for note in notes]
    report, full = None, full or close_missing
    if not apply:
        report = _plan(kind, table, batch, full, close_missing)
        if not (report.is_writable and (report.missing if close_missing else _closes(kind, batch))):
            return report
    # What is given up leaves nothing behind: the locks are rows, too.
    with suppress(_GivenUp), change_set(by=by, title=_title(kind, name)) as changes:
        for hold in (*locks, *kind.locks):
            hold()
        report = report or _plan(kind, table, batch, full, close_missing)
        _write(kind, batch, report, changes, close_missing)
        if not apply:
            raise _GivenUp
        report.applied = True
        report.change_set = changes.row if changes.row.pk else None
        written(report)
    return report


def _write(kind, batch, report, changes, close_missing):
    """Write a planned Batch through the Recorder. Raises _GivenUp where a row is wrong, or a verb refuses one."""
    if not report.is_writable:
        raise _GivenUp
    kind.write(batch, changes)
    if close_missing:
        end_missing(kind, report.missing, batch.by)
    report.add_refused(batch.entries)
    if not report.is_writable:
        raise _GivenUp


def _mapped(kind, table, kept, corrections):
    """Return (the Mapping of a Table to the fields of a Kind, notes about how it is read). Raises WrongMap."""
    pairs, lacking = fit(kept, table.columns, kind)
    pairs = list({**dict(pairs), **dict(corrections)}.items()) if kept else list(corrections)
    mapping = map_columns(table.columns, kind.fields, pairs, table.empty, kind.all_labels)
    counting = counting_column(table, mapping, pairs)
    if counting:
        mapping = map_columns(table.columns, kind.fields, [*pairs, (counting, "")], table.empty, kind.all_labels)
    _check_needs(kind, mapping)
    return mapping, [*table.notes, *_notes(mapping, counting, lacking)]


def _closes(kind, batch):
    """Whether a row closes what others may hang on: only writing it tells, so a trial run writes and takes it back.

    The file as a whole, for what hangs on one row may be moved away, or closed, by another.
    """
    return any(entry.changes.get("status") in kind.closing for entry in batch.usable)


class _GivenUp(Exception):
    """A row is wrong, or it was a trial, so nothing is written."""


def _title(kind, name):
    return _("%(kind)s imported from %(file)s") % {"kind": kind.title, "file": name}


def _plan(kind, table, batch, full, close_missing):
    # A kind may read a column as another field; what is told, and kept, is how it was mapped.
    columns = dict(batch.columns)
    read_entries(batch, table, kind.fields)
    kind.plan(batch)
    # Who may write a row below others depends on rows that may be wrong; of all else it is told at once.
    if not batch.is_lost or "parent" not in batch.columns:
        _check_rights(batch)
    for entry in batch.entries:
        entry.take_in_flaws()
    lacking = find_missing(kind, batch) if full else []
    if close_missing and are_too_many(lacking, batch):
        batch.remarks.append(_cut(lacking, batch))
    return Report(
        rows=outcomes(batch.entries),
        columns=columns,
        remarks=batch.remarks + [remark for entry in batch.entries for remark in entry.remarks],
        finds={
            name: [{"code": one.code, "label": one.label, "how": how} for one, how in found]
            for name, found in batch.found.items()
            if found
        },
        makes={name: [one.label for one in made.values()] for name, made in batch.made.items() if made},
        missing=lacking,
        skipping=batch.skipping,
    )


def _check_rights(batch):
    """Make errors of what the principal may not write; these are never skipped: other rows stand on them."""
    for entry in batch.usable:
        if (entry.is_new or entry.changes) and not entry.flaws:
            try:
                entry.record.authorize(batch.by, entry.changes)
            except NotAllowed as error:
                batch.forbid(entry, str(error))
    for name, records in batch.made.items():
        try:
            for record in records.values():
                _require_scope(batch.by, record)
                record.authorize(batch.by, {})
        except NotAllowed as error:
            sentence = _("Besides the rows would be made: %s.") % counted(name, len(records))
            batch.remarks.append(Remark(None, "", sentence, str(error), is_error=True, stops=True))


def _require_scope(by, record):
    """Raise NotAllowed where a token has no scope for what a row brings along; for the rows, it was asked before."""
    if by.token is None:
        return
    scope = f"{SHAPES[type(record)].scope}:write"
    if not by.has_scope(scope):
        raise NotAllowed(_("This token lacks the scope %(scope)s.") % {"scope": scope})


def counting_column(table, mapping, corrections=()):
    """Return the column that is called a number, was guessed to hold ids, and only counts the rows; else None.

    A count means other rows tomorrow. Where a column of parents may name rows by it, it is left as it is.
    """
    column = mapping.columns.get("code")
    if column is None or fold(column).strip(" .#") not in NUMBERS or column in dict(corrections):
        return None
    if "parent" in mapping.columns:
        return None
    place = table.columns.index(column)
    cells = [row.cells[place] for row in table.rows if place < len(row.cells)]
    return column if len(cells) > 1 and cells == [str(number) for number in range(1, len(cells) + 1)] else None


def _check_needs(kind, mapping):
    for group in kind.needs:
        if not any(field in mapping.columns for field in group):
            names = _(" or ").join(f"“{kind.label_of(field)}”" for field in group)
            sentence = _("No column is read as %s. Say which column holds it.") % names
            raise WrongMap(f"{sentence} {kind.why}".rstrip())


def _notes(mapping, counting, lacking):
    for column in lacking:
        yield _("The column “%s” of the kept mapping is not in this file; what it told stays as it is here.") % column
    if counting:
        yield _("“%s” counts the rows, and is not read as their ids.") % counting
    if mapping.unread:
        yield _("Columns not read: %s.") % ", ".join(mapping.unread)


def _cut(lacking, batch):
    sentence = _("The file lacks %(lacks)d that %(source)s brought in, and has %(has)d: it may have been cut.")
    words = {"lacks": len(lacking), "source": batch.source, "has": len(batch.usable)}
    return Remark(
        None, "", sentence % words, _("Import it without closing what is missing."), is_error=True, stops=True
    )
