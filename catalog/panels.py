"""What the catalog shows on pages of the organisation."""

from django.db.models import Count, Q

from catalog.drafts import drafts
from catalog.models import Service
from catalog.models.services import IN_FORCE
from catalog.rows import service_rows
from itbiz.audit.models import Change
from itbiz.core.panels import figure, panel
from itbiz.core.querysets import InOrder
from orgchart.models import Line


def _catalog(request, lines):
    services = Service.objects.visible_to(request.principal).filter(line__in=lines)
    return service_rows(
        services.exclude(status=Service.Status.RETIRED).order_by(InOrder("line__search"), InOrder("search"))
    )


@panel("line.main", "catalog/panels/offers.html")
def offers_of_line(request, line):
    """What one line offers."""
    return {
        "rows": _catalog(request, [line]),
        "line": line,
        "may_write": request.principal.may("catalog.write_service", Service(line=line)),
    }


@panel("unit.main", "catalog/panels/catalogs.html")
def catalogs_of_unit(request, unit):
    """What all lines of a unit offer."""
    rows = _catalog(request, unit.lines.visible_to(request.principal).filter(status=Line.Status.ACTIVE))
    return {"rows": rows, "many": len({row["line_id"] for row in rows}) > 1} if rows else None


@panel("import.done", "catalog/panels/drafts.html")
def drafts_of_import(request, upload):
    """How many services that a file made are drafts, which nobody can ask for yet: `loose` of no line, `n` of one."""
    if upload.change_set_id is None:
        return None
    made = Change.objects.filter(
        change_set=upload.change_set_id, kind=Service._meta.label_lower, action=Change.Action.CREATED
    )
    waiting = drafts(request.principal).filter(pk__in=made.values("object_id"))
    counts = waiting.aggregate(n=Count("pk", filter=Q(line__isnull=False)), loose=Count("pk", filter=Q(line=None)))
    return counts if any(counts.values()) else None


@figure("line.offered")
def offered_by_line(request):
    """How many services each line offers."""
    services = Service.objects.visible_to(request.principal).filter(status__in=IN_FORCE, line__isnull=False)
    return dict(services.values_list("line_id").annotate(Count("pk")).order_by())
