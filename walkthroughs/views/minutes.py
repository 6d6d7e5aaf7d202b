"""What is left of a meeting: its minutes and its order sheets, as a page, as Markdown and as a file."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.core.pages import show
from walkthroughs import orders
from walkthroughs.closing import closed_because
from walkthroughs.items import COLUMNS, TYPES, Section, as_file, markdown, table
from walkthroughs.minutes import lit, read_minutes
from walkthroughs.order_files import rows_of, text_of
from walkthroughs.tree import read_tree
from walkthroughs.views.papers import found, heading


@require_safe
def minutes(request, pk):
    """What the meetings left on record, also while the walk-through runs."""
    walkthrough = found(request, pk)
    read = read_minutes(request.principal, walkthrough)
    context = heading(walkthrough, read.tree) | {
        "title": _("Minutes"),
        "facts": read.facts,
        "sections": [section for section in read.sections if section.items or section.empty],
        "baselines": walkthrough.baselines.exists(),
    }
    return show(request, "walkthroughs/minutes.html", context)


@require_safe
def minutes_file(request, pk, kind):
    """The same as a text in Markdown ("md") or as rows ("csv")."""
    walkthrough = _of_kind(request, pk, kind)
    read = read_minutes(request.principal, walkthrough)
    lights = Section("lights", _("Nine lights"), lit(walkthrough.lights))
    sections = [read.sections[0], lights, *read.sections[1:]]
    title = _("Minutes: %(name)s") % {"name": walkthrough}
    project, result = walkthrough.project, walkthrough.get_result_display()
    facts = [
        (_("Client"), str(walkthrough.client)),
        (_("End customer"), project.end_customer if project else ""),
        (_("Result"), ": ".join(filter(None, (str(result), closed_because(walkthrough))))),
        *read.facts,
    ]
    return as_file(kind, f"minutes-{walkthrough.pk}", markdown(title, facts, sections), COLUMNS, table(sections))


@require_safe
def orders_file(request, pk, kind):
    """The order sheets of all lines as a text in Markdown ("md") or as rows ("csv")."""
    walkthrough = _of_kind(request, pk, kind)
    sheets = orders.sheets_of(read_tree(walkthrough))
    columns = ("line", *COLUMNS)
    return as_file(
        kind,
        f"orders-{walkthrough.pk}",
        text_of(sheets, walkthrough),
        columns,
        rows_of(sheets, walkthrough),
    )


def _of_kind(request, pk, kind):
    if kind not in TYPES:
        raise Http404
    return found(request, pk)
