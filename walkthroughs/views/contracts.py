"""One contract: writing its fields, moving it, parking a question about it."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from itbiz.core.errors import NotAllowed, Refused
from itbiz.core.pages import attempt, number_in, visible
from walkthroughs.contract_form import ContractForm
from walkthroughs.desk import Desk
from walkthroughs.forms import QuestionForm, for_principal
from walkthroughs.models import Contract, Question
from walkthroughs.moves import BUYER, MOVES, SUPPLIER
from walkthroughs.sheets import SHEETS, sheet_of
from walkthroughs.sides import require_mover, speaks_for, stand_in
from walkthroughs.views.editor import refresh, the_walkthrough

# Moves that need nothing but the fields as they stand on the page.
PLAIN = ("ask", "promise", "agree")


def the_contract(request, pk):
    """Return a contract with what its rules ask for, or raise Http404."""
    return visible(Contract.objects.select_related(*Contract.companions), request, pk=pk)


@require_GET
def open_contract(request, pk):
    """A contract's own address leads to its walk-through with it in focus."""
    return redirect(the_contract(request, pk))


@require_POST
def save(request, pk):
    """Write the fields that were changed and make the move of the button that was pressed, both or neither."""
    contract = the_contract(request, pk)
    verb = request.POST.get("verb", "")
    if verb and verb not in PLAIN:
        raise Http404
    if not verb and not speaks_for(request.principal, contract, SUPPLIER):
        require_side(request, contract, BUYER)
    form = ContractForm(request.POST, contract=contract, principal=request.principal)
    done = attempt(request, form, lambda: form.save(by=request.principal, verb=verb))
    desk = Desk(request, the_walkthrough(request, contract.walkthrough_id), focus=contract.pk)
    return refresh(request, desk, form.result) if done else desk.show(form=form, status=form.status)


def require_side(request, contract, side):
    """Raise PermissionDenied, with the sentence, unless the reader speaks for this side of the contract (P3, P4)."""
    try:
        stand_in(request.principal, contract, side)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


@require_POST
def move(request, pk, verb):
    """Make a move that opened a sheet."""
    if verb not in SHEETS:
        raise Http404
    contract = the_contract(request, pk)
    require_move(request, contract, verb)
    form = sheet_of(contract, verb, request)

    def act():
        contract.expecting(form.expected)
        getattr(contract, verb)(by=request.principal, **form.values)
        return contract.heading(verb)

    done = is_possible(contract, verb, form) and attempt(request, form, act)
    desk = Desk(request, the_walkthrough(request, contract.walkthrough_id), focus=contract.pk)
    return refresh(request, desk, form.result) if done else desk.show(sheet=form, doing=verb, status=form.status)


def is_possible(contract, verb, form):
    """Return whether the contract's state admits the move; else the form says why not, and nothing beside it.

    Where somebody else moved it meanwhile, what is possible now says more than what is wrong with a field.
    """
    try:
        contract.require_state(MOVES[verb])
    except Refused as error:
        form.errors.clear()
        form.add_error(None, str(error))
        form.status = HTTPStatus.CONFLICT
        return False
    return True


def require_move(request, contract, verb):
    """Raise PermissionDenied, with the sentence, unless the reader is of the side that makes the move."""
    place = number_in(request.POST.get("parent")) if verb == "move" else None
    seen = Contract.objects.visible_to(request.principal).select_related(*Contract.companions)
    try:
        require_mover(request.principal, contract, MOVES[verb], place and seen.filter(pk=place).first())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error


@require_POST
def question(request, pk):
    """Park a question about a contract."""
    contract = the_contract(request, pk)
    form = for_principal(QuestionForm(request.POST), request.principal)

    def act():
        values = {name: form.cleaned_data[name] for name in ("text", "decider", "due")}
        return Question.create(by=request.principal, about=contract, **values)

    done = attempt(request, form, act)
    desk = Desk(request, the_walkthrough(request, contract.walkthrough_id), focus=contract.pk)
    parked = _("Parked: %(question)s") % {"question": form.cleaned_data.get("text", "")}
    return refresh(request, desk, parked) if done else desk.show(question=form, status=form.status)
