"""Walk-throughs as sessions: the list, a new one, who is in the room, start and close."""

from http import HTTPStatus

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from itbiz.core.errors import Refused
from itbiz.core.forms import VersionForm
from itbiz.core.pages import addresses, allow, attempt, done, number_in, show, show_form, visible
from orgchart.models import Person
from walkthroughs.closing import left_open, unsettled
from walkthroughs.desk import Desk
from walkthroughs.forms import CloseForm, WalkthroughForm
from walkthroughs.models import Project, Walkthrough
from walkthroughs.suggest import person_named
from walkthroughs.views.editor import the_walkthrough

MOST = 200


def listing(request):
    """The live walk-throughs, running ones first; `?mode=practice` shows the others (H6)."""
    mode = "practice" if request.GET.get("mode") == "practice" else "live"
    rows = Walkthrough.objects.visible_to(request.principal).filter(mode=mode)
    columns = ("pk", "code", "title", "project__title", "client_unit__name", "client_line__name", "status")
    newest = rows.order_by("-started_at", "-pk").values_list(*columns, "facilitator__name", "started_at")
    address = addresses("walkthroughs:walkthrough")
    found = [
        {
            "url": address(pk),
            "name": title or project or code,
            "code": code,
            "client": unit or line,
            "state": status,
            "facilitator": facilitator,
            "started_at": started_at,
        }
        for pk, code, title, project, unit, line, status, facilitator, started_at in newest[:MOST]
    ]
    order = ["running", "paused", "planned", "closed"]
    context = {
        "title": _("Walk-throughs"),
        "object_list": sorted(found, key=lambda row: order.index(row["state"])),
        "mode": mode,
        "may_add": request.principal.may("walkthroughs.edit_project", None),
    }
    return show(request, "walkthroughs/walkthrough_list.html", context)


def create(request):
    """A new walk-through, of the project in `?project=` where there is one."""
    allow(request, "walkthroughs.edit_project")
    pk = request.GET.get("project", "")
    project = visible(Project.objects, request, pk=pk) if pk.isdecimal() else None
    initial = {"client_unit": project and project.client_id, "facilitator": request.principal.person}
    form = WalkthroughForm.to_create(request, **initial)
    if attempt(request, form, lambda: Walkthrough.create(by=request.principal, project=project, **form.values)):
        return redirect("walkthroughs:walkthrough", form.result.pk)
    title = _("Walk through: %(project)s") % {"project": project} if project else _("New walk-through")
    back = reverse("walkthroughs:project", args=[project.pk]) if project else reverse("walkthroughs:walkthroughs")
    return show_form(request, form, title=title, submit=_("Create"), cancel_url=back)


def settings(request, pk):
    """Title, client, facilitator and access of a walk-through."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.edit_walkthrough", walkthrough)
    form = WalkthroughForm.to_edit(request, walkthrough)
    back = reverse("walkthroughs:walkthrough", args=[pk])
    if attempt(request, form, lambda: walkthrough.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, _("Saved."), back)
    return show_form(request, form, title=str(walkthrough), cancel_url=back)


@require_POST
def presence(request, pk):
    """Mark who is in the room: the ticked people, and somebody named beside them."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.edit_walkthrough", walkthrough)
    ticked = [number_in(pk) for pk in request.POST.getlist("people")]
    people = list(Person.objects.visible_to(request.principal).filter(pk__in=ticked).order_by("pk"))
    typed = request.POST.get("name", "").strip()
    named = person_named(request.principal, typed) if typed else None
    back = _back(request, pk)
    if typed and named is None:
        return done(request, _("Nobody called “%(name)s” is known, so nobody was marked.") % {"name": typed}, back)
    people += [named] if named and named not in people else []
    walkthrough.update(by=request.principal, presences=[{"person": person} for person in people])
    return done(request, _("Marked who is in the room."), back)


@require_POST
def start(request, pk):
    """Start a walk-through."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.start_walkthrough", walkthrough)
    form, reason = VersionForm(request.POST), request.POST.get("reason", "")
    if attempt(request, form, lambda: walkthrough.expecting(form.expected).start(by=request.principal, reason=reason)):
        said = _("Started. You write and move for either side while it runs.")
        return done(request, said, _back(request, pk))
    return _refused(request, pk, " ".join(form.non_field_errors()))


@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk):
    """Say what is still open and what closing does; a POST of the version that was read closes."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.close_walkthrough", walkthrough)
    try:
        walkthrough.require_turn("close")
    except Refused as error:
        return _refused(request, pk, str(error))
    form, back = CloseForm.about(request, walkthrough), _back(request, pk)

    def act():
        walkthrough.expecting(form.expected).close(by=request.principal, reason=form.cleaned_data["reason"])

    if attempt(request, form, act):
        return done(request, _("Closed."), back)
    desk = Desk(request, walkthrough)
    context = {
        "title": _("Close “%(name)s”?") % {"name": walkthrough},
        "groups": left_open(desk.tree),
        "questions": unsettled(desk.questions()),
        "submit": _("Close the walk-through"),
        "cancel": _("Back"),
        "cancel_url": back,
    }
    return show_form(request, form, template="walkthroughs/close.html", **context)


def _refused(request, pk, sentence):
    """Show the editor with why its walk-through can not be turned."""
    return Desk(request, the_walkthrough(request, pk)).show(problem=sentence, status=HTTPStatus.CONFLICT)


def _back(request, pk):
    focus = request.POST.get("focus") or request.GET.get("focus", "")
    return reverse("walkthroughs:walkthrough", args=[pk]) + (f"?focus={focus}" if focus.isdecimal() else "")
