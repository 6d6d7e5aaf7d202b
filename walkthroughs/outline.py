"""What is printed of a walk-through: the whole tree as an outline, and one order sheet a line."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from itbiz.core.days import today
from itbiz.core.pages import visible
from walkthroughs.models import Question, Walkthrough
from walkthroughs.tree import read_tree

# Terms that both sides agreed to; anything before is asked, not promised.
AGREED = ("promised", "delivered", "accepted")
COMPANIONS = ("project__sponsor", "client_unit__head", "client_line__unit__head", "facilitator")


@require_safe
def outline(request, pk):
    """Print the tree: every result with acceptance, date, what the buyer provides, state and open questions."""
    walkthrough = _found(request, pk)
    tree = read_tree(walkthrough)
    context = _heading(walkthrough, tree) | {"questions": _open_about(walkthrough)}
    return render(request, "walkthroughs/outline.html", context)


@require_safe
def order_sheet(request, pk, line_pk):
    """Print what one line promised and what it gets; 404 for a line that has no part in the walk-through."""
    walkthrough = _found(request, pk)
    tree = read_tree(walkthrough)
    sheets = [sheet for sheet in _sheets(tree) if sheet["id"] == line_pk]
    if not sheets:
        raise Http404
    return _print_sheets(request, walkthrough, tree, sheets)


@require_safe
def order_sheets(request, pk):
    """Print the order sheets of all lines, each on a page of its own."""
    walkthrough = _found(request, pk)
    tree = read_tree(walkthrough)
    return _print_sheets(request, walkthrough, tree, _sheets(tree))


def _found(request, pk):
    """Return the walk-through, with whom its papers name. Raises Http404."""
    return visible(Walkthrough.objects.select_related(*COMPANIONS), request, pk=pk)


def _heading(walkthrough, tree):
    """Return what stands above every paper."""
    return {
        "walkthrough": walkthrough,
        "client": walkthrough.client,
        "tree": tree,
        "crumbs": [(str(walkthrough), reverse("walkthroughs:walkthrough", args=[walkthrough.pk]))],
        "today": today(),
    }


def _print_sheets(request, walkthrough, tree, sheets):
    context = _heading(walkthrough, tree) | {"sheets": sheets}
    return render(request, "walkthroughs/order_sheets.html", context)


def _open_about(walkthrough):
    """Return the open questions about the walk-through or its project as a whole."""
    subjects = [walkthrough, *([walkthrough.project] if walkthrough.project else [])]
    asked = [question for subject in subjects for question in Question.objects.about(subject).select_related("decider")]
    return [question for question in asked if not question.resolution]


def _sheets(tree):
    """Return a dict for every line with a part in the tree, in reading order: what it gives, gets and keeps."""
    return [_sheet(tree, *line) for line in tree.lines()]


def _sheet(tree, line_pk, name, block):
    gives, gets = tree.orders(line_pk)
    mine = [node for node in tree.nodes if node.supplier_id == line_pk and node.counts]
    inside = [node for node in mine if node.supplied_by_buyer]
    about = (*gives, *inside, *gets)
    return {
        "id": line_pk,
        "name": name,
        "block": block,
        "head": mine[0].head_name,
        "promised": [node for node in gives if node.state in AGREED],
        "asked": [node for node in gives if node.state not in AGREED],
        "gets": [node for node in gets if node.state in AGREED],
        "waits": [node for node in gets if node.state not in AGREED],
        "own": [node for node in inside if node.own_share],
        "held": [node for node in inside if node.vendor_id],
        "questions": [(node, asked) for node in about for asked in node.questions if not asked["resolution"]],
    }
