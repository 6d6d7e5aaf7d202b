"""Who owes what to whom: contracts and obligations of some lines, as ready rows for lists."""

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from itbiz.core.templatetags.ui import due
from walkthroughs.models import Contract, Obligation

ASKED, PROMISED, COUNTERED = Contract.State.ASKED, Contract.State.PROMISED, Contract.State.COUNTERED
PARTIES = (
    *("parent__supplier__short_name", "parent__supplier__block"),
    *("walkthrough__client_unit__name", "walkthrough__client_line__short_name", "walkthrough__client_line__block"),
    *("walkthrough__project__title", "walkthrough_id"),
)


def asked_of(principal, lines):
    """Return the rows of what is asked of `lines` and waits for their answer, the earliest due first."""
    return _contracts(principal, supplier__in=lines, state=ASKED)


def promised_by(principal, lines):
    """Return the rows of what `lines` promised and have not delivered yet, the earliest due first."""
    return _contracts(principal, supplier__in=lines, state=PROMISED)


def countered_to(principal, lines):
    """Return the rows of what suppliers put before `lines` as buyers, to agree to or ask anew."""
    return _contracts(principal, parent__supplier__in=lines, state=COUNTERED)


def owed_by(principal, lines):
    """Return the rows of what `lines` owe as buyers, the earliest due first; `sure` where the supplier promised."""
    contracts = Contract.objects.visible_to(principal).counting().filter(parent__supplier__in=lines)
    owed = Obligation.objects.filter(contract__in=contracts, state=Obligation.State.OWED).order_by("due", "id")
    to = ("what", "due", "contract__supplier__short_name", "contract__supplier__block", "contract__state")
    return [
        {
            "title": what,
            "url": _address(walkthrough, contract),
            "due": due(day),
            "party": name or _("supplier open"),
            "block": block or "",
            "sure": state == PROMISED,
        }
        for what, day, name, block, state, walkthrough, contract in owed.values_list(
            *to, "contract__walkthrough_id", "contract_id"
        )
    ]


def _contracts(principal, **wanted):
    contracts = Contract.objects.visible_to(principal).counting().filter(**wanted)
    contracts = contracts.annotate(
        day=Coalesce("agreed__due", "terms__due"), result=Coalesce("agreed__deliverable", "terms__deliverable")
    )
    columns = ("id", "result", "need", "day", *PARTIES)
    return [_row(*values) for values in contracts.order_by("day", "id").values_list(*columns)]


def _row(pk, result, need, day, line, block, unit, client, client_block, project, walkthrough):
    return {
        "title": result or need,
        "url": _address(walkthrough, pk),
        "due": due(day),
        "party": line or client or unit,
        "block": block if line else client_block if client else "CL",
        "project": project or "",
    }


def _address(walkthrough, contract):
    return f"{reverse('walkthroughs:walkthrough', args=[walkthrough])}?focus={contract}"
