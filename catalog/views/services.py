"""All services as a list that is narrowed and paged, and the names that forms propose."""

from functools import partial

from django.core.exceptions import BadRequest
from django.db.models import TextField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.filters import ServiceFilter
from catalog.models import Service
from catalog.rows import service_rows
from itbiz.api.lists import given_in, narrowed, page_of
from itbiz.core.pages import propose, show
from orgchart.models import Block, Line
from orgchart.reach import writer_units

FILTERS = ("q", "line", "block", "status", "kind")


@require_safe
def services(request):
    """All services the reader may see; `q`, `line` (its name or code), `block`, `status` and `kind` narrow them."""
    rows = partial(service_rows, marks=("place",))
    context = page_of(request, found(request).with_place(), rows, ordering="place", column=TextField()) | {
        "title": _("Services"),
        "asked": {name: request.GET.get(name, "") for name in FILTERS},
        "statuses": Service.Status.choices,
        "kinds": Service.Kind.choices,
        "blocks": Block.choices,
        "may_add": writes_somewhere(request.principal),
    }
    return show(request, "catalog/services.html", context, piece="catalog/services_rows.html")


def found(request):
    """Return the visible services that match the filters given. Raises BadRequest for a value that is none."""
    given = given_in(request, FILTERS)
    if "\0" in given.get("line", ""):
        raise BadRequest("line is a name or a code")
    if "line" in given:
        named = Line.objects.visible_to(request.principal).filter(name__iexact=given["line"])
        given["line"] = named.values_list("code", flat=True).first() or given["line"]
    return narrowed(ServiceFilter, Service.objects.visible_to(request.principal), given)


@require_safe
def names(request):
    """Options for a field that takes a service by name; what was typed comes under the field's own name."""
    return propose(request, Service.objects.visible_to(request.principal).exclude(status=Service.Status.RETIRED))


def writes_somewhere(principal):
    """Return whether the principal writes the catalog of any line, or may write services of none (P1)."""
    return principal.may("catalog.write_service", Service()) or bool(writer_units(principal))


def services_url():
    """Return the address of the list."""
    return reverse("catalog:services")
