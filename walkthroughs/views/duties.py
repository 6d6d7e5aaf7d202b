"""What buyers provide: settled from the editor, and met by what somebody else promised them."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from itbiz.core.forms import VersionForm
from itbiz.core.pages import attempt, done, number_in, show_form, visible
from walkthroughs.desk import Desk
from walkthroughs.forms import MeetForm
from walkthroughs.models import Contract, Obligation
from walkthroughs.models.obligations import SETTLERS
from walkthroughs.moves import BUYER
from walkthroughs.views.contracts import require_side
from walkthroughs.views.editor import refresh, the_walkthrough

SAID = {"provide": gettext_lazy("Provided: %(what)s"), "release": gettext_lazy("Released: %(what)s")}


def the_duty(request, pk):
    """Return an obligation with what its rules ask for, or raise Http404."""
    companions = (f"contract__{name}" for name in Contract.companions)
    return visible(Obligation.objects.select_related(*companions), request, pk=pk)


@require_POST
def settle(request, pk, verb):
    """Say that it is provided, or that the supplier goes without it; `?version=` is the one that was read."""
    if verb not in SETTLERS:
        raise Http404
    duty = the_duty(request, pk)
    require_side(request, duty.contract, SETTLERS[verb])
    form = VersionForm({"version": number_in(request.GET.get("version"))})
    form.model, form.needs_version = Obligation, True

    def act():
        duty.require_owed()
        return getattr(duty.expecting(form.expected), verb)(by=request.principal)

    settled = attempt(request, form, act)
    desk = Desk(request, the_walkthrough(request, duty.contract.walkthrough_id), focus=duty.contract_id)
    if settled:
        return refresh(request, desk, SAID[verb] % {"what": duty.what})
    return desk.show(problem=" ".join(form.non_field_errors()), status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def meet(request, pk):
    """Say by which promise of somebody else the duty is met."""
    duty = the_duty(request, pk)
    require_side(request, duty.contract, BUYER)
    form, back = MeetForm.to_edit(request, duty), duty.contract.get_absolute_url()

    def act():
        return duty.expecting(form.expected).update(by=request.principal, met_by=form.cleaned_data["met_by"])

    if attempt(request, form, act):
        return done(request, _("Saved."), back)
    intro = _("What do you get from somebody else, and hand on as this?")
    return show_form(request, form, title=duty.what, intro=intro, cancel_url=back)
