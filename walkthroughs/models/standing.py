"""Standing agreements: the same service again and again for a time, and never renewed by itself.

What has run out is told by the day it is read: nothing is written when a term ends. `amend` with a new end renews it.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.core.days import today
from walkthroughs.moves import ENDED

KIND = "service_agreement"
TERM = ("starts", "ends", "review_due")
# What is said of an agreement, and of whatever is delivered under it, by the code of the warning.
SAID = {
    "agreement_expired": _("This standing agreement has run out. Amend it with a new end, or ask anew."),
    "agreement_review_due": _("This standing agreement is due for a review."),
    "agreement_open_ended": _("This standing agreement names no end, so nobody will look at it again."),
}
SAID_BELOW = {
    "agreement_expired": _("The standing agreement that this is delivered under has run out."),
    "agreement_ended": _("The standing agreement that this is delivered under was called off."),
    "agreement_other_buyer": _("The standing agreement that this is delivered under was promised to another buyer."),
}


def standing():
    """Agreements that both sides said yes to and nobody called off, whether or not they have run out."""
    return Q(kind=KIND, agreed__isnull=False) & ~Q(state__in=ENDED)


def expired():
    """Standing agreements whose last day has passed."""
    return standing() & Q(agreed__ends__lt=today())


def runs():
    """Standing agreements whose last day has not passed."""
    return standing() & (Q(agreed__ends=None) | Q(agreed__ends__gte=today()))


def reviewed_before(day):
    """Standing agreements that both sides were to look at before `day`."""
    return standing() & Q(agreed__review_due__lt=day)


def lapse(kind, state, agreed_id, ends, review_due):
    """Return the code of what is to be said of a contract as a standing agreement, from its terms in force; or ""."""
    if kind != KIND or agreed_id is None or state in ENDED:
        return ""
    if ends is None:
        return "agreement_open_ended"
    if ends < today():
        return "agreement_expired"
    return "agreement_review_due" if review_due and review_due < today() else ""


def lapse_above(state, ends):
    """Return the code of what is to be said of a contract delivered under an agreement in `state` until `ends`."""
    if state in ENDED:
        return "agreement_ended"
    return "agreement_expired" if ends and ends < today() else ""


def fitting(contracts, contract):
    """Return those of a queryset of contracts that `contract` may be delivered under (light 6): of the same supplier.

    Their buyer may be another one; that is said (see warnings_of).
    """
    return contracts.filter(runs(), supplier=contract.supplier_id, mode=contract.mode).exclude(pk=contract.pk)


def warnings_of(node):
    """Return what is to be said of a node of a tree as, or below, a standing agreement: a list of (code, sentence)."""
    own = lapse(node.kind, node.state, node.agreed_id, node.agreed_ends, node.agreed_review_due)
    found = [(own, str(SAID[own]))] if own else []
    if node.agreement_id is None or not node.counts:
        return found
    above = lapse_above(node.agreement_state, node.agreement_ends)
    found += [(above, str(SAID_BELOW[above]))] if above else []
    if _bought_by_others(node):
        found.append(("agreement_other_buyer", str(SAID_BELOW["agreement_other_buyer"])))
    return found


def _bought_by_others(node):
    """Return whether a node is delivered under an agreement with another buyer (C3)."""
    client = (node.client_line_id, node.client_unit_id)
    own = (node.buyer_line_id, None) if node.parent_id else client
    promised = (node.agreement_client_line_id, node.agreement_client_unit_id)
    return own != ((node.agreement_buyer_line_id, None) if node.agreement_parent_id else promised)
