"""What walk-throughs show on pages of the organisation and of the catalog."""

from django.urls import reverse

from catalog.models import Service
from itbiz.core.panels import panel
from walkthroughs.ask_form import buyers_of
from walkthroughs.design import design_of
from walkthroughs.ledger import Mine, read
from walkthroughs.models import Contract, Finding
from walkthroughs.parked import questions_about
from walkthroughs.views.findings import finding_rows

LEDGER = "walkthroughs/panels/ledger.html"


def page_of(request, name, line):
    """Return the context of a list about one line, whoever reads it."""
    return {"page": read(request.principal, name, Mine(lines=(line.pk,)), limit=10), "line": line}


@panel("line.rail", LEDGER)
def asked_of_line(request, line):
    """What waits for the line's answer."""
    return page_of(request, "asked", line)


@panel("line.columns", LEDGER)
def promised_by_line(request, line):
    """What the line promised."""
    return page_of(request, "promised", line)


@panel("line.columns", LEDGER)
def owed_by_line(request, line):
    """What the line owes as a buyer."""
    return page_of(request, "owed", line)


@panel("service.rail", "walkthroughs/panels/contracts.html")
def contracts_of_service(request, service):
    """Where the service is asked for or promised."""
    contracts = Contract.objects.visible_to(request.principal).counting().filter(service=service)
    columns = ("parent__supplier", "walkthrough__client_unit", "walkthrough__client_line", "walkthrough__project")
    contracts = contracts.select_related(*columns, "terms", "agreed").order_by("-walkthrough_id", "position")[:10]
    return {"contracts": contracts} if contracts else None


@panel("service.rail", "walkthroughs/panels/design.html")
def design_of_service(request, service):
    """Which walk-through designed the service, and the way to take what it asked for, for those who write it."""
    design = design_of(service, request.principal)
    if design is None:
        return None
    may = design.services and service.status != Service.Status.RETIRED
    return {
        "service": service,
        "design": design,
        "may_take": may and request.principal.may("catalog.write_service", service),
    }


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


QUESTIONS = "walkthroughs/panels/questions.html"


@panel("line.main", QUESTIONS)
@panel("unit.main", QUESTIONS)
@panel("service.rail", QUESTIONS)
def questions_of(request, subject):
    """The questions about a line, a unit or a service."""
    return questions_about(request.principal, subject)


@panel("line.main", "walkthroughs/panels/findings.html")
@panel("unit.main", "walkthroughs/panels/findings.html")
def findings_of(request, subject):
    """What live walk-throughs found about a line or a unit, and about what the line supplies, as an overlap is (H6)."""
    found = Finding.objects.visible_to(request.principal).live()
    found = (found.about(subject) | found.about_supplied_by(subject)).order_by("-pk")[:10]
    may_log = request.principal.may("walkthroughs.write_finding", Finding())
    address = reverse("walkthroughs:finding-log", args=[subject._meta.model_name, subject.pk])
    return {"rows": finding_rows(found), "log_url": address if may_log else ""}
