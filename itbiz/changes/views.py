"""The pages of history: acts newest first, one act with what it changed, and the button that takes it back."""

from django import forms
from django.apps import apps
from django.core.exceptions import BadRequest
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from itbiz.api.lists import given_in, narrowed
from itbiz.api.paging import Window
from itbiz.api.problems import Problem
from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import obstacle, undo
from itbiz.changes.filters import KINDS, ChangeSetFilter, listed
from itbiz.changes.words import told
from itbiz.core.forms import Form, sent
from itbiz.core.pages import ListQuery, attempt, done, show, visible

# How many objects of a set its page tells; an import may have thousands.
SHOWN = 100
# Up to so many objects the page says beforehand what stands against undoing; of more the answer does.
LOOKED_AHEAD = 200
ASKED = ("q", "kind", "object", "walkthrough")


class UndoForm(Form):
    """Why it is taken back."""

    status = 200
    result = None
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=2000, help_text=gettext_lazy("Kept in the history.")
    )


@require_safe
def listing(request):
    """Acts, newest first: all that the reader may know of, or those about one object or one walk-through."""
    asked = {name: request.GET.get(name, "") for name in ASKED}
    try:
        window = Window(ListQuery(request, ordering="-number"), ChangeSet, ("number",))
        known = listed(request.principal, asked)
    except Problem as problem:
        raise BadRequest(str(problem)) from problem
    found = list(window.cut(narrowed(ChangeSetFilter, known, given_in(request, ASKED))))
    rows, following, previous = window.page(found, [(row.number, row.pk) for row in found])
    context = {
        "title": _("History"),
        "object_list": rows,
        "asked": asked,
        "about": _subject(request.principal, asked),
        "next_url": following or "",
        "previous_url": previous or "",
        "empty_icon": "clock",
        "empty_title": _("Nothing was changed here."),
        "empty_text": _("What people do is told here, newest first. Look for fewer words, or for another object."),
    }
    return show(request, "changes/list.html", context)


def _subject(principal, asked):
    """Return (name, address) of what the list is about, where it is about one thing the reader sees; else None."""
    kind, text = ("walkthrough", asked["walkthrough"]) if asked["walkthrough"] else (asked["kind"], asked["object"])
    if kind not in PLACES or not text.isdecimal():
        return None
    found = apps.get_model(KINDS[kind]).objects.visible_to(principal).filter(pk=text[:18]).first()
    return found and (found.label, reverse(PLACES[kind], args=[found.pk]))


# The pages of objects, by kind.
PLACES = {
    "contract": "walkthroughs:contract",
    "walkthrough": "walkthroughs:walkthrough",
    "project": "walkthroughs:project",
    "finding": "walkthroughs:finding",
    "pattern": "walkthroughs:pattern",
    "service": "catalog:service",
    "line": "orgchart:line",
    "unit": "orgchart:unit",
    "person": "orgchart:person",
    "vendor": "orgchart:vendor",
}


@require_safe
def detail(request, pk):
    """One act: who did it, for whom, when and why, what it changed, and whether it can be taken back."""
    row = visible(ChangeSet.objects.select_related("undoes"), request, pk=pk)
    return _page(request, row, UndoForm())


@require_POST
def take_back(request, pk):
    """Undo one act as a whole."""
    row = visible(ChangeSet.objects.select_related("undoes"), request, pk=pk)
    form = UndoForm(sent(request))
    if attempt(request, form, lambda: undo(row, by=request.principal, reason=form.cleaned_data["reason"])):
        sentence = _("“%(title)s” is undone. Undo this act to bring it back.") % {"title": row.title}
        return done(request, sentence, reverse("change-set", args=[form.result.pk]))
    return _page(request, row, form)


def _page(request, row, form):
    seen = row.changes.all().visible_to(request.principal).order_by("ordinal")
    number = seen.count()
    if not number:
        raise Http404
    later = row.undone_by.order_by("-pk").first()
    stands = obstacle(row, request.principal) if number <= LOOKED_AHEAD and not form.is_bound else ""
    context = {
        "title": row.title,
        "row": row,
        "entries": told(seen[:SHOWN], request.principal),
        "more": max(number - SHOWN, 0),
        "later": later,
        "obstacle": stands,
        "form": form,
        "crumbs": [(_("History"), reverse("changes"))],
    }
    return show(request, "changes/detail.html", context, status=form.status)
