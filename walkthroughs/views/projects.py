"""Projects: one, a new one, a changed one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models.services import sees
from itbiz.core.pages import allow, attempt, done, show, show_form, visible
from walkthroughs.forms import ProjectForm
from walkthroughs.light_words import contracts_of_lights
from walkthroughs.models import Project, Walkthrough
from walkthroughs.parked import questions_about


def detail(request, pk):
    """One project and its walk-throughs."""
    project = visible(Project.objects.select_related("client", "sponsor", "service__line"), request, pk=pk)
    rows = Walkthrough.objects.visible_to(request.principal).live().filter(project=project)
    walks = list(rows.select_related("facilitator").order_by("-pk"))
    context = {
        "title": project.title,
        "project": project,
        "follow_ons": project.follow_ons.select_related("line__unit"),
        "walkthroughs": walks,
        "held_back": contracts_of_lights(*(walk.lights for walk in walks)),
        "familiar": project.status == Project.Status.DONE or any(walk.closed_at for walk in walks),
        "may_edit": request.principal.may("walkthroughs.edit_project", project),
        "designed": designed_by(request.principal, project),
    }
    context |= questions_about(request.principal, project)
    return show(request, "walkthroughs/project_detail.html", context)


def designed_by(principal, project):
    """Return the service that a project designs, or None where there is none or the reader may not see it (V2)."""
    service = project.service
    return service if service and sees(principal, service.status, service.line and service.line.unit_id) else None


def create(request):
    """A new project."""
    allow(request, "walkthroughs.edit_project")
    form = ProjectForm.to_create(request)
    if attempt(request, form, lambda: Project.create(by=request.principal, **form.values)):
        return done(request, _("Project opened."), reverse("walkthroughs:project", args=[form.result.pk]))
    intro = _("Name the outcome somebody outside IT will notice, not the activity.")
    return show_form(
        request,
        form,
        title=_("Open a project"),
        intro=intro,
        submit=_("Open the project"),
        cancel_url=reverse("walkthroughs:projects"),
    )


def edit(request, pk):
    """Change a project."""
    project = visible(Project.objects, request, pk=pk)
    allow(request, "walkthroughs.edit_project", project)
    form = ProjectForm.to_edit(request, project)
    back = reverse("walkthroughs:project", args=[pk])
    if attempt(request, form, lambda: project.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, _("Saved."), back)
    return show_form(request, form, title=project.title, cancel_url=back)
