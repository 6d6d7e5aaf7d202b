"""Plan versus now: a page that prints what is otherwise than a baseline has it, and what is still asked."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.core.days import today
from itbiz.core.pages import number_in, show
from walkthroughs.duties import found_after_close, read_plan
from walkthroughs.views.editor import the_walkthrough


@require_safe
def plan(request, pk):
    """The newest baseline, or the one of `?baseline=`, beside the tree of today."""
    walkthrough = the_walkthrough(request, pk)
    asked = request.GET.get("baseline")
    baseline, found = read_plan(walkthrough, number_in(asked))
    if asked is not None and (baseline is None or str(baseline.number) != asked):
        raise Http404
    context = {
        "title": _("Plan and now"),
        "walkthrough": walkthrough,
        "client": walkthrough.client,
        "today": today(),
        "baseline": baseline,
        "plan": found,
        "found_later": found_after_close(pk) if baseline else set(),
        "baselines": walkthrough.baselines.order_by("-number").values("number", "cause", "created_at"),
        "crumbs": [(str(walkthrough), reverse("walkthroughs:walkthrough", args=[pk]))],
    }
    return show(request, "walkthroughs/plan.html", context)
