"""What an undo took away from a seat: told there, so that nothing vanishes from it without a word."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from itbiz.audit.models import Change
from walkthroughs.acts import Act, acts_of

# How many are told at once; whoever looks for older ones finds them in the history.
MOST = 3


@dataclass
class TakenBack:
    """An Act that was undone, with whose it was."""

    act: Act
    # The ids of the lines that supply or buy what it was about; None stands among them for the client.
    parties: set = field(default_factory=set)

    @property
    def sentence(self):
        """What is read at the seat."""
        said = _("%(who)s took this back: “%(act)s”. It counts no more; if it should stand, say so aloud.")
        return said % {"who": self.act.turned_by.name, "act": self.act.title}

    @property
    def at(self):
        """When it was undone."""
        return self.act.turned_at

    def is_told_to(self, viewer):
        """Return whether a seat's Viewer did it or is a party to it; who undid it knows."""
        if viewer.is_actor(self.act.turned_by):
            return False
        if viewer.is_actor(self.act.actor) or viewer.is_person(self.act.on_behalf_of_id):
            return True
        return bool(self.parties & (viewer.line_ids | ({None} if viewer.is_client else set())))


def taken_back(walkthrough, tree, since):
    """Return the TakenBack acts of a walk-through that stand undone, the newest first, of those undone since a time.

    One statement, one more where there are any.
    """
    undone = [act for act in acts_of(walkthrough).rows if not act.stands and act.turned_at >= since]
    undone.sort(key=lambda act: -act.turned)
    found = {act.pk: TakenBack(act) for act in undone}
    told = Change.objects.filter(change_set__in=found) if found else Change.objects.none()
    for pk, *snapshots in told.values_list("change_set", "before", "after"):
        for snapshot in filter(None, snapshots):
            found[pk].parties |= _parties(snapshot, tree)
    return list(found.values())


def _parties(snapshot, tree):
    """Return who supplies and buys what a row of the log is about: a contract, or what hangs on one."""
    if "supplier_id" in snapshot:
        return _named(snapshot["supplier_id"]) | _buyer(snapshot["parent_id"], tree)
    about = snapshot.get("about_id") if snapshot.get("about_kind") == "contract" else None
    node = tree.by_id.get(snapshot.get("contract_id", about))
    return _named(node.supplier_id) | _buyer(node.parent_id, tree) if node else set()


def _buyer(parent_id, tree):
    if parent_id is None:
        return {None}
    above = tree.by_id.get(parent_id)
    return _named(above.supplier_id) if above else set()


def _named(line_id):
    return {line_id} - {None}
