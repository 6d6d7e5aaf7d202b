"""Walk-throughs as sessions: a new one, who is in the room, how it is turned, handed over and closed."""

from http import HTTPStatus

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from itbiz.core.errors import Refused
from itbiz.core.forms import VersionForm, offer_visible
from itbiz.core.pages import allow, attempt, done, number_in, show_form, visible
from orgchart.models import Person
from walkthroughs.closing import left_open, unsettled
from walkthroughs.desk import Desk
from walkthroughs.forms import CloseForm, HandOverForm, WalkthroughForm
from walkthroughs.lights import result_of
from walkthroughs.models import Project, Walkthrough
from walkthroughs.patterns import plan
from walkthroughs.suggest import person_named
from walkthroughs.views.editor import the_walkthrough

# What is said when a verb that asks for nothing was done.
TURNED = {
    "start": gettext_lazy("Started. You write and move for either side while it runs."),
    "pause": gettext_lazy("Paused. Each side goes on for itself until it is resumed."),
    "resume": gettext_lazy("Resumed. You write and move for either side while it runs."),
    "reopen": gettext_lazy("Opened again. What was frozen at closing stays; closing it again adds to it."),
}

# The verbs that begin a meeting, which has a time-box.
BEGINNING = ("start", "resume")


def create(request):
    """A new walk-through, of the project in `?project=` where there is one."""
    allow(request, "walkthroughs.edit_walkthrough", Walkthrough())
    pk = request.GET.get("project", "")
    project = visible(Project.objects, request, pk=pk) if pk.isdecimal() else None
    initial = {"client_unit": project and project.client_id, "facilitator": request.principal.person}
    initial["pattern"] = number_in(request.GET.get("pattern"))
    form = WalkthroughForm.to_create(request, **initial)
    if attempt(request, form, lambda: plan(by=request.principal, project=project, **form.values)):
        return redirect("walkthroughs:walkthrough", form.result.pk)
    title = _("Walk through: %(project)s") % {"project": project} if project else _("New walk-through")
    back = reverse("walkthroughs:project", args=[project.pk]) if project else reverse("walkthroughs:walkthroughs")
    return show_form(request, form, title=title, submit=_("Create"), cancel_url=back)


def settings(request, pk):
    """Title, client, facilitator and access of a walk-through."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.edit_walkthrough", walkthrough)
    form = WalkthroughForm.to_edit(request, walkthrough)
    back = reverse("walkthroughs:walkthrough", args=[pk])
    if attempt(request, form, lambda: walkthrough.expecting(form.expected).update(by=request.principal, **form.values)):
        return done(request, _("Saved."), back)
    return show_form(request, form, title=str(walkthrough), cancel_url=back)


@require_POST
def presence(request, pk):
    """Mark who is in the room: the ticked people, somebody named beside them, and who came since the list was shown."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.edit_walkthrough", walkthrough)
    ticked, shown = ({number_in(pk) for pk in request.POST.getlist(name)} for name in ("people", "shown"))
    came = set(walkthrough.presences.values_list("person", flat=True)) - shown if shown else set()
    people = list(Person.objects.visible_to(request.principal).filter(pk__in=ticked | came).order_by("pk"))
    typed = request.POST.get("name", "").strip()
    named = person_named(request.principal, typed) if typed else None
    back = _back(request, pk)
    if typed and named is None:
        return done(request, _("Nobody called “%(name)s” is known, so nobody was marked.") % {"name": typed}, back)
    people += [named] if named and named not in people else []
    walkthrough.update(by=request.principal, presences=[{"person": person} for person in people])
    return done(request, _("Marked who is in the room."), back)


@require_POST
def turn(request, pk, verb):
    """Start, pause, resume or open a walk-through again; a meeting that begins may be told its `minutes`."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, f"walkthroughs.{verb}_walkthrough", walkthrough)
    form, told = VersionForm(request.POST), {"reason": request.POST.get("reason", "")}
    if verb in BEGINNING and request.POST.get("minutes"):
        told["minutes"] = number_in(request.POST["minutes"])

    def act():
        getattr(walkthrough.expecting(form.expected), verb)(by=request.principal, **told)

    if attempt(request, form, act):
        return done(request, TURNED[verb], _back(request, pk))
    return _refused(request, pk, " ".join(form.non_field_errors()))


def hand_over(request, pk):
    """Give the role of the facilitator to somebody else."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.hand_over_walkthrough", walkthrough)
    form = HandOverForm.about(request, walkthrough)
    offer_visible(form, request.principal)

    def act():
        person = form.cleaned_data["facilitator"]
        walkthrough.expecting(form.expected).hand_over(by=request.principal, facilitator=person)

    back = _back(request, pk)
    if attempt(request, form, act):
        return done(request, _("Handed over to %(person)s.") % {"person": form.cleaned_data["facilitator"]}, back)
    intro = _("From then on they write and move for either side while it runs, and pause or close it.")
    title = _("Hand over “%(name)s”") % {"name": walkthrough}
    return show_form(request, form, title=title, intro=intro, submit=_("Hand over"), cancel_url=back)


@require_POST
def take_back(request, pk):
    """Be the facilitator again, after one handed the role over."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.take_back_walkthrough", walkthrough)
    walkthrough.take_back(by=request.principal)
    return done(request, _("You are the facilitator again."), _back(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk):
    """Say what is still open and what closing does; a POST of the version that was read closes."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.close_walkthrough", walkthrough)
    try:
        walkthrough.require_turn("close")
    except Refused as error:
        return _refused(request, pk, str(error))
    form, back = CloseForm.about(request, walkthrough), _back(request, pk)
    stamp = result_of(walkthrough.lights)
    form.ask_for(stamp)

    def act():
        walkthrough.expecting(form.expected).close(by=request.principal, reason=form.cleaned_data["reason"])

    if attempt(request, form, act):
        return done(request, _("Closed."), back)
    desk = Desk(request, walkthrough)
    context = {
        "title": _("Close “%(name)s”?") % {"name": walkthrough},
        "walkthrough": desk.walkthrough,
        "tree": desk.tree,
        "stamp": stamp.label,
        "groups": left_open(desk.tree),
        "questions": unsettled(desk.questions()),
        "submit": _("Close the walk-through"),
        "cancel": _("Back"),
        "cancel_url": back,
    }
    return show_form(request, form, template="walkthroughs/close.html", **context)


def _refused(request, pk, sentence):
    """Show the editor with why its walk-through can not be turned."""
    return Desk(request, the_walkthrough(request, pk)).show(problem=sentence, status=HTTPStatus.CONFLICT)


def _back(request, pk):
    focus = request.POST.get("focus") or request.GET.get("focus", "")
    return reverse("walkthroughs:walkthrough", args=[pk]) + (f"?focus={focus}" if focus.isdecimal() else "")
