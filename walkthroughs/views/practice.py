"""Practice: starting one on a familiar project, and what it showed afterwards (H6)."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from itbiz.audit.record import change_set
from itbiz.core.forms import VersionForm
from itbiz.core.pages import allow, attempt, done, number_in, show, visible
from walkthroughs.coaching import LADDER, rung_of
from walkthroughs.minutes import found as told
from walkthroughs.minutes import gates
from walkthroughs.models import Finding, Project, Walkthrough
from walkthroughs.practice import comparable, compare, read_measures
from walkthroughs.tree import read_tree
from walkthroughs.views.papers import found, heading


@require_safe
def practice(request, pk):
    """What a practice showed, beside what really happened or the run of `?with=`; 404 for what is no practice."""
    walkthrough = found(request, pk)
    if walkthrough.mode != Walkthrough.Mode.PRACTICE:
        raise Http404
    tree = read_tree(walkthrough, questions=False)
    others = comparable(request.principal, walkthrough)
    wanted = number_in(request.GET.get("with"))
    other = next((one for one in others if wanted in (None, one.pk)), None)
    if wanted is not None and other is None:
        raise Http404
    findings = told(Finding.objects.visible_to(request.principal).filter(walkthrough=walkthrough).order_by("pk"))
    context = heading(walkthrough, tree) | {
        "title": _("What the practice showed"),
        "measures": read_measures(walkthrough, tree, findings),
        "gates": gates(walkthrough.passed_unmet),
        "findings": findings,
        "others": others,
        "other": other,
        "difference": compare(tree, read_tree(other, questions=False)) if other else None,
        "ladder": LADDER,
        "rung": rung_of(familiar=any(one.mode == Walkthrough.Mode.LIVE for one in others)),
    }
    return show(request, "walkthroughs/practice.html", context)


@require_POST
def rehearse(request, pk):
    """Start a practice walk-through of a project that one knows, with the reader as its facilitator."""
    project = visible(Project.objects.select_related("client"), request, pk=pk)
    allow(request, "walkthroughs.edit_walkthrough", Walkthrough())
    form = VersionForm(request.POST)

    def act():
        name = _("Practice: %(project)s") % {"project": project}
        with change_set(by=request.principal, title=name):
            walkthrough = Walkthrough.create(
                by=request.principal,
                title=name,
                project=project,
                client_unit=project.client,
                facilitator=request.principal.person,
                mode=Walkthrough.Mode.PRACTICE,
            )
            walkthrough.start(by=request.principal)
            return walkthrough

    if attempt(request, form, act):
        sentence = _("Practice started. Nobody outside the room sees it, and it counts in no figure.")
        return done(request, sentence, reverse("walkthroughs:walkthrough", args=[form.result.pk]))
    return done(request, " ".join(form.non_field_errors()), reverse("walkthroughs:project", args=[pk]))
