"""One step from a list to an answer: a page that shows what was read, filled in, and makes one move."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from itbiz.core.forms import VersionForm, sent
from itbiz.core.pages import allow, attempt, done, show_form, visible
from walkthroughs.contract_form import ContractForm
from walkthroughs.forms import ResolveForm
from walkthroughs.models import Contract, Obligation, Question
from walkthroughs.models.obligations import SETTLERS
from walkthroughs.moves import MOVES
from walkthroughs.offers import asked_of_buyer, changed_terms
from walkthroughs.parked import page_about
from walkthroughs.sheets import SHEETS, sheet_of
from walkthroughs.views.contracts import require_side

# The move that answers a contract in each state, and the others that its page offers beside it.
ANSWER = {"asked": "promise", "countered": "agree", "promised": "deliver", "delivered": "accept"}
BESIDE = {"promise": ("counter", "decline"), "accept": ("reject",)}
VERBS = {*ANSWER.values(), *(verb for verbs in BESIDE.values() for verb in verbs)}
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def contract(request, pk):
    """The filled sheet of one contract: its answer, or the one `?do=` names; a POST gives it on the version read."""
    row = visible(Contract.objects.select_related(*Contract.companions), request, pk=pk)
    verb = request.GET.get("do") or ANSWER.get(row.state, "")
    if request.GET.get("do") and verb not in VERBS:
        raise Http404
    if not verb:
        return redirect(row)
    require_side(request, row, MOVES[verb].side)
    form = form_of(request, row, verb)
    if attempt(request, form, lambda: give(request.principal, row, verb, form)):
        return done(request, str(form.result), reverse("home"))
    beside = [other for other in BESIDE.get(verb, ()) if row.state in MOVES[other].sources]
    context = {
        "title": row.title or row.code,
        "contract": row,
        "verb": verb,
        "beside": beside,
        "supplies": MOVES[verb].side == "supplier",
        "obligations": row.obligations.order_by("due", "pk"),
        "changed": changed_terms(row),
        "asks": asked_of_buyer(row),
    }
    return show_form(request, form, template="walkthroughs/answer.html", **context)


def form_of(request, row, verb):
    """Return the form of the move: the supplier's fields for a promise, its sheet, or the version alone."""
    if verb == "promise":
        form = ContractForm(sent(request), contract=row, principal=request.principal)
    else:
        form = sheet_of(row, verb, request) if verb in SHEETS else VersionForm.about(request, row)
    form.needs_version = True
    return form


def give(principal, row, verb, form):
    """Make the move on the version that was read, and return the sentence that tells it. Raises what the verb raises.

    Where somebody else moved the contract meanwhile, what is possible now says more than that it changed.
    """
    row.require_state(MOVES[verb])
    if verb == "promise":
        return form.save(by=principal, verb=verb)
    said = row.heading(verb)
    values = form.values if verb in SHEETS else {}
    getattr(row.expecting(form.expected), verb)(by=principal, **values)
    return said


@require_http_methods(METHODS)
def duty(request, pk):
    """What a buyer owes: a POST says that it is provided."""
    rows = Obligation.objects.select_related(*(f"contract__{name}" for name in Contract.companions))
    row = visible(rows, request, pk=pk)
    require_side(request, row.contract, SETTLERS["provide"])
    form = VersionForm.about(request, row)
    if attempt(request, form, lambda: row.expecting(form.expected).provide(by=request.principal)):
        return done(request, _("Provided: %(what)s") % {"what": row.what}, reverse("home"))
    context = {"title": row.what, "obligation": row, "contract": row.contract}
    return show_form(request, form, template="walkthroughs/answer_duty.html", **context)


@require_http_methods(METHODS)
def question(request, pk):
    """An open question: a POST decides it; with `?back=` it leads to what it is about, else home."""
    row = visible(Question.objects.select_related("asker", "decider"), request, pk=pk)
    allow(request, "walkthroughs.resolve_question", row)
    form = ResolveForm.about(request, row)

    def act():
        row.require_open()
        return row.expecting(form.expected).resolve(by=request.principal, resolution=form.cleaned_data["resolution"])

    if attempt(request, form, act):
        to = page_about(row.about_kind, row.about_id) if "back" in request.GET else reverse("home")
        return done(request, _("Decided: %(text)s") % {"text": row.text[:120]}, to)
    context = {"title": row.text, "row": row, "subject": row.subject}
    return show_form(request, form, template="walkthroughs/answer_question.html", **context)
