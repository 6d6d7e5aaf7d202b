"""Plan versus now: a baseline beside the tree of today, both sides alike (H7, C6, C7). It reads no database."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from walkthroughs.models.obligations import standing
from walkthroughs.models.terms import TERMS, Terms
from walkthroughs.moves import ENDED

ADDED, CALLED_OFF, CHANGED, SAME = "added", "called_off", "changed", "same"
# What may have become of a contract that is told.
CHANGES = (ADDED, CALLED_OFF, CHANGED)


@dataclass(frozen=True)
class Changed:
    """One thing that is otherwise now: its field, and what it held then and holds now, as REST tells them."""

    name: str
    then: object
    now: object

    @property
    def label(self):
        """The field as people call it."""
        own = {"supplier": _("supplier"), "state": _("state"), "part_of": _("part of")}
        return capfirst(own.get(self.name) or Terms._meta.get_field(self.name).verbose_name)

    @property
    def is_day(self):
        """Whether it held and holds a date, or none."""
        return self.name in DAYS

    @property
    def days(self):
        """By how many days a date is later now, below zero for earlier; None where it is not two dates."""
        return slip(self.then, self.now) if self.is_day else None


DAYS = ("due", "starts", "ends", "review_due")


@dataclass(frozen=True)
class Duty:
    """What the buyer provides: how it stood (None: it was not there), and how it stands (None: taken off)."""

    id: int
    code: str
    what: str
    then: str | None
    now: str | None
    due_then: str | None
    due_now: str | None

    @property
    def days(self):
        """By how many days its date is later now."""
        return slip(self.due_then, self.due_now)

    @property
    def is_other(self):
        """Whether anything about it is otherwise than it was."""
        return self.then != self.now or (self.due_then != self.due_now and None not in (self.then, self.now))


@dataclass
class Row:
    """One contract: its node (None where it is gone), what became of it, and what changed on either side."""

    id: int
    code: str
    number: str
    title: str
    node: object
    change: str
    terms_then: int | None
    terms_now: int | None
    changed: list = field(default_factory=list)
    duties: list = field(default_factory=list)

    @property
    def is_amended(self):
        """Whether other terms are in force than were promised then."""
        return None not in (self.terms_then, self.terms_now) and self.terms_then != self.terms_now


@dataclass(frozen=True)
class Waiting:
    """An ask that was open at closing and has no answer: its node, who is to answer, and since when."""

    node: object
    who: str
    since: object


@dataclass
class Plan:
    """What a baseline and the tree of today have not in common: rows that differ, how many do not, and who is asked."""

    rows: list
    same: int
    waiting: list

    @property
    def slipped(self):
        """The rows whose date is later than it was, the most days first."""
        late = [(change.days, row) for row in self.rows for change in row.changed if change.name == "due"]
        return [row for days, row in sorted(late, key=lambda pair: -(pair[0] or 0)) if days and days > 0]


def compare(kept, tree, *, client, waiting=(), since=None):
    """Return the Plan of a baseline's `kept` tree (dicts, see Baseline) and the Tree of today.

    `client` buys at the root; `waiting` are the ids of what was asked then and has had no answer, `since` says when.
    """
    then = {item["id"]: item for item in kept}
    numbers = {item["id"]: item["number"] for item in kept} | {node.id: node.number for node in tree.nodes}
    rows = [_row(then.get(node.id), node, numbers) for node in tree.nodes]
    rows += [_gone(item) for item in kept if item["id"] not in tree.by_id]
    other = [row for row in rows if row.change != SAME]
    return Plan(other, len(rows) - len(other), _waiting(tree, waiting, since or {}, client))


def slip(then, now):
    """Return by how many days `now` is later than `then`, dates as texts; None where one is missing."""
    return (date.fromisoformat(now) - date.fromisoformat(then)).days if then and now else None


def _row(then, node, numbers):
    now = node.agreed_number or node.offer_number
    row = Row(node.id, node.code, node.number, node.title, node, SAME, then and then["terms_number"], now)
    if then is None:
        row.change = ADDED
        row.duties = _duties([], node)
        return row
    row.changed, row.duties = list(_differences(then, node, numbers)), _duties(then["obligations"], node)
    if node.state in ENDED and then["state"] not in ENDED:
        row.change = CALLED_OFF
    elif row.changed or row.duties or row.is_amended:
        row.change = CHANGED
    return row


def _gone(then):
    """Return the row of a contract that is no longer there: its creation was undone."""
    title = then["deliverable"] or then["need"]
    return Row(then["id"], then["code"], then["number"], title, None, CALLED_OFF, then["terms_number"], None)


def _differences(then, node, numbers):
    if then["parent_id"] != node.parent_id:
        yield Changed("part_of", numbers.get(then["parent_id"]), numbers.get(node.parent_id))
    if (then["supplier_id"], then["vendor_id"]) != (node.supplier_id, node.vendor_id):
        before, after = then["vendor_name"] or then["supplier_name"], node.vendor_name or node.supplier_name
        yield Changed("supplier", before, after)
    if then["state"] != node.state:
        yield Changed("state", then["state"], node.state)
    for name in TERMS:
        before, after = then[name] or None, _told(getattr(node, name))
        if before != after:
            yield Changed(name, before, after)


def _duties(then, node):
    """Return what is otherwise about what the buyer provides: the duties of then and of now, by their ids."""
    before = {duty["id"]: duty for duty in then}
    after = {duty["id"]: duty for duty in node.obligations}
    both = [_duty(before.get(pk), after.get(pk), node) for pk in before | after]
    return [duty for duty in both if duty.is_other]


def _duty(before, after, node):
    now = after and standing(after["state"], after["due"], node.state)
    due_then, due_now = (duty and _told(duty["due"]) for duty in (before, after))
    known = after or before
    return Duty(known["id"], known["code"], known["what"], before and before["state"], now, due_then, due_now)


def _told(value):
    """Return a value as a baseline holds it: texts, or None for nothing."""
    return None if value in (None, "") else str(value)


def _waiting(tree, ids, since, client):
    nodes = [tree.by_id[pk] for pk in ids if pk in tree.by_id]
    found = [
        Waiting(node, node.name if node.state == "asked" else node.buyer_line_name or str(client), since.get(node.id))
        for node in nodes
        if node.state in ("asked", "countered")
    ]
    return sorted(found, key=lambda asked: (asked.since is None, asked.since, asked.node.id))
