"""Findings: what walk-throughs brought to light about the organisation itself, logged, explained and fixed."""

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from itbiz.api.lists import given_in, narrowed, page_of
from itbiz.core.forms import RecordForm, VersionForm
from itbiz.core.pages import addresses, allow, attempt, done, show, show_form, visible
from walkthroughs.filters import FindingFilter
from walkthroughs.models import Finding, Walkthrough
from walkthroughs.models.findings import RULES
from walkthroughs.models.questions import ABOUT, subjects
from walkthroughs.parked import page_about

METHODS = ["GET", "HEAD", "POST"]
FILTERS = ("q", "rule", "state", "mode", "walkthrough")
# What settles a finding: the words of its button, and the question its page asks.
SETTLES = {
    "explain": (gettext_lazy("Explain"), gettext_lazy("Why is it meant to be so?")),
    "fix": (gettext_lazy("Mark as fixed"), gettext_lazy("How was it mended?")),
}


class FindingForm(RecordForm):
    """What was found, of which kind, and what shows it."""

    class Meta:
        model = Finding
        fields = ("rule", "detail", "evidence")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("detail", "evidence")}


class SettleForm(VersionForm):
    """Why a finding stays, or how it went away."""

    reason = forms.CharField(label=gettext_lazy("Why"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


@require_safe
def findings(request):
    """The findings, the newest first: the open live ones unless `state` or `mode` say otherwise (H6)."""
    given = {"mode": Walkthrough.Mode.LIVE} | given_in(request, FILTERS)
    if "state" not in request.GET:
        given["state"] = Finding.State.OPEN
    found = narrowed(FindingFilter, Finding.objects.visible_to(request.principal), given)
    context = page_of(request, found, finding_rows, ordering="-created_at") | {
        "title": _("Findings"),
        "asked": dict.fromkeys(FILTERS, "") | given,
        "rules": RULES.items(),
        "states": Finding.State.choices,
        "modes": Walkthrough.Mode.choices,
    }
    return show(request, "walkthroughs/finding_list.html", context, piece="walkthroughs/finding_rows.html")


def finding_rows(found):
    """Return the rows of a list of findings, as dicts."""
    columns = ("id", "created_at", "code", "rule", "detail", "state", "walkthrough__code")
    address = addresses("walkthroughs:finding")
    return [
        {
            "id": pk,
            "created_at": created_at,
            "url": address(pk),
            "code": code,
            "rule": rule,
            "kind": RULES[rule],
            "detail": detail,
            "state": Finding.State(state).label,
            "is_open": state == Finding.State.OPEN,
            "walkthrough": walkthrough or "",
        }
        for pk, created_at, code, rule, detail, state, walkthrough in found.values_list(*columns)
    ]


@require_safe
def finding(request, pk):
    """One finding: what it is about, what shows it, and how it stands."""
    row = _the_finding(request, pk)
    settles = row.state == Finding.State.OPEN and request.principal.may("walkthroughs.settle_finding", row)
    context = {"title": row.detail, "finding": row, "subject": row.subject, "settles": SETTLES if settles else {}}
    context["subject_url"] = page_about(row.subject_kind, row.subject_id)
    return show(request, "walkthroughs/finding.html", context)


def _the_finding(request, pk):
    return visible(Finding.objects.select_related("walkthrough"), request, pk=pk)


@require_http_methods(METHODS)
def settle(request, pk, verb):
    """Explain a finding, or say how it was fixed; the reason stays with it (H8)."""
    if verb not in SETTLES:
        raise Http404
    row = _the_finding(request, pk)
    allow(request, "walkthroughs.settle_finding", row)
    form = SettleForm.about(request, row)
    words, question = SETTLES[verb]
    form.fields["reason"].label = question

    def act():
        row.require_open()
        return getattr(row.expecting(form.expected), verb)(by=request.principal, reason=form.cleaned_data["reason"])

    back = reverse("walkthroughs:finding", args=[pk])
    if attempt(request, form, act):
        return done(request, _("Saved."), back)
    return show_form(request, form, title=row.detail, submit=words, cancel_url=back)


@require_http_methods(METHODS)
def edit(request, pk):
    """Word an open finding better."""
    row = _the_finding(request, pk)
    allow(request, "walkthroughs.write_finding", row)
    form, back = FindingForm.to_edit(request, row), reverse("walkthroughs:finding", args=[pk])

    def act():
        row.require_open()
        return row.expecting(form.expected).update(by=request.principal, **form.values)

    if attempt(request, form, act):
        return done(request, _("Saved."), back)
    return show_form(request, form, title=_("Finding %(code)s") % {"code": row.code}, cancel_url=back)


@require_http_methods(METHODS)
def log(request, kind, pk):
    """Log a finding about an object that the reader sees."""
    if kind not in ABOUT:
        raise Http404
    subject, back = visible(subjects(kind), request, pk=pk), page_about(kind, pk)
    walkthrough = subject if kind == "walkthrough" else getattr(subject, "walkthrough", None)
    allow(request, "walkthroughs.write_finding", Finding(walkthrough=walkthrough))
    form = FindingForm.to_create(request)
    if attempt(request, form, lambda: Finding.create(by=request.principal, about=subject, **form.values)):
        return done(request, _("Logged: %(what)s") % {"what": form.result}, back)
    title = _("What is wrong with the organisation here?")
    intro = _("About “%(subject)s”. No project mends it: it is explained or fixed later.") % {"subject": subject.label}
    return show_form(request, form, title=title, intro=intro, submit=_("Log it"), cancel_url=back)
