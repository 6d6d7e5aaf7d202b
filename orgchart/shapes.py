"""How the organisation's objects stand in replies."""

from itbiz.api.shapes import Derived, Part, Shape, references
from orgchart.models import Appointment, Boundary, Line, Membership, Person, Unit, Vendor


def _appointed(kind):
    return Part(
        rows=lambda reader: Appointment.objects.filter(kind=kind).order_by("id"),
        owner="unit_id",
        columns=("person_id", "person__code"),
        make=references(Person, "people"),
    )


def _boundary(reader, text, pk, code):
    return {"text": text, "goes_to": reader.link(Line, pk, code)}


PERSON = Shape(
    Person,
    "people",
    ("name", "email", "title", "active", "units"),
    parts={
        "units": Part(
            rows=lambda reader: Membership.objects.order_by("id"),
            owner="person_id",
            columns=("unit_id", "unit__code"),
            make=references(Unit, "units"),
        )
    },
)

UNIT = Shape(
    Unit,
    "units",
    ("name", "parent", "head", "deputies", "editors", "inside_it", "headcount", "status", "description"),
    parts={"deputies": _appointed("deputy"), "editors": _appointed("editor")},
)

LINE = Shape(
    Line,
    "lines",
    (
        *("unit", "name", "short_name", "block", "specialty", "domain", "staff", "boundaries", "status"),
        "provisional",
    ),
    derived={"block": Derived(("block",), lambda reader, block: block or None)},
    parts={
        "boundaries": Part(
            rows=lambda reader: Boundary.objects.order_by("id"),
            owner="line_id",
            columns=("text", "goes_to_id", "goes_to__code"),
            make=_boundary,
        )
    },
)

VENDOR = Shape(Vendor, "vendors", ("name", "held_by"))
