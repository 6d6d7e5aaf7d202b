"""What the terms on the table change, as people read it: asked and countered side by side."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from itbiz.core.templatetags.ui import short_date
from walkthroughs.models.terms import TERMS, Terms


@dataclass(frozen=True)
class Changed:
    """One changed term: its name and label, and what was asked and is offered: texts, numbers, dates or None."""

    name: str
    label: str
    asked: object
    offered: object

    @property
    def is_day(self):
        """Whether a date is offered, and one or none was asked."""
        return isinstance(self.offered, date)


def changed_terms(contract):
    """Return what the terms on the table change: a list of Changed, none where nothing but the agreed is on it."""
    if contract.terms_id == contract.agreed_id:
        return []
    asked = contract.buyers_terms() if contract.state == "countered" else contract.agreed
    if asked is None:
        return []
    pairs = [(name, getattr(asked, name), getattr(contract.terms, name)) for name in TERMS]
    return [_changed(name, before, after) for name, before, after in pairs if before != after]


def _changed(name, before, after):
    label = capfirst(Terms._meta.get_field(name).verbose_name)
    if isinstance(before, date) and after is None:
        return Changed(name, label, short_date(before), _("no date"))
    return Changed(name, label, _without(label, before), _without(label, after) or _("nothing"))


def _without(label, value):
    """Return a text without the label that its writer began it with: "only if …"."""
    if isinstance(value, str) and value.casefold().startswith(f"{label.casefold()} "):
        return value[len(label) :].strip()
    return value


def asked_of_buyer(contract):
    """Return what the terms on the table ask the buyer to provide beside what they do: [(what, date or None)]."""
    if contract.state not in ("asked", "countered"):
        return []
    return [(ask["what"], date.fromisoformat(ask["due"]) if ask.get("due") else None) for ask in contract.terms.asks]
