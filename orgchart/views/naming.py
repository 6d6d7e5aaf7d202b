"""One page on which managers' lines of business are named, row by row, and each taken back."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from itbiz.audit.models import ChangeSet
from itbiz.audit.record import change_set
from itbiz.audit.undo import undo
from itbiz.core.forms import VersionForm, sent
from itbiz.core.pages import attempt, is_partial, number_in, show, visible
from orgchart.models import Line, Unit
from orgchart.naming import ALL, LEVELS, SHOWN, nameable, progress, rows_named, rows_of
from orgchart.naming_form import KEY, NamingForm, name_line
from orgchart.views.organisation import names_somewhere

ROW = "orgchart/naming_answer.html"
# No chart has more pages than this.
LAST = 10_000


@require_http_methods(["GET", "HEAD", "POST"])
def name_lines(request):
    """The units that have not named what they run, by manager; a POST names the line of one `row`, or of all touched.

    `?level=` is "first" (right below the top) or "all"; `?page=` turns pages.
    """
    if not names_somewhere(request.principal):
        raise PermissionDenied(_("The CIO names lines, and whoever heads a unit those of the units below."))
    if request.method == "POST":
        return _name(request)
    level, units, counts = _asked(request)
    page = min(number_in(request.GET.get("page", "1")) or 1, LAST)
    rows, more = rows_of(request.principal, units, page)
    for row in rows:
        row.form = NamingForm(prefix=row.key, initial=row.start)
    return show(request, "orgchart/naming.html", _context(request, level, rows, counts, page, more))


def _asked(request):
    """Return (level, its units, their progress): the first managers, where there are any, unless all are asked for.

    Whoever is not the CIO names few, and gets all of them.
    """
    levels = levels_of(request.principal)
    asked = request.GET.get("level", "")
    for level in [asked] if asked in levels else levels:
        units = nameable(request.principal, level)
        counts = progress(units)
        if counts[1]:
            break
    return level, units, counts


def levels_of(principal):
    """Return the levels that a reader may choose from."""
    return LEVELS if principal.has_role("cio") else (ALL,)


def _context(request, level, rows, counts, page=1, more=False):
    return {
        "title": _("Name the lines of business"),
        "rows": rows,
        "level": level,
        "levels": list(zip(LEVELS, (_("right below the top"), _("all units")), strict=True)),
        "may_choose": levels_of(request.principal) == LEVELS,
        "named": counts[0],
        "all": counts[1],
        "previous": page - 1 if page > 1 else 0,
        "next": page + 1 if more else 0,
        "may_paste": request.principal.has_role("cio"),
    }


def _name(request):
    """Name what was sent: one row, whose piece htmx gets, or all that were touched, as one act."""
    only = request.POST.get("row", "")
    keys = [only] if only and is_partial(request) else request.POST.getlist("rows")[: 2 * SHOWN]
    if not all(KEY.fullmatch(key) for key in [*keys, *([only] if only else [])]):
        raise Http404
    rows = rows_named(request.principal, keys)
    if only and only not in {row.key for row in rows}:
        raise Http404
    for row in rows:
        row.form = NamingForm(sent(request), prefix=row.key, initial=row.start)
    meant = [row for row in rows if row.key == only or (not only and _is_touched(row, row.form))]
    named = []
    with change_set(by=request.principal, title=_("Lines named") if len(meant) > 1 else ""):
        for row in rows:
            if row not in meant:
                row.form = NamingForm(prefix=row.key, initial=row.start | row.form.typed)
            elif attempt(request, row.form, lambda row=row: name_line(row, row.form, request.principal)):
                row.line, row.act = row.form.result
                named.append(row)
    level, _units, counts = _asked(request)
    context = _context(request, level, rows, counts) | {"row": rows[0] if rows else None}
    context["together"] = named if len(named) > 1 else []
    status = max((row.form.status for row in meant), default=200)
    return show(request, "orgchart/naming.html", context, piece=ROW, status=status)


def _is_touched(row, form):
    """Say whether anybody typed into a row: more is there than what it held at first."""
    held = {name: str(row.start.get(name, "")).strip() for name in ("name", "block", "domain")}
    return any(form.typed[name].replace("\r\n", "\n").strip() != held[name] for name in held)


@require_POST
def unname_line(request, pk):
    """Take the naming of one line back, the act `pk`, and show its row again with what was typed."""
    row = visible(ChangeSet.objects, request, pk=pk)
    change = row.changes.filter(kind=Line._meta.label_lower).order_by("ordinal").last()
    if change is None or change.after is None:
        raise Http404
    form = VersionForm({})
    done = attempt(request, form, lambda: undo(row, by=request.principal))
    if not is_partial(request):
        # What stands against it is told where acts are undone.
        return redirect("orgchart:name-lines") if done else redirect("change-set", pk=pk)
    line = Line.objects.visible_to(request.principal).filter(pk=change.object_id).select_related("unit__head").first()
    unit = line.unit if line else Unit.objects.visible_to(request.principal).get(pk=change.after["unit_id"])
    again = rows_named(request.principal, [f"l{line.pk}" if line else f"u{unit.pk}"])[0]
    if done:
        typed = {name: change.after[name] for name in ("name", "block", "domain")}
        again.form = NamingForm(prefix=again.key, initial=again.start | typed)
    else:
        again.form, again.act = form, pk
    level, _units, counts = _asked(request)
    context = _context(request, level, [again], counts) | {"row": again, "refused": form.errors if not done else None}
    return show(request, ROW, context, status=form.status)
