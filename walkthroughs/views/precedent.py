"""What was bought before, offered below the contract in focus: taken one by one or all at once, or passed over."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from itbiz.core.errors import NotAllowed, Refused
from itbiz.core.pages import show, visible
from walkthroughs.desk import Desk
from walkthroughs.models import Contract
from walkthroughs.precedent import bought_before, take
from walkthroughs.views.editor import refresh, the_walkthrough

# In the session of whoever writes: what they passed over, by walk-through, {id: [keys]}.
PASSED_OVER = "passed_over"


@require_http_methods(["GET", "HEAD", "POST"])
def precedent(request, pk):
    """The list; a POST with `pick` (keys) or `all` adds what is named, one with `pass_over` leaves one out."""
    contract = visible(Contract.objects.select_related(*Contract.companions), request, pk=pk)
    if request.POST.get("pass_over"):
        _pass_over(request, contract, request.POST["pass_over"])
    passed_over = request.session.get(PASSED_OVER, {}).get(str(contract.walkthrough_id), [])
    found = bought_before(request.principal, contract, passed_over=passed_over)
    keys = request.POST.getlist("pick")
    chosen = found if request.POST.get("all") else [item for item in found if item.key in keys]
    if chosen:
        return _take(request, contract, chosen)
    return _listed(request, contract, found)


def _pass_over(request, contract, key):
    kept = request.session.get(PASSED_OVER, {})
    mine = kept.setdefault(str(contract.walkthrough_id), [])
    request.session[PASSED_OVER] = kept | {str(contract.walkthrough_id): [*mine, key[:200]]}


def _listed(request, contract, found, problem="", status=200):
    adds = Contract(walkthrough=contract.walkthrough, parent=contract)
    context = {
        "contract": contract,
        "bought": found,
        "problem": problem,
        "may_take": request.principal.may("walkthroughs.add_contract", adds),
        "goes_on": contract.children.exists(),
        "title": _("Bought before"),
    }
    piece = "walkthroughs/_precedent.html"
    return show(request, "walkthroughs/precedent.html", context, piece=piece, status=status)


def _take(request, contract, chosen):
    try:
        take(contract, chosen, by=request.principal)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except (Refused, ValidationError) as error:
        sentence = " ".join(getattr(error, "messages", [str(error)]))
        return _listed(request, contract, chosen, sentence, 409)
    said = _("Added: %(what)s") % {"what": ", ".join(item.need for item in chosen)}
    return refresh(request, Desk(request, the_walkthrough(request, contract.walkthrough_id), focus=contract.pk), said)
