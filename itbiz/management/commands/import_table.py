"""`manage.py import_table KIND FILE`: rows of any kind that an app registers, from a table (rules I)."""

import os
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from itbiz.access.principals import Principal
from itbiz.core.errors import NotAllowed, Refused
from itbiz.exchange import kinds
from itbiz.exchange.columns import WrongMap
from itbiz.exchange.models import SOURCE_LENGTH, mapping_named
from itbiz.exchange.run import UNNAMED, run
from itbiz.exchange.tables import Unreadable, read_file


class Command(BaseCommand):
    """Check a file row by row and, with --apply, write it: all of it or nothing."""

    help = "Import a CSV, XLSX or NDJSON file. Without --apply it says what would happen, and writes nothing."

    def add_arguments(self, parser):
        """The kind, the file, and how to read and write it."""
        parser.add_argument("kind", choices=kinds.names(), help="what a row is")
        parser.add_argument("file", help="a CSV, XLSX or NDJSON file whose first row names the columns")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="read a column as this field instead of the guessed one; COLUMN= leaves the column out",
        )
        parser.add_argument("--apply", action="store_true", help="write what the trial run shows")
        parser.add_argument(
            "--skip-bad-rows", action="store_true", help="write the good rows though others have errors"
        )
        parser.add_argument("--mapping", metavar="NAME", help="read the columns as the mapping kept under this name")
        parser.add_argument("--full", action="store_true", help="the file tells all: list what it lacks")
        parser.add_argument(
            "--close-missing", action="store_true", help="the file tells all: close what its source knew and it lacks"
        )
        parser.add_argument(
            "--source",
            help=f"the system the ids come from, the same each time (if not given: {UNNAMED})",
        )

    def handle(self, *, kind, file, map, mapping, source, verbosity, **options):
        """Run the import and print its report. Raises CommandError where a row is wrong and not skipped."""
        try:
            kept = mapping_named(mapping, kind) if mapping else None
            table = read_file(file)
            report = run(
                kinds.find(kind),
                table,
                by=Principal.system("import_table", source="import"),
                source=(source or (kept and kept.source) or UNNAMED)[:SOURCE_LENGTH],
                corrections=[correction(text) for text in map],
                kept=kept.corrections if kept else (),
                name=Path(file).name,
                **{name: options[name] for name in ("apply", "skip_bad_rows", "full", "close_missing")},
            )
        except (Unreadable, WrongMap, Refused, NotAllowed) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        try:
            self._print(report, verbosity)
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever reads it, such as `head`, has read enough: what is left goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stdout.fileno())
        if not report.is_writable:
            raise CommandError(_("Nothing was written. Correct the errors, or import the rest with --skip-bad-rows."))

    def _print(self, report, verbosity):
        if verbosity > 0:
            self.stdout.writelines(f"{line}\n" for line in report.row_lines())
            self.stdout.writelines(_("note: %s\n") % note for note in report.told_notes)
        self.stderr.writelines(_("error: %s\n") % error for error in report.errors)
        self.stdout.writelines(f"{line}\n" for line in report.summary())
        if report.is_writable:
            self.stdout.write(outcome(report))


def outcome(report):
    """Return whether it was written, and if not, what to do, in a sentence."""
    if not report.rows and not report.missing:
        return _("There is no row below the header: nothing to write.")
    if report.applied:
        return _("Written.") if report.change_set else _("Nothing to write: all of it is here already.")
    return _("This was a trial run: nothing was written. Add --apply to write.")


def correction(text):
    """Return the pair (column, field) of a --map argument. Raises CommandError."""
    column, equals, field = text.rpartition("=")
    if not equals:
        raise CommandError(_("--map %s: write COLUMN=FIELD, or COLUMN= to leave a column out.") % text)
    return column.strip(), field.strip()
