"""How a walk-through designs a service: what its prime asked for becomes what the service is usually made of."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from catalog.design import tells_design
from catalog.models import Service
from catalog.models.services import IN_FORCE
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from walkthroughs.models import Contract, Project, Walkthrough
from walkthroughs.moves import ENDED


@tells_design
def were_designed(ids):
    """Return those of the services whose designing project has a closed walk-through; practice does not count (H6)."""
    return closed_sessions().filter(project__service__in=ids).values_list("project__service", flat=True)


def closed_sessions():
    """Return the walk-throughs that may design a service: live sessions of such projects, closed."""
    designing = Walkthrough.objects.live().sessions().filter(project__kind=Project.Kind.SERVICE_DESIGN)
    return designing.filter(status=Walkthrough.Status.CLOSED)


@dataclass
class Design:
    """What a closed walk-through says a service is made of.

    `services` are those that its prime asked for, `lacking` the contracts of others that name no service on offer, each
    as {id, name}.
    """

    walkthrough: Walkthrough
    services: list = field(default_factory=list)
    lacking: list = field(default_factory=list)


def design_of(service, principal):
    """Return the Design of the last closed walk-through that the principal sees, or None where there is none."""
    sessions = closed_sessions().filter(project__service=service)
    seen = Walkthrough.objects.visible_to(principal).filter(pk__in=sessions.values("pk"))
    walkthrough = seen.select_related("project").order_by("-closed_at", "-pk").first()
    return walkthrough and _read(walkthrough, service)


def _read(walkthrough, service):
    """Return the Design: the prime's direct subcontracts that were not ended, its own share left out."""
    below = Contract.objects.filter(walkthrough=walkthrough, parent__parent=None, parent__isnull=False)
    below = below.exclude(state__in=ENDED).order_by("position", "pk")
    columns = ("supplier", "parent__supplier", "state", "need", "service", "service__name", "service__status")
    design, seen = Design(walkthrough), {service.pk}
    for pk, supplier, prime, state, need, asked, name, status in below.values_list("pk", *columns):
        if supplier is not None and supplier == prime:
            continue
        if asked is None or status not in IN_FORCE or state == Contract.State.DECLINED:
            design.lacking.append({"id": pk, "name": need})
        elif asked not in seen:
            seen.add(asked)
            design.services.append({"id": asked, "name": name})
    return design


def require_design(service, principal):
    """Return the Design that has services to take. Raises Refused where there is none."""
    design = design_of(service, principal)
    if design is None:
        sentence = _("No closed walk-through designed %(service)s. Close one of a project that names it first.")
        raise Refused(sentence % {"service": service})
    if not design.services:
        raise Refused(_("No subcontract of the prime there names a service that is offered."))
    return design


def take_ingredients(service, *, by, reason=""):
    """Let what the last closed walk-through asked for be what `service` is usually made of, and return the change set.

    It takes the place of what was listed before. Raises NotAllowed, Stale or Refused.
    """
    title = _("%(service)s takes what its walk-through asked for as its usual ingredients") % {"service": service}
    with change_set(by=by, title=title, reason=reason) as changes:
        by.require("catalog.write_service", service)
        service.require_writable()
        design = require_design(service, by)
        needed = Service.objects.in_bulk([row["id"] for row in design.services])
        service.update(by=by, ingredients=[{"needs": needed[row["id"]]} for row in design.services])
    return changes.row
