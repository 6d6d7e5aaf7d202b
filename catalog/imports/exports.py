"""Services as rows of a file that an import reads again."""

from catalog.models import Ingredient, Service
from catalog.models.services import seen_by
from itbiz.exchange.exports import Export, Listed, Told
from itbiz.exchange.lists import as_json, code_list
from orgchart.models import Line


def _levels(principal, levels):
    return as_json(levels)


def _draft(principal, draft, line_id, unit_id):
    """Return the changes that wait for `publish` as a cell, to those who may see them (V2)."""
    service = Service(draft=draft, line=Line(pk=line_id, unit_id=unit_id) if line_id else None)
    return as_json(service.draft_for(principal)) if draft else ""


def seen_ingredients(principal):
    """Return what services are made of, without the drafts that the principal may not see (V2)."""
    return Ingredient.objects.filter(seen_by(principal, "needs__")).select_related("needs")


SERVICES = Export(
    {
        "code": "code",
        "name": "name",
        "unit": "line__unit__code",
        "line": "line__code",
        "status": "status",
        "service_kind": "kind",
        **{name: name for name in ("audience", "summary", "deliverable", "acceptance", "included", "not_included")},
        **{name: name for name in ("customer_provides", "unit_of_sale", "price", "currency")},
        **{name: name for name in ("effort_low", "effort_high", "lead_time_days", "review_due")},
        "levels": Told(("levels",), _levels),
        "ingredients": Listed(
            seen_ingredients, "service", ("needs__code",), lambda rows: code_list(code for (code,) in rows)
        ),
        "successor": "successor__code",
        "retires_on": "retires_on",
        "draft": Told(("draft", "line_id", "line__unit_id"), _draft),
    }
)
