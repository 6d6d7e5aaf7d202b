"""The organisation on home: one's own lines, what is missing, what runs, the types of business."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import Service
from catalog.models.promises import NEEDED
from catalog.models.services import IN_FORCE
from itbiz.core.pages import addresses
from itbiz.core.templatetags.ui import chip, due
from itbiz.core.terms import BLOCKS
from orgchart.models import Block, Line, Unit
from orgchart.models.lines import letters
from walkthroughs.models import Project, Walkthrough
from walkthroughs.moves import ENDED, OPEN

SHORT = 5


@dataclass
class Lack:
    """A short list of what is missing, the sentence that says what to do, and the page where much of it is done."""

    heading: str
    sentence: str
    count: int
    rows: list
    act: str = ""
    url: str = ""


def lacks(principal):
    """Return what the organisation lacks: heads, lines of units, catalogs of lines, lines of services."""
    units = Unit.objects.visible_to(principal).filter(status=Unit.Status.ACTIVE, inside_it=True)
    unnamed = units.exclude(lines__status=Line.Status.ACTIVE)
    bare = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE)
    bare = bare.exclude(services__status__in=IN_FORCE)
    loose = Service.objects.visible_to(principal).filter(line=None).exclude(status=Service.Status.RETIRED)
    covered = _("The line above them often covers what they do; their heads may name one.")
    above = _("Name a head: until then deputies promise here, and whoever heads a unit above.")
    naming = (_("Name lines"), reverse("orgchart:name-lines") + "?level=all")
    paste = (_("Paste services"), reverse("imports") + "?kind=services")
    found = [
        _lack(_("Vacant"), above, units.filter(head=None), "orgchart:unit"),
        _lack(_("Units without a line of their own"), covered, unnamed, "orgchart:unit", *naming),
        _lack(_("Lines that offer nothing"), _("Ask for the first service."), bare, "orgchart:line", *paste),
        _lack(_("Services of no line"), _("Say whose they are, or retire them."), loose, "catalog:service"),
    ]
    return [lack for lack in found if lack.count]


def _lack(heading, sentence, rows, view, act="", url=""):
    address = addresses(view)
    first = list(rows.by_name().values_list("id", "name")[: SHORT + 1])
    count = rows.count() if len(first) > SHORT else len(first)
    return Lack(heading, sentence, count, [(address(pk), name) for pk, name in first[:SHORT]], act, url)


def business(principal):
    """Return the rows of the types of business: chip, name, how many lines there are and what they offer."""
    lines = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE)
    offered = Count("services", filter=Q(services__status__in=IN_FORCE), distinct=True)
    counted = lines.values("block", inside=F("unit__inside_it"))
    counted = counted.annotate(lines=Count("pk", distinct=True), offered=offered)
    counts, services = {}, reverse("catalog:services")
    for row in counted.order_by():
        found = counts.setdefault(letters(row["block"], row["inside"]), {"lines": 0, "offered": 0})
        found["lines"] += row["lines"]
        found["offered"] += row["offered"]
    return [
        counts[code] | {"chip": chip(code), "name": name, "url": f"{services}?block={code}" if code in Block else ""}
        for code, name in [*Block.choices, ("CL", BLOCKS["CL"]), ("", _("not named yet"))]
        if code in counts
    ]


def running(principal):
    """Return the rows of the live walk-throughs that run now, the newest first."""
    address = addresses("walkthroughs:walkthrough")
    found = Walkthrough.objects.visible_to(principal).live().filter(status=Walkthrough.Status.RUNNING)
    found = found.select_related("project", "facilitator").annotate(
        results=Count("contracts", filter=~Q(contracts__state__in=ENDED)),
        open=Count("contracts", filter=Q(contracts__state__in=OPEN)),
    )
    return [
        {"name": str(row), "url": address(row.pk), "who": row.facilitator, "results": row.results, "open": row.open}
        for row in found.order_by("-started_at", "-pk")[:SHORT]
    ]


def open_projects(principal):
    """Return the rows of the projects that are open, the most urgent first."""
    address = addresses("walkthroughs:project")
    found = Project.objects.visible_to(principal).filter(status=Project.Status.OPEN)
    columns = ("id", "title", "client__name", "need_by")
    return [
        {"url": address(pk), "title": title, "client": client or "", "due": due(day)}
        for pk, title, client, day in found.order_by("need_by", "title").values_list(*columns)[:SHORT]
    ]


def my_lines(principal, lines):
    """Return the rows of the reader's own lines: what each offers, and what is missing there."""
    lacking = Q()
    for name in NEEDED:
        lacking |= Q(**{f"services__{name}__isnull": True} if name == "review_due" else {f"services__{name}": ""})
    counts = {
        "offered": Count("services", filter=Q(services__status__in=IN_FORCE)),
        "drafts": Count("services", filter=Q(services__status=Service.Status.DRAFT)),
        "lacking": Count("services", filter=Q(services__status__in=IN_FORCE) & lacking),
    }
    found = Line.objects.visible_to(principal).filter(pk__in=lines).select_related("unit")
    found = found.annotate(**counts).by_name()
    address = addresses("orgchart:line")
    return [
        {
            "url": address(line.pk),
            "name": line.name,
            "chip": chip(line.letters),
            "offered": line.offered,
            "missing": missing_of(line),
            "drafts": line.drafts,
        }
        for line in found
    ]


def missing_of(line):
    """Return the sentences that say what a line of `my_lines` still needs."""
    lacking = _("%(n)s services with fields missing") % {"n": line.lacking}
    said = [
        (not line.letters, _("the type of business is not named yet")),
        (not line.domain, _("the domain is not written")),
        (not line.offered and not line.drafts, _("nothing is offered yet")),
        (line.lacking, lacking),
    ]
    return [sentence for applies, sentence in said if applies]
