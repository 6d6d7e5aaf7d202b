"""Where a gap goes: a draft on a line's catalog, or a boundary question that somebody decides."""

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from itbiz.core.days import plausible
from itbiz.core.forms import DateInput, VersionForm, offer_visible, sent
from itbiz.core.pages import allow, attempt, done, show_form, visible
from orgchart.models import Line
from walkthroughs.forms import PersonField, for_principal
from walkthroughs.models import Contract
from walkthroughs.models.homing import draft_for_gap, question_for_gap


class DraftForm(VersionForm):
    """On whose catalog, and in which words."""

    submit = gettext_lazy("Put it on the catalog as a draft")
    intro = gettext_lazy("The line's head and editors word it, and publish it where it is theirs. Nothing is promised.")
    line = forms.ModelChoiceField(
        Line.objects.filter(status=Line.Status.ACTIVE), label=gettext_lazy("line of business")
    )
    words = forms.CharField(
        label=gettext_lazy("in words that others may read"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Left empty, it is told as it was asked for here."),
    )

    def act(self, contract, by):
        """Do it for the contract."""
        values = self.cleaned_data
        return draft_for_gap(contract, by=by, line=values["line"], name=values["words"])


class BoundaryForm(DraftForm):
    """Within whose boundary it may be, who decides, and by when."""

    submit = gettext_lazy("Ask who owns it")
    intro = gettext_lazy("A question about the line's boundary, with this project as evidence.")
    decider = PersonField(label=gettext_lazy("who decides"))
    due = forms.DateField(label=gettext_lazy("by"), required=False, widget=DateInput(), validators=[plausible])

    def act(self, contract, by):
        """Do it for the contract."""
        values = self.cleaned_data
        decided = {"decider": values["decider"], "due": values["due"]}
        return question_for_gap(contract, by=by, line=values["line"], text=values["words"], **decided)


FORMS = {"draft": DraftForm, "question": BoundaryForm}


@require_http_methods(["GET", "HEAD", "POST"])
def gap(request, pk, how):
    """Give the gap a home: as a `draft`, or as a `question`."""
    if how not in FORMS:
        raise Http404
    contract = visible(Contract.objects.select_related(*Contract.companions), request, pk=pk)
    allow(request, "walkthroughs.home_gap", contract)
    form = for_principal(FORMS[how](sent(request)), request.principal)
    offer_visible(form, request.principal)
    if attempt(request, form, lambda: form.act(contract, request.principal)):
        return done(request, _("Put to %(line)s.") % {"line": form.cleaned_data["line"]}, contract.get_absolute_url())
    title = _("Nobody offers: %(need)s") % {"need": contract.need or contract.code}
    context = {"title": title, "intro": form.intro, "submit": form.submit, "cancel_url": contract.get_absolute_url()}
    return show_form(request, form, **context)
