"""The lists of what was asked for without a walk-through, and of standing agreements."""

from datetime import date

from django.core.exceptions import BadRequest
from django.db.models import DateField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.api.lists import given_in, narrowed, page_of
from itbiz.core.pages import addresses, show
from itbiz.core.templatetags.ui import chip
from orgchart.models import Line
from orgchart.models.lines import letters
from walkthroughs.filters import ContractFilter
from walkthroughs.models import Contract
from walkthroughs.models.standing import SAID, lapse

LINES = ("supplier", "buyer")
ASK_FILTERS = ("q", "supplier", "buyer", "state")
AGREEMENT_FILTERS = ("q", "supplier", "buyer", "state", "expired", "review_due_before")
# Agreements without an end stand last.
NO_DAY = Value(date.max, output_field=DateField())
SUPPLIER = ("supplier__short_name", "supplier__block", "supplier__unit__inside_it")
BUYER = (
    *("parent__supplier__short_name", "parent__supplier__block", "parent__supplier__unit__inside_it"),
    *("walkthrough__client_line__short_name", "walkthrough__client_line__block"),
    *("walkthrough__client_line__unit__inside_it", "walkthrough__client_unit__name"),
)
TERM = ("kind", "agreed_id", "starts", "review_due", "until")


@require_safe
def asks(request):
    """What was asked for without a walk-through, the newest first; `q`, `supplier`, `buyer` and `state` narrow it."""
    rows = Contract.objects.visible_to(request.principal).counting().filter(parent=None)
    found = narrowed(ContractFilter, rows, {"ask": "true"} | given(request, ASK_FILTERS))
    context = page_of(request, dated(found), trade_rows, ordering="-created_at") | {
        "title": _("Asked without a walk-through"),
        "asked": asked_in(request, ASK_FILTERS),
        "states": Contract.State.choices,
    }
    return show(request, "walkthroughs/asks.html", context, piece="walkthroughs/asks_rows.html")


@require_safe
def agreements(request):
    """The standing agreements, whose term ends first stands first."""
    rows = Contract.objects.visible_to(request.principal).counting()
    found = narrowed(ContractFilter, rows, {"kind": "service_agreement"} | given(request, AGREEMENT_FILTERS))
    context = page_of(request, dated(found), trade_rows, ordering="until", column=DateField()) | {
        "title": _("Standing agreements"),
        "asked": asked_in(request, AGREEMENT_FILTERS),
        "states": Contract.State.choices,
    }
    return show(request, "walkthroughs/agreements.html", context, piece="walkthroughs/agreements_rows.html")


def asked_in(request, names):
    """Return what stands in the fields of the filters."""
    return {name: request.GET.get(name, "") for name in names}


def given(request, names):
    """Return the filters given, with lines by their code where they were typed by name."""
    found = given_in(request, names)
    typed = {name: found[name] for name in LINES if name in found}
    if any("\0" in text for text in typed.values()):
        raise BadRequest("a line is a name or a code")
    for name, text in typed.items():
        line = Line.objects.visible_to(request.principal).filter(name__iexact=text)
        found[name] = line.values_list("code", flat=True).first() or text
    return found


def dated(contracts):
    """Return contracts that know their result, day and term: those in force, else those on the table."""
    both = {name: Coalesce(f"agreed__{name}", f"terms__{name}") for name in ("starts", "review_due")}
    return contracts.annotate(
        day=Coalesce("agreed__due", "terms__due"),
        result=Coalesce("agreed__deliverable", "terms__deliverable"),
        until=Coalesce("agreed__ends", "terms__ends", NO_DAY),
        **both,
    )


def trade_rows(contracts):
    """Return the rows of either list from a queryset that is dated, as ready values."""
    columns = ("id", "created_at", "code", "result", "need", "day", "state", *TERM, *SUPPLIER, *BUYER)
    address = addresses("walkthroughs:contract")
    return [_row(address, *values) for values in contracts.values_list(*columns)]


def _row(address, pk, created_at, code, result, need, day, state, kind, agreed, starts, review, until, *parties):
    ends = None if until == date.max else until
    said = lapse(kind, state, agreed, ends, review)
    return {
        "id": pk,
        "created_at": created_at,
        "url": address(pk),
        "code": code,
        "title": result or need,
        "day": day,
        "state": state,
        "starts": starts,
        "ends": ends,
        "until": until,
        "review_due": review,
        "said": SAID.get(said, ""),
        "supplier": _party(*parties[:3]),
        "buyer": _party(*parties[3:6]) or _party(*parties[6:9]) or (parties[9] and (chip("CL"), parties[9])),
    }


def _party(name, block, inside):
    """Return (chip, name) of a line, or None."""
    return name and (chip(letters(block, inside)), name)
