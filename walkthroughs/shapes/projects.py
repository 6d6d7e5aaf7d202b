"""How projects stand in replies."""

from itbiz.api.shapes import Derived, Part, Shape
from orgchart.models import Line
from walkthroughs.models import Project
from walkthroughs.models.projects import FollowOn
from walkthroughs.shapes.services import service_link


class ProjectShape(Shape):
    """Projects, whose service may be a draft."""

    expandable = ("client", "sponsor", "service")


PROJECT = ProjectShape(
    Project,
    "projects",
    (
        *("title", "kind", "client", "sponsor", "end_customer", "processes", "benefits", "service", "need_by"),
        *("status", "follow_ons"),
    ),
    derived={
        "service": Derived(("service_id", "service__code", "service__status", "service__line__unit_id"), service_link)
    },
    parts={
        "follow_ons": Part(
            rows=lambda reader: FollowOn.objects.order_by("id"),
            owner="project_id",
            columns=("what", "line_id", "line__code"),
            make=lambda reader, what, pk, code: {"what": what, "line": reader.link(Line, pk, code)},
        )
    },
)
