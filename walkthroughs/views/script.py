"""What the script beside the tree does: going from step to step, and what each step asks for."""

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from itbiz.core.forms import Form
from itbiz.core.pages import allow, attempt, number_in
from walkthroughs.desk import Desk
from walkthroughs.models import Reason
from walkthroughs.models.scripted import LAST_STEP
from walkthroughs.script import STEPS
from walkthroughs.script_forms import ACTS
from walkthroughs.views.editor import refresh, the_walkthrough


class StepForm(Form):
    """Where to, and why, where a gate on the way is not met."""

    step = forms.IntegerField(min_value=0, max_value=LAST_STEP, widget=forms.HiddenInput)
    # The step that was shown when it was sent.
    since = forms.IntegerField(min_value=0, max_value=LAST_STEP, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Why do we go on nevertheless?"), required=False, max_length=300)

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="step_%s", **options)


@require_POST
def step(request, pk):
    """Go to another step of the script; a gate that is not met asks for the reason, which is kept."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.edit_walkthrough", walkthrough)
    desk = Desk(request, walkthrough, focus=request.POST.get("focus"))
    form = StepForm(request.POST)

    def act():
        values = form.cleaned_data
        seen = {"tree": desk.tree, "since": values["since"]}
        walkthrough.go_to(values["step"], by=request.principal, reason=values["reason"], **seen)

    if attempt(request, form, act):
        number = walkthrough.step
        said = _("Step %(number)s: %(name)s") % {"number": number, "name": STEPS[number].name}
        return refresh(request, desk, said)
    desk.script_form = form
    return desk.show(status=form.status)


@require_POST
def act(request, pk, name):
    """Do what a panel of the script asks for: one of walkthroughs.script_forms.ACTS."""
    if name not in ACTS:
        raise Http404
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.edit_walkthrough", walkthrough)
    form = ACTS[name](request.POST, walkthrough=walkthrough, principal=request.principal)
    done = attempt(request, form, form.act)
    focus = (done and form.focus) or number_in(request.POST.get("focus"))
    desk = Desk(request, the_walkthrough(request, pk), focus=focus)
    if done:
        return refresh(request, desk, form.said)
    desk.script_form = form
    return desk.show(status=form.status)


@require_safe
def reasons(request, pk):
    """How many reasons of the premortem were written so far: a number, and nothing beside it (H11)."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.edit_walkthrough", walkthrough)
    count = Reason.objects.filter(walkthrough=walkthrough).count()
    return render(request, "walkthroughs/_script_count.html", {"count": count})
