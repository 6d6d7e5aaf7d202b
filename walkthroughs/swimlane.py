"""The accepted tree as swim-lanes: a lane for each line, a column for each span of time, arrows for who hands what on.

The process is an output, never an input: nothing here is kept, and moving a card means agreeing on another date. All of
it is computed from a Tree that was read; sizes are those of the drawing's own grid.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from itbiz.core.terms import term
from orgchart.models.lines import letters
from walkthroughs.wall.measure import width

# In units of the drawing: where lanes are named, how wide a column is, the text's size and what one line of it takes.
NAME, COLUMN, TEXT, LINE, PAD, GAP, TOP = 150, 196, 13, 16, 7, 7, 34
# More dates than these are gathered into months, and more months into quarters.
MOST_COLUMNS = 12
NOBODY = 0
AGREED = ("promised", "accepted")


@dataclass
class Card:
    """One contract: its Node, its lane and column, its place, and its text in lines that fit."""

    node: object
    column: int
    signs: list
    lines: list
    x: int = 0
    y: int = 0

    @property
    def word(self):
        """Its state, as people say it."""
        return term(f"state.{self.node.display}")

    @property
    def width(self):
        """How wide it is."""
        return COLUMN - 2 * GAP

    @property
    def height(self):
        """How high its head and its lines make it."""
        return 2 * PAD + LINE * (len(self.signs) + len(self.lines))

    @property
    def rows(self):
        """Its lines with where each stands, and whether it is of its head: [(x, y, text, is head)]."""
        texts = [*((words, True) for words in self.signs), *((words, False) for words in self.lines)]
        first = self.y + PAD + TEXT - 2
        return [(self.x + PAD, first + LINE * place, words, head) for place, (words, head) in enumerate(texts)]


@dataclass
class Lane:
    """One line of business, what it supplies, and how high that is."""

    id: int
    name: str
    block: str
    y: int = 0
    height: int = 0
    cards: list = field(default_factory=list)
    title: list = field(default_factory=list)

    @property
    def rows(self):
        """Its name with where each line of it stands: [(y, text)]."""
        return [(self.y + PAD + TEXT + LINE * place, words) for place, words in enumerate(self.title)]


@dataclass(frozen=True)
class Arrow:
    """From a contract to the one it is for: "delivery" to what its buyer makes, "duty" to what it is provided for."""

    kind: str
    source: object
    target: object
    what: str
    path: str = ""


@dataclass(frozen=True)
class Lanes:
    """The drawing: its columns as (x, words), lanes, arrows, and its size."""

    columns: list
    lanes: list
    arrows: list
    width: int
    height: int


def lay_out(tree):
    """Return the Lanes of a Tree: what still stands in it, by supplier and by date."""
    nodes = [node for node in tree.nodes if node.counts]
    spans = spans_of({node.due for node in nodes if node.due})
    undated = any(node.due is None for node in nodes)
    columns = [*spans.values(), *([_("no date")] if undated else [])]
    cards = {node.id: Card(node, _column(node, spans), wrap(_signs(node)), wrap(_words(node))) for node in nodes}
    lanes = lanes_of(nodes, cards)
    height = _place(lanes)
    arrows = [_drawn(arrow, cards) for arrow in arrows_of(nodes)]
    places = [(NAME + place * COLUMN + GAP, str(words)) for place, words in enumerate(columns)]
    return Lanes(places, lanes, arrows, NAME + COLUMN * max(len(columns), 1), height)


def spans_of(days):
    """Return the columns that dates fall into, in order: {key of a date: words}, by day, month or quarter."""
    for key, words in ((_day, _of_day), (_month, _of_month), (_quarter, _of_quarter)):
        found = {key(day): words(day) for day in sorted(days)}
        if len(found) <= MOST_COLUMNS:
            break
    return found


def lanes_of(nodes, cards):
    """Return a Lane for each supplier in reading order, with its cards by date; last one for what nobody supplies."""
    found = {}
    for node in nodes:
        pk = node.supplier_id or NOBODY
        name = node.supplier_name if pk else _("Nobody yet")
        block = letters(node.supplier_block, node.supplier_inside) if pk else "gap"
        lane = found.setdefault(pk, Lane(pk, name, block))
        lane.cards.append(cards[node.id])
    for lane in found.values():
        lane.cards.sort(key=lambda card: (card.column, card.node.due or date.max, card.node.id))
        lane.title = wrap(lane.name, room=NAME - 30)
    return sorted(found.values(), key=lambda lane: lane.id == NOBODY)


def arrows_of(nodes):
    """Return who hands on what to whom: each supplier to its buyer, and what meets a duty to what it is owed for."""
    known = {node.id: node for node in nodes}
    found = []
    for node in nodes:
        if node.parent_id in known:
            found.append(Arrow("delivery", node, known[node.parent_id], node.title))
        for duty in node.obligations:
            if duty["met_by"] in known:
                found.append(Arrow("duty", known[duty["met_by"]], node, duty["what"]))
    return found


def in_order(lanes):
    """Return the same as a list: [(words of a column, [(Card, arrows that end there or begin there as a duty)])]."""
    duties = defaultdict(list)
    for arrow in lanes.arrows:
        if arrow.kind == "duty":
            duties[arrow.source.id].append(arrow)
    cards = sorted((card for lane in lanes.lanes for card in lane.cards), key=lambda card: card.node.due or date.max)
    return [
        (words, [(card, duties[card.node.id]) for card in cards if card.column == place])
        for place, (_x, words) in enumerate(lanes.columns)
    ]


def wrap(text, room=COLUMN - 2 * GAP - 2 * PAD):
    """Return `text` as lines that fit into `room`; longer words break anywhere, and nothing is cut (N8)."""
    found, line = [], ""
    for word in text.split():
        if width(f"{line} {word}".strip()) * TEXT <= room:
            line = f"{line} {word}".strip()
            continue
        found += [line] if line else []
        while width(word) * TEXT > room:
            part = next(n for n in range(len(word), 0, -1) if n == 1 or width(word[:n]) * TEXT <= room)
            found.append(word[:part])
            word = word[part:]
        line = word
    return [*found, line] if line else found


def _signs(node):
    """Return number, day and state in one text; what was agreed goes without its word, and has a plain border."""
    day = date_format(node.due, "j M") if node.due else ""
    word = "" if node.display in AGREED else str(term(f"state.{node.display}"))
    return " · ".join(filter(None, (node.number, day, word)))


def _words(node):
    return f"{node.vendor_name}: {node.title}" if node.vendor_id else node.title


def _column(node, spans):
    if node.due is None:
        return len(spans)
    keys = list(spans)
    return next(keys.index(key) for key in (_day(node.due), _month(node.due), _quarter(node.due)) if key in spans)


def _place(lanes):
    """Give lanes and cards their places, one below the other; return the height of it all."""
    y = TOP
    for lane in lanes:
        filled = defaultdict(lambda: GAP)
        for card in lane.cards:
            card.x, card.y = NAME + card.column * COLUMN + GAP, y + filled[card.column]
            filled[card.column] += card.height + GAP
        lane.y, lane.height = y, max(*filled.values(), LINE * len(lane.title) + 2 * PAD + GAP)
        y += lane.height
    return y


def _drawn(arrow, cards):
    return Arrow(
        arrow.kind, arrow.source, arrow.target, arrow.what, path(cards[arrow.source.id], cards[arrow.target.id])
    )


def path(source, target):
    """Return the curve from one card to another: side to side, or along the right edge within a column."""
    if source.column == target.column:
        x, bend = source.x + source.width, GAP
        start, end = (x, source.y + source.height // 2), (x, target.y + target.height // 2)
        return f"M{start[0]} {start[1]} C{x + 2 * bend} {start[1]} {x + 2 * bend} {end[1]} {end[0]} {end[1]}"
    ahead = source.column < target.column
    start = source.x + (source.width if ahead else 0), source.y + source.height // 2
    end = target.x + (0 if ahead else target.width), target.y + target.height // 2
    middle = (start[0] + end[0]) // 2
    return f"M{start[0]} {start[1]} C{middle} {start[1]} {middle} {end[1]} {end[0]} {end[1]}"


def _day(day):
    return (day.year, day.month, day.day)


def _month(day):
    return (day.year, day.month)


def _quarter(day):
    return (day.year, "Q", (day.month - 1) // 3 + 1)


def _of_day(day):
    return date_format(day, "j M Y")


def _of_month(day):
    return date_format(day, "F Y")


def _of_quarter(day):
    return _("quarter %(number)s of %(year)s") % {"number": _quarter(day)[2], "year": day.year}
