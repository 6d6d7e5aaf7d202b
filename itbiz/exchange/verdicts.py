"""What an import says of each row, and of the file as a whole."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from itbiz.exchange.readings import collected

COUNTED = {
    "people": ngettext_lazy("%d person", "%d people"),
    "units": ngettext_lazy("%d unit", "%d units"),
    "lines": ngettext_lazy("%d line of business", "%d lines of business"),
    "projects": ngettext_lazy("%d project", "%d projects"),
    "walk-throughs": ngettext_lazy("%d walk-through", "%d walk-throughs"),
}


def counted(name, number):
    """Return a number of what rows bring along, by its plural name, in words: "1 person", "3 lines of business"."""
    return COUNTED[name] % number


class Verdict(StrEnum):
    """What becomes of a row. A *note* row needs nothing: it repeats another one."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    NOTE = "note"
    ERROR = "error"


@dataclass(frozen=True)
class Remark:
    """A sentence about a row (None: the file): a note, or an error with what to do.

    An error that `stops` keeps the whole file out, also where bad rows are skipped. A note of a `reading` says how a
    cell is read that can hardly mean anything else; see readings.py.
    """

    row: int | None
    column: str
    sentence: str
    remedy: str = ""
    is_error: bool = False
    stops: bool = False
    reading: str = ""

    def __str__(self):
        place = [_("row %d") % self.row] if self.row else []
        place += [_("column %s") % self.column] if self.column else []
        said = f"{self.sentence} {self.remedy}".rstrip()
        return f"{', '.join(place)}: {said}" if place else said


@dataclass
class Entry:
    """A row on its way in: its cells and values by field, what was said about it, and the record it becomes.

    `changes` are the columns of a known record that differ, `before` what they held; `filled` are the columns of a new
    record that the row fills, `parts` its unsaved parts; `repeats` is the number of the row that this one repeats;
    `flaws` are errors of single cells, which leave the rest of the row to be checked while it is planned.
    """

    row: int
    cells: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    remarks: list = field(default_factory=list)
    key: str = ""
    record: object = None
    changes: dict = field(default_factory=dict)
    before: dict = field(default_factory=dict)
    filled: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)
    repeats: int | None = None
    flaws: list = field(default_factory=list)

    def take_in_flaws(self):
        """Count the flaws among the errors: everything else was checked."""
        self.remarks, self.flaws = self.flaws + self.remarks, []

    @property
    def rejected(self):
        """Whether an error was found in the row."""
        return any(remark.is_error for remark in self.remarks)

    @property
    def usable(self):
        """Whether the row has something to bring: it is neither rejected nor a repeat."""
        return self.repeats is None and not self.rejected

    @property
    def is_new(self):
        """Whether the row makes a record that was not there."""
        return self.record is not None and self.record.pk is None

    @property
    def verdict(self):
        """What becomes of the row, as a Verdict."""
        if self.rejected:
            return Verdict.ERROR
        if self.repeats is not None:
            return Verdict.NOTE
        if self.is_new:
            return Verdict.CREATE
        return Verdict.UPDATE if self.changes else Verdict.UNCHANGED


class Outcome(NamedTuple):
    """What becomes of a row: its verdict, key, what it is called, and {column: (text before, text after)}."""

    verdict: Verdict
    key: str
    label: str = ""
    changes: dict = {}


@dataclass
class Report:
    """The outcome of an import or a trial run.

    `rows` is {number: Outcome}, `columns` the column read as each field, `makes` names what is made besides the rows,
    by what it is, `finds` tells whom rows name and how they were found, `missing` lists what a full file lacks.
    """

    applied: bool = False
    rows: dict = field(default_factory=dict)
    columns: dict = field(default_factory=dict)
    remarks: list = field(default_factory=list)
    makes: dict = field(default_factory=dict)
    finds: dict = field(default_factory=dict)
    missing: list = field(default_factory=list)
    skipping: bool = False
    change_set: object = None

    @property
    def counts(self):
        """The number of rows by Verdict."""
        return Counter(row.verdict for row in self.rows.values())

    @property
    def made(self):
        """The number of what is made besides the rows, by what it is."""
        return Counter({name: len(labels) for name, labels in self.makes.items()})

    @property
    def errors(self):
        """Every error, in the order of rows."""
        return [remark for remark in self.remarks if remark.is_error]

    @property
    def notes(self):
        """Every note, in the order of rows."""
        return [remark for remark in self.remarks if not remark.is_error]

    @property
    def told_notes(self):
        """Every note as a text, with one for all cells that are read alike, in the place of theirs."""
        told = [str(note) for note in self.notes if not note.reading]
        return told + [whole for whole, _all in collected((note.reading, note.sentence) for note in self.notes)]

    @property
    def is_writable(self):
        """Whether it may be written: no row is wrong, or bad rows are skipped and nothing stops the whole."""
        return not any(error.stops or not self.skipping for error in self.errors)

    def add_refused(self, entries):
        """Take in the `entries` that a verb refused only when they were written."""
        for entry in entries:
            row = self.rows[entry.row]
            if entry.rejected and row.verdict is not Verdict.ERROR:
                self.rows[entry.row] = row._replace(verdict=Verdict.ERROR)
                self.remarks += [remark for remark in entry.remarks if remark.is_error]

    def as_dict(self):
        """Return the report as JSON holds it; REST answers with it."""
        return {
            "applied": self.applied,
            "counts": {verdict.value: self.counts[verdict] for verdict in Verdict},
            "columns": dict(self.columns),
            "rows": [{"row": number} | _told_row(row) for number, row in self.rows.items()],
            "errors": [_told(error) | {"remedy": error.remedy} for error in self.errors],
            "notes": [_told(note) | {"reading": note.reading} for note in self.notes],
            "made": dict(self.made),
            "makes": dict(self.makes),
            "finds": dict(self.finds),
            "missing": [one.as_dict(self.applied) for one in self.missing],
            "change_set": self.change_set and self.change_set.pk,
        }

    def row_lines(self):
        """Yield a line a row: its number, its verdict, its key and name, and of a changed one what changes."""
        for number, row in self.rows.items():
            words = {"row": number, "verdict": row.verdict, "key": row.key}
            line = _("row %(row)d: %(verdict)s %(key)s") % words
            line += f" ({row.label})" if row.label != row.key else ""
            if row.verdict is Verdict.UPDATE:
                line += "".join(f"; {name}: {old or '–'} → {new or '–'}" for name, (old, new) in row.changes.items())
            yield line

    def summary(self):
        """Yield the numbers of what came out, in sentences."""
        counts = ", ".join(f"{verdict} {self.counts[verdict]}" for verdict in Verdict if self.counts[verdict])
        read = ngettext("%d row read", "%d rows read", len(self.rows)) % len(self.rows)
        yield f"{read}: {counts}." if counts else f"{read}."
        if self.made:
            yield _("Made besides: %s.") % ", ".join(counted(name, number) for name, number in self.made.items())
        for one in self.missing:
            words = {"label": one.label, "key": one.key, "said": one.told(self.applied)}
            yield (_("Not in the file: %(label)s (%(key)s). %(said)s") % words).rstrip()


def _told_row(row):
    changes = {name: list(pair) for name, pair in row.changes.items()}
    return {"verdict": row.verdict.value, "key": row.key, "label": row.label, "changes": changes}


def _told(remark):
    return {"row": remark.row, "column": remark.column, "detail": remark.sentence}
