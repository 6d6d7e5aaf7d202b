"""What is printed: the whole tree as an outline, order sheets of lines and people, the team sheet of a contract."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from itbiz.core.days import today
from itbiz.core.pages import visible
from orgchart.models import Line, Person
from orgchart.models.units import Appointment
from walkthroughs import orders
from walkthroughs.forest import attach_deputies, read_forest
from walkthroughs.hangs import decided_by
from walkthroughs.models import Contract, Question, Walkthrough
from walkthroughs.risks import attach_risks
from walkthroughs.tree import read_tree
from walkthroughs.views.hangs import steps_to

COMPANIONS = ("project__sponsor", "client_unit__head", "client_line__unit__head", "facilitator")


@require_safe
def outline(request, pk):
    """Print the tree: every result with acceptance, date, what the buyer provides, state and open questions."""
    walkthrough = found(request, pk)
    tree = read_tree(walkthrough)
    attach_risks(tree.nodes, [node.id for node in tree.nodes])
    context = heading(walkthrough, tree) | {"questions": _open_about(walkthrough, tree)}
    return render(request, "walkthroughs/outline.html", context)


@require_safe
def order_sheet(request, pk, line_pk):
    """Print what one line promised and what it gets; 404 for a line that has no part in the walk-through."""
    walkthrough = found(request, pk)
    tree = read_tree(walkthrough)
    sheets = [sheet for sheet in orders.sheets_of(tree) if sheet["id"] == line_pk]
    if not sheets:
        raise Http404
    return _print_sheets(request, walkthrough, tree, sheets)


@require_safe
def order_sheets(request, pk):
    """Print the order sheets of all lines, each on a page of its own."""
    walkthrough = found(request, pk)
    tree = read_tree(walkthrough)
    return _print_sheets(request, walkthrough, tree, orders.sheets_of(tree))


@require_safe
def line_orders(request, pk):
    """Print what one line promised, gets and owes in all live walk-throughs."""
    line = visible(Line.objects.select_related("unit__head"), request, pk=pk)
    deputies = line.unit.appointments.filter(kind=Appointment.Kind.DEPUTY).values_list("person__name", flat=True)
    context = {
        "title": line.name,
        "letters": line.letters,
        "head": line.unit.head and line.unit.head.name,
        "deputies": list(deputies),
        "parts": orders.orders_of_line(request.principal, line),
        "crumbs": [(line.name, reverse("orgchart:line", args=[pk]))],
        "today": today(),
    }
    return render(request, "walkthroughs/orders.html", context)


@require_safe
def person_orders(request, pk):
    """Print what one person leads, promised, gets, owes as a buyer, and decides in all live walk-throughs."""
    person = visible(Person.objects, request, pk=pk)
    context = {
        "title": person.name,
        "person": person,
        "parts": orders.orders_of_person(request.principal, person),
        "decides": decided_by(request.principal, person),
        "crumbs": [(person.name, reverse("orgchart:person", args=[pk]))],
        "today": today(),
    }
    return render(request, "walkthroughs/orders.html", context)


@require_safe
def team(request, pk):
    """Print who is above a contract up to the sponsor, who works for it, and what each owes the other."""
    contract = visible(Contract.objects.select_related(*Contract.companions), request, pk=pk)
    (place,) = read_forest(Walkthrough.objects.visible_to(request.principal).filter(pk=contract.walkthrough_id))
    node = place.tree.by_id[contract.pk]
    attach_deputies(place.tree.nodes, place)
    context = {
        "node": node,
        "place": place,
        "chain": list(reversed(node.ancestors())),
        "below": [child for child in node.children if child.counts],
        "path": steps_to(node),
        "may_lead": "lead" in contract.fields_for(request.principal),
        "crumbs": [(place.title, contract.get_absolute_url())],
        "today": today(),
    }
    return render(request, "walkthroughs/team.html", context)


def found(request, pk):
    """Return the walk-through, with whom its papers name. Raises Http404."""
    return visible(Walkthrough.objects.select_related(*COMPANIONS), request, pk=pk)


def heading(walkthrough, tree):
    """Return what stands above every paper."""
    return {
        "walkthrough": walkthrough,
        "client": walkthrough.client,
        "tree": tree,
        "crumbs": [(str(walkthrough), reverse("walkthroughs:walkthrough", args=[walkthrough.pk]))],
        "today": today(),
    }


def _print_sheets(request, walkthrough, tree, sheets):
    context = heading(walkthrough, tree) | {"sheets": sheets}
    return render(request, "walkthroughs/order_sheets.html", context)


def _open_about(walkthrough, tree):
    """Return the open questions about the walk-through or its project as a whole, as dicts."""
    asked = list(tree.questions)
    if walkthrough.project:
        asked += Question.objects.about(walkthrough.project).values("text", "due", "resolution", "decider__name")
    return [question for question in asked if not question["resolution"]]
