"""What walk-throughs show on pages of the organisation and of the catalog."""

from catalog.models import Service
from itbiz.core.panels import panel
from walkthroughs.ask_form import buyers_of
from walkthroughs.ledger import asked_of, owed_by, promised_by
from walkthroughs.models import Contract


@panel("line.rail", "walkthroughs/panels/asked.html")
def asked_of_line(request, line):
    """What waits for the line's answer."""
    return {"rows": asked_of(request.principal, [line])}


@panel("line.columns", "walkthroughs/panels/promised.html")
def promised_by_line(request, line):
    """What the line promised."""
    return {"rows": promised_by(request.principal, [line])}


@panel("line.columns", "walkthroughs/panels/owed.html")
def owed_by_line(request, line):
    """What the line owes as a buyer."""
    return {"rows": owed_by(request.principal, [line])}


@panel("service.rail", "walkthroughs/panels/contracts.html")
def contracts_of_service(request, service):
    """Where the service is asked for or promised."""
    contracts = Contract.objects.visible_to(request.principal).counting().filter(service=service)
    columns = ("parent__supplier", "walkthrough__client_unit", "walkthrough__client_line", "walkthrough__project")
    contracts = contracts.select_related(*columns, "terms", "agreed").order_by("-walkthrough_id", "position")[:10]
    return {"contracts": contracts} if contracts else None


@panel("service.acts", "walkthroughs/panels/ask.html")
def ask_for_service(request, service):
    """The button of whoever has a side to ask from."""
    offered = service.status == Service.Status.OFFERED
    return {"service": service} if offered and buyers_of(request.principal, service) else None


@panel("line.rail", "walkthroughs/panels/asks.html")
def ask_line(request, line):
    """What whoever has a side to ask from may ask of the line: its offered services."""
    offered = Service.objects.visible_to(request.principal).filter(line=line, status=Service.Status.OFFERED)
    if not buyers_of(request.principal, Service(line=line)):
        return None
    services = list(offered.order_by("name").values_list("pk", "name"))
    return {"services": services} if services else None
