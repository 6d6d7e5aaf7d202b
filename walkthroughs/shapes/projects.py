"""How projects stand in replies."""

from itbiz.api.shapes import Derived, Shape
from walkthroughs.models import Project
from walkthroughs.shapes.services import service_link


class ProjectShape(Shape):
    """Projects, whose service may be a draft."""

    expandable = ("client", "sponsor", "service")


PROJECT = ProjectShape(
    Project,
    "projects",
    ("title", "kind", "client", "sponsor", "end_customer", "service", "need_by", "status"),
    derived={
        "service": Derived(("service_id", "service__code", "service__status", "service__line__unit_id"), service_link)
    },
)
