"""Which units have not named their line of business yet: the rows of the page on which managers name theirs."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from itbiz.core.text import exact
from orgchart.models import Line, Unit
from orgchart.reach import headed_units

# Which units: those right below a top, or all. A top of IT reports to nobody, or to a unit outside IT.
FIRST, ALL = "first", "all"
TOP = Q(parent=None) | Q(parent__inside_it=False)
BELOW_TOP = Q(parent__inside_it=True) & (Q(parent__parent=None) | Q(parent__parent__inside_it=False))
LEVELS = (FIRST, ALL)
# How many rows a page has.
SHOWN = 60
# What says of a unit that it is one, and nothing of its business.
GENERIC = {"team", "the", "group", "department", "dept", "dept.", "division", "section", "unit"}
GENERIC |= {"abteilung", "gruppe", "bereich", "referat"}


@dataclass
class Row:
    """A unit without a line, or an unnamed line of one. `key` tells it from all other rows: "u5" or "l7"."""

    unit: Unit
    line: Line | None = None
    form: object = None
    # What was written, once it was: the id of the act and the line as it stands.
    act: int | None = None
    initial: dict = field(default_factory=dict)

    @property
    def key(self):
        """The text that names the row in a form."""
        return f"l{self.line.pk}" if self.line else f"u{self.unit.pk}"

    @property
    def start(self):
        """What its fields hold at first: the line's own words, else a guess from the unit's name."""
        line = self.line
        first = {"name": line.name, "domain": line.domain, "version": line.version} if line else {}
        return {"name": guess(self.unit.name)} | first | self.initial


def guess(name):
    """Return what the line of a unit called `name` is probably called: the name without such words as "team"."""
    words = exact(name).split()
    while len(words) > 1 and words[0].casefold() in GENERIC:
        words = words[1:]
    while len(words) > 1 and words[-1].casefold() in GENERIC:
        words = words[:-1]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def nameable(principal, level=ALL):
    """Return the units whose lines the principal may name (P1): active ones inside IT, but for tops over others.

    `level` FIRST narrows them to those right below a top, and to tops that stand alone.
    """
    units = Unit.objects.visible_to(principal).filter(status=Unit.Status.ACTIVE, inside_it=True)
    if not principal.has_role("cio"):
        units = units.filter(pk__in=headed_units(principal))
    below = Unit.objects.filter(parent=OuterRef("pk"), status=Unit.Status.ACTIVE, inside_it=True)
    units = units.exclude(TOP & Exists(below))
    return units.filter(TOP | BELOW_TOP) if level == FIRST else units


def progress(units):
    """Return (how many of the units run a line with its type of business, how many there are), in one statement."""
    named = Line.objects.filter(unit=OuterRef("pk"), status=Line.Status.ACTIVE).exclude(block="")
    counted = units.annotate(runs=Exists(named)).aggregate(all=Count("pk"), named=Count("pk", filter=Q(runs=True)))
    return counted["named"], counted["all"]


def rows_of(principal, units, page=1):
    """Return (Rows of one page, whether more follow), in the order of the chart; in four statements."""
    lines = Line.objects.filter(unit=OuterRef("pk"), status=Line.Status.ACTIVE)
    bare = set(units.filter(~Exists(lines) | Exists(lines.filter(block=""))).values_list("pk", flat=True))
    found = [pk for pk in in_order(principal) if pk in bare][(page - 1) * SHOWN : page * SHOWN + 1]
    ids = found[:SHOWN]
    shown = Unit.objects.visible_to(principal).select_related("head").in_bulk(ids)
    unnamed = {}
    for line in Line.objects.visible_to(principal).filter(unit__in=ids, status=Line.Status.ACTIVE, block=""):
        unnamed.setdefault(line.unit_id, []).append(line)
    rows = [Row(shown[pk], line) for pk in ids for line in unnamed.get(pk, [None])]
    return rows, len(found) > SHOWN


def in_order(principal):
    """Yield the ids of all units as the chart is read: what reports to one follows it; units outside IT come last."""
    below = {}
    units = Unit.objects.visible_to(principal).by_name().values_list("pk", "parent_id", "inside_it")
    for pk, parent, inside_it in units:
        below.setdefault(parent, []).append((not inside_it, pk))
    # The last of the list is the next to be read.
    waiting = [pk for _outside, pk in sorted(below.get(None, []), key=lambda root: root[0])][::-1]
    while waiting:
        pk = waiting.pop()
        yield pk
        waiting.extend(child for _outside, child in reversed(below.get(pk, [])))


def rows_named(principal, keys):
    """Return the Rows that `keys` name, as far as the principal sees them, in two statements."""
    asked = {kind: [int(key[1:]) for key in keys if key[:1] == kind] for kind in "ul"}
    seen = Unit.objects.visible_to(principal).select_related("head")
    units = {f"u{unit.pk}": Row(unit) for unit in seen.filter(pk__in=asked["u"])}
    lines = Line.objects.visible_to(principal).select_related("unit__head").filter(pk__in=asked["l"])
    found = units | {f"l{line.pk}": Row(line.unit, line) for line in lines}
    return [found[key] for key in keys if key in found]
