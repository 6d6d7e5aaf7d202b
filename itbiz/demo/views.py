"""The page on which a CIO leaves the demo and starts with their own organisation."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from itbiz.audit.models import ChangeSet
from itbiz.core.forms import sent
from itbiz.core.pages import allow, attempt, done, show_form
from itbiz.demo.clearing import leave
from itbiz.demo.forms import LeaveForm, TakeOverForm
from itbiz.demo.leaving import USER, read_plan
from itbiz.demo.told import told
from itbiz.demo.trying import take_back, tried

# How many acts that were not undone are told.
TOLD = 5
# How many acts are named that came in between.
NAMED = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave_demo(request):
    """Say what leaving the demo takes away and what of one's own hangs on it; a POST leaves it."""
    allow(request, "demo.leave_demo")
    if request.POST.get("do") == "undo":
        return _undo(request)
    # What is written after this number and before the plan is told once too often, never not at all.
    seen, plan = ChangeSet.objects.last_number(), read_plan(request.user)
    becomes_own = (USER, request.user.pk) in plan.stays
    form = (TakeOverForm if becomes_own else LeaveForm)(sent(request), initial={"plan": plan.digest, "seen": seen})
    if attempt(request, form, lambda: _leave(request, form, becomes_own)):
        if becomes_own:
            update_session_auth_hash(request, request.user)
        return _left(request, form.result)
    context = {"title": _("Start with our own organisation"), "plan": plan, "becomes_own": becomes_own}
    if form.status == 409:
        context["meanwhile"] = meanwhile(request, form.cleaned_data.get("seen"))
        # What would go now is shown below: confirming again means that.
        form.data = form.data.copy()
        form.data["plan"], form.data["seen"] = plan.digest, seen
    context["tried"] = tried(request.principal)
    return show_form(request, form, template="demo/leave.html", **context, **told(plan, request.user))


def meanwhile(request, seen):
    """Return (the first acts after the one numbered `seen`, how many more), as far as the reader sees them."""
    acts = ChangeSet.objects.visible_to(request.principal).filter(number__gt=seen or 0).order_by("number")
    return acts[:NAMED], max(0, acts.count() - NAMED)


def _undo(request):
    """Undo what the reader tried out in the demo's walk-throughs, and look again at what would go."""
    undone, left = take_back(request.principal)
    for title, why in left[:TOLD]:
        messages.warning(request, f"{title}: {why}")
    sentence = ngettext("%(n)s act is undone.", "%(n)s acts are undone.", undone) % {"n": undone}
    return done(request, sentence, reverse("leave-demo"))


def _leave(request, form, becomes_own):
    own = {"user": request.user, **form.account} if becomes_own else None
    return leave(by=request.principal, expected=form.cleaned_data["plan"], own=own)


def _left(request, plan):
    """Go home, or back to the list of what stays."""
    stay = sum(stays for _word, _all, _goes, stays in told(plan, request.user)["counts"])
    if not stay:
        return done(request, _("The demo is gone. This is your own organisation now."), reverse("home"))
    sentence = ngettext(
        "The demo is gone, but for %(n)s row that something of yours hangs on: it stands below.",
        "The demo is gone, but for %(n)s rows that something of yours hangs on: they stand below.",
        stay,
    )
    return done(request, sentence % {"n": stay}, reverse("leave-demo"))
