"""The sheet of one move: it opens filled, on what the contract says, before anything is said (C5)."""

from datetime import timedelta
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from itbiz.core.forms import VersionForm, sent
from itbiz.core.pages import attempt, is_partial
from walkthroughs.contract_form import ContractForm
from walkthroughs.fate import last_told
from walkthroughs.models import Contract
from walkthroughs.moves import MOVES
from walkthroughs.offers import asked_of_buyer, changed_terms
from walkthroughs.seat.guests import seated
from walkthroughs.seat.refusals import refusal
from walkthroughs.seat.shown import SUPPLIES, VERBS
from walkthroughs.seat.views import the_contract
from walkthroughs.sheets import SHEETS, sheet_of
from walkthroughs.sides import buyer_of
from walkthroughs.views.contracts import require_move

# What each sheet is called: said before it is done.
HEADINGS = {
    "promise": gettext_lazy("Say it before you promise it"),
    "counter": gettext_lazy("What would you promise?"),
    "decline": gettext_lazy("Why not, and whose is it?"),
    "agree": gettext_lazy("Agree to these terms"),
    "ask": gettext_lazy("Ask for it"),
    "reassign": gettext_lazy("Ask somebody else"),
    "withdraw": gettext_lazy("Call it off"),
}
# Of the fields of a contract, those that its promise opens for writing.
WRITTEN = ("deliverable", "conditions")
# What is promised for about the same time is one load.
NEAR = timedelta(days=7)
UNSETTLED = ("draft", "asked", "countered", "declined")


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def move(request, guest, contract, verb):
    """Show the sheet of a move; a POST makes it, on the version that was read. 409 shows what changed meanwhile."""
    if verb not in VERBS:
        raise Http404
    row = the_contract(request, guest, contract)
    require_move(request, row, verb)
    form = form_of(request, row, verb)
    if row.state not in MOVES[verb].sources:
        # How it stands says more than what is wrong with a field.
        form.errors.clear()
        form.status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    elif attempt(request, form, lambda: make(guest, row, verb, form)):
        return made(request, guest, form.result)
    return render_sheet(request, guest, row, verb, form)


def form_of(request, row, verb):
    """Return the form of a move: the supplier's words for a promise, its sheet, or the version alone."""
    if verb == "promise":
        form = ContractForm(sent(request), contract=row, principal=request.principal, duties=[])
        if "conditions" in form.fields:
            # By it the style sheet knows whether a condition is written, and words the button accordingly.
            form.fields["conditions"].widget.attrs["placeholder"] = "…"
        return form
    return sheet_of(row, verb, request) if verb in SHEETS else VersionForm.about(request, row)


def make(guest, row, verb, form):
    """Make the move and return the sentence that tells it. Raises what the verb raises."""
    guest.require_running()
    if verb == "promise":
        return form.save(by=guest.principal, verb=verb)
    row.expecting(form.expected)
    getattr(row, verb)(by=guest.principal, **getattr(form, "values", {}))
    return row.heading(verb)


def made(request, guest, said):
    """Answer a move that was made: for htmx an empty sheet and the sentence, else the way back to the seat."""
    if not is_partial(request):
        return redirect("walkthroughs:seat", pk=guest.walkthrough.pk)
    # In this order: the second one takes the sheet away, from which both are told.
    response = trigger_client_event(HttpResponse(), "announce", str(said))
    return trigger_client_event(response, "moved", {})


def render_sheet(request, guest, row, verb, form):
    """Show the sheet: what the contract says now, what speaks against it, and the fields of the move."""
    possible = row.state in MOVES[verb].sources
    context = {
        "guest": guest,
        "contract": row,
        "verb": verb,
        "possible": possible,
        "refusal": "" if possible else refusal(row, guest.principal),
        "heading": HEADINGS[verb],
        "form": form,
        "fields": fields_of(form, verb),
        "buyer": buyer_of(row),
        "supplies": verb in SUPPLIES,
        "duties": list(row.obligations.order_by("due", "pk")),
        "asks": asked_of_buyer(row),
        "changed": changed_terms(row),
        "meanwhile": last_told(row) if form.status == 409 else None,
    }
    if verb == "promise" and possible:
        context |= {"unsettled": unsettled(row), "load": load(request.principal, row)}
    piece = "walkthroughs/seat/_sheet.html"
    template = piece if is_partial(request) else "walkthroughs/seat/sheet.html"
    return render(request, template, context, status=form.status)


def fields_of(form, verb):
    """Return the bound fields that are shown; of a promise the supplier's own words alone."""
    if verb == "promise":
        return [form[name] for name in WRITTEN if name in form.fields]
    return form.visible_fields()


def unsettled(row):
    """Return (title, state) of what this contract needs and nobody promised: the promise would stand on it."""
    below = Contract.objects.filter(parent=row, state__in=UNSETTLED).select_related("terms")
    return [(child.title, display_of(child)) for child in below.order_by("position", "pk")]


def display_of(child):
    """Return the state of a contract as screens show it."""
    if child.supplier_id is None:
        return "gap" if child.gap else "need"
    return child.state


def load(principal, row):
    """Return how many other promises of the supplier's, that the principal sees, are due within a week of this one."""
    due = row.terms.due
    if due is None or row.supplier_id is None:
        return None
    others = Contract.objects.visible_to(principal).counting().filter(supplier=row.supplier_id, state="promised")
    return others.exclude(pk=row.pk).filter(agreed__due__range=(due - NEAR, due + NEAR)).count()
