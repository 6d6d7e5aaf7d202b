"""What a paper lists, one item a row: the same rows on the page, as Markdown, and as a file for spreadsheets."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.core.terms import TERMS, term
from itbiz.core.text import one_line
from itbiz.exchange import files

# By name of a file: its type.
TYPES = {"md": "text/markdown; charset=utf-8", "csv": files.TYPES["csv"]}
COLUMNS = ("kind", "code", "text", "who", "due", "state")
# What would be taken for a mark of Markdown, or for HTML inside it.
MARKS = re.compile(r"([\\`*_\[\]<>#|])")
# How an item may stand beside the states of contracts, of walk-throughs and of what buyers owe.
STANDS = {
    "ended": gettext_lazy("ended"),
    "under_way": gettext_lazy("under way"),
    "red": term("light.red"),
    "amber": term("light.amber"),
    "green": term("light.green"),
    "passed_unmet": gettext_lazy("passed unmet"),
    "decided": gettext_lazy("decided"),
    "explained": gettext_lazy("explained"),
    "fixed": gettext_lazy("fixed"),
    "looked_after": gettext_lazy("looked after"),
    "let_go": gettext_lazy("let go"),
    "homeless": gettext_lazy("no home yet"),
    "not_needed": gettext_lazy("not needed"),
    "not_ticked": gettext_lazy("not ticked"),
    "with_a_line": gettext_lazy("taken by a line"),
    "without_a_line": gettext_lazy("no line yet"),
}


@dataclass(frozen=True)
class Item:
    """One row: of which kind, by its code, what, who is to do it, by when, and how it stands.

    Beside what a file holds: `mark` stands before it on paper, `notes` are sentences below it, `url` is its page.
    """

    kind: str
    code: str
    text: str
    who: str = ""
    due: date | None = None
    state: str = ""
    mark: str = ""
    notes: tuple = ()
    url: str = ""
    block: str | None = None

    @property
    def word(self):
        """How it stands, as people say it."""
        return str(term(f"state.{self.state}") if self.has_sign else STANDS[self.state])

    @property
    def has_sign(self):
        """Whether its state has a sign of its own."""
        return f"state.{self.state}" in TERMS


@dataclass(frozen=True)
class Section:
    """Items under one heading; `empty` is said where there are none, and "" leaves the section out."""

    name: str
    heading: str
    items: tuple
    empty: str = ""


def table(sections):
    """Yield the rows of a file, tuples in the order of COLUMNS."""
    for section in sections:
        for item in section.items:
            yield (item.kind, item.code, item.text, item.who, item.due, item.state)


def markdown(title, facts, sections, *, level=1):
    """Return a text in Markdown: a title, `facts` as (name, value), and the sections with their items."""
    lines = [f"{'#' * level} {_plain(title)}", ""]
    lines += [f"- {_plain(name)}: **{_plain(value)}**" for name, value in facts if value]
    for section in sections:
        if section.items or section.empty:
            lines += ["", f"{'#' * (level + 1)} {_plain(section.heading)}", ""]
            lines += [_line(item) for item in section.items] or [_plain(section.empty)]
    return "\n".join(lines) + "\n"


def _line(item):
    parts = [f"- {_plain(item.mark)}".rstrip(), f"**{_plain(item.text)}**" if item.text else ""]
    tail = [_plain(item.who)] if item.who else []
    tail += [_("by %(day)s") % {"day": date_format(item.due, "j M Y")}] if item.due else []
    tail += [_plain(item.word)] if item.state else []
    line = " ".join(part for part in parts if part) + (f" ({'; '.join(tail)})" if tail else "")
    return "\n".join([line, *(f"  - {_plain(note)}" for note in item.notes)])


def _plain(text):
    """Return a text on one line, with no mark that Markdown would read."""
    return MARKS.sub(r"\\\1", one_line(text))


def as_file(kind, name, text, columns, rows):
    """Return the answer that saves a paper as `name`: its `text` as Markdown, or its rows as CSV."""
    body = text if kind == "md" else "".join(files.lines("csv", columns, rows))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(body, content_type=TYPES[kind], headers=headers)
