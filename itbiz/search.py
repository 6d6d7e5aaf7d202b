"""Search over everything that has a name, each kind through `visible_to` (V4)."""

from dataclasses import dataclass

from django.db.models.functions import Length
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.models import Service
from itbiz.core.pages import addresses
from itbiz.core.templatetags.ui import chip, state
from orgchart.models import Line, Person, Unit, Vendor
from orgchart.models.lines import letters
from orgchart.namesakes import doubled, marks
from walkthroughs.models import Project, Question, Walkthrough

# How many hits of a kind are shown; its count says how many more there are.
SHOWN = 8


@dataclass
class Kind:
    """One kind of thing that is found: its heading, model, page, and the columns name, beside, state.

    `line` leads to the line whose chip stands beside it: "" the thing itself, None for no chip.
    """

    heading: str
    model: type
    view: str
    name: str
    beside: str
    line: str | None = None
    state: str = ""

    def group(self, principal, text, address=None):
        """Return the heading, the count and the first hits of this kind, or None where nothing is found.

        `address` is a function from an id to where a hit leads, the page of the object where none is given.
        """
        found = self.model.objects.visible_to(principal).matching(text)
        if self.model in (Walkthrough, Question):
            found = found.live()
        if self.model is Walkthrough:
            found = found.sessions()
        columns = [column for column in ("id", "code", self.name, self.beside, self.state, *self._chip()) if column]
        hits = list(found.order_by(Length(self.name), self.name, "id").values(*columns)[: SHOWN + 1])
        if not hits:
            return None
        count = len(hits) if len(hits) <= SHOWN else found.count()
        address = address or addresses(self.view)
        told = marks(doubled((hit["id"], hit["name"]) for hit in hits[:SHOWN])) if self.model is Person else {}
        shown = [self._hit(hit, address) | _apart(told.get(hit["id"])) for hit in hits[:SHOWN]]
        return {"heading": self.heading, "count": count, "hits": shown}

    def _chip(self):
        """The columns of the line's type of business, and whether it is inside IT."""
        return () if self.line is None else (f"{self.line}block", f"{self.line}unit__inside_it")

    def _hit(self, hit, address):
        block, inside = (hit[column] for column in self._chip()) if self._chip() else (None, None)
        return {
            "name": hit[self.name] or hit[self.beside] or hit["code"],
            "url": address(hit["id"]),
            "beside": hit[self.beside] if hit[self.name] else "",
            "chip": chip(letters(block, inside)) if block is not None else "",
            "state": state(hit[self.state]) if self.state else "",
        }


def _apart(marks_of_one):
    """Return what stands beside one of several people of one name; nothing of others."""
    return {"beside": marks_of_one} if marks_of_one else {}


KINDS = (
    Kind(gettext_lazy("Lines of business"), Line, "orgchart:line", "name", "unit__head__name", line=""),
    Kind(
        *(gettext_lazy("Services"), Service, "catalog:service", "name", "line__name"),
        line="line__",
        state="status",
    ),
    Kind(gettext_lazy("Units"), Unit, "orgchart:unit", "name", "head__name"),
    Kind(gettext_lazy("People"), Person, "orgchart:person", "name", "title"),
    Kind(gettext_lazy("Projects"), Project, "walkthroughs:project", "title", "client__name", state="status"),
    Kind(
        *(gettext_lazy("Walk-throughs"), Walkthrough, "walkthroughs:walkthrough", "title", "project__title"),
        state="status",
    ),
    Kind(gettext_lazy("Questions"), Question, "walkthroughs:question", "text", "decider__name"),
    Kind(gettext_lazy("Vendors"), Vendor, "orgchart:vendor", "name", "held_by__name"),
)


@require_safe
def search(request):
    """What holds every word of `q`, by kind."""
    text = request.GET.get("q", "").strip()
    groups = [kind.group(request.principal, text) for kind in KINDS] if text else []
    context = {"q": text, "groups": [group for group in groups if group], "title": _("Search")}
    return render(request, "search.html", context)
