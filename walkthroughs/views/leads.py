"""Who leads a contract, named by its supplier's side, while it is promised too (WRITERS)."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from itbiz.core.forms import VersionForm, offer_visible, sent
from itbiz.core.pages import attempt, done, show_form, visible
from orgchart.models import Person
from walkthroughs.models import Contract
from walkthroughs.moves import SUPPLIER
from walkthroughs.views.contracts import require_side


class LeadForm(VersionForm):
    """Names who leads a contract; where nobody is named, the head of the line does."""

    lead = forms.ModelChoiceField(
        Person.objects.filter(active=True),
        required=False,
        label=gettext_lazy("lead"),
        empty_label=gettext_lazy("the head of the line"),
    )
    model, needs_version = Contract, True


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request, pk):
    """Name who leads a contract, or nobody but the head."""
    contract = visible(Contract.objects.select_related(*Contract.companions, "lead"), request, pk=pk)
    require_side(request, contract, SUPPLIER)
    form = LeadForm(sent(request), initial={"version": contract.version, "lead": contract.lead})
    offer_visible(form, request.principal)
    team = reverse("walkthroughs:team", args=[pk])

    def act():
        return contract.expecting(form.expected).update(by=request.principal, lead=form.cleaned_data["lead"])

    if attempt(request, form, act):
        return done(request, _("Who leads %(contract)s is saved.") % {"contract": contract.code}, team)
    return show_form(request, form, title=_("Who leads it?"), intro=contract.title, cancel_url=team)
