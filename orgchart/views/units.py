"""A unit: who heads it, what it runs, and the forms that change it."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from itbiz.core.forms import sent
from itbiz.core.pages import allow, attempt, done, number_in, propose, show, show_form, visible
from itbiz.core.panels import panels
from itbiz.core.querysets import InOrder
from orgchart.chart import path_to
from orgchart.forms import AppointmentsForm, CloseUnitForm, MoveForm, NewUnitForm, UnitForm
from orgchart.models import Boundary, Line, Unit

# What is not a line's, and whose it is instead, with what its chip is made of.
BOUNDARIES = Prefetch("boundaries", Boundary.objects.select_related("goes_to__unit"))


def unit_url(pk):
    """Return the address of a unit's page."""
    return reverse("orgchart:unit", args=[pk])


def crumbs_of(unit, *, itself=False):
    """Return the way from the organisation down to a unit, for components/breadcrumbs.html."""
    way = [(_("Organisation"), reverse("orgchart:organisation"))]
    way += [(name, unit_url(pk)) for pk, name in path_to(unit)]
    return [*way, (unit.name, unit_url(unit.pk))] if itself else way


@require_safe
def unit(request, pk):
    """One unit with its lines, their catalogs and the units below it."""
    units = Unit.objects.select_related("head", "parent__head").prefetch_related("appointments__person")
    unit, may = visible(units, request, pk=pk), request.principal.may
    lines, children = list(lines_of(request, unit)), unit.children.visible_to(request.principal)
    context = {
        "title": unit.name,
        "unit": unit,
        "crumbs": crumbs_of(unit),
        "lines": lines,
        "children": children.select_related("head").order_by("status", InOrder("search")),
        "may_edit": may("orgchart.edit_unit", unit),
        "may_name": may("orgchart.edit_line", Line(unit=unit)),
        "panels": panels("unit.main", request, unit),
    }
    return show(request, "orgchart/unit.html", context)


@require_safe
def names(request):
    """Options for a field that takes an active unit by name."""
    return propose(request, Unit.objects.visible_to(request.principal).filter(status=Unit.Status.ACTIVE))


def lines_of(request, unit):
    """Return the active lines of a unit that the reader may see, with their boundaries."""
    lines = unit.lines.visible_to(request.principal).filter(status=Line.Status.ACTIVE).by_name()
    return lines.prefetch_related(BOUNDARIES)


@require_http_methods(["GET", "HEAD", "POST"])
def new_unit(request):
    """Create a unit; `?parent=<id>` says below which one."""
    parent_id = number_in(request.POST.get("parent", request.GET.get("parent")))
    allow(request, "orgchart.edit_unit", Unit(parent_id=parent_id))
    form = NewUnitForm.to_create(request, parent=parent_id)
    if attempt(request, form, lambda: Unit.create(by=request.principal, **form.values)):
        return done(request, _("%(unit)s stands on the chart.") % {"unit": form.result}, unit_url(form.result.pk))
    cancel = reverse("orgchart:organisation")
    return show_form(request, form, title=_("Add a unit"), submit=_("Add the unit"), cancel_url=cancel)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_unit(request, pk):
    """Change a unit, its head, deputies and editors."""
    unit = visible(Unit.objects.select_related("head", "parent"), request, pk=pk)
    allow(request, "orgchart.edit_unit", unit)
    title = _("Edit %(unit)s") % {"unit": unit}
    form = UnitForm.to_edit(request, unit)
    if attempt(request, form, lambda: unit.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, _("%(unit)s is saved.") % {"unit": unit}, unit_url(pk))
    return show_form(request, form, title=title, cancel_url=unit_url(pk), crumbs=crumbs_of(unit, itself=True))


@require_http_methods(["GET", "HEAD", "POST"])
def appointments(request, pk):
    """Appoint and release deputies and editors of a unit (P1)."""
    unit = visible(Unit.objects.select_related("parent"), request, pk=pk)
    allow(request, "orgchart.edit_unit", unit)
    form = AppointmentsForm.to_edit(request, unit)
    if attempt(request, form, lambda: unit.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, _("Deputies and editors of %(unit)s are saved.") % {"unit": unit}, unit_url(pk))
    title = _("Deputies and editors of %(unit)s") % {"unit": unit}
    intro = _("They may the same in all units below it.")
    more = {"intro": intro, "cancel_url": unit_url(pk), "crumbs": crumbs_of(unit, itself=True)}
    return show_form(request, form, title=title, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def move_unit(request, pk):
    """Let a unit report to another one; what is below it moves along."""
    unit = visible(Unit.objects.select_related("parent"), request, pk=pk)
    allow(request, "orgchart.move_unit", unit)
    form = MoveForm(sent(request), principal=request.principal, unit=unit)
    if attempt(request, form, lambda: _move(request, unit, form)):
        return done(request, _("%(unit)s is moved.") % {"unit": unit}, unit_url(pk))
    title = _("Move %(unit)s") % {"unit": unit}
    intro = _("Everything below it moves along: units, lines, their catalogs and promises.")
    more = {"submit": _("Move it"), "cancel_url": unit_url(pk), "crumbs": crumbs_of(unit, itself=True)}
    return show_form(request, form, title=title, intro=intro, **more)


def _move(request, unit, form):
    to, reason = form.cleaned_data["parent"], form.cleaned_data["reason"]
    return unit.expecting(form.expected).move(by=request.principal, parent=to, reason=reason)


@require_http_methods(["GET", "HEAD", "POST"])
def close_unit(request, pk):
    """Close a unit on which nothing hangs any more (N5)."""
    unit = visible(Unit.objects.select_related("parent"), request, pk=pk)
    allow(request, "orgchart.close_unit", unit)
    form = CloseUnitForm.about(request, unit)
    if attempt(request, form, lambda: _close(request, unit, form)):
        return done(request, _("%(unit)s is closed.") % {"unit": unit}, unit_url(pk))
    title = _("Close %(unit)s") % {"unit": unit}
    intro = _("It stays in history, and takes no lines, units or people any more.")
    more = {"submit": _("Close the unit"), "cancel_url": unit_url(pk), "crumbs": crumbs_of(unit, itself=True)}
    return show_form(request, form, title=title, intro=intro, **more)


def _close(request, unit, form):
    return unit.expecting(form.expected).close(by=request.principal, reason=form.cleaned_data["reason"])
