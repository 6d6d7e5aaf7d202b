"""Patterns: keeping a closed tree as one, and reading it before it is started from."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from itbiz.core.forms import VersionForm, sent
from itbiz.core.pages import allow, attempt, done, show_form, visible
from walkthroughs.models import Pattern
from walkthroughs.patterns import told
from walkthroughs.views.editor import the_walkthrough


class KeepForm(VersionForm):
    """What the pattern is called."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request, pk):
    """Keep the tree of a closed walk-through as a pattern."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.keep_pattern", walkthrough)
    form = KeepForm(sent(request), initial={"name": str(walkthrough)})

    def act():
        return Pattern.keep(walkthrough, by=request.principal, name=form.cleaned_data["name"])

    if attempt(request, form, act):
        return done(request, _("Kept: %(name)s") % {"name": form.result}, _address(form.result))
    intro = _("Its needs, suppliers and what buyers provide; no dates, no people, no promises.")
    back = reverse("walkthroughs:walkthrough", args=[pk])
    title = _("Keep “%(name)s” as a pattern") % {"name": walkthrough}
    return show_form(request, form, title=title, intro=intro, submit=_("Keep it"), cancel_url=back)


def _address(pattern):
    return reverse("walkthroughs:pattern", args=[pattern.pk])


@require_safe
def pattern(request, pk):
    """One pattern: its needs, who was asked, and what buyers provided."""
    row = visible(Pattern.objects.select_related("source"), request, pk=pk)
    context = {"title": row.name, "pattern": row, "rows": told(row, request.principal)}
    context["may_start"] = request.principal.may("walkthroughs.edit_project", None)
    return render(request, "walkthroughs/pattern.html", context)
