"""A line of business: what it offers, where it ends, and the forms that change it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from itbiz.core.forms import VersionForm
from itbiz.core.pages import allow, attempt, done, options, propose, show, show_form, visible
from itbiz.core.panels import panels
from orgchart.forms import LineForm, LineTextsForm, NewLineForm
from orgchart.models import Line, Unit
from orgchart.views.units import BOUNDARIES, crumbs_of, lines_of, unit_url


def line_url(pk):
    """Return the address of a line's page."""
    return reverse("orgchart:line", args=[pk])


@require_safe
def line(request, pk):
    """One line as its manager runs it: catalog, what is asked and promised, what is not theirs."""
    lines = Line.objects.select_related("unit__head", "unit__parent__head").prefetch_related(BOUNDARIES)
    line, may = visible(lines, request, pk=pk), request.principal.may
    context = {
        "title": line.name,
        "line": line,
        "unit": line.unit,
        "crumbs": crumbs_of(line.unit, itself=True),
        "siblings": lines_of(request, line.unit),
        "vendors": line.vendors.visible_to(request.principal).by_name(),
        "may_write": may("orgchart.write_line", line),
        "may_name": may("orgchart.edit_line", line),
        "may_confirm": line.provisional and may("orgchart.confirm_line", line),
        "act_panels": panels("line.acts", request, line),
        "main_panels": panels("line.main", request, line),
        "column_panels": panels("line.columns", request, line),
        "rail_panels": panels("line.rail", request, line),
    }
    return show(request, "orgchart/line.html", context)


@require_safe
def names(request):
    """Options for a field that takes a line by name; what was typed comes as `line`."""
    found = Line.objects.visible_to(request.principal).matching(request.GET.get("line", "")).by_name()
    return options(found.values_list("name", flat=True))


@require_safe
def choices(request):
    """Options for a field that takes an active line by name, each with its code."""
    return propose(request, Line.objects.visible_to(request.principal).filter(status=Line.Status.ACTIVE))


@require_http_methods(["GET", "HEAD", "POST"])
def new_line(request, pk):
    """Name a line of business in the unit `pk`."""
    unit = visible(Unit.objects, request, pk=pk)
    allow(request, "orgchart.edit_line", Line(unit=unit))
    form = NewLineForm.to_create(request)
    if attempt(request, form, lambda: Line.create(by=request.principal, unit=unit, **form.values)):
        return done(request, _("%(line)s is named.") % {"line": form.result}, line_url(form.result.pk))
    title = _("Name a line of business")
    intro = _("One kind of internal business that %(unit)s runs.") % {"unit": unit}
    more = {"submit": _("Name the line"), "cancel_url": unit_url(pk), "crumbs": crumbs_of(unit, itself=True)}
    return show_form(request, form, title=title, intro=intro, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_line(request, pk):
    """Change a line: its side and the CIO everything, editors the texts."""
    line = visible(Line.objects.select_related("unit"), request, pk=pk)
    allow(request, "orgchart.write_line", line)
    kind = LineForm if request.principal.may("orgchart.edit_line", line) else LineTextsForm
    title = _("Edit %(line)s") % {"line": line}
    form = kind.to_edit(request, line)
    if attempt(request, form, lambda: line.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, _("%(line)s is saved.") % {"line": line}, line_url(pk))
    return show_form(request, form, title=title, cancel_url=line_url(pk), crumbs=crumbs_of(line.unit, itself=True))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_line(request, pk):
    """Confirm a line that was born in a walk-through (P4)."""
    line = visible(Line.objects.select_related("unit__parent"), request, pk=pk)
    allow(request, "orgchart.confirm_line", line)
    form = VersionForm.about(request, line)
    if attempt(request, form, lambda: line.expecting(form.expected).confirm(by=request.principal)):
        return done(request, _("%(line)s is confirmed.") % {"line": line}, line_url(pk))
    consequence = _("It was named during a walk-through. Confirmed, it stands like every other line of %(unit)s.")
    context = {"title": _("Confirm %(line)s?") % {"line": line}, "consequence": consequence % {"unit": line.unit}}
    context |= {"submit": _("Confirm the line"), "cancel_url": line_url(pk)}
    return show_form(request, form, template="layouts/confirm.html", **context)
