"""The acts of one tree by name: which stand, which were taken back, and which undo and redo come next (U3)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from itbiz.audit.models import Change, ChangeSet

# What stands in a tree. Turning a walk-through, or its script, is no act of its tree.
IN_TREE = ("walkthroughs.contract", "walkthroughs.obligation", "walkthroughs.question")
# How many sets back acts are offered; older ones stand in the history.
LOOK_BACK = 60
ACTOR = ("actor_kind", "actor_id", "actor_name")
COLUMNS = ("pk", "number", "title", "undoes_id", "at", *ACTOR, "on_behalf_of_id", "on_behalf_of_name")


@dataclass(frozen=True)
class Actor:
    """Who acted, as the log keeps it: a seat has no id there, its name tells who let it in, too."""

    kind: str
    id: int | None
    name: str


@dataclass(frozen=True)
class Act:
    """One act with what became of it. Undoing the set `newest` takes it back, or brings it back where it was undone."""

    pk: int
    number: int
    title: str
    at: datetime
    actor: Actor
    on_behalf_of_id: int | None
    on_behalf_of_name: str
    newest: int
    turned: int
    said: str
    turned_by: Actor
    turned_at: datetime
    stands: bool

    @property
    def actor_name(self):
        """The name of who did it."""
        return self.actor.name


@dataclass(frozen=True)
class Acts:
    """The acts of a tree, newest first."""

    rows: tuple

    @property
    def undo(self):
        """The newest act that stands, or None."""
        return next((act for act in self.rows if act.stands), None)

    @property
    def redo(self):
        """The act that was taken back last, or None where another act came after it."""
        undone = max((act for act in self.rows if not act.stands), key=lambda act: act.turned, default=None)
        later = undone and any(act.number > undone.turned for act in self.rows)
        return None if later else undone

    @property
    def told(self):
        """The act that was turned last, and by whom, in a sentence; "" where there is none."""
        last = max(self.rows, key=lambda act: act.turned, default=None)
        return f"{last.said}, {last.turned_by.name}" if last else ""

    def at(self, newest):
        """Return the act that undoing the set `newest` turns, or None."""
        return next((act for act in self.rows if act.newest == newest), None)


def acts_of(walkthrough):
    """Return the Acts of a walk-through that the caller may see, in one statement.

    A set over several trees is of none of them, so that whoever sees the tree may know of all its acts (V4).
    """
    in_tree = Change.objects.filter(kind__in=IN_TREE, change_set=OuterRef("pk"))
    sets = ChangeSet.objects.filter(Exists(in_tree), walkthrough_id=walkthrough.pk, number__isnull=False)
    found = list(sets.order_by("-number").values_list(*COLUMNS)[:LOOK_BACK])
    return Acts(tuple(_act(chain) for chain in _chains(reversed(found))))


def _chains(found):
    """Return each act with what undid and redid it, in commit order; the newest act first."""
    chains, origin = defaultdict(list), {}
    for row in found:
        pk, undoes = row[0], row[3]
        # An undoing of what lies further back is told as an act of its own.
        origin[pk] = origin.get(undoes, pk)
        chains[origin[pk]].append(row)
    return reversed(chains.values())


def _act(chain):
    pk, number, title, _undoes, at, *actor, for_id, for_name = chain[0]
    newest, turned, said, _undone, turned_at, *turned_by, _for_id, _for_name = chain[-1]
    last = (newest, turned, said, Actor(*turned_by), turned_at, len(chain) % 2 == 1)
    return Act(pk, number, title, at, Actor(*actor), for_id, for_name, *last)
