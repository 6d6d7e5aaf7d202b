"""Builds the catalogs: each head writes and publishes what their own line offers."""

from catalog.models import Service
from itbiz.audit.record import change_set
from itbiz.demo.cast import Cast
from itbiz.demo.services import BY_LINE
from orgchart.models import Line

WHY_OFFERED = "It was offered long before there were walk-throughs."

# What an entry says beside the columns of a service.
BESIDE = {"ingredients", "draft", "successor"}


def build_catalogs():
    """Create all services as drafts, then name their ingredients and publish them, line by line."""
    cast = Cast()
    lines = {line.code: line for line in Line.objects.select_related("unit__head")}
    services = {}
    for code, entries in BY_LINE.items():
        services |= write(cast.head_of(lines[code]), lines[code], entries)
    for code, entries in BY_LINE.items():
        publish(cast.head_of(lines[code]), lines[code], entries, services)
    retire(cast, lines, services)


def write(head, line, entries):
    """Create a line's services as drafts and return them by code."""
    with change_set(by=head, title=f"{line.short_name} wrote its catalog"):
        return {entry["code"]: Service.create(by=head, line=line, **columns(entry)) for entry in entries}


def columns(entry):
    """Return what an entry says in columns of the service itself."""
    return {name: value for name, value in entry.items() if name not in BESIDE}


def publish(head, line, entries, services):
    """Name the usual ingredients of a line's services, and offer those that are not drafts."""
    with change_set(by=head, title=f"{line.short_name} published its catalog"):
        for entry in entries:
            service = services[entry["code"]]
            if "ingredients" in entry:
                service.update(by=head, ingredients=[{"needs": services[code]} for code in entry["ingredients"]])
            if not entry.get("draft"):
                service.publish(by=head, reason=WHY_OFFERED)


def retire(cast, lines, services):
    """Retire every service whose entry names its successor."""
    for line_code, entries in BY_LINE.items():
        for entry in entries:
            if "successor" in entry:
                service, successor = services[entry["code"]], services[entry["successor"]]
                service.retire(by=cast.head_of(lines[line_code]), successor=successor)
