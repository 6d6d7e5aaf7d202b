"""Projects and contracts as rows of a file; most of their columns an import reads again."""

from catalog.models.services import sees
from itbiz.exchange.exports import Export, Listed, Told
from itbiz.exchange.lists import as_json
from walkthroughs.models import FollowOn, Obligation
from walkthroughs.models.terms import TERMS

# By what identifies them and nothing else: files of two databases can be compared.
IN_TREES = ("walkthrough__code", "number", "code")


def _service(principal, code, status, unit_id):
    """Return the code of the service that a row names, where the principal may see it (V2)."""
    return code if code and sees(principal, status, unit_id) else ""


SERVICE = Told(("service__code", "service__status", "service__line__unit_id"), _service)


def _follow_ons(rows):
    return as_json([{"what": what, "line": code} for what, code in rows])


def _duties(rows):
    return as_json([{"what": what, "due": due} for what, due in rows])


def term_of(name):
    """Return the column of a term: of those in force, else of those on the table."""
    paths = (f"terms__{name}", f"agreed__{name}", "agreed_id")
    return Told(paths, lambda principal, offered, agreed, in_force: offered if in_force is None else agreed)


PROJECTS = Export(
    {
        **{name: name for name in ("code", "title", "kind")},
        "client": "client__code",
        "sponsor": "sponsor__code",
        **{name: name for name in ("end_customer", "processes", "benefits", "need_by", "status")},
        "service": SERVICE,
        "follow_ons": Listed(lambda principal: FollowOn.objects.all(), "project", ("what", "line__code"), _follow_ons),
    }
)

_GROUP = {
    "walkthrough": "walkthrough__code",
    "walkthrough_title": "walkthrough__title",
    "walkthrough_kind": "walkthrough__kind",
    "mode": "mode",
    "access": "walkthrough__access",
    "project": "walkthrough__project__code",
    "client": "walkthrough__client_unit__code",
    "client_line": "walkthrough__client_line__code",
}
_PLACE = {
    "code": "code",
    "parent": "parent__code",
    "position": "position",
    "unit": "supplier__unit__code",
    "line": "supplier__code",
}
_OWN = {
    "contract_kind": "kind",
    "gap": "gap",
    "vendor": "vendor__code",
    "lead": "lead__code",
    "service": SERVICE,
    "need": "need",
    **{name: term_of(name) for name in TERMS},
    "needs_nothing_more": "needs_nothing_more",
    "buyer_provides_nothing": "buyer_provides_nothing",
    "buyer_provides": Listed(lambda principal: Obligation.objects.all(), "contract", ("what", "due"), _duties),
}
# What an import makes drafts of again (I9).
CONTRACTS = Export(_GROUP | _PLACE | _OWN, order=IN_TREES)

# What stands of each contract today, for spreadsheets.
REPORT = Export(
    {
        **{name: _PLACE[name] for name in ("code", "parent", "unit", "line")},
        "walkthrough": _GROUP["walkthrough"],
        "need": "need",
        "client": _GROUP["client"],
        "price": term_of("price"),
        "currency": term_of("currency"),
        **{name: _GROUP[name] for name in ("client_line", "project", "mode")},
        "number": "number",
        "kind": "kind",
        "state": "state",
        **{name: _OWN[name] for name in ("gap", "vendor", "lead")},
        **{name: term_of(name) for name in TERMS if name not in ("price", "currency")},
        "agreement": "agreement__code",
        "needs_nothing_more": "needs_nothing_more",
        "buyer_provides_nothing": "buyer_provides_nothing",
        "promised_by": "promised_by__code",
        "promised_at": "promised_at",
        "on_behalf_of": "on_behalf_of__code",
        "updated_at": "updated_at",
    },
    order=IN_TREES,
)
