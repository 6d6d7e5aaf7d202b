"""How services stand in replies."""

# Enters the shapes of lines and units, which services refer to and embed.
import orgchart.shapes  # noqa: F401
from catalog.models import Ingredient, Service
from catalog.models.promises import NEEDED, missing_of
from catalog.models.services import seen_by
from itbiz.api.shapes import Derived, Part, Shape, references
from orgchart.models import Line

NEEDS = ("line", *NEEDED)


def _missing(reader, *values):
    return missing_of(dict(zip(NEEDS, values, strict=True)))


def _draft(reader, draft, line_id, unit_id):
    """Return the changes that wait for `publish`, to those who may see them (V2), else None."""
    if not draft:
        return None
    service = Service(draft=draft, line=Line(pk=line_id, unit_id=unit_id) if line_id else None)
    return service.draft_for(reader.principal) or None


def _visible_ingredients(reader):
    return Ingredient.objects.filter(seen_by(reader.principal, "needs__")).order_by("id")


SERVICE = Shape(
    Service,
    "services",
    (
        *("line", "name", "kind", "summary", "audience", "deliverable", "acceptance", "included", "not_included"),
        *("customer_provides", "unit_of_sale", "price", "currency", "effort_low", "effort_high", "lead_time_days"),
        *("status", "review_due", "missing", "levels", "ingredients", "successor", "retires_on"),
        *("undesigned_because", "draft"),
    ),
    derived={
        "missing": Derived(("line_id", *NEEDED), _missing),
        "draft": Derived(("draft", "line_id", "line__unit_id"), _draft),
    },
    parts={
        "ingredients": Part(
            rows=_visible_ingredients,
            owner="service_id",
            columns=("needs_id", "needs__code"),
            make=references(Service, "services"),
        )
    },
)
