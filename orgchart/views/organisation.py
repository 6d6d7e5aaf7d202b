"""The organisation as a list that opens and closes, and fetches deeper levels as they are opened."""

from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from itbiz.core.pages import addresses, is_partial, number_in, show, visible
from itbiz.core.panels import figures
from itbiz.core.templatetags.ui import chip
from orgchart.chart import Chart
from orgchart.models import Unit
from orgchart.models.lines import letters
from orgchart.reach import headed_units
from orgchart.templatetags.people import people
from orgchart.views.units import crumbs_of

# How many rows a reader gets at first: whole levels are opened as long as they fit.
FIT = 60
# How many rows a page holds, those inside what is closed among them; what is below them is fetched when it is opened.
MOST = 300
# How many units a search shows, each with all above it.
FOUND = 100
# No chart has more pages than this.
LAST = 10_000
BRANCH = "orgchart/organisation_branch.html"


@require_safe
def organisation(request):
    """All units below each other. `q` searches; `open` is "all", "none" or ids of units, else what fits on a page.

    `below` shows what is below one unit, htmx those rows alone; `page` turns pages of what stands beside each other.
    """
    # No unit has the id 0.
    asked = number_in(request.GET.get("below")) or None
    top = visible(Unit.objects, request, pk=asked) if asked else None
    chart = Chart.read(request.principal, below=asked)
    text, page = (
        "" if top else request.GET.get("q", "").strip(),
        min(number_in(request.GET.get("page", "1")) or 1, LAST),
    )
    hits = chart.matching(text) if text else ()
    shown = chart.with_above(hits[:FOUND]) if text else set(chart.boxes)
    first = [box for box in chart.roots if box.id in shown]
    turned = first[(page - 1) * MOST : page * MOST]
    wanted = request.GET.get("open", "")
    opened = shown if text else opened_ids(chart, turned, wanted)
    # What a search found is shown whole; of what is below one unit only the next level is known.
    most = 0 if top else len(shown) if text else MOST
    rows = Rows(shown, opened, figures("line.offered", request), most)
    context = {
        "title": top.name if top else _("Organisation"),
        "crumbs": crumbs_of(top) if top else (),
        "q": text,
        "rows": list(rows.of(turned)),
        "unshown": max(0, len(hits) - FOUND),
        "below": top,
        "is_large": len(chart.boxes) > MOST,
        "previous_url": page > 1 and address_of(top, wanted, page - 1),
        "next_url": len(first) > page * MOST and address_of(top, wanted, page + 1),
    }
    if top and is_partial(request):
        return show(request, BRANCH, context)
    context |= {
        "totals": totals(chart),
        "may_create": request.principal.may("orgchart.edit_unit", Unit()),
        "may_name": names_somewhere(request.principal),
    }
    return show(request, "orgchart/organisation.html", context, piece="orgchart/organisation_rows.html")


def address_of(top, wanted, page):
    """Return the address, from the page itself, of a page of what is below the unit `top`, or of all.

    It is opened as this page is: as `wanted` by the parameter `open`.
    """
    below = {"below": top.pk} if top else {}
    return "?" + urlencode(below | ({"open": wanted} if wanted else {}) | {"page": page}, safe=",")


def names_somewhere(principal):
    """Return whether the principal names the lines of any unit (P1)."""
    return principal.has_role("cio") or bool(headed_units(principal))


def opened_ids(chart, first, wanted):
    """Return the ids of the units that show what is below them. Raises BadRequest for what is no id."""
    if wanted == "all":
        return set(chart.boxes)
    if wanted:
        try:
            return {int(pk) for pk in wanted.split(",") if pk != "none"}
        except ValueError as error:
            raise BadRequest("open is all, none, or ids of units between commas") from error
    opened, rows, level = set(), len(first), first
    while level:
        rows += sum(len(box.children) for box in level)
        if rows > FIT:
            break
        opened |= {box.id for box in level}
        level = [child for box in level for child in box.children]
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

    def __init__(self, shown, opened, offered, most):
        self.shown, self.opened, self.offered, self.most = shown, opened, offered, most
        self.here = frozenset()
        self.below = _("Units below %(unit)s")
        self.unit_address, self.line_address = addresses("orgchart:unit"), addresses("orgchart:line")

    def of(self, boxes):
        """Yield the rows of `boxes` and of what is below, as long as no more than `most`; of the rest how many."""
        self.here = self._held(boxes)
        return self._rows(boxes)

    def _held(self, boxes):
        """Return the ids of the units whose children stand on the page: of the opened ones first, level by level."""
        held, rows = set(), len(boxes)
        for only in (self.opened, self.shown):
            level = boxes
            while level:
                for box in level:
                    children = self._below(box)
                    if box.id in only and box.id not in held and rows + len(children) <= self.most:
                        held.add(box.id)
                        rows += len(children)
                level = [child for box in level if box.id in held for child in self._below(box)]
        return held

    def _below(self, box):
        return [child for child in box.children if child.id in self.shown]

    def _rows(self, boxes):
        for box in boxes:
            children = self._below(box)
            is_here = box.id in self.here
            yield self._row(box) | {
                "below": len(children),
                "below_label": self.below % {"unit": box.name},
                "is_open": is_here and box.id in self.opened,
                "is_elsewhere": bool(children) and not is_here,
            }
            if children and is_here:
                yield from self._rows(children)
                yield {"ends": True}

    def _row(self, box):
        offered = sum(self.offered.get(line.id, 0) for line in box.lines)
        return {
            "id": box.id,
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
            name = format_html("{} ({})", line.name, _("provisional")) if line.provisional else line.name
            yield self.line_address(line.id), line.name, square, name
