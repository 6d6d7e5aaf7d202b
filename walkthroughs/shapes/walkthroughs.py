"""How walk-throughs stand in replies."""

from itbiz.api.shapes import Part, Shape, references
from orgchart.models import Person
from walkthroughs.models import Presence, Walkthrough

WALKTHROUGH = Shape(
    Walkthrough,
    "walkthroughs",
    (
        *("title", "project", "client_unit", "client_line", "mode", "access", "status", "facilitator", "step"),
        *("present", "waivers", "started_at", "closed_at"),
    ),
    parts={
        "present": Part(
            rows=lambda reader: Presence.objects.order_by("id"),
            owner="walkthrough_id",
            columns=("person_id", "person__code"),
            make=references(Person, "people"),
        )
    },
)
