"""What came out of a file, as its page tells it: rows with their verdicts and what was said of each."""

from collections import defaultdict

from django.utils.translation import gettext as _

from itbiz.exchange.verdicts import Verdict

ALL = ""


def chosen(report, asked):
    """Return the verdict whose rows are shown: the one asked for, else errors where there are any, else ALL."""
    if report is None or asked == ALL or asked in set(Verdict):
        return asked or ALL
    return Verdict.ERROR.value if report["counts"][Verdict.ERROR] else ALL


def told_rows(report, verdict=ALL):
    """Return the rows with this verdict: dicts of `row`, `verdict`, `key` and `said`, a list of sentences."""
    if report is None:
        return []
    said = defaultdict(list)
    for remark in (*report["errors"], *report["notes"]):
        said[remark["row"]].append(sentence_of(remark))
    return [row | {"said": said[row["row"]]} for row in report["rows"] if verdict in (ALL, row["verdict"])]


def told_file(report):
    """Return what was said of the file as a whole: (whether it is an error, sentence)."""
    if report is None:
        return []
    errors = [(True, sentence_of(remark)) for remark in report["errors"] if remark["row"] is None]
    return errors + [(False, sentence_of(remark)) for remark in report["notes"] if remark["row"] is None]


def sentence_of(remark):
    """Return a remark as one text: its column, what was found, and what to do."""
    text = f"{remark['detail']} {remark.get('remedy', '')}".strip()
    return _("%(column)s: %(text)s") % {"column": remark["column"], "text": text} if remark["column"] else text
