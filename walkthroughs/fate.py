"""What became of a promise, and who said so: by-lines from the log, for the contract in focus."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Change

# By state, the moves that are told of it; of a promise, what was said against it last.
TOLD = {
    "promised": ("reject", "decline"),
    "delivered": ("deliver",),
    "accepted": ("deliver", "accept"),
    "cancelled": ("cancel",),
    "withdrawn": ("withdraw",),
    "declined": ("decline",),
}
LABELS = {
    "deliver": _("Delivered"),
    "accept": _("Accepted"),
    "reject": _("Delivery rejected"),
    "cancel": _("Cancelled"),
    "withdraw": _("Withdrawn"),
    "decline": _("Declined"),
}
# The moves whose reason the contract keeps.
REASONED = ("reject", "decline", "cancel")


@dataclass(frozen=True)
class Said:
    """One move that was made: its label, the reason, by whom, for whom ("" for oneself), and when."""

    label: str
    why: str
    who: str
    whom: str
    at: datetime


def fate(contract):
    """Return what became of the contract: a list of Said, oldest first, in one statement at most."""
    acts = TOLD.get(contract.state, ())
    if not acts or (contract.state == "promised" and not contract.said_why):
        return []
    changes = _changes(contract).filter(act__in=acts).order_by("change_set__number")
    last = {change.act: change for change in changes}
    told = sorted(last.values(), key=lambda change: change.change_set.number)
    return [_said(contract, change) for change in (told[-1:] if contract.state == "promised" else told)]


def last_told(contract):
    """Return the change set that changed the contract last."""
    return _changes(contract).order_by("change_set__number").last().change_set


def _changes(contract):
    changes = Change.objects.filter(kind=contract._meta.label_lower, object_id=contract.pk)
    return changes.select_related("change_set")


def _said(contract, change):
    done, act = change.change_set, change.act
    amended = act == "decline" and contract.state == "promised"
    return Said(
        label=_("Other terms declined") if amended else LABELS[act],
        why=contract.said_why if act in REASONED else done.reason,
        who=done.actor_name,
        whom=done.on_behalf_of_name if done.on_behalf_of_name != done.actor_name else "",
        at=done.at,
    )
