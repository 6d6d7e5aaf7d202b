"""What an import says of each row, and of the file as a whole."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Verdict(StrEnum):
    """What becomes of a row. A *note* row needs nothing: it repeats another one."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    NOTE = "note"
    ERROR = "error"


@dataclass(frozen=True)
class Remark:
    """A sentence about a row (None: the file): a note, or an error with what to do."""

    row: int | None
    column: str
    sentence: str
    remedy: str = ""
    is_error: bool = False

    def __str__(self):
        place = [_("row %d") % self.row] if self.row else []
        place += [_("column %s") % self.column] if self.column else []
        said = f"{self.sentence} {self.remedy}".rstrip()
        return f"{', '.join(place)}: {said}" if place else said


@dataclass
class Entry:
    """A row on its way in: its cells and values by field, what was said about it, and the record it becomes.

    `changes` are the columns of a known record that differ, `parts` the unsaved parts of a new one; `repeats` is the
    number of the row that this one repeats.
    """

    row: int
    cells: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    remarks: list = field(default_factory=list)
    key: str = ""
    record: object = None
    changes: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)
    repeats: int | None = None

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


@dataclass
class Report:
    """The outcome of an import or a trial run; `made` counts what it makes besides its rows, by name."""

    applied: bool = False
    rows: dict = field(default_factory=dict)
    remarks: list = field(default_factory=list)
    made: Counter = field(default_factory=Counter)
    change_set: object = None

    @property
    def counts(self):
        """The number of rows by Verdict."""
        return Counter(verdict for verdict, _key in self.rows.values())

    @property
    def errors(self):
        """Every error, in the order of rows."""
        return [remark for remark in self.remarks if remark.is_error]

    @property
    def notes(self):
        """Every note, in the order of rows."""
        return [remark for remark in self.remarks if not remark.is_error]

    def row_lines(self):
        """Yield a line a row: its number, its verdict, its key."""
        for row, (verdict, key) in self.rows.items():
            yield _("row %(row)d: %(verdict)s %(key)s") % {"row": row, "verdict": verdict, "key": key}

    def summary(self):
        """Yield the numbers of what came out, in sentences."""
        counts = ", ".join(f"{verdict} {self.counts[verdict]}" for verdict in Verdict if self.counts[verdict])
        yield ngettext("%d row read: ", "%d rows read: ", len(self.rows)) % len(self.rows) + (counts or "0") + "."
        if self.made:
            yield _("Made besides: %s.") % ", ".join(f"{name} {number}" for name, number in self.made.items())

    @property
    def outcome(self):
        """Whether it was written, and if not, what to do, in a sentence."""
        if self.applied:
            return _("Written.") if self.change_set else _("Nothing to write: all of it is here already.")
        if self.errors:
            return _("Nothing was written. Correct the errors, or import the rest with --skip-bad-rows.")
        return _("This was a trial run: nothing was written. Add --apply to write.")
