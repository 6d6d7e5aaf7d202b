"""What leaving the demo would take away, and what stays because something of one's own hangs on it (rule H8)."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from itbiz.audit.keeping import keepers
from itbiz.audit.models import Change
from itbiz.core.text import fingerprint
from itbiz.demo import LEFT, SOURCE
from itbiz.demo.references import WHOLE, edges_to

USER, PERSON = "access.user", "orgchart.person"
WALKTHROUGH = "walkthroughs.walkthrough"
MEMBERSHIP = "orgchart.membership.unit"
# Who sits in a room, and where its script stands, is nobody's content: taking part in the demo does not keep it.
ROOM_ACTS = ("join", "go_to", "start", "pause", "resume")


@dataclass
class Plan:
    """What leaving would do. A node is (kind, id of the row), kinds as the change log names them."""

    # Rows that only the demo's own acts touched and nothing else refers to: {kind: set of ids}.
    goes: dict
    # Rows of the demo that stay, all of them.
    stays: set
    # Why the first of them stay: {node of the demo: set of one's own nodes that refer to it}.
    hangs: dict = field(default_factory=dict)
    # And the acts, not undone, that changed them: {node of the demo: set of change set ids}.
    touched: dict = field(default_factory=dict)
    # What each node of the demo cannot stay without: {node: set of nodes of the demo}.
    needs: dict = field(default_factory=dict, repr=False)

    def kept_by(self, nodes):
        """Return what stays of the demo because `nodes` of it stay: these, and all that they need in the end."""
        return _reached(nodes, self.needs)

    @property
    def total(self):
        """How many rows go."""
        return sum(map(len, self.goes.values()))

    @property
    def digest(self):
        """A short text that differs where anything else would go."""
        return fingerprint(repr(sorted((kind, sorted(ids)) for kind, ids in self.goes.items() if ids)))

    def counts(self):
        """Return {kind: (how many go, how many stay)}."""
        stay = Counter(kind for kind, _pk in self.stays)
        kinds = {kind for kind, ids in self.goes.items() if ids} | set(stay)
        return {kind: (len(self.goes.get(kind, ())), stay[kind]) for kind in in_turn(kinds)}


def read_plan(user=None):
    """Return the Plan of leaving the demo; `user`, who leaves it, stays with their person.

    Statements: a few a kind of rows and a foreign key, whatever they hold.
    """
    made = _made()
    touched = _touched(made)
    keep = _of_user(user, made)
    hangs, needs = defaultdict(set), defaultdict(set)
    for kind, pk, via, target, referred in edges_to(made):
        source, node = (kind, pk), (target, referred)
        if via == MEMBERSHIP and source in keep:
            # Whoever leaves is no member of what goes.
            continue
        if pk not in made.get(kind, ()):
            hangs[node].add(source)
            continue
        needs[source].add(node)
        if via in WHOLE:
            needs[node].add(source)
    stays = _reached(keep | set(touched) | set(hangs), needs)
    goes = {kind: {pk for pk in ids if (kind, pk) not in stays} for kind, ids in made.items()}
    return Plan(goes, stays, dict(hangs), touched, needs)


def _made():
    """Return the rows that the demo's own acts created and that are still there: {kind: set of ids}."""
    created = Change.objects.filter(change_set__source=SOURCE, action=Change.Action.CREATED)
    told = defaultdict(set)
    for kind, pk in created.values_list("kind", "object_id"):
        told[kind].add(pk)
    made = {}
    for kind, keeper in keepers().items():
        if kind in told:
            mine = created.filter(kind=kind).values("object_id")
            made[kind] = set(keeper.model._base_manager.filter(pk__in=mine).values_list("pk", flat=True))
    return made


def _touched(made):
    """Return {node: ids of change sets} of the rows that an act which is not undone changed since."""
    later = Change.objects.standing().filter(change_set__undoes=None).exclude(change_set__source=SOURCE)
    later = later.exclude(act=LEFT).exclude(kind=WALKTHROUGH, act__in=ROOM_ACTS)
    created = Change.objects.filter(change_set__source=SOURCE, action=Change.Action.CREATED)
    found = defaultdict(set)
    for kind, ids in made.items():
        changes = later.filter(kind=kind, object_id__in=created.filter(kind=kind).values("object_id"))
        for pk, change_set in changes.values_list("object_id", "change_set"):
            if pk in ids:
                found[kind, pk].add(change_set)
    return dict(found)


def _of_user(user, made):
    """Return the nodes of the account that leaves, as far as they are of the demo."""
    if user is None:
        return set()
    nodes = {(USER, user.pk), (PERSON, getattr(getattr(user, "person", None), "pk", None))}
    return {(kind, pk) for kind, pk in nodes if pk in made.get(kind, ())}


def _reached(nodes, needs):
    """Return `nodes` and all that they need, in the end."""
    found, left = set(nodes), list(nodes)
    while left:
        fresh = needs.get(left.pop(), set()) - found
        found |= fresh
        left += fresh
    return found


def in_turn(kinds):
    """Return `kinds` in the order in which people think of them."""
    turns = list(_words())
    return sorted(kinds, key=lambda kind: (turns.index(kind) if kind in turns else len(turns), kind))


def words_for(kind):
    """Return what people call the rows of a kind, many of them."""
    return _words().get(kind, kind)


def _words():
    return {
        USER: _("sign-ins"),
        PERSON: _("people"),
        "orgchart.unit": _("units"),
        "orgchart.line": _("lines of business"),
        "orgchart.vendor": _("vendors"),
        "catalog.service": _("services"),
        "walkthroughs.project": _("projects"),
        WALKTHROUGH: _("walk-throughs"),
        "walkthroughs.contract": _("contracts"),
        "walkthroughs.obligation": _("obligations of buyers"),
        "walkthroughs.question": _("questions"),
        "walkthroughs.finding": _("findings"),
        "walkthroughs.baseline": _("baselines"),
        "walkthroughs.pattern": _("patterns"),
        "access.token": _("tokens"),
        "access.presenterlink": _("links to walls"),
        "access.invitation": _("invitations"),
        "access.serviceaccount": _("service accounts"),
        "exchange.keptmapping": _("kept mappings"),
    }
