"""The organisation as a list that opens and closes."""

from django.core.exceptions import BadRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from itbiz.core.pages import addresses, show
from itbiz.core.panels import figures
from itbiz.core.templatetags.ui import chip
from orgchart.chart import Chart
from orgchart.models import Unit
from orgchart.models.lines import letters
from orgchart.reach import headed_units
from orgchart.templatetags.people import people

# How many rows a reader gets at first: whole levels are opened as long as they fit.
FIT = 60


@require_safe
def organisation(request):
    """All units below each other. `q` searches; `open` is "all", "none" or ids of units, else what fits on a page."""
    chart = Chart.read(request.principal)
    text = request.GET.get("q", "").strip()
    shown = chart.matching(text) if text else set(chart.boxes)
    opened = shown if text else opened_ids(chart, request.GET.get("open", ""))
    context = {
        "title": _("Organisation"),
        "q": text,
        "rows": list(Rows(chart, shown, opened, figures("line.offered", request))),
        "totals": totals(chart),
        "may_create": request.principal.may("orgchart.edit_unit", Unit()),
        "may_name": names_somewhere(request.principal),
    }
    return show(request, "orgchart/organisation.html", context, piece="orgchart/organisation_rows.html")


def names_somewhere(principal):
    """Return whether the principal names the lines of any unit (P1)."""
    return principal.has_role("cio") or bool(headed_units(principal))


def opened_ids(chart, wanted):
    """Return the ids of the units that show what is below them. Raises BadRequest for what is no id."""
    if wanted == "all":
        return set(chart.boxes)
    if wanted:
        try:
            return {int(pk) for pk in wanted.split(",") if pk != "none"}
        except ValueError as error:
            raise BadRequest("open is all, none, or ids of units between commas") from error
    opened, rows = set(), len(chart.roots)
    for level in chart.levels():
        rows += sum(len(box.children) for box in level)
        if rows > FIT:
            break
        opened |= {box.id for box in level}
    return opened


def totals(chart):
    """Return the counts above the list: units, lines, vacancies, units that have not named a line."""
    open_boxes = [box for box in chart.boxes.values() if not box.closed]
    return {
        "units": len(open_boxes),
        "lines": sum(len(box.lines) for box in open_boxes),
        "vacant": sum(not box.head for box in open_boxes),
        "unnamed": sum(box.inside_it and not box.lines for box in open_boxes),
    }


class Rows:
    """The rows of the list in reading order, each a dict of ready values; built in Python, as there may be hundreds."""

    def __init__(self, chart, shown, opened, offered):
        self.roots, self.shown, self.opened, self.offered = chart.roots, shown, opened, offered
        self.below = _("Units below %(unit)s")
        self.unit_address, self.line_address = addresses("orgchart:unit"), addresses("orgchart:line")

    def __iter__(self):
        return self._below(self.roots)

    def _below(self, boxes):
        boxes = [box for box in boxes if box.id in self.shown]
        for box in boxes:
            children = [child for child in box.children if child.id in self.shown]
            yield self._row(box) | {
                "below": len(children),
                "below_label": self.below % {"unit": box.name},
                "is_open": box.id in self.opened,
            }
            yield from self._below(children)
            if children:
                yield {"ends": True}

    def _row(self, box):
        offered = sum(self.offered.get(line.id, 0) for line in box.lines)
        return {
            "name": box.name,
            "url": self.unit_address(box.id),
            "head": box.head,
            "headcount": people(box.headcount),
            "inside_it": box.inside_it,
            "closed": box.closed,
            "lines": self._lines(box),
            "offered": ngettext("%(n)s service", "%(n)s services", offered) % {"n": offered} if offered else "",
        }

    def _lines(self, box):
        link = '<a class="line-link" href="{}" title="{}">{}<span>{}</span></a>'
        return format_html_join("", link, self._line_values(box))

    def _line_values(self, box):
        for line in box.lines:
            square = chip(letters(line.block, box.inside_it))
            name = format_html("{} ({})", line.short_name, _("provisional")) if line.provisional else line.short_name
            yield self.line_address(line.id), line.name, square, name
