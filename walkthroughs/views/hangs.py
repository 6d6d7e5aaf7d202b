"""What hangs on a contract, a line, a person or a vendor, as a page, or as a piece for the editor's dialog."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.core.pages import addresses, show, visible
from itbiz.core.terms import term as word_for
from orgchart.models import Line, Person, Vendor
from walkthroughs import hangs
from walkthroughs.models import Contract


@require_safe
def contract_hangs(request, pk):
    """What would break if this contract fell away, where it stands, and what both sides owe."""
    contract = visible(Contract.objects.select_related("walkthrough__project", "terms", "agreed"), request, pk=pk)
    crumbs = [(str(contract.walkthrough), contract.get_absolute_url())]
    return _page(request, contract.title, crumbs, hangs.of_contract(request.principal, contract), kind="contract")


@require_safe
def line_hangs(request, pk):
    """What would break if this line fell away."""
    line = visible(Line.objects, request, pk=pk)
    crumbs = [(line.name, reverse("orgchart:line", args=[pk]))]
    return _page(request, line.name, crumbs, hangs.of_line(request.principal, line), kind="line")


@require_safe
def person_hangs(request, pk):
    """What would break if this person left."""
    person = visible(Person.objects, request, pk=pk)
    crumbs = [(person.name, reverse("orgchart:person", args=[pk]))]
    return _page(request, person.name, crumbs, hangs.of_person(request.principal, person), kind="person")


@require_safe
def vendor_hangs(request, pk):
    """What would break if this vendor fell away."""
    vendor = visible(Vendor.objects, request, pk=pk)
    crumbs = [(vendor.name, reverse("orgchart:vendor", args=[pk]))]
    return _page(request, vendor.name, crumbs, hangs.of_vendor(request.principal, vendor), kind="vendor")


def _page(request, name, crumbs, found, *, kind):
    context = {
        "title": _("What hangs on %(name)s?") % {"name": name},
        "crumbs": crumbs,
        "hangs": found,
        "kind": kind,
        "path": steps_to(found.contracts[0].node) if kind == "contract" else [],
    }
    return show(request, "walkthroughs/hangs.html", context, piece="walkthroughs/hangs_dialog.html")


def steps_to(node):
    """Return the steps from the end customer to a node's contract; see components/path.html."""
    place, address = node.place, addresses("walkthroughs:contract-hangs")
    steps = [{"role": _("End customer"), "name": place.end_customer}] if place.end_customer else []
    steps.append({"role": _("Client"), "name": place.client, "block": place.block})
    for above in (*reversed(node.ancestors()), node):
        role = word_for("subcontractor" if above.parent else "prime")
        steps.append({"role": capfirst(role), "name": above.short, "block": above.block, "url": address(above.id)})
    return steps
