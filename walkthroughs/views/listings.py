"""The lists of projects and of walk-throughs, narrowed and paged."""

from datetime import date

from django.db.models import Case, Count, DateField, IntegerField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.api.lists import given_in, narrowed, page_of
from itbiz.core.pages import addresses, show
from walkthroughs.filters import ProjectFilter, WalkthroughFilter
from walkthroughs.models import Project, Walkthrough
from walkthroughs.share import share_of

PROJECT_FILTERS = ("q", "status", "kind", "walked", "created_since")
SESSION_FILTERS = ("q", "mode", "status")
# Projects without a date stand last.
NO_DAY = Value(date.max, output_field=DateField())
# What goes on stands first.
TURN = ("closed", "planned", "paused", "running")


@require_safe
def projects(request):
    """The projects by state, the open ones unless `status` names another or none, the most urgent first."""
    given = given_in(request, PROJECT_FILTERS)
    if "status" not in request.GET:
        given["status"] = Project.Status.OPEN
    rows = Project.objects.visible_to(request.principal)
    since = narrowed(ProjectFilter, rows, {name: given[name] for name in ("created_since",) if name in given})
    without_state = narrowed(ProjectFilter, rows, {name: text for name, text in given.items() if name != "status"})
    found = narrowed(ProjectFilter, rows, given).annotate(needed=Coalesce("need_by", NO_DAY))
    context = page_of(request, found, project_rows, ordering="needed", column=DateField()) | {
        "title": _("Projects"),
        "asked": dict.fromkeys(PROJECT_FILTERS, "") | given,
        "share": share_of(since),
        "states": states_of(without_state),
        "kinds": Project.Kind.choices,
        "may_add": request.principal.may("walkthroughs.edit_project", None),
    }
    return show(request, "walkthroughs/project_list.html", context, piece="walkthroughs/project_rows.html")


def states_of(projects):
    """Return (status, its name, how many) for each state of projects, and for all of them under ""."""
    counts = dict(projects.order_by().values_list("status").annotate(Count("pk")))
    states = [(code, name, counts.get(code, 0)) for code, name in Project.Status.choices]
    return [*states, ("", _("all"), sum(counts.values()))]


def project_rows(projects):
    """Return the rows of a list of projects from a queryset that knows `walked` and `needed`."""
    columns = ("pk", "code", "title", "client__name", "sponsor__name", "need_by", "status", "needed")
    address = addresses("walkthroughs:project")
    found = projects.annotate(was_walked=Coalesce("walked", False)).values_list(*columns, "was_walked")
    return [
        {
            "id": pk,
            "url": address(pk),
            "code": code,
            "title": title,
            "client": client,
            "sponsor": sponsor,
            "need_by": need_by,
            "state": status,
            "needed": needed,
            "walked": walked,
        }
        for pk, code, title, client, sponsor, need_by, status, needed, walked in found
    ]


@require_safe
def walkthroughs(request):
    """The live walk-throughs, running ones first, then the newest; `?mode=practice` shows the others (H6)."""
    given = {"mode": Walkthrough.Mode.LIVE} | given_in(request, SESSION_FILTERS)
    rows = Walkthrough.objects.visible_to(request.principal).sessions()
    places = [When(status=status, then=place) for place, status in enumerate(TURN)]
    found = narrowed(WalkthroughFilter, rows, given).annotate(turn=Case(*places, output_field=IntegerField()))
    context = page_of(request, found, session_rows, ordering="-turn", column=IntegerField()) | {
        "title": _("Walk-throughs"),
        "asked": dict.fromkeys(SESSION_FILTERS, "") | given,
        "modes": Walkthrough.Mode.choices,
        "statuses": Walkthrough.Status.choices,
        "may_add": request.principal.may("walkthroughs.edit_project", None),
    }
    return show(request, "walkthroughs/walkthrough_list.html", context, piece="walkthroughs/walkthrough_rows.html")


def session_rows(walkthroughs):
    """Return the rows of a list of walk-throughs from a queryset that knows `turn`."""
    names = ("title", "project__title", "code")
    columns = ("client_unit__name", "client_line__name", "status", "facilitator__name", "started_at")
    ends = ("result", "lights", "turn")
    address = addresses("walkthroughs:walkthrough")
    return [
        {
            "id": pk,
            "url": address(pk),
            "name": title or project or code,
            "code": code,
            "client": unit or line,
            "state": status,
            "facilitator": facilitator,
            "started_at": started_at,
            "result": result and Walkthrough.Result(result).label,
            "lights": lights,
            "turn": turn,
        }
        for pk, title, project, code, unit, line, status, facilitator, started_at, result, lights, turn in (
            walkthroughs.values_list("pk", *names, *columns, *ends)
        )
    ]
