"""The accepted tree by line and by date, on screen and on paper; read only, an output and never an input."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.core.pages import show
from walkthroughs.lane_sheets import sheets_of
from walkthroughs.swimlane import in_order, lay_out
from walkthroughs.tree import read_tree
from walkthroughs.views.papers import found, heading


@require_safe
def lanes(request, pk):
    """Draw who hands over what by when, and tell the same as a list."""
    walkthrough = found(request, pk)
    tree = read_tree(walkthrough, questions=False)
    drawing = lay_out(tree)
    context = heading(walkthrough, tree) | {
        "title": _("By line and date"),
        "drawing": drawing,
        "spans": in_order(drawing),
        "sheets": sheets_of(drawing),
    }
    return show(request, "walkthroughs/lanes.html", context)
