"""What came out of a file, as its page tells it: rows with their verdicts and what was said of each."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from itbiz.core.text import exact
from itbiz.exchange.readings import collected
from itbiz.exchange.verdicts import Verdict, counted

ALL, NOTES = "", "notes"
# What happens comes first, and before it what keeps it from happening.
ORDER = (Verdict.ERROR, Verdict.UPDATE, Verdict.CREATE, Verdict.NOTE, Verdict.UNCHANGED)
# How much of a value stands in a row, how many fields of a new row, and how many names in a list.
SHORT, FIELDS, NAMED = 90, 5, 50


@dataclass(frozen=True)
class Difference:
    """What a field held and would hold, as texts; `before` is "" for nothing."""

    field: str
    before: str
    after: str

    @property
    def is_long(self):
        """Whether the texts stand shortened in the row, and whole behind it."""
        return max(len(self.before), len(self.after)) > SHORT

    @property
    def short(self):
        """Both texts from a little before where they first differ, shortened."""
        alike = sum(
            1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(self.before, self.after, strict=False))
        )
        start = max(0, alike - SHORT // 3) if self.is_long else 0
        return [excerpt(text, start) for text in (self.before, self.after)]


def excerpt(text, start=0):
    """Return so much of a text, from `start`, as stands in a row, with an ellipsis where something is left out."""
    part = text[start : start + SHORT]
    return ("…" if start and part else "") + part + ("…" if len(text) > start + SHORT else "")


def filters(report):
    """Return what the rows can be narrowed to: (name, number of rows), in the order of what matters."""
    if report is None:
        return []
    noted = len({note["row"] for note in _worth_a_look(report)} - {None})
    counts = [(verdict.value, report["counts"][verdict]) for verdict in ORDER]
    return [(ALL, len(report["rows"])), *((name, number) for name, number in [*counts, (NOTES, noted)] if number)]


def told_sum(report):
    """Return what would happen, or happened, as a list of phrases with numbers."""
    if report is None:
        return []
    counts = report["counts"]
    phrases = {
        Verdict.CREATE: ngettext("%d is new", "%d are new", counts["create"]),
        Verdict.UPDATE: ngettext("%d changes", "%d change", counts["update"]),
        Verdict.UNCHANGED: ngettext("%d is here as it is", "%d are here as they are", counts["unchanged"]),
        Verdict.NOTE: ngettext("%d repeats another", "%d repeat another", counts["note"]),
        Verdict.ERROR: ngettext("%d has errors", "%d have errors", counts["error"]),
    }
    return [phrase % counts[verdict] for verdict, phrase in phrases.items() if counts[verdict]]


def told_written(report):
    """Return what was written, as a list of phrases with numbers."""
    if report is None:
        return []
    counts, closed = report["counts"], sum(one["closed"] for one in report["missing"])
    phrases = [
        (counts["create"], ngettext("%d new row", "%d new rows", counts["create"])),
        (counts["update"], ngettext("%d changed row", "%d changed rows", counts["update"])),
        (closed, ngettext("%d closed that the file lacks", "%d closed that the file lacks", closed)),
        (counts["error"], ngettext("%d row left out", "%d rows left out", counts["error"])),
    ]
    return [phrase % number for number, phrase in phrases if number]


def chosen(report, asked):
    """Return the filter whose rows are shown: the one asked for, else errors where there are any, else ALL."""
    if report is None or asked in (ALL, NOTES) or asked in set(Verdict):
        return asked or ALL
    return Verdict.ERROR.value if report["counts"][Verdict.ERROR] else ALL


def told_rows(report, shown=ALL, readings=False):
    """Return the rows that a filter shows, as REST tells them, those first that are wrong or change something.

    Each has also `said`, a list of sentences; with `readings` also those that are told once for all rows.
    """
    if report is None:
        return []
    said, noted = defaultdict(list), set()
    for remark in (*report["errors"], *(report["notes"] if readings else _worth_a_look(report))):
        said[remark["row"]].append(sentence_of(remark))
    if shown == NOTES:
        noted = {note["row"] for note in _worth_a_look(report)}
    place = {verdict.value: number for number, verdict in enumerate(ORDER)}
    rows = [row for row in report["rows"] if shown == ALL or shown == row["verdict"] or row["row"] in noted]
    return [row | {"said": said[row["row"]]} for row in sorted(rows, key=lambda row: place[row["verdict"]])]


def _worth_a_look(report):
    """Return the notes of a report without plain readings."""
    return [note for note in report["notes"] if not note.get("reading")]


def told_readings(report):
    """Return what is told once for all rows: (sentence about them, the first of their sentences, how many more)."""
    notes = report["notes"] if report else ()
    told = collected((note.get("reading"), note["detail"]) for note in notes)
    return [(whole, *_first(said if len(said) > 1 else [])) for whole, said in told]


def with_differences(rows, kind):
    """Return `rows` with what a template shows: `differences` of a changed one, `fills`, `more_fills` of a new one."""
    return [row | _differences(row, kind) for row in rows]


def _differences(row, kind):
    told = [
        Difference(capfirst(kind.label_of(name)), old or "", new or "") for name, (old, new) in _in_order(row, kind)
    ]
    if row["verdict"] == Verdict.CREATE:
        fills = [(one.field, excerpt(one.after)) for one in told]
        return {"fills": fills[:FIELDS], "more_fills": max(0, len(fills) - FIELDS)}
    return {"differences": told}


def _in_order(row, kind):
    """Return the changes of a row in the order of the model's columns: PostgreSQL keeps none in what it stores."""
    places = {field.name: place for place, field in enumerate(kind.model._meta.concrete_fields)}
    return sorted(row["changes"].items(), key=lambda change: (places.get(change[0], len(places)), change[0]))


