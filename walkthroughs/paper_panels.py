"""The ways from pages of the organisation to what hangs on them, and to their order sheets."""

from django.urls import reverse

from itbiz.core.panels import panel

TEMPLATE = "walkthroughs/panels/hangs.html"


@panel("line.acts", TEMPLATE)
def papers_of_line(request, line):
    """What hangs on a line, and its order sheet over all walk-throughs."""
    return _addresses("line", line)


@panel("person.acts", TEMPLATE)
def papers_of_person(request, person):
    """What hangs on a person, and their order sheet over all walk-throughs."""
    return _addresses("person", person)


@panel("vendor.acts", TEMPLATE)
def hangs_of_vendor(request, vendor):
    """What hangs on a vendor."""
    return {"hangs_url": reverse("walkthroughs:vendor-hangs", args=[vendor.pk])}


def _addresses(kind, subject):
    return {
        "hangs_url": reverse(f"walkthroughs:{kind}-hangs", args=[subject.pk]),
        "orders_url": reverse(f"walkthroughs:{kind}-orders", args=[subject.pk]),
    }
