"""What a wall shows of a walk-through, as the values that its template needs."""

from dataclasses import replace
from functools import cached_property

from django.utils import timezone
from django.utils.translation import ngettext

from walkthroughs.light_words import shown
from walkthroughs.models import Walkthrough
from walkthroughs.pace import pace
from walkthroughs.script import STEPS
from walkthroughs.wall.focus import FocusView
from walkthroughs.wall.head import Head, about, bar_of, join_of, results_open, tally_of
from walkthroughs.wall.layout import Layout
from walkthroughs.wall.nine import Nine
from walkthroughs.wall.say_back import SayBack

FOCUS, SAY_BACK, WHOLE, LIGHTS = "focus", "say_back", "whole", "lights"
# How close the whole tree may stand where the question of the step is above it; else it gives way.
WITH_QUESTION = ("roomy", "even", "close")
FOOT = 0.75


class Scene:
    """A walk-through's State on a wall of a given size, at one moment: what is in the middle, and what it stands in."""

    def __init__(self, state, size):
        """`size` is the Room of walkthroughs.wall.layout, the picture's size in rem."""
        self.state, self.size, self.tree = state, size, state.tree
        self.pace = pace(state.walkthrough, self.tree, state.room, state.meeting, timezone.now())
        self.writing = state.room.writing

    @cached_property
    def view(self):
        """Which of the four views stands on the wall: what the console chose, else what the script says."""
        walkthrough = self.state.walkthrough
        under_way = walkthrough.status in (Walkthrough.Status.RUNNING, Walkthrough.Status.PAUSED)
        return self.state.room.view or (STEPS[walkthrough.step].view if under_way else WHOLE)

    @cached_property
    def focus(self):
        """The Node in the middle: what the console chose, else the root; None in an empty tree."""
        return self.tree.by_id.get(self.state.room.focus_id) or self.tree.root

    @cached_property
    def year(self):
        """The year that dates are told without."""
        return ((self.tree.root and self.tree.root.due) or timezone.localdate()).year

    @property
    def asked_dues(self):
        """The dates that stood before the counters, by contract."""
        return self.state.asked_dues

    @cached_property
    def client_name(self):
        """Who buys the whole: the sponsor, else the client."""
        project = self.state.walkthrough.project
        return str(project.sponsor if project and project.sponsor else self.state.walkthrough.client)

    @cached_property
    def buyer_name(self):
        """Who buys what stands first in the path."""
        return self.client_name

    @cached_property
    def questions(self):
        """The open questions, those about the focus first, then the youngest."""
        found = [(node, asked) for node in self.tree.nodes for asked in node.questions]
        found += [(None, asked) for asked in self.tree.questions]
        left = [(node is not self.focus, -asked["id"], asked) for node, asked in found if not asked["resolution"]]
        return [asked for _away, _age, asked in sorted(left, key=lambda row: row[:2])]


def fragment(state, room):
    """Return the context of wall_tree.html for a picture of the size `room`: walkthrough, head, view and its own."""
    scene = Scene(state, room)
    head = _head(scene)
    context = {"walkthrough": state.walkthrough, "theme": state.room.theme, "view": scene.view, "head": head}
    context["drawn"] = f"{room.wide:g}x{room.high:g}"
    if not scene.tree:
        return context | {"view": "empty", "writing": scene.writing}
    draw = {FOCUS: _focus, SAY_BACK: _say_back, LIGHTS: _lights, WHOLE: _whole}[scene.view]
    return context | draw(scene, head)


def _head(scene):
    walkthrough = scene.state.walkthrough
    aside = scene.view == WHOLE and bool(scene.tree)
    count = results_open(scene.pace)
    if aside:
        left = len(scene.questions)
        count = ngettext("%(count)s open question", "%(count)s open questions", left) % {"count": left}
    return Head(
        title=str(walkthrough),
        about=about(walkthrough),
        lights=shown(walkthrough.lights, {}),
        pace=scene.pace,
        count=count,
        join=join_of(scene.state, scene.size.site),
        tally=tally_of(scene.tree),
        bar=bar_of(walkthrough, scene.focus if scene.view in (FOCUS, SAY_BACK) else None, scene.pace),
        aside=aside,
    )


def _focus(scene, head):
    return {"focus": FocusView(scene, scene.size.high - head.high(scene.size.wide))}


def _say_back(scene, head):
    return {"say": SayBack(scene, scene.size.high - head.high(scene.size.wide, strip=False))}


def _lights(scene, head):
    return {"nine": Nine(scene, scene.size.high - head.high(scene.size.wide))}


def _whole(scene, head):
    """Return the picture of the whole tree, below the question of the step where there is room for that."""
    bar = head.bar.high(scene.size.wide) + 0.5 if head.bar else 0
    picture = _picture(scene, head, FOOT + bar)
    crowded = picture.density not in WITH_QUESTION or any(row.more for column in picture.columns for row in column)
    if bar and crowded and not scene.pace.premortem_until:
        head = replace(head, bar=None)
        picture = _picture(scene, head, FOOT)
    return {"picture": picture, "head": head}


def _picture(scene, head, taken):
    tally = [(count, word) for _state, count, word in head.tally]
    told = {"title": head.title, "about": head.told, "tally": tally, "asked_dues": scene.asked_dues}
    return Layout(scene.tree, scene.size, **told, beside=head.beside, taken=taken).picture()
