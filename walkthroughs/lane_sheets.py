"""Swim-lanes on paper: the drawing cut into sheets of A4 across, at a size that is read at arm's length.

It is cut between dates and between lanes; a lane that is higher than a sheet is cut between its cards. Laid side by
side, the sheets are the drawing again. Sizes are those of the drawing's grid unless they say millimetres.
"""

from dataclasses import dataclass
from math import ceil

from walkthroughs.swimlane import COLUMN, GAP, LINE, NAME, PAD, TEXT, TOP

# As many columns as stand beside the names at this scale on 281 mm: the text is then 9 pt high.
MOST_COLUMNS = 5
SCALE = 281 / (NAME + MOST_COLUMNS * COLUMN)
# What the first sheet has below the paper's head, in millimetres.
HIGHEST = 160 / SCALE


@dataclass(frozen=True)
class Sheet:
    """One sheet: which part of the drawing it shows below the dates and beside the names."""

    x: int
    y: int
    width: int
    height: int
    lanes: tuple

    # What stands beside and above it on every sheet: names and dates.
    names = NAME
    dates = TOP

    @property
    def whole(self):
        """Its size with names and dates: (width, height)."""
        return NAME + self.width, TOP + self.height

    @property
    def on_paper(self):
        """The same as CSS says it: ("281.0mm", "160.0mm")."""
        return tuple(f"{length * SCALE:.1f}mm" for length in self.whole)

    @property
    def goes_on(self):
        """The name of a lane that was cut above, with where each line of it stands: [(y, words)]."""
        cut = next((lane for lane in self.lanes if lane.y < self.y), None)
        return [(self.y + PAD + TEXT + LINE * place, words) for place, words in enumerate(cut.title)] if cut else []


def sheets_of(drawing):
    """Return the Sheets of a Lanes, date by date and from top to bottom; where nothing is due there is none."""
    count = len(drawing.columns)
    groups = ceil(count / MOST_COLUMNS)
    found = []
    for group in range(groups):
        first, last = count * group // groups, count * (group + 1) // groups
        cards = [card for lane in drawing.lanes for card in lane.cards if first <= card.column < last]
        x, width = NAME + first * COLUMN, (last - first) * COLUMN
        for top, bottom in _rows(drawing, cards):
            if any(top <= card.y < bottom for card in cards):
                lanes = tuple(lane for lane in drawing.lanes if lane.y < bottom and lane.y + lane.height > top)
                found.append(Sheet(x, top, width, bottom - top, lanes))
    return found


def _rows(drawing, cards):
    """Yield (top, bottom) of the parts that the drawing is cut into for a group of columns with these cards."""
    ends = [lane.y + lane.height for lane in drawing.lanes]
    top = TOP
    while top < drawing.height:
        limit = int(top + HIGHEST - TOP)
        bottom = max((end for end in ends if top < end <= limit), default=None) or _between(cards, top, limit)
        yield top, bottom
        top = bottom


def _between(cards, top, limit):
    """Return where a lane is cut that is higher than a sheet: as low as no card is cut, else below a sheet's height."""
    ends = [card.y + card.height + GAP // 2 for card in cards]
    whole = [end for end in ends if top < end <= limit and not any(c.y < end < c.y + c.height for c in cards)]
    return max(whole, default=limit)
