"""The words on screen (N3): one word for one thing, each of them changeable.

Keys are `button.…` for what stands on a button, `state.…` for a state, and the names of places in a tree. The setting
`ITBIZ_TERMS` (a dict of such keys) puts an organisation's own word in the place of ours, everywhere at once.
"""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

BUTTONS = {
    "button.ask": _("Ask"),
    "button.promise": _("Promise"),
    "button.counter": _("Discuss"),
    "button.decline": _("Decline"),
    "button.agree": _("Agree"),
    "button.withdraw": _("Withdraw"),
    "button.deliver": _("Delivered"),
    "button.accept": _("Accept delivery"),
    "button.reject": _("Reject delivery"),
    "button.amend": _("Amend"),
    "button.reassign": _("Ask another line"),
    "button.move": _("Move"),
    "button.split": _("Split in two"),
    "button.cancel": _("Cancel the contract"),
    "button.provide": _("Provided"),
    "button.release": _("Release"),
    "button.resolve": _("Decide"),
}

STATES = {
    "state.need": _("not asked yet"),
    "state.gap": _("nobody offers this"),
    "state.own": _("own share"),
    "state.draft": pgettext_lazy("state", "draft"),
    "state.asked": pgettext_lazy("state", "asked"),
    "state.countered": pgettext_lazy("state", "countered"),
    "state.promised": pgettext_lazy("state", "promised"),
    "state.declined": pgettext_lazy("state", "declined"),
    "state.withdrawn": pgettext_lazy("state", "withdrawn"),
    "state.delivered": pgettext_lazy("state", "delivered"),
    "state.accepted": pgettext_lazy("state", "accepted"),
    "state.cancelled": pgettext_lazy("state", "cancelled"),
    "state.owed": pgettext_lazy("state", "owed"),
    "state.provided": pgettext_lazy("state", "provided"),
    "state.released": pgettext_lazy("state", "released"),
    "state.late": pgettext_lazy("state", "late"),
    "state.offered": pgettext_lazy("state", "offered"),
    "state.retiring": pgettext_lazy("state", "retiring"),
    "state.retired": pgettext_lazy("state", "retired"),
    "state.planned": pgettext_lazy("state", "planned"),
    "state.running": pgettext_lazy("state", "running"),
    "state.paused": pgettext_lazy("state", "paused"),
    "state.open": pgettext_lazy("state", "open"),
    "state.done": pgettext_lazy("state", "done"),
    "state.dropped": pgettext_lazy("state", "dropped"),
    "state.active": pgettext_lazy("state", "active"),
    "state.closed": pgettext_lazy("state", "closed"),
}

PLACES = {
    "prime": _("prime"),
    "subcontractor": _("subcontractor"),
    "gap": _("gap"),
}

# The nine lights of a walk-through (L), and how each burns.
LIGHTS = {
    "light.prime": _("prime"),
    "light.parties": _("parties"),
    "light.results": _("results"),
    "light.acceptance": _("acceptance"),
    "light.buyer_side": _("buyer's side"),
    "light.leaves": _("leaves"),
    "light.promised": _("promised"),
    "light.day_after": _("day after"),
    "light.sight": _("in sight"),
    "light.red": pgettext_lazy("light", "red"),
    "light.amber": pgettext_lazy("light", "amber"),
    "light.green": pgettext_lazy("light", "green"),
}

# Types of business (N2), and what stands on a chip in their place. These are names, which no setting changes.
BLOCKS = {
    "AE": _("applications engineering"),
    "BE": _("base engineering"),
    "AS": _("asset-based services"),
    "PS": _("people-based services"),
    "CO": _("coordination"),
    "CR": _("client relations"),
    "AU": _("audit"),
    "EX": _("vendor"),
    "CL": _("outside IT"),
}

TERMS = BUTTONS | STATES | PLACES | LIGHTS


def term(key: str) -> str | Promise:
    """The word for `key` on screen: the setting's own or ours, translated when it is shown.

    Raises KeyError for a key that is no term.
    """
    return settings.ITBIZ_TERMS.get(key, TERMS[key])
