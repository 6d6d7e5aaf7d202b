"""Cards: one contract each, with how high it will be, and which of many fit around the one in the middle."""

from itertools import accumulate

from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from itbiz.core.terms import term
from walkthroughs.wall.layout import QUIET, TEXT, wall_date
from walkthroughs.wall.measure import lines, width

# Sizes in rem as in wall.css: around the texts of a card and beside them, its chip, its lines, and between two cards.
AROUND, BESIDE, CHIP, NAME, NAME_LINE, TEXT_LINE, GAP = 0.6, 3.9, 1.75, 1.06, 1.25, 1.04, 0.3
ICON, BELOW, MORE, MORE_LINE = 1.55, 1.9, 1.42, 1.1
QUARREL, HELD = 1.95, 1.5
# What is counted of the rows that a window leaves out, loudest first.
LOUD = ("declined", "gap", "countered", "asked")


class Card:
    """One contract in the focus view, as ready values; a `held` one hangs below the line that holds its vendor."""

    def __init__(self, node, scene, *, held=False):
        self.node, self.held = node, held
        self.state, self.block, self.is_loop = node.display, node.block, node.is_loop
        self.name, self.result, self.person = node.short, node.title, _person(node, held)
        self.due = scene.asked_dues.get(node.id) or node.due
        self.day = wall_date(self.due, scene.year)
        self.is_quiet = node.display in QUIET
        self.is_focus = node is scene.focus
        self.below = sum(child.counts for child in node.children)
        self.countered = _countered(node, scene)
        self.is_disputed = scene.state.room.disputed_id == node.id
        self.quarrel = _quarrel(node, disputed=self.is_disputed)
        self.until = scene.pace.dispute_until if self.is_disputed else None

    def height(self, column):
        """Return how high it is in a column `column` rem wide."""
        room = column - BESIDE - (HELD if self.held else 0)
        word = 0 if self.is_quiet or self.state == "gap" else width(str(term(f"state.{self.state}")), bold=True) * TEXT
        end = word + ICON + (BELOW if self.below else 0) + (1.2 if self.is_loop else 0)
        name = lines(f"{self.name} {self.person}", max(room - end, 4) / NAME, bold=True) * NAME_LINE
        result = lines(self.result, max(room - width(self.day, bold=True) * TEXT - 0.6, 4) / TEXT) * TEXT_LINE
        extra = lines(strip_tags(self.countered), room / TEXT, bold=True) * TEXT_LINE + 0.06 if self.countered else 0
        quarrel = QUARREL + (lines(self.quarrel, (room - 4) / TEXT, bold=True) - 1) * TEXT_LINE if self.quarrel else 0
        border = 0.2 if self.is_focus or self.state in LOUD else 0.1
        return AROUND + border + max(name + result + extra + quarrel + 0.06, CHIP)


class Writing:
    """The row that is being written in the console's entry."""

    state = "draft"

    def __init__(self, text):
        self.text, self.held = text, False

    def height(self, column):
        """Return how high it is in a column `column` rem wide."""
        return AROUND + 0.1 + max(lines(self.text, max(column - BESIDE - 9.5, 4) / NAME) * NAME_LINE, CHIP)


class More:
    """How many rows a window leaves out on one side, and in words what is loud among them."""

    def __init__(self, cards):
        self.count = len(cards)
        self.loud = loud(cards)


def _person(node, held):
    """Return who stands beside the name: the head's first name, or what kind of supplier it is."""
    if node.vendor_id:
        return (
            _("vendor")
            if held or node.supplied_by_buyer
            else _("vendor, held by %(line)s") % {"line": node.supplier_short}
        )
    if node.own_share:
        return _("own people")
    return first_name(node.lead_name or node.head_name)


def first_name(name):
    """Return the first name of somebody, "" for nobody."""
    return name.split()[0] if name else ""


def _countered(node, scene):
    """Return what a counter would change, in words; "" without one."""
    if node.state != "countered":
        return ""
    before = scene.asked_dues.get(node.id)
    if before == node.offer_due:
        return _("Countered: other terms")
    new = format_html("<b>{}</b>", wall_date(node.offer_due, scene.year) or _("no date"))
    if before is None:
        return mark_safe(_("Countered: %(new)s") % {"new": new})
    return mark_safe(_("Countered: %(new)s instead of %(old)s") % {"new": new, "old": wall_date(before, scene.year)})


def _quarrel(node, *, disputed):
    if node.state == "declined":
        return _("Declined. Whose is it?")
    return _("Whose is it?") if disputed else ""


def loud(cards):
    """Return what is loud among cards, in words such as "2 waiting, 1 declined"; "" where nothing is."""
    counts = {state: sum(card.state == state for card in cards) for state in LOUD}
    waiting = counts["asked"] + counts["countered"]
    said = [
        counts["declined"] and _("%(count)s declined") % {"count": counts["declined"]},
        counts["gap"] and ngettext("%(count)s gap", "%(count)s gaps", counts["gap"]) % {"count": counts["gap"]},
        waiting and _("%(count)s waiting") % {"count": waiting},
    ]
    return ", ".join(words for words in said if words)


def heading_height(heading, cards, column):
    """Return how much higher than one line a heading is, beside which stands how many of `cards` are left out."""
    text = f"{heading}   {len(cards)} {_('above')}  {loud(cards)}"
    return (lines(text, max(column - 2.4, 4) / TEXT, bold=True) - 1) * MORE_LINE


def more_height(cards, column):
    """Return the height of the row that says how many of `cards` are left out, at its highest."""
    text = f"{len(cards)} {_('more below')}   {loud(cards)}"
    return MORE + (lines(text, max(column - 2, 4) / TEXT, bold=True) - 1) * MORE_LINE


def window(heights, middle, high, above, below, gap=GAP):
    """Return (first, after the last) of the rows that fit in `high` rem around the row `middle`.

    Where rows are left out above, that takes `above` rem, and a row `below` rem high says how many are below. The
    middle one is shown in any case.
    """
    count, sums = len(heights), [0, *accumulate(height + gap for height in heights)]

    def fits(first, after):
        told = above * (first > 0) + (below + gap) * (after < count)
        return sums[after] - sums[first] - gap + told <= high

    if fits(0, count):
        return 0, count
    first, after, grows = middle, middle + 1, True
    while grows:
        grows = False
        if after < count and fits(first, after + 1):
            after, grows = after + 1, True
        if first > 0 and fits(first - 1, after):
            first, grows = first - 1, True
    return first, after
