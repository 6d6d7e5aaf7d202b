"""The org chart as a plain value, read in two statements: what the list, and later the picture, is drawn from."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.db.models import Q

from itbiz.core.text import fold
from orgchart.models import Line, Unit


@dataclass(slots=True)
class LineBox:
    """A line of business on the chart."""

    id: int
    name: str
    block: str
    provisional: bool


@dataclass(slots=True)
class UnitBox:
    """A unit on the chart; `head` is "" where it is vacant, `headcount` a Decimal or None."""

    id: int
    parent_id: int | None
    name: str
    head: str
    headcount: object
    inside_it: bool
    closed: bool
    lines: list[LineBox] = field(default_factory=list)
    children: list["UnitBox"] = field(default_factory=list)

    def holds(self, words: list[str]) -> bool:
        """Say whether every word stands in the unit's name, its head's or one of its lines'."""
        text = fold(" ".join([self.name, self.head, *(line.name for line in self.lines)]))
        return all(word in text for word in words)


class Chart:
    """Units by id, each with its lines and its children by name."""

    def __init__(self, boxes: list[UnitBox]):
        self.boxes = {box.id: box for box in boxes}
        for box in boxes:
            if box.parent_id in self.boxes:
                self.boxes[box.parent_id].children.append(box)

    @classmethod
    def read(cls, principal, below: int | None = None) -> "Chart":
        """Read the chart that `principal` may see; of the unit with the id `below` only what reports to it."""
        units = Unit.objects.visible_to(principal).by_name()
        if below is not None:
            # A second level, so that it is known which of the first have something below them.
            units = units.filter(Q(parent=below) | Q(parent__parent=below))
        columns = ("id", "parent_id", "name", "head__name", "headcount", "inside_it", "status")
        boxes = [
            UnitBox(pk, parent, name, head or "", headcount, inside, status == Unit.Status.CLOSED)
            for pk, parent, name, head, headcount, inside, status in units.values_list(*columns)
        ]
        chart = cls(boxes)
        lines = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE).by_name()
        if below is not None:
            lines = lines.filter(Q(unit__parent=below) | Q(unit__parent__parent=below))
        for unit, *line in lines.values_list("unit_id", "id", "name", "block", "provisional"):
            chart.boxes[unit].lines.append(LineBox(*line))
        return chart

    @cached_property
    def roots(self) -> list[UnitBox]:
        """Units that report to nobody: those inside IT first."""
        roots = [box for box in self.boxes.values() if box.parent_id not in self.boxes]
        return sorted(roots, key=lambda box: not box.inside_it)

    def above(self, box: UnitBox) -> list[UnitBox]:
        """Return the units that `box` reports to, nearest first."""
        found = []
        while box.parent_id in self.boxes:
            box = self.boxes[box.parent_id]
            found.append(box)
        return found

    def matching(self, text: str) -> list[UnitBox]:
        """Return the units that hold every word of `text`, by name."""
        words = fold(text).split()
        return [box for box in self.boxes.values() if box.holds(words)]

    def with_above(self, boxes: list[UnitBox]) -> set[int]:
        """Return the ids of `boxes` and of all units above them."""
        return {box.id for one in boxes for box in (one, *self.above(one))}

    def levels(self) -> list[list[UnitBox]]:
        """Return the boxes level by level, the roots first."""
        levels, level = [], self.roots
        while level:
            levels.append(level)
            level = [child for box in level for child in box.children]
        return levels


def path_to(unit: Unit) -> list[tuple[int, str]]:
    """Return (id, name) of all units that `unit` reports to, the topmost first, in one statement."""
    statement = """
    WITH RECURSIVE above(id, parent_id, name, height) AS (
        SELECT id, parent_id, name, 0 FROM orgchart_unit WHERE id = %s
        UNION ALL
        SELECT unit.id, unit.parent_id, unit.name, above.height + 1
        FROM orgchart_unit unit JOIN above ON unit.id = above.parent_id
    ) SELECT id, name FROM above WHERE height > 0 ORDER BY height DESC
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [unit.pk])
        return cursor.fetchall()
