"""The focus view: the path to what is in the middle, what stands beside it, and what it buys, as much as fits."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from walkthroughs.wall.cards import GAP, Card, More, Writing, first_name, heading_height, more_height, window
from walkthroughs.wall.layout import MARGINS, TEXT, wall_date
from walkthroughs.wall.measure import lines

# Shares of the width for path, window and what the focus buys, the gaps between them, and the line of headings.
SHARES, BETWEEN, HEADINGS, BOTTOM = (11.6, 22.25, 21.25), 1.2, 2.0, 0.2
# The cards of the path: name, what else they say, what is around it; and one that shows its name alone.
PATH_NAME, PATH_NAME_LINE, PATH_TEXT, PATH_AROUND, PATH_SHORT = 1.14, 1.23, 1.1, 3.5, 2.5
PARK, PARKED, PARK_LINE = 1.75, 0.2, 1.06


@dataclass
class Step:
    """One contract of the path. `is_full` says who heads it and when it is due; `shows_result` its result too."""

    card: Card
    name: str
    lead: str
    is_full: bool = True
    shows_result: bool = True
    promises_last: bool = False


@dataclass
class Column:
    """One list of cards: its heading, its rows, and what is left out above and below."""

    heading: str
    rows: list
    above: More | None = None
    below: More | None = None
    # What is said where there is none.
    nothing: str = ""


class FocusView:
    """Finds what fits of the middle of a Scene: `path`, `parked`, `middle` and `bought`, ready for the template."""

    def __init__(self, scene, high):
        """`high` rem are left for the view, its margins among them."""
        self.scene, self.focus = scene, scene.focus
        unit = (scene.size.wide - MARGINS - 2 * BETWEEN) / sum(SHARES)
        self.wide = [share * unit for share in SHARES]
        self.high = high - HEADINGS - BOTTOM
        self.is_root = self.focus.parent is None
        self.path = self._path()
        self.shows_parked = bool(scene.questions) and self._path_height(self.path) + PARK <= self.high
        self.parked, self.parked_more = self._parked()
        if self.is_root:
            self.middle, self.bought = self._both_columns()
        else:
            self.middle, self.bought = self._siblings(), self._bought()

    @property
    def path_heading(self):
        """Who buys what stands first in the path."""
        buyer = self.scene.buyer_name
        return _("%(name)s buys from") % {"name": buyer}

    @property
    def parked_words(self):
        """How many questions are open, in words."""
        count = len(self.scene.questions)
        return ngettext("%(count)s question", "%(count)s questions", count) % {"count": count}

    def _path(self):
        above = list(reversed(self.focus.ancestors())) or [self.focus]
        steps = [Step(Card(node, self.scene), node.name, node.head_name or "") for node in above]
        for step in steps[:-1]:
            step.is_full = step.shows_result = False
        root = steps[0]
        root.promises_last = root.is_full and root.card.state in ("draft", "asked", "countered")
        last = steps[-1]
        if self._path_height(steps) > self.high - PARK:
            last.shows_result = False
        while self._path_height(steps) > self.high - PARK and len(steps) > 1:
            steps.pop(0)
        return steps

    def _path_height(self, steps):
        return sum(self._step_height(step) + GAP for step in steps)

    def _step_height(self, step):
        room = self.wide[0] - 1.5
        if not step.is_full:
            return 0.9 + max(lines(step.card.name, (room - 2.4) / TEXT, bold=True) * PATH_TEXT, 1.6)
        name = lines(step.name, room / PATH_NAME, bold=True) * PATH_NAME_LINE
        lead = lines(step.lead, room / TEXT) * PATH_TEXT if step.lead else 0
        result = (lines(step.card.result, room / TEXT) * PATH_TEXT + 0.14) if step.shows_result else 0
        due = lines(f"{step.card.day} {_('promises last')}", room / TEXT) * PATH_TEXT if step.card.day else 0
        return PATH_AROUND + name + lead + result + due

    def _parked(self):
        """Return the questions that fit below the path, and how many do not."""
        left = self.high - self._path_height(self.path) - PARK - PARK_LINE
        shown = []
        for question in self.scene.questions:
            by = ", ".join(
                filter(None, [first_name(question["decider__name"]), wall_date(question["due"], self.scene.year)])
            )
            rows = lines(question["text"], self.wide[0] / TEXT) + (lines(by, self.wide[0] / TEXT) if by else 0)
            high = rows * PARK_LINE + PARKED
            if high <= left:
                left -= high
                shown.append({"text": question["text"], "by": by})
        return shown, len(self.scene.questions) - len(shown)

    def _siblings(self):
        parent = self.focus.parent
        cards = [Card(node, self.scene) for node in parent.children if node.counts or node is self.focus]
        return self._column(_buys(parent, cards), cards, self.wide[1], self.focus)

    def _bought(self):
        cards = self._cards_below()
        heading = _("%(name)s buys from") % {"name": self.focus.short} if self.focus.supplier_id else ""
        last = cards[-1] if self.scene.writing and cards else cards[0] if cards else None
        column = self._column(heading, cards, self.wide[2], last)
        column.nothing = _("Nothing more is needed.") if self.focus.needs_nothing_more else _("Nothing is named yet.")
        return column

    def _cards_below(self):
        """Return the cards of what the focus buys, vendors below who holds them, then the row being written."""
        children = [node for node in self.focus.children if node.counts]
        holding = {node.supplier_id for node in children if node.vendor_id is None and node.supplier_id}
        held = [node for node in children if node.vendor_id and node.supplier_id in holding]
        cards, told = [], set()
        for node in children:
            if node in held:
                continue
            cards.append(Card(node, self.scene))
            if node.vendor_id is None and node.supplier_id not in told:
                told.add(node.supplier_id)
                cards += [Card(below, self.scene, held=True) for below in held if below.supplier_id == node.supplier_id]
        return [*cards, Writing(self.scene.writing)] if self.scene.writing else cards

    def _column(self, heading, cards, wide, middle):
        """Return the Column of the cards around `middle`, a card or the node of one."""
        if not cards:
            return Column(heading, [])
        heights = [card.height(wide) for card in cards]
        at = next((i for i, card in enumerate(cards) if card is middle or getattr(card, "node", 0) is middle), 0)
        first, after = window(heights, at, self.high, heading_height(heading, cards, wide), more_height(cards, wide))
        cards[first].held = False
        return Column(heading, cards[first:after], _more(cards[:first]), _more(cards[after:]))

    def _both_columns(self):
        """Return what the root buys, in two columns, the last rows where one is being written."""
        cards = self._cards_below()
        heading, wide, high = _buys(self.focus, cards), self.wide[2], self.high
        heights, more = [card.height(wide) for card in cards], more_height(cards, wide) + GAP
        first = 0
        while first < len(cards):
            cut = _fill(heights, first, high - (heading_height(heading, cards, wide) if first else 0))
            after = _fill(heights, cut, high)
            if after < len(cards):
                after = _fill(heights, cut, high - more)
            if after == len(cards) or not self.scene.writing:
                break
            first += 1
        else:
            cut = after = 0
        if first == 0 and after == len(cards):
            cut = _even(heights, high)
        for index in (first, cut):
            if index < len(cards):
                cards[index].held = False
        left = Column(heading, cards[first:cut], _more(cards[:first]))
        return left, Column("", cards[cut:after], None, _more(cards[after:]))


def _fill(heights, first, high):
    """Return the end of the rows from `first` on that fit in `high` rem, one of them in any case."""
    filled = 0.0
    for index in range(first, len(heights)):
        filled += heights[index] + (GAP if index > first else 0)
        if filled > high and index > first:
            return index
    return len(heights)


def _even(heights, high):
    """Return where to cut rows that fit in two columns: all in one where they stand there with room, else in halves."""
    if sum(heights) + GAP * len(heights) <= high * 0.6:
        return len(heights)
    cuts = range(1, len(heights) + 1)
    return min(cuts, key=lambda cut: (max(sum(heights[:cut]), sum(heights[cut:])), -cut))


def _buys(node, cards):
    count = sum(not isinstance(card, Writing) for card in cards)
    if not count:
        return _("%(name)s buys from") % {"name": node.short}
    return _("%(name)s buys from %(count)s") % {"name": node.short, "count": count}


def _more(cards):
    return More(cards) if cards else None
