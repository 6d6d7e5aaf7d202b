"""Looking at a file that somebody brought in, and writing it: what the page of an import does."""

from itbiz.exchange import kinds
from itbiz.exchange.columns import WrongMap, guess_kind
from itbiz.exchange.models import WrittenAlready
from itbiz.exchange.run import run
from itbiz.exchange.tables import parse, parse_text
from itbiz.exchange.told import SHORT
from itbiz.exchange.verdicts import Verdict

# How many rows of a column are shown beside it, and how much of each.
SAMPLE_ROWS, SAMPLE_LENGTH = 3, 40


def table_of(upload):
    """Return the Table in an Upload. Raises Unreadable."""
    data = bytes(upload.data)
    return parse_text(data.decode()) if upload.is_pasted else parse(data)


def look(upload, principal, *, apply=False):
    """Run the Upload for its principal, keep what came out on it, and return the Report.

    None where the columns do not suffice (the sentence stands in the outcome's "problem"), and where it was written
    already. With `apply` it is written, unless a row is wrong: the rows, and that they are written, as one. Raises
    Refused or NotAllowed where a verb refuses a row.
    """
    try:
        if upload.pk:
            upload.read()
        return _look(upload, principal, apply)
    except WrittenAlready:
        upload.refresh_from_db()
        return None


def _look(upload, principal, apply):
    table, kind = table_of(upload), kinds.find(upload.kind)
    report, problem = None, ""
    try:
        options = upload.options | {"corrections": [tuple(pair) for pair in upload.options.get("corrections", ())]}
        report = run(
            kind,
            table,
            by=principal.importing(),
            source=upload.source,
            apply=apply,
            name=upload.name,
            locks=[upload.hold],
            written=lambda report: upload.keep_written(report.change_set, _outcome(table, kind, report)),
            **options,
        )
    except WrongMap as wrong:
        problem = str(wrong)
    if report and report.applied:
        upload.refresh_from_db()
    else:
        upload.outcome = _outcome(table, kind, report, problem)
        upload.store()
    return report


def _outcome(table, kind, report, problem=""):
    return {
        "columns": _columns(table),
        "problem": problem,
        "likely": _likely(table, kind),
        "report": report and _kept(report.as_dict()),
        "writable": bool(report and report.is_writable),
        "stops": bool(report and any(error.stops for error in report.errors)),
    }


def _kept(told):
    """Return a report as the page needs it: what new rows hold is in the file, and stands there shortened."""
    for row in told["rows"]:
        if row["verdict"] == Verdict.CREATE:
            row["changes"] = {name: [old, new[: SHORT + 1]] for name, (old, new) in row["changes"].items()}
    return told


def _likely(table, kind):
    """Return the name of another kind that the columns fit better, or an empty text."""
    found = guess_kind(table.columns, [kind, *(kinds.find(name) for name in kinds.names())], table.empty)
    return "" if found in (None, kind) else found.name


def _columns(table):
    rows = table.rows[:SAMPLE_ROWS]
    return [
        {"name": name, "sample": [row.cells[place][:SAMPLE_LENGTH] for row in rows if place < len(row.cells)]}
        for place, name in enumerate(table.columns)
    ]
