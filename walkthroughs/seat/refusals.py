"""Why a move cannot be made from a seat any more, in the words of the room, and what can be done instead."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.core.terms import term
from walkthroughs.moves import OPEN
from walkthroughs.seat.shown import SUPPLIES, VERBS
from walkthroughs.sides import buyer_of

# By state: what was said last, and by whom.
SAID = {
    "draft": gettext_lazy("%(buyer)s does not ask for this now."),
    "asked": gettext_lazy("%(supplier)s was asked for this, and has not answered yet."),
    "countered": gettext_lazy("%(supplier)s would promise something else, and %(buyer)s has not answered yet."),
    "promised": gettext_lazy("%(supplier)s promised this already."),
    "declined": gettext_lazy("%(supplier)s declined this already."),
    "withdrawn": gettext_lazy("%(buyer)s asks for this no more."),
    "delivered": gettext_lazy("%(supplier)s delivered this already."),
    "accepted": gettext_lazy("%(buyer)s accepted the delivery already."),
    "cancelled": gettext_lazy("%(buyer)s cancelled this promise."),
}


def refusal(row, principal):
    """Return the sentences that tell the Principal of a seat how a contract stands, and what they can answer now."""
    names = {"supplier": row.supplier or _("Nobody"), "buyer": buyer_of(row) or _("The buyer")}
    buttons = [str(term(f"button.{verb}")) for verb in row.moves_for(principal) if _stands_at_a_seat(row, verb)]
    if buttons:
        way_out = _("Go back to your seat: there you can press %(buttons)s.") % {"buttons": _(" or ").join(buttons)}
    else:
        way_out = _("Nothing waits for you here: go back to your seat.")
    return f"{SAID[row.state] % names} {way_out}"


def _stands_at_a_seat(row, verb):
    return verb in SUPPLIES or (verb in VERBS and row.state in OPEN and row.supplier_id is not None)
