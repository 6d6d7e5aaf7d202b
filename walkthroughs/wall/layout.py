"""Which rows of a tree stand on a wall, in how many columns and how close, so that all is read without scrolling."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format

from walkthroughs.wall.measure import lines, width

# Sizes in rem as in wall.css, where a picture of 16:9 is 60 wide and 33.75 high.
TEXT, LINE = 0.9, 0.99
MARGINS, BETWEEN, INDENT = 2.5, 1.5, 1.5
# The title's letters stand closer than the measured ones.
TITLE, TITLE_LINE, TIGHT, ABOUT_LINE = 1.56, 1.72, 1.07, 1.1
TALLY, TALLY_LINE, TALLY_FURNITURE = 1.2, 2, 3.1
# Beside the texts of a row: chip, icon, gaps and padding.
FURNITURE, GAP = 5.1, 0.5
# Between a name and the result that runs in behind it, in font sizes.
AFTER_NAME = 0.6
BORDER = 0.06
# The columns of names, beside another column and alone; alone, states show their words as well.
NAME, NAME_ALONE, WORD = 7.4, 12, 8.5
FEW = 14
# By how much more even, in rem, two columns must be to tear a result from what is below it.
TORN = 4
# What is told even where it is folded away.
LOUD = ("declined", "gap", "countered")
# What may go without its word.
QUIET = ("promised", "own", "accepted")


@dataclass(frozen=True)
class Density:
    """How close rows stand: its class in the style sheet, the space above and below a row, a chip, and all the rest.

    Where rows are `run_in`, a result begins right behind its supplier's name instead of in a column of its own.
    """

    name: str
    gap: float
    chip: float
    head: float
    run_in: bool = False


DENSITIES = (
    Density("roomy", 0.3, 1.35, 9.8),
    Density("even", 0.16, 1.35, 9.8),
    Density("close", 0.05, 1.35, 9.8),
    Density("loose", 0.16, 1.35, 9.8, run_in=True),
    Density("tight", 0.03, 1.35, 7.55, run_in=True),
    Density("dense", 0, 0.99, 7.55, run_in=True),
)


@dataclass(frozen=True)
class Room:
    """The size of a picture in rem. The defaults are 16:9; a larger size of text makes both smaller."""

    wide: float = 60
    high: float = 33.75
    # The address of the site, for the code by which one joins.
    site: str = ""

    def column(self, count):
        """Return the width of one of `count` columns."""
        return (self.wide - MARGINS - BETWEEN * (count - 1)) / count


class Row:
    """One contract on the wall, as ready values; `hidden` are the nodes folded into it."""

    def __init__(self, node, hidden, asked_due, year):
        self.depth = min(max(node.depth - 1, 0), 6)
        self.state, self.block, self.is_loop = node.display, node.block, node.is_loop
        self.name, self.result = node.short, node.title
        due = node.offer_due if node.state == "countered" else node.due
        self.due, self.day = due, wall_date(due, year)
        self.instead_of = wall_date(asked_due, year) if asked_due and asked_due != due else ""
        self.is_quiet = node.display in QUIET
        self.more = len(hidden)
        self.loud = [state for state in LOUD if any(below.display == state for below in hidden)]

    @cached_property
    def end(self):
        """The width in rem of what stands before the icon: dates and what is folded away."""
        text = f"{self.day} {self.instead_of}{f' +{self.more}' if self.more else ''}"
        return width(text) * TEXT + len(self.loud) * 1.2

    def text_lines(self, column, *, alone, run_in):
        """Return how many lines the row takes in a column `column` rem wide; `alone`, it shows its state in words."""
        word = WORD if alone and not self.is_quiet else 0
        room = column - self.depth * INDENT - FURNITURE - word - self.end
        loop = 1.2 if self.is_loop else 0
        if run_in:
            return lines(self.result, max(room, 4) / TEXT, after=width(self.name, bold=True) + loop + AFTER_NAME)
        by = NAME_ALONE if alone else NAME
        return max(
            lines(self.name, (by - loop) / TEXT, bold=True),
            lines(self.result, max(room - by - GAP, 4) / TEXT),
        )


def wall_date(value, year):
    """Return a date as "15 May", with its year only where that is not `year`; "" for none."""
    return date_format(value, "j M" if value.year == year else "j M Y") if value else ""


@dataclass
class Picture:
    """What the template draws: the root's row, columns of rows, and how many contracts below found no place."""

    root: Row
    columns: list
    density: str
    left_out: int = 0


