"""What walk-throughs show on pages of the organisation and of the catalog."""

from itbiz.core.panels import panel
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
