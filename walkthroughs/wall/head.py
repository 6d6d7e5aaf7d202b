"""What stands above every view of a wall: what for and for whom, lights, clock, how to join, tally, question."""

from dataclasses import dataclass, field

import segno
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from itbiz.core.terms import term
from walkthroughs.script import STEPS
from walkthroughs.wall.layout import ABOUT_LINE, MARGINS, TALLY_LINE, TEXT, TIGHT, TITLE, TITLE_LINE, told_width
from walkthroughs.wall.measure import lines, width

# Sizes in rem as in wall.css. The head, the strip of lights and tally, the bar of the question, and how fresh it is.
HEAD, STRIP, BAR, FOOT = 1.34, 2.1, 1.0, 1.3
QUESTION, QUESTION_LINE, WAIT, WAIT_LINE, BESIDE_WAIT = 1.28, 1.54, 0.95, 1.2, 25
BESIDE, CLOCK, CODE, QR, LIGHTS, ICON = 2.56, 8.6, 1.3, 2.9, 8.8, 1.8
# From which step on a code to join by is only shown while somebody of a line in the tree is missing.
ALL_SAT_DOWN = 7
# Whom the question of a step is put to: whoever buys the whole, or the supplier in the middle. Else to everybody.
TO_CLIENT, TO_SUPPLIER = (1, 2), (4, 5, 6, 7, 8, 12)


@dataclass(frozen=True)
class Join:
    """How somebody joins: the code to type, and the address as a QR code."""

    code: str
    qr: str


@dataclass(frozen=True)
class Bar:
    """The question of the step, whom it is put to, and whose answers are awaited."""

    block: str
    name: str
    question: str
    waiting: tuple
    # Until when the premortem is written, where it is.
    until: object = None
    now: object = None

    def high(self, wide):
        """Return its height in rem in a picture `wide` rem wide."""
        inner = wide - MARGINS - 1.6 - (2.5 if self.block else 0) - (4 if self.until else 0)
        question = f"{self.name}: {self.question}" if self.name else self.question
        asked = width(question) * QUESTION
        wait = width(f"{_('Waiting for')} {', '.join(self.waiting)}", bold=True) * WAIT + 2.6 if self.waiting else 0
        if asked * 1.03 + wait <= inner:
            return BAR + max(QUESTION_LINE, 1.8)
        is_beside = BESIDE_WAIT + wait <= inner
        room = inner - wait - 0.7 if is_beside else inner
        below = 0 if is_beside else lines(", ".join(self.waiting), max(inner - 9, 6) / WAIT) * WAIT_LINE + 0.2
        return BAR + max(lines(question, room / QUESTION) * QUESTION_LINE, 1.8) + below


@dataclass
class Head:
    """Everything above a view. `aside` says whether lights stand beside the title, as above the whole tree."""

    title: str
    about: list
    lights: list
    pace: object
    count: str
    join: Join | None
    tally: list = field(default_factory=list)
    bar: Bar | None = None
    aside: bool = False

    @property
    def lit(self):
        """How many of the nine lights are green."""
        return sum(light["state"] == "green" for light in self.lights)

    @property
    def told(self):
        """What stands below the title, as one line of text."""
        return "   ".join(f"{label} {text}" for label, text in self.about)

    @property
    def beside(self):
        """The width in rem of what stands right of the title."""
        clock = BESIDE + max(CLOCK, width(self.count) * TEXT) if self.pace.ends_at else 0
        joined = BESIDE + 0.6 + QR + max(width(self.join.code, bold=True) * CODE * 1.12, 3) if self.join else 0
        return clock + joined + (LIGHTS + 1.3 if self.aside else 0)

    def high(self, wide, *, strip=True):
        """Return the height in rem of all of it in a picture `wide` rem wide."""
        room = max(wide - MARGINS - self.beside, 10)
        title = lines(self.title, room / TITLE * TIGHT, bold=True) * TITLE_LINE
        about = lines(self.told, room / TEXT) * ABOUT_LINE + 0.28 if self.about else 0
        head = max(title + about, QR + 0.1) + HEAD
        return head + (self._strip(wide) if strip else 0) + (self.bar.high(wide) if self.bar else 0) + FOOT

    def _strip(self, wide):
        told = 0.95 * sum(told_width((count, word)) - ICON for _state, count, word in self.tally)
        lights = LIGHTS + width(self.lights_words, bold=True) * TEXT + 2.3
        rows = 1 if told + lights <= wide - MARGINS else 1 + max(1, -(-told // (wide - MARGINS)))
        return STRIP + (rows - 1) * TALLY_LINE + 0.6

    @property
    def lights_words(self):
        """How many lights are lit, in words."""
        return _("%(lit)s of %(all)s lights") % {"lit": self.lit, "all": len(self.lights)}


def about(walkthrough):
    """Return what stands below the title: a list of (label, text)."""
    project = walkthrough.project
    sponsor = project.sponsor if project else None
    client = f"{sponsor}, {walkthrough.client}" if sponsor else str(walkthrough.client)
    said = [(_("Client"), client), (_("End customers"), project.end_customer if project else "")]
    return [(label, text) for label, text in said if text]


def tally_of(tree):
    """Return the tally of a Tree as a list of (state, count, word)."""
    return [(state, count, tally_word(state)) for state, count in tree.tally().items()] if tree else []


def tally_word(state):
    """Return the word for a state in the tally."""
    return term("gap" if state == "gap" else f"state.{state}")


def results_open(pace):
    """Return how many results nobody promised yet, in words."""
    return ngettext("%(open)s result still open", "%(open)s results still open", pace.open) % {"open": pace.open}


def bar_of(walkthrough, focus, pace):
    """Return the Bar of the step that a walk-through is at, with the Node `focus` in the middle, or None when over."""
    if walkthrough.status == "closed":
        return None
    block, name, question = "", "", str(STEPS[walkthrough.step].question)
    if walkthrough.step in TO_CLIENT:
        project = walkthrough.project
        name = str(project.sponsor if project and project.sponsor else walkthrough.client)
    elif walkthrough.step in TO_SUPPLIER and focus is not None and focus.supplier_id:
        block, name = focus.block, focus.short
    if name:
        question = question[0].lower() + question[1:]
    waiting = () if pace.premortem_until else pace.waiting
    return Bar(block, name, question, waiting, pace.premortem_until, pace.now)


def join_of(state, site):
    """Return how somebody joins at the address `site`, or None where the door is closed or everybody likely sits."""
    code = state.room.code
    if not code or (state.walkthrough.step >= ALL_SAT_DOWN and _all_sit(state)):
        return None
    return Join(code, qr_code(join_address(code, site)))


def join_address(code, site):
    """Return where a code is joined by at the address `site`, "" without a code."""
    return f"{site.rstrip('/')}{reverse('walkthroughs:join-by-link', args=[code])}" if code else ""


def _all_sit(state):
    """Return whether of each line in the tree its head is present, or somebody sits for it, and nobody waits."""
    wanted = {(node.supplier_id, node.head_id) for node in state.tree.nodes if node.counts and node.supplier_id}
    return None not in state.lines_here and all(
        line in state.lines_here or head in state.people_here for line, head in wanted
    )


def qr_code(address):
    """Return an address as a QR code, an SVG without styles."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(border=2, light="#fff", svgclass="qr", lineclass=None, omitsize=True))
