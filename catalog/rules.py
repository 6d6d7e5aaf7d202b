"""Who may write and publish services (rules P1, V2)."""

from itbiz.access.rules import rule
from orgchart.reach import on_side_of, writes_for


@rule("catalog.write_service")
def write_service(principal, service):
    """The line's side and editors write its catalog; of a service without a line the CIO."""
    return principal.has_role("cio") or writes_for(principal, service.line)


@rule("catalog.publish_service")
@rule("catalog.review_service")
def publish_service(principal, service):
    """The line's side publishes, reviews and retires. Being CIO is not enough: a promise is the line's own."""
    return on_side_of(principal, service.line)