class Layout:
    """Finds the picture of a tree: all of it where it fits, else with some of it folded into counts."""

    def __init__(self, tree, room, *, title="", about="", tally=(), asked_dues=None, beside=0, taken=0):
        """`title`, `about` (a line of text) and `tally` (pairs of count and word) stand above the rows.

        `beside` rem are taken on the right of the title, and `taken` rem above and below all else.
        """
        self.tree, self.room, self.title, self.about, self.tally = tree, room, title, about, tally
        self.beside, self.taken = beside, taken
        self.asked_dues = asked_dues or {}
        self.below = _standing_below(tree)
        self.year = (tree.root.due or timezone.localdate()).year
        self.made = {}
        self.root = self._row(tree.root, [])
        self.root.name = tree.root.name
        self.foldable = sorted(filter(self._can_fold, tree.nodes), key=self._fold_order)

    def picture(self):
        """Return the Picture, with as little folded away as fits, its rows as far apart as fits."""
        folds = bisect_left(range(len(self.foldable) + 1), True, key=self._fits)
        if folds > len(self.foldable):
            return self._window()
        rows = self._rows(folds)
        tried = [(density, 1) for density in DENSITIES[:2] if len(rows) <= FEW]
        tried += [(density, count) for density in DENSITIES for count in (2, 1)]
        pictures = ((density, self._columns(rows, density, count)) for density, count in tried)
        return next(Picture(self.root, columns, density.name) for density, columns in pictures if columns is not None)

    def _can_fold(self, node):
        return node.depth > 0 and self.below.get(node.id)

    def _fold_order(self, node):
        """What is settled goes first, then the deepest, then what frees most room."""
        inside = self.below[node.id]
        return any(below.display not in QUIET for below in inside), -node.depth, -len(inside)

    def _fits(self, folds):
        return self._closest(self._rows(folds)) is not None

    def _closest(self, rows, below=0):
        """Return the rows in columns, as close as can be, or None where they do not fit."""
        columns = (self._columns(rows, DENSITIES[-1], count, below) for count in (2, 1))
        return next((found for found in columns if found is not None), None)

    def _rows(self, folds):
        """Return the rows that stand below the root when so many of `foldable` are folded."""
        folded = {node.id for node in self.foldable[:folds]}
        hidden = {below.id for pk in folded for below in self.below[pk]}
        shown = [n for n in self.tree.nodes if n.depth > 0 and n.id in self.below and n.id not in hidden]
        return [self._row(node, self.below[node.id] if node.id in folded else []) for node in shown]

    def _row(self, node, hidden):
        """Return the Row of a node, which is made once folded and once open: each try to fit asks for all."""
        key = node.id, bool(hidden)
        if key not in self.made:
            self.made[key] = Row(node, hidden, self.asked_dues.get(node.id), self.year)
        return self.made[key]

    def _height(self, density):
        """Return what is left for rows below the head, which grows with what it says."""
        wide = self.room.wide - MARGINS
        room = max(wide - self.beside, 10)
        title = lines(self.title, room / TITLE * TIGHT, bold=True) - 1
        about = lines(self.about, room / TEXT) - 1
        root = self.root.text_lines(wide, alone=True, run_in=True) - 1
        tally = int(sum(map(told_width, self.tally)) / wide)
        more = title * TITLE_LINE + about * ABOUT_LINE + root * LINE + tally * TALLY_LINE
        return self.room.high - density.head - more - self.taken

    def _columns(self, rows, density, count, below=0):
        """Return the rows in one or two columns, as `count` says, or None where they do not fit.

        `below` rem are kept free under them.
        """
        heights, high = self._heights(rows, density, count), self._height(density) - below
        if count == 1:
            return [rows] if sum(heights) <= high else None
        cut = _cut(rows, heights, high)
        return None if cut is None else [rows[:cut], rows[cut:]]

    def _heights(self, rows, density, columns):
        column, around = self.room.column(columns), 2 * density.gap + BORDER
        texts = [row.text_lines(column, alone=columns == 1, run_in=density.run_in) * LINE for row in rows]
        return [max(text, density.chip) + around for text in texts]

    def _window(self):
        """Return as many results of the first level as fit, and how many contracts are left out."""
        rows = self._rows(len(self.foldable))
        fitting = (self._closest(rows[:shown], below=1.5) for shown in range(len(rows) - 1, 0, -1))
        columns = next((columns for columns in fitting if columns is not None), [rows[:1]])
        shown = sum(map(len, columns))
        return Picture(self.root, columns, DENSITIES[-1].name, sum(1 + row.more for row in rows[shown:]))


def told_width(told):
    """Return the width in rem of one entry of the tally, a pair of count and word."""
    count, word = told
    return width(str(count), bold=True) * TALLY + width(str(word)) * TEXT + TALLY_FURNITURE


def _standing_below(tree):
    """Return {id: standing nodes anywhere below}, for nodes that stand or have something standing below them."""
    below = {}
    for node in reversed(tree.nodes):
        inside = [n for child in node.children if child.id in below for n in (child, *below[child.id])]
        if node.counts or inside or node.parent is None:
            below[node.id] = inside
    return below


def _cut(rows, heights, high):
    """Return where the second column begins so that both fit, rather between results of the first level; else None."""
    total, first, fits = sum(heights), 0.0, []
    for index in range(len(rows) + 1):
        if first <= high and total - first <= high:
            torn = index < len(rows) and rows[index].depth > 0
            fits.append((max(first, total - first) + torn * TORN, index))
        first += heights[index] if index < len(rows) else 0
    return min(fits)[1] if fits else None
