"""All services as a list that is narrowed and paged, and the names that forms propose."""

from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.filters import ServiceFilter
from catalog.models import Service
from catalog.rows import service_rows
from itbiz.api.paging import Window
from itbiz.api.problems import Problem
from itbiz.core.forms import name_with_code
from itbiz.core.pages import PROPOSED, ListQuery, options, show
from orgchart.models import Block, Line
from orgchart.reach import writer_units

PAGE = 100
FILTERS = ("q", "line", "block", "status", "kind")


@require_safe
def services(request):
    """All services the reader may see; `q`, `line` (its name or code), `block`, `status` and `kind` narrow them."""
    found = narrowed(request)
    rows, following, previous = page_of(request, found)
    context = {
        "title": _("Services"),
        "rows": rows,
        "count": found.count() if following or previous else len(rows),
        "next_url": following,
        "previous_url": previous,
        "asked": {name: request.GET.get(name, "") for name in FILTERS},
        "statuses": Service.Status.choices,
        "kinds": Service.Kind.choices,
        "blocks": Block.choices,
        "may_add": writes_somewhere(request.principal),
    }
    return show(request, "catalog/services.html", context, piece="catalog/services_rows.html")


def narrowed(request):
    """Return the visible services that match the filters given. Raises BadRequest for a value that is none."""
    given = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    if "\0" in given.get("line", ""):
        raise BadRequest("line is a name or a code")
    if "\0" in given.get("q", ""):
        # No stored text holds this character.
        return Service.objects.none()
    if "line" in given:
        named = Line.objects.visible_to(request.principal).filter(name__iexact=given["line"])
        given["line"] = named.values_list("code", flat=True).first() or given["line"]
    try:
        return ServiceFilter.narrow(Service.objects.visible_to(request.principal), given)
    except Problem as problem:
        raise BadRequest(str(problem)) from problem


def page_of(request, found):
    """Return (rows, next address or None, previous address or None). Raises BadRequest for a wrong cursor."""
    try:
        window = Window(ListQuery(request, limit=str(PAGE), ordering="name"), Service, ("name",))
    except Problem as problem:
        raise BadRequest(str(problem)) from problem
    rows = service_rows(window.cut(found))
    return window.page(rows, [(row["name"], row["id"]) for row in rows])


@require_safe
def names(request):
    """Options for a field that takes a service by name; what was typed comes under the field's own name."""
    typed = next(iter(request.GET.values()), "").strip()
    found = Service.objects.visible_to(request.principal).exclude(status=Service.Status.RETIRED).matching(typed)
    pairs = found.order_by("name").values_list("name", "code") if typed else ()
    return options([name_with_code(*pair) for pair in pairs[:PROPOSED]])


def writes_somewhere(principal):
    """Return whether the principal writes the catalog of any line, or may write services of none (P1)."""
    return principal.may("catalog.write_service", Service()) or bool(writer_units(principal))


def services_url():
    """Return the address of the list."""
    return reverse("catalog:services")
