"""Projects: the list, one, a new one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from itbiz.core.pages import addresses, allow, attempt, done, show, show_form, visible
from walkthroughs.forms import ProjectForm
from walkthroughs.models import Project, Walkthrough

MOST = 500


def listing(request):
    """All projects, open ones first, each with whether it was walked through."""
    text = request.GET.get("q", "")
    rows = Project.objects.visible_to(request.principal).matching(text)
    columns = ("pk", "code", "title", "client__name", "sponsor__name", "need_by", "status")
    walked = set(Walkthrough.objects.visible_to(request.principal).live().values_list("project", flat=True))
    address = addresses("walkthroughs:project")
    found = [
        {
            "url": address(pk),
            "code": code,
            "title": title,
            "client": client,
            "sponsor": sponsor,
            "need_by": need_by,
            "state": status,
            "walked": pk in walked,
        }
        for pk, code, title, client, sponsor, need_by, status in rows.order_by("title", "pk").values_list(*columns)[
            :MOST
        ]
    ]
    context = {
        "title": _("Projects"),
        "object_list": sorted(found, key=lambda row: row["state"] != "open"),
        "q": text,
        "may_add": request.principal.may("walkthroughs.edit_project", None),
    }
    return show(request, "walkthroughs/project_list.html", context)


def detail(request, pk):
    """One project and its walk-throughs."""
    project = visible(Project.objects.select_related("client", "sponsor", "service"), request, pk=pk)
    walks = Walkthrough.objects.visible_to(request.principal).live().filter(project=project)
    context = {
        "title": project.title,
        "project": project,
        "walkthroughs": walks.select_related("facilitator").order_by("-pk"),
        "may_edit": request.principal.may("walkthroughs.edit_project", project),
    }
    return show(request, "walkthroughs/project_detail.html", context)


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
