"""The say-back view: one contract, as large as it fits, in the words in which its supplier says it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from walkthroughs.wall.layout import MARGINS, QUIET, TEXT, wall_date
from walkthroughs.wall.measure import lines

# By size in the style sheet: the result, and all other words; the smallest is that of the wall.
SIZES = (
    ("1", 2.15, 1.3),
    ("2", 1.9, 1.22),
    ("3", 1.7, 1.15),
    ("4", 1.5, 1.05),
    ("5", 1.3, 0.95),
    ("6", 1.05, 0.9),
)
# Where even that is too high: no path, and rows closer together.
LEAST = "7"
# Around the card, its path and its heading, the column of labels, and around a row.
AROUND, LABELS, ROW, LINE = 4.0, 11.9, 0.7, 1.3


@dataclass
class Row:
    """One line of what is said: its label, a list of (text, date in words), and whether it is said at all."""

    label: str
    said: list
    name: str = ""

    @property
    def text(self):
        """All of it as one text, for measuring."""
        return [f"{text} {day}" for text, day in self.said]


class SayBack:
    """The contract in the middle of a Scene as rows, with the largest size at which all of it fits."""

    def __init__(self, scene, high):
        """`high` rem are left for the view, its margins among them."""
        self.scene, self.node, self.year = scene, scene.focus, scene.year
        self.state, self.is_quiet = self.node.display, self.node.display in QUIET
        self.rows = [row for row in self._rows() if row is not None]
        self.size = next((size[0] for size in SIZES if self._height(*size[1:]) <= high), LEAST)

    @property
    def path(self):
        """Who stands above, from whoever notices outside down to the buyer."""
        project = self.scene.state.walkthrough.project
        above = [", ".join(filter(None, (n.short, n.head_name))) for n in reversed(self.node.ancestors())]
        return [text for text in (project and project.end_customer, self.scene.client_name, *above) if text]

    def _rows(self):
        node, unsaid = self.node, [(_("not said yet"), "")]
        hand_over = Row(_("I hand over"), [(node.title, "")], "big")
        accepted = Row(_("accepted when"), _texts(node.accepted_when) or unsaid)
        excluded = Row(_("not included"), _texts(node.not_included) or unsaid)
        condition = Row(_("only if"), _texts(node.conditions)) if node.conditions else None
        by = Row(_("by"), [("", self._date(node.due))] if node.due else unsaid, "date")
        return [hand_over, accepted, excluded, condition, by, self._needs(unsaid)]

    def _needs(self, unsaid):
        node = self.node
        owed = [(o["what"], o["due"]) for o in node.obligations if o["state"] != "released"]
        owed += [(ask["what"], None) for ask in node.offer_asks or [] if node.state == "countered"]
        if owed:
            return Row(_("I need from you"), [(what, due and self._by(due)) for what, due in owed], "give")
        nothing = [(_("nothing"), "")] if node.buyer_provides_nothing else unsaid
        return Row(_("I need from you"), nothing, "give")

    def _by(self, due):
        return _("by %(date)s") % {"date": self._date(due)}

    def _date(self, due):
        return wall_date(due, self.year)

    def _height(self, big, text):
        wide = self.scene.size.wide - MARGINS - 3.1
        room = wide - LABELS
        path = lines("   ".join(self.path), wide / TEXT - 2 * len(self.path)) * 1.1
        heads = f"{self.node.name} {self.node.head_name or ''}"
        head = lines(heads, (wide - 12) / 1.3, bold=True) * 1.6
        height = AROUND + path + head
        for row in self.rows:
            size, line = (big, 1.12) if row.name == "big" else (text, LINE)
            height += ROW + sum(lines(told, room / size, bold=row.name == "big") for told in row.text) * size * line
        return height


def _texts(text):
    return [(line.strip(), "") for line in (text or "").splitlines() if line.strip()]