def told_missing(report):
    """Return what a full file lacks, by what becomes of it: {"closes", "stays" or "lacks": (rows, how many more)}."""
    parts = defaultdict(list)
    for one in report["missing"] if report else ():
        part = {True: "closes", False: "stays", None: "lacks"}[one["closes"]]
        parts[part].append(one)
    return {part: (found[:NAMED], max(0, len(found) - NAMED)) for part, found in parts.items()}


def told_brought(report):
    """Return whom and what rows bring along, as (whether it is made, how many of what, groups).

    A group is what its names have in common ("by e-mail"; "" of what is made), the first names, and how many more.
    """
    if report is None:
        return []
    told = [(True, counted(name, len(labels)), [("", *_first(labels))]) for name, labels in report["makes"].items()]
    for name, found in report["finds"].items():
        groups = defaultdict(list)
        for one in found:
            groups[one["how"]].append(one["label"])
        named = [(capfirst(how), *_first(labels)) for how, labels in groups.items()]
        told.append((False, counted(name, len(found)), named))
    return told


def _first(labels):
    return labels[:NAMED], max(0, len(labels) - NAMED)


def told_file(report):
    """Return what was said of the file as a whole: (whether it is an error, sentence)."""
    if report is None:
        return []
    errors = [(True, sentence_of(remark)) for remark in report["errors"] if remark["row"] is None]
    return errors + [(False, sentence_of(remark)) for remark in report["notes"] if remark["row"] is None]


def told_kept(name):
    """Return the sentence that says where the mapping kept under `name` is used again."""
    sentence = _("The mapping is kept as “%(name)s”. Choose it where you bring the next file, or name it each night:")
    return f'{sentence} --mapping "%(name)s".' % {"name": exact(name)}


def sentence_of(remark):
    """Return a remark as one text: its column, what was found, and what to do."""
    text = f"{remark['detail']} {remark.get('remedy', '')}".strip()
    return _("%(column)s: %(text)s") % {"column": remark["column"], "text": text} if remark["column"] else text


def lines_of(report):
    """Yield every row of the report, what the rows bring along and what is missing, as cells of a file."""
    for row in sorted(told_rows(report, readings=True), key=lambda row: row["row"]):
        changed = [f"{name}: {old or '–'} → {new or '–'}" for name, (old, new) in row["changes"].items() if old or new]
        what = changed if row["verdict"] == Verdict.UPDATE else []
        yield row["row"], row["key"], row["label"], row["verdict"], "; ".join(what), " ".join(row["said"])
    if report is None:
        return
    for name, labels in report["makes"].items():
        yield from (("", name, label, "made", "", "") for label in labels)
    for found in report["finds"].values():
        yield from (("", one["code"], one["label"], "found", "", one["how"]) for one in found)
    for one in report["missing"]:
        yield "", one["key"], one["label"], "missing", "", one["detail"]
