"""The four steps of the method on home, from an empty installation to the first promises, with live counts."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.drafts import drafts
from catalog.models import Service
from catalog.models.services import IN_FORCE
from orgchart.models import Line, Unit
from orgchart.naming import ALL, FIRST, nameable, progress
from walkthroughs.models import Contract, Project, Walkthrough


@dataclass
class Step:
    """One step: what it is, how far it is, what must exist first, and its one button.

    `state` is "done", "next" or "open"; of one that waits for another, "waits".
    """

    what: str
    count: str
    begun: bool
    done: bool
    act: str
    url: str
    # What must exist first, as a sentence; "" where it does.
    first: str = ""
    # More ways to the same, quieter: [(words, address)].
    more: tuple = ()
    state: str = "open"


def first_steps(principal):
    """Return the Steps in order, marked; [] once something was promised in a walk-through, or one was closed."""
    if is_under_way(principal):
        return []
    chart = chart_step(principal)
    lines = lines_step(principal, chart)
    catalog = catalog_step(principal, lines)
    return marked([chart, lines, catalog, walk_step(principal, lines)])


def is_under_way(principal):
    """Say whether a live walk-through was closed, or something promised in one; one statement."""
    walks = Walkthrough.objects.visible_to(principal).live().sessions()
    promised = Contract.objects.filter(walkthrough=OuterRef("pk")).exclude(agreed=None)
    return walks.filter(Q(status=Walkthrough.Status.CLOSED) | Exists(promised)).exists()


def marked(steps):
    """Return the steps with their states: next is the first that was not begun, else the first that is not done."""
    for step in steps:
        step.state = "done" if step.done else "waits" if step.first else "open"
    ready = [step for step in steps if step.state == "open"]
    for step in [step for step in ready if not step.begun][:1] or ready[:1]:
        step.state = "next"
    return steps


def chart_step(principal):
    """The chart: units and who heads them."""
    units = Unit.objects.visible_to(principal).filter(status=Unit.Status.ACTIVE)
    counts = units.aggregate(all=Count("pk"), vacant=Count("pk", filter=Q(head=None)))
    count = _("Nothing yet. A column of names and a column of managers is enough.")
    if counts["all"]:
        count = ngettext("%(n)s unit", "%(n)s units", counts["all"]) % {"n": counts["all"]}
        count += ", " + ngettext("%(n)s vacant", "%(n)s vacant", counts["vacant"]) % {"n": counts["vacant"]}
    return Step(
        what=_("Draw the chart"),
        count=count,
        begun=bool(counts["all"]),
        done=bool(counts["all"]),
        act=_("Paste the chart") if not counts["all"] else _("Paste more of it"),
        url=reverse("imports") + "?kind=units",
        more=((_("Add a unit by hand"), reverse("orgchart:new-unit")),),
    )


def lines_step(principal, chart):
    """A line of business for each manager: of those right below the top, else of all."""
    for level in (FIRST, ALL):
        named, every = progress(nameable(principal, level))
        if every:
            break
    count = ngettext(
        "%(named)s of %(n)s manager right below the top runs a named line",
        "%(named)s of %(n)s managers right below the top run a named line",
        every,
    )
    return Step(
        what=_("Name a line of business for each manager"),
        count=count % {"named": named, "n": every} if every else _("Nothing yet."),
        begun=named > 0,
        done=0 < every == named,
        act=_("Name the lines"),
        url=reverse("orgchart:name-lines"),
        first="" if chart.begun else _("First the chart: lines are run by its units."),
    )


def catalog_step(principal, lines):
    """A catalog for each line."""
    active = Line.objects.visible_to(principal).filter(status=Line.Status.ACTIVE, unit__inside_it=True)
    services = Service.objects.visible_to(principal).filter(line=OuterRef("pk")).exclude(status=Service.Status.RETIRED)
    offered = services.filter(status__in=IN_FORCE)
    counted = active.annotate(has_some=Exists(services), has_offers=Exists(offered))
    counts = counted.aggregate(
        all=Count("pk"), written=Count("pk", filter=Q(has_some=True)), offers=Count("pk", filter=Q(has_offers=True))
    )
    waiting = drafts(principal).count()
    only_drafts = waiting > 0 and not counts["offers"]
    sentence = ngettext(
        "%(written)s of %(n)s line has written services, %(offers)s offers some",
        "%(written)s of %(n)s lines have written services, %(offers)s offer some",
        counts["all"],
    )
    words = {"n": counts["all"], "written": counts["written"], "offers": counts["offers"]}
    step = Step(
        what=_("Let each line say what it offers"),
        count=sentence % words if counts["all"] else _("Nothing yet."),
        begun=counts["written"] > 0 and not only_drafts,
        done=0 < counts["all"] == counts["written"] and not only_drafts,
        act=_("Paste the services"),
        url=reverse("imports") + "?kind=services",
        first="" if lines.begun or counts["all"] else _("First the lines: every service is one line's."),
        more=((_("Write a service by hand"), reverse("catalog:new-service")),),
    )
    return lead_to_publish(step, waiting) if waiting else step


def lead_to_publish(step, waiting):
    """Return the step of the catalogs, whose button publishes the drafts that wait: nobody can ask for those."""
    told = ngettext("%(n)s service is a draft: publish it", "%(n)s services are drafts: publish them", waiting)
    step.count = f"{step.count}. {told % {'n': waiting}}"
    step.more = ((step.act, step.url), *step.more)
    step.act, step.url = _("Publish the drafts"), reverse("catalog:drafts")
    return step


def walk_step(principal, lines):
    """A project that everybody knows, walked through; the button leads to what comes next of it."""
    walks = Walkthrough.objects.visible_to(principal).live().sessions()
    project = Project.objects.visible_to(principal).filter(status=Project.Status.OPEN).order_by("pk")
    walk = walks.order_by("-pk").first()
    found = project.filter(walkthroughs=None).first() or project.first()
    step = Step(
        what=_("Walk one familiar project through"),
        count=_("Nothing yet. One line becomes the prime contractor, and asks the others for what it needs."),
        begun=walk is not None,
        done=False,
        act=_("Open a project"),
        url=reverse("walkthroughs:project-new"),
        first="" if lines.begun else _("First the lines: one of them becomes the prime contractor."),
        more=((_("Paste projects"), reverse("imports") + "?kind=projects"),),
    )
    if walk is not None:
        step.count = _("“%(name)s” is planned or under way; its promises make the order sheets.") % {"name": walk}
        step.act, step.url = _("Go on with it"), reverse("walkthroughs:walkthrough", args=[walk.pk])
        step.more = ((_("Order sheets"), reverse("walkthroughs:order_sheets", args=[walk.pk])),)
    elif found is not None:
        step.count = _("“%(title)s” is open and was not walked through yet.") % {"title": found.title}
        step.act = _("Walk it through")
        step.url = f"{reverse('walkthroughs:walkthrough-new')}?project={found.pk}"
    return step
