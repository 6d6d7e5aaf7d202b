"""Whose catalog is this in? The lines that could be prime, found by the words of the purchase (step 3)."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add

from django.db.models import Case, IntegerField, Max, Q, When
from django.db.models.functions import Length
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.core.text import fold
from orgchart.models import Line
from orgchart.models.lines import letters
from walkthroughs.models import Contract
from walkthroughs.moves import ENDED

MOST = 5
# Shorter words, and these, tell nothing about what is bought.
SHORTEST = 4
TELLING_NOTHING = """
about after again also anybody before both each every everybody from have here into more most must need
needs next once only other over place same sees some such than that their them then there they this those
until want wants what when where which whole will with within without year years month months week weeks
days four five three
"""
EMPTY = frozenset(TELLING_NOTHING.split())
ENDINGS = ("ies", "ing", "ed", "es", "s", "e", "y")
# What holds more words than these is a document, and finds everything.
MOST_WORDS = 12
# Where the nature of a line speaks against it as prime (method §1.7); warned, never refused.
UNLIKELY = {
    "PS": ("D14", _("They manage projects. Is that the whole of what is bought?")),
    "CR": ("D15", _("They speak for clients, and make nothing of what is bought.")),
    "AU": ("", _("They inspect. Whoever promises this can not inspect it afterwards.")),
}


@dataclass(frozen=True)
class Candidate:
    """A line that could be prime: what it offers of the purchase, in which words, and when it last was prime."""

    line_id: int
    name: str
    block: str
    head: str
    service_id: int | None
    service: str
    # The words that matched, as the text has them, and that text with these words marked.
    words: tuple[str, ...]
    marked: SafeString
    # When a live walk-through was started with this line as prime, the last that the reader sees (H6); else None.
    last_prime: datetime | None
    # What speaks against it, "" for nothing.
    warning: str


def purchase_of(walkthrough, root=None):
    """Return the words of a purchase: the root's need where one is written, and the project's outcome."""
    project = walkthrough.project
    return " ".join(filter(None, (root and root.need, project and project.title, walkthrough.title)))


def candidates(principal, text, *, walkthrough=None):
    """Return at most five Candidates for the purchase `text`, best first, none preselected; empty where nobody fits.

    `walkthrough` is the one that looks for its prime: it says nothing about who was prime. Five statements.
    """
    stems = stems_of(text)
    if not stems:
        return []
    offered = Service.objects.visible_to(principal).filter(
        status=Service.Status.OFFERED, line__status=Line.Status.ACTIVE
    )
    offered = offered.annotate(hits=_hits(stems, "search", "contains")).filter(hits__gt=0)
    lines = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE)
    chosen = _best(offered, lines.annotate(hits=_hits(stems, "domain", "icontains")))
    last = _last_prime(principal, chosen, walkthrough)
    found = _lines(lines, chosen, _services(offered, chosen))
    return [_candidate(row, stems, last) for row in found]


def stems_of(text):
    """Return the beginnings of the words in `text` that say what is bought, folded, once each."""
    # What is written in capitals is a name, however short.
    words = [fold(word) for word in re.findall(r"[^\W_]+", text) if len(word) >= SHORTEST or word.isupper()]
    return list(dict.fromkeys(_stem(word) for word in words if word not in EMPTY and len(word) > 1))[:MOST_WORDS]


def _stem(word):
    ending = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST), "")
    return word.removesuffix(ending)


def _hits(stems, column, lookup):
    """Return the expression that counts how many of the stems begin a word in a column."""
    begins = lookup.replace("contains", "startswith")
    found = (Q(**{f"{column}__{lookup}": f" {stem}"}) | Q(**{f"{column}__{begins}": stem}) for stem in stems)
    return reduce(add, (Case(When(one, then=1), default=0, output_field=IntegerField()) for one in found))


def _best(offered, lines):
    """Return the ids of the lines whose catalog or domain holds most of the words, best first."""
    by_service = offered.values_list("line").annotate(best=Max("hits")).order_by("-best", "line")[: MOST * 4]
    by_domain = lines.filter(hits__gt=0).order_by("-hits", "pk").values_list("pk", "hits")[: MOST * 4]
    # What is offered weighs more than what is said of the line.
    score = {pk: (hits, 1) for pk, hits in by_service}
    for pk, hits in by_domain:
        score[pk] = max(score.get(pk, (0, 0)), (hits, 0))
    return sorted(score, key=lambda pk: (*score[pk], -pk), reverse=True)[:MOST]


def _services(offered, chosen):
    """Return {line id: (service id, name, texts)}: of each chosen line the service that holds most of the words."""
    columns = ("line", "pk", "name", "summary", "deliverable")
    rows = offered.filter(line__in=chosen).order_by("line", "hits", Length("search").desc(), "-pk")
    # The last one of a line stands: most words, and of as many the shortest text.
    return {line: (pk, name, (result, summary, name)) for line, pk, name, summary, result in rows.values_list(*columns)}


def _last_prime(principal, chosen, walkthrough):
    """Return {line id: when a live session with it as prime was started last}, of those the principal sees (H6)."""
    roots = Contract.objects.visible_to(principal).counting().filter(parent=None, supplier__in=chosen)
    roots = roots.filter(walkthrough__kind="session", walkthrough__started_at__isnull=False)
    roots = roots.exclude(state__in=ENDED).exclude(walkthrough=walkthrough)
    return dict(roots.values_list("supplier").annotate(last=Max("walkthrough__started_at")))


def _lines(lines, chosen, services):
    """Return what is told of each chosen line, in their order, as tuples with its service."""
    columns = ("pk", "name", "block", "unit__inside_it", "unit__head__name", "domain", "search")
    found = {row[0]: row for row in lines.filter(pk__in=chosen).values_list(*columns)}
    return [(*found[pk], services.get(pk)) for pk in chosen]


def _candidate(row, stems, last):
    pk, name, block, inside, head, domain, search, service = row
    service_id, service_name, texts = service or (None, "", (domain,))
    words, marked = _told(texts, stems)
    return Candidate(
        line_id=pk,
        name=name,
        block=letters(block, inside),
        head=head or "",
        service_id=service_id,
        service=service_name,
        words=words,
        marked=marked,
        last_prime=last.get(pk),
        warning=unlikely(block, search),
    )


def unlikely(block, search=""):
    """Return what speaks against a line of this type of business as prime, "" for nothing; never a refusal (D14, D15).

    Of those that people provide, the managers of projects are meant: `search` is what the line is found by.
    """
    _rule, sentence = UNLIKELY.get(block, ("", ""))
    return "" if block == "PS" and "project" not in search else str(sentence)


def _told(texts, stems):
    """Return the words that matched, and the sentence that holds most of them with these marked."""
    sentences = [part for text in texts for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part]
    matched = [(part, _matches(part, stems)) for part in sentences]
    words = {fold(word): word for _part, found in matched for word in found}
    best = max(matched, key=lambda told: len(set(map(fold, told[1]))), default=("", []))
    return tuple(words), mark(best[0], stems)


def _matches(text, stems):
    return [word for word in re.findall(r"[^\W_]+", text) if fold(word).startswith(tuple(stems))]


def mark(text, stems):
    """Return `text`, escaped, with the words that begin with one of the stems in <mark>."""
    pieces = re.split(r"([^\W_]+)", text)
    hit = tuple(stems)
    return mark_safe(
        "".join(
            format_html("<mark>{}</mark>", piece)
            if piece and fold(piece).startswith(hit)
            else conditional_escape(piece)
            for piece in pieces
        )
    )
