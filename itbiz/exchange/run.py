"""Running an import: check every row, then write all of it or nothing (rule I11)."""

from collections import Counter

from django.utils.translation import gettext as _

from itbiz.audit.record import change_set
from itbiz.exchange.batch import Batch, read_entries
from itbiz.exchange.columns import WrongMap, map_columns
from itbiz.exchange.verdicts import Remark, Report


def run(kind, table, *, by, source, corrections=(), apply=False, skip_bad_rows=False, name=""):
    """Import a Table as a Kind for principal `by` and return the Report.

    `source` is the name under which the rows' ids are kept; `corrections` are pairs (column, field) for the guessed
    mapping; `name` is the file's name for the change log. Without `apply` nothing is written, nor where a row has an
    error and bad rows are not skipped. Raises WrongMap.
    """
    mapping = map_columns(table.columns, kind.fields, corrections)
    _check_needs(kind, mapping)
    batch = Batch(by=by, source=source, columns=mapping.columns, skipping=skip_bad_rows)
    batch.remarks += _unread(mapping)
    if not apply:
        return _plan(kind, table, batch)
    with change_set(by=by, title=_("%(kind)s imported from %(file)s") % {"kind": kind.title, "file": name}) as changes:
        for hold in kind.locks:
            hold()
        report = _plan(kind, table, batch)
        if skip_bad_rows or not report.errors:
            kind.write(batch, changes)
            report.applied = True
            report.change_set = changes.row if changes.row.pk else None
    return report


def _plan(kind, table, batch):
    read_entries(batch, table, kind.fields)
    kind.plan(batch)
    return Report(
        rows={entry.row: (entry.verdict, entry.key) for entry in batch.entries},
        remarks=batch.remarks + [remark for entry in batch.entries for remark in entry.remarks],
        made=Counter({made: len(records) for made, records in batch.made.items() if records}),
    )


def _check_needs(kind, mapping):
    for group in kind.needs:
        if not any(field in mapping.columns for field in group):
            raise WrongMap(
                _("No column is read as %(fields)s. Name one with --map COLUMN=%(first)s.")
                % {"fields": _(" or ").join(group), "first": group[0]}
            )


def _unread(mapping):
    if mapping.unread:
        yield Remark(None, "", _("Columns not read: %s.") % ", ".join(mapping.unread))
