"""The lights view: nine lights, each with its sentence and the contracts that hold it back, as large as they fit."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from walkthroughs.light_words import shown
from walkthroughs.wall.layout import MARGINS
from walkthroughs.wall.measure import lines, width

# By size in the style sheet: names and sentences, then what holds a light back, and the space around a row.
SIZES = (("1", 1.3, 1.0, 1.0), ("2", 1.12, 0.95, 0.7), ("3", 1.0, 0.9, 0.45), ("4", 0.9, 0.9, 0.2))
# The columns of number, symbol and name beside the sentence; how many contracts are named at most.
NAME, AROUND, LINE, MOST = 11.0, 1.4, 1.25, 8


@dataclass
class Light:
    """One light: where it stands, what it says, and what holds it back, some of it by name."""

    number: int
    told: dict
    held: list = field(default_factory=list)
    more: int = 0


class Nine:
    """The lights of a Scene, at the largest size at which all fit."""

    def __init__(self, scene, high):
        """`high` rem are left for the view, its margins among them."""
        self.room = scene.size.wide - MARGINS - 1.6 - NAME
        by_id, stored = scene.tree.by_id, scene.state.walkthrough.lights
        told = shown(stored, {})
        self.lights = [
            Light(number, words, [by_id[pk] for pk in light["contracts"] if pk in by_id])
            for number, (light, words) in enumerate(zip(stored, told, strict=True), start=1)
        ]
        tried = ((size, most) for most in (MOST, 5, 3, 1, 0) for size in SIZES)
        fitting = (found for found in tried if self._height(*found) <= high)
        size, most = next(fitting, (SIZES[-1], 0))
        self.size = size[0]
        for light in self.lights:
            light.more = max(len(light.held) - most, 0) if most else 0
            light.held = light.held[:most]

    def _height(self, size, most):
        _name, text, held, around = size
        return AROUND + sum(self._light(light, most, text, held) + around for light in self.lights)

    def _light(self, light, most, text, held):
        high = lines(light.told["detail"], self.room / text) * text * LINE
        if light.held and most:
            named = [f"{node.number} {node.short}" for node in light.held[:most]]
            filled = sum(width(name, bold=True) * held + 1.6 for name in named) + width(_("and 99 more")) * held
            high += -(-filled // self.room) * (held * 1.3 + 0.2) + 0.15
        return high
