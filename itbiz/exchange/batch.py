"""The rows of one file on their way in: read by their fields, repeats told apart."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from itbiz.core.text import exact
from itbiz.exchange.cells import Unfit
from itbiz.exchange.readings import NUMBERS
from itbiz.exchange.verdicts import Entry, Remark


@dataclass
class Batch:
    """What a kind works on: the entries of a file, and where to say what is wrong with them.

    `made` is filled with the records that are made besides the rows, as {key: record} by a plural name, `mentioned`
    with those known here whom rows name by keys that are to be kept; `found` lists whom rows name and who is here
    already, as (record, how that is known) by a plural name.
    """

    by: object
    source: str
    columns: dict[str, str]
    skipping: bool = False
    needed: frozenset = frozenset()
    entries: list[Entry] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    made: dict = field(default_factory=lambda: defaultdict(dict))
    mentioned: dict = field(default_factory=lambda: defaultdict(dict))
    found: dict = field(default_factory=dict)

    @property
    def usable(self):
        """The entries that are neither rejected nor repeats, as a list."""
        return [entry for entry in self.entries if entry.usable]

    @property
    def is_lost(self):
        """Whether nothing of it will be written, because a row is rejected and bad rows are not skipped."""
        return not self.skipping and any(entry.rejected or entry.flaws for entry in self.entries)

    def error(self, entry, name, sentence, remedy):
        """Say that field `name` of `entry` is wrong, and what to do; of a cell with a flaw nothing more is said."""
        column = self.columns.get(name, "")
        if not column or all(flaw.column != column for flaw in entry.flaws):
            entry.remarks.append(Remark(entry.row, column, sentence, remedy, is_error=True))

    def flaw(self, entry, name, sentence, remedy):
        """Say that one cell is wrong, and let the rest of its row be checked; skipping bad rows, it is an error."""
        if self.skipping:
            self.error(entry, name, sentence, remedy)
        else:
            entry.flaws.append(Remark(entry.row, self.columns.get(name, ""), sentence, remedy, is_error=True))

    def forbid(self, entry, sentence):
        """Say that the row is not the principal's to write; nothing of the file is written then."""
        remedy = _("Take the row out of the file, or ask whoever may write it.")
        entry.remarks.append(Remark(entry.row, "", sentence, remedy, is_error=True, stops=True))

    def note(self, entry, name, sentence, reading=""):
        """Say something worth knowing about field `name` of `entry`, or how it is read; see Remark."""
        entry.remarks.append(Remark(entry.row, self.columns.get(name, ""), sentence, reading=reading))

    def check(self, entry, record, renamed=()):
        """Check the columns of `record`; what is wrong becomes errors of the entry.

        `renamed` are pairs (column of the record, field of the file) where the two have different names. Relations
        are left out: they were looked up by the batch, and checking each would be a statement a row.
        """
        passed = {f.name for f in record._meta.concrete_fields if f.is_relation or not f.editable}
        try:
            record.clean_fields(exclude=passed)
        except ValidationError as error:
            fields = dict(renamed)
            for name, sentences in error.message_dict.items():
                self.error(entry, fields.get(name, name), " ".join(sentences), _("Correct the cell."))

    def refuse(self, entry, name, record, constraint):
        """Make an error of what the database would refuse, in the words of the `record`'s constraint of that name."""
        found = next(c for c in record._meta.constraints if c.name == constraint)
        self.error(entry, name, str(found.violation_error_message), "")


def read_entries(batch, table, fields):
    """Fill the batch with an Entry for each row of the Table, each cell read by its field."""
    place = {column: index for index, column in enumerate(table.columns)}
    for row in table.rows:
        entry = Entry(row.number)
        batch.entries.append(entry)
        if len(row.cells) != len(table.columns):
            _ragged(batch, entry, len(row.cells), len(table.columns))
            entry.values = _called(batch, row.cells, place)
            continue
        for one in fields:
            if one.name in batch.columns:
                _read_cell(batch, entry, one, row.cells[place[batch.columns[one.name]]])
    _join_cells(batch, [one for one in fields if set(one.joins) & set(batch.columns)])


def _join_cells(batch, fields):
    """Fill the cells of `fields` that hold nothing themselves from those that they join."""
    for one in fields:
        parts = [name for name in one.joins if name in batch.columns]
        batch.columns.setdefault(one.name, batch.columns[parts[-1]])
        for entry in batch.entries:
            joined = " ".join(filter(None, (entry.cells.get(name) for name in parts)))
            if not entry.rejected and not entry.cells.get(one.name):
                _read_cell(batch, entry, one, joined)


def _called(batch, cells, place):
    """Return what a row that is cut or too long is called, so that what hangs below it finds no other one."""
    places = {name: place[batch.columns[name]] for name in ("code", "name", "person") if name in batch.columns}
    return {name: exact(cells[at]) for name, at in places.items() if at < len(cells)}


def _ragged(batch, entry, has, wants):
    batch.error(
        entry,
        "",
        ngettext("The row has %(has)d cell,", "The row has %(has)d cells,", has) % {"has": has}
        + " "
        + _("the header has %(wants)d.") % {"wants": wants},
        _("Look for a missing or an extra separator, or a quote that is not closed."),
    )


def _read_cell(batch, entry, one, cell):
    entry.cells[one.name] = cell
    try:
        entry.values[one.name] = one.read(cell) if cell else None
    except Unfit as unfit:
        if one.describes or unfit.says_nothing:
            _describe(batch, entry, one, cell, unfit)
            return
        # Without one of the cells that a row needs, nothing else can be checked.
        tell = batch.error if one.name in batch.needed else batch.flaw
        tell(entry, one.name, unfit.sentence, unfit.remedy)


def _describe(batch, entry, one, cell, unfit):
    """Take of a cell that describes what it nearly says, else nothing, and note it: see Field."""
    if unfit.nearly is None:
        batch.note(entry, one.name, f"{unfit.sentence} {_('The row comes in without it.')}")
    else:
        entry.values[one.name] = unfit.nearly
        words = {"cell": cell, "value": unfit.nearly}
        batch.note(entry, one.name, _("“%(cell)s” is read as %(value)s.") % words, reading=NUMBERS)


def settle_repeats(batch, name, last=frozenset()):
    """Tell apart the entries that have one key (rule I6); field `name` holds the key.

    Rows alike in every mapped column are repeats. Where they differ each is an error; skipping bad rows keeps the
    first, or the last for the keys in `last`.
    """
    for key, entries in by_key(batch).items():
        if len(entries) > 1:
            _settle(batch, name, entries, keep=entries[-1] if key in last else entries[0])


def by_key(batch):
    """Return {key: its entries without another error, in the order of the file}."""
    groups = defaultdict(list)
    for entry in batch.entries:
        if entry.key and not entry.rejected:
            groups[entry.key].append(entry)
    return groups


def _settle(batch, name, entries, keep):
    differ = any(entry.cells != keep.cells for entry in entries)
    rows = ", ".join(str(entry.row) for entry in entries)
    for entry in entries:
        if entry.cells == keep.cells and entry is not keep:
            entry.repeats = keep.row
            batch.note(entry, name, _("Repeats row %d.") % keep.row)
        elif differ and not (batch.skipping and entry is keep):
            batch.error(
                entry,
                name,
                _("“%(key)s” stands in rows %(rows)s, which differ.") % {"key": entry.key, "rows": rows},
                _("Keep one of them, or give each an id of its own."),
            )
        elif differ:
            batch.note(entry, name, _("Kept among the rows %s, which differ.") % rows)
