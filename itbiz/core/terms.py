"""The words on screen (N3): one word for one thing, each in the forms that sentences need, each of them changeable.

Keys are the English words themselves, `button.…` for what stands on a button and `state.…` for a state. The setting
`ITBIZ_TERMS` (a dict of such keys) puts an organisation's own word in the place of ours, everywhere at once.
"""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS = {
    "offer": _("offer"),
    "offers": _("offers"),
    "offered": _("offered"),
    "ask": _("ask"),
    "asks": _("asks"),
    "asked": _("asked"),
    "promise": _("promise"),
    "promises": _("promises"),
    "promised": _("promised"),
    "counter": _("counter"),
    "counters": _("counters"),
    "countered": _("countered"),
    "decline": _("decline"),
    "declines": _("declines"),
    "declined": _("declined"),
    "agree": _("agree"),
    "agrees": _("agrees"),
    "agreed": _("agreed"),
    "withdraw": _("withdraw"),
    "withdraws": _("withdraws"),
    "withdrawn": _("withdrawn"),
    "deliver": _("deliver"),
    "delivers": _("delivers"),
    "delivered": _("delivered"),
    "accept": _("accept"),
    "accepts": _("accepts"),
    "accepted": _("accepted"),
    "cancel": _("cancel"),
    "cancels": _("cancels"),
    "cancelled": _("cancelled"),
}

BUTTONS = {
    "button.ask": _("Ask"),
    "button.promise": _("Promise"),
    "button.counter": _("Discuss"),
    "button.decline": _("Decline"),
    "button.agree": _("Agree"),
    "button.withdraw": _("Withdraw"),
    "button.deliver": _("Delivered"),
    "button.accept": _("Accept delivery"),
    "button.cancel": _("Cancel the contract"),
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

NOUNS = {
    "unit": _("unit"),
    "units": _("units"),
    "line of business": _("line of business"),
    "lines of business": _("lines of business"),
    "service": _("service"),
    "services": _("services"),
    "catalog": _("catalog"),
    "project": _("project"),
    "projects": _("projects"),
    "walk-through": _("walk-through"),
    "walk-throughs": _("walk-throughs"),
    "contract": _("contract"),
    "contracts": _("contracts"),
    "subcontract": _("subcontract"),
    "subcontracts": _("subcontracts"),
    "result": _("result"),
    "results": _("results"),
    "prime contractor": _("prime contractor"),
    "prime": _("prime"),
    "subcontractor": _("subcontractor"),
    "subcontractors": _("subcontractors"),
    "supplier": _("supplier"),
    "suppliers": _("suppliers"),
    "buyer": _("buyer"),
    "buyers": _("buyers"),
    "client": _("client"),
    "end customer": _("end customer"),
    "vendor": _("vendor"),
    "vendors": _("vendors"),
    "own share": _("own share"),
    "need": _("need"),
    "needs": _("needs"),
    "gap": _("gap"),
    "gaps": _("gaps"),
    "question": _("open question"),
    "questions": _("open questions"),
}

TERMS = VERBS | BUTTONS | STATES | NOUNS


def term(key: str) -> str | Promise:
    """The word for `key` on screen: the setting's own or ours, translated when it is shown.

    Raises KeyError for a key that is no term.
    """
    ours = TERMS[key]
    return settings.ITBIZ_TERMS.get(key, ours) if hasattr(settings, "ITBIZ_TERMS") else ours
