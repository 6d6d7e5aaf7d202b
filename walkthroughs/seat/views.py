"""The seat's page, the fragment it follows, and what is written from it beside the moves of a contract."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe
from django_htmx.http import trigger_client_event

from itbiz.core.pages import attempt, is_partial, number_in, options, visible
from itbiz.live.polling import polled, private
from itbiz.live.stream import Stream
from orgchart.models import Person
from walkthroughs.forms import QuestionForm, for_principal
from walkthroughs.live import WALKTHROUGH, State
from walkthroughs.models import Contract, Question, Reason, Seat
from walkthroughs.seat.guests import guest_of, seat_of, seated
from walkthroughs.seat.join import told
from walkthroughs.seat.needs import NeedForm
from walkthroughs.seat.premortem import ReasonForm, room_of
from walkthroughs.seat.shown import fragment
from walkthroughs.seat.stream import SEAT
from walkthroughs.suggest import suppliers


@login_not_required
@require_safe
def seat(request, pk):
    """The seat's page; for who waits, was not let in, or has no seat here any more, the page that says so."""
    guest = guest_of(request, pk)
    if guest is None:
        return outside(request, pk)
    request.principal = guest.principal
    if guest.is_absent:
        return private(render(request, "walkthroughs/seat/sit.html", {"guest": guest}))
    viewer = guest.viewer(request.GET.get("at", ""))
    context = fragment(State(guest.walkthrough), viewer)
    context |= {"guest": guest, "tag": tag(guest, viewer), "park": for_principal(QuestionForm(), guest.principal)}
    return private(render(request, "walkthroughs/seat/page.html", context))


def outside(request, pk):
    """Return the page for whoever may not be in the room: of the walk-through it tells nothing but an open title."""
    seat = seat_of(request, pk)
    if seat is None:
        return private(render(request, "walkthroughs/seat/gone.html", status=404))
    waits = seat.state == Seat.State.WAITING
    template = "walkthroughs/seat/waiting.html" if waits else "walkthroughs/seat/refused.html"
    context = {"seat": seat, "walkthrough": told(seat.walkthrough)}
    return private(render(request, template, context))


@login_not_required
@require_safe
def state(request, pk):
    """Answer the fragment alone, 304 where the reader has it; one word for who waits; 404 for who may not look."""
    guest = guest_of(request, pk)
    if guest is None:
        seat = seat_of(request, pk)
        if seat is None:
            raise Http404
        return private(HttpResponse(seat.state, content_type="text/plain"))
    viewer = guest.viewer(request.GET.get("at", ""))
    return polled(
        request,
        tag(guest, viewer),
        lambda: render(request, "walkthroughs/seat/_state.html", fragment(State(guest.walkthrough), viewer)),
    )


def tag(guest, viewer):
    """Return the tag of what a guest sees, the same that a stream tells."""
    return SEAT.tag(WALKTHROUGH.number_of(guest.walkthrough), viewer)


@seated
@require_GET
def stream(request, guest):
    """Let a seat follow the room, looking at the contract `?at=`."""
    return Stream(SEAT, guest.walkthrough.pk, guest.viewer(request.GET.get("at", "")), guest.holder)


@seated
@require_GET
def suggest(request, guest):
    """The lines, services and vendors that what is typed may mean."""
    typed = request.GET.get("text", "").strip()
    context = {"typed": typed, "matches": suppliers(guest.principal, typed)}
    return render(request, "walkthroughs/seat/_matches.html", context)


@seated
@require_GET
def names(request, guest, kind):
    """The names that a field may hold, as options: people, or suppliers."""
    if kind not in NAMES:
        raise Http404
    return options(NAMES[kind](guest.principal, request.GET.get("typed", "").strip()))


def _people(principal, typed):
    rows = Person.objects.visible_to(principal).filter(active=True).matching(typed)
    return rows.order_by("name").values_list("name", flat=True)


def _suppliers(principal, typed):
    return [match["name"] for match in suppliers(principal, typed) if match["pick"][0] != "s"]


NAMES = {"people": _people, "suppliers": _suppliers}


def kept(request, guest, said):
    """Answer what was written, with the sentence `said`: nothing to swap for htmx, else the way back to the seat."""
    if is_partial(request):
        return trigger_client_event(HttpResponse(), "announce", str(said))
    return redirect("walkthroughs:seat", pk=guest.walkthrough.pk)


def unkept(request, guest, form, status):
    """Answer what could not be written: what is wrong with it, for the place beside the field."""
    context = {"form": form, "guest": guest, "back": reverse("walkthroughs:seat", args=[guest.walkthrough.pk])}
    piece = "walkthroughs/seat/_problem.html"
    return render(request, piece if is_partial(request) else "walkthroughs/seat/problem.html", context, status=status)


def the_contract(request, guest, pk):
    """Return a contract of the guest's walk-through with what its rules ask for, or raise Http404."""
    return visible(
        Contract.objects.select_related(*Contract.companions),
        request,
        pk=number_in(str(pk)),
        walkthrough=guest.walkthrough,
    )


@seated
@require_POST
def need(request, guest):
    """Write what one's own line needs, below one of its contracts (P5)."""
    parent = the_contract(request, guest, request.POST.get("parent", ""))
    form = NeedForm(request.POST, principal=guest.principal)
    if attempt(request, form, lambda: form.add(guest, parent)):
        return kept(request, guest, form.result)
    return unkept(request, guest, form, form.status)


@seated
@require_POST
def question(request, guest):
    """Park a question about the contract that was in sight, or about the whole."""
    about = guest.walkthrough
    if request.POST.get("about"):
        about = the_contract(request, guest, request.POST["about"])
    form = for_principal(QuestionForm(request.POST), guest.principal)

    def act():
        guest.require_running()
        values = {name: form.cleaned_data[name] for name in ("text", "decider", "due")}
        return Question.create(by=guest.principal, about=about, **values)

    if attempt(request, form, act):
        return kept(request, guest, _("Parked: %(question)s") % {"question": form.result.text})
    return unkept(request, guest, form, form.status)


@login_not_required
@require_POST
def reason(request, pk):
    """Keep a reason of the premortem: nothing is known here of who writes but that they may be in the room (H11)."""
    walkthrough = room_of(request, pk)
    if walkthrough is None:
        raise Http404
    form = ReasonForm(request.POST)
    if attempt(request, form, lambda: Reason.write(walkthrough, form.cleaned_data["text"])):
        return private(render(request, "walkthroughs/seat/_kept.html", {"walkthrough": walkthrough}))
    return private(render(request, "walkthroughs/seat/_problem.html", {"form": form}, status=form.status))
