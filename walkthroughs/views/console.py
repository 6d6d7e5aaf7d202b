"""The facilitator's console: what the room shows, the acts of the tree, and the pulse that the page follows."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import obstacle, undo
from itbiz.core.errors import NotAllowed, Refused
from itbiz.core.pages import allow, is_partial, number_in, show, visible
from itbiz.live.polling import polled
from itbiz.live.stream import Stream
from walkthroughs.acts import acts_of
from walkthroughs.console import live_number
from walkthroughs.desk import Desk
from walkthroughs.live import WALKTHROUGH
from walkthroughs.models import Contract, Room, Walkthrough
from walkthroughs.pulse import PULSE, pulse_html
from walkthroughs.views.editor import refresh, the_walkthrough

# How much of what is being typed the wall shows.
SHOWN_LETTERS = 300


def steered(request, pk):
    """Return a walk-through that the reader steers; raises Http404, or PermissionDenied with the sentence."""
    walkthrough = the_walkthrough(request, pk)
    allow(request, "walkthroughs.present_walkthrough", walkthrough)
    return walkthrough


@require_POST
def room(request, pk):
    """Change what console, wall and seats show: `focus`, `view`, `theme`, `writing`, `disputed`, those that are sent.

    Answers 204 with the live number to a script, and leads others back to the console.
    """
    walkthrough = steered(request, pk)
    sent = {
        name: read(request, walkthrough, request.POST[name]) for name, read in SHOWN.items() if name in request.POST
    }
    if sent:
        Room.of(walkthrough).show(by=request.principal, **sent)
    if not is_partial(request):
        return redirect(_back(request, pk))
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response.headers["Live-Number"] = live_number(visible(Walkthrough.objects.select_related("room"), request, pk=pk))
    return response


def _contract(request, walkthrough, text):
    if not text:
        return None
    return visible(Contract.objects, request, pk=number_in(text), walkthrough=walkthrough)


def _choice(choices):
    return lambda request, walkthrough, text: text if text in choices.values else choices.values[0]


# What the room shows, and how what was sent is read.
SHOWN = {
    "focus": _contract,
    "disputed": _contract,
    "view": _choice(Room.View),
    "theme": _choice(Room.Theme),
    "writing": lambda request, walkthrough, text: text[:SHOWN_LETTERS],
}


@require_http_methods(["GET", "HEAD", "POST"])
def acts(request, pk):
    """The acts of the tree by name, one of them opened by `?act=`; a POST of `act` undoes it, or brings it back."""
    walkthrough = steered(request, pk)
    known = acts_of(walkthrough)
    wanted = number_in(request.POST.get("act") or request.GET.get("act"))
    act = known.at(wanted)
    if request.method != "POST":
        stands = act and obstacle(ChangeSet.objects.get(pk=act.newest), request.principal)
        return _list(request, walkthrough, known, act, stands or "")
    if act is None:
        sentence = _("This is not as it was any more, or lies further back. See what stands now.")
        return _list(request, walkthrough, known, None, sentence, HTTPStatus.CONFLICT)
    return _turn(request, walkthrough, known, act)


def _turn(request, walkthrough, known, act):
    """Undo an act, or bring it back: the console anew, or the list with what stands against it."""
    try:
        undo(ChangeSet.objects.get(pk=act.newest), by=request.principal)
    except (Refused, NotAllowed) as error:
        return _list(request, walkthrough, known, act, str(error), HTTPStatus.CONFLICT)
    said = (_("Undone: %(title)s") if act.stands else _("Brought back: %(title)s")) % {"title": act.title}
    # What was in focus may be gone with the act, and an empty tree has nothing in focus.
    focus = number_in(request.POST.get("focus"))
    stays = focus and walkthrough.contracts.filter(pk=focus).exists()
    desk = Desk(request, the_walkthrough(request, walkthrough.pk), focus=focus if stays else None)
    response = refresh(request, desk, said)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#walkthrough", "outerHTML settle:0ms"
    return response


def _list(request, walkthrough, known, act, stands, status=HTTPStatus.OK):
    context = {
        "title": _("Acts of this tree"),
        "walkthrough": walkthrough,
        "acts": known,
        "opened": act,
        "obstacle": stands,
        "focus": request.POST.get("focus") or request.GET.get("focus", ""),
        "crumbs": [(str(walkthrough), reverse("walkthroughs:walkthrough", args=[walkthrough.pk]))],
    }
    response = show(request, "walkthroughs/acts.html", context, piece="walkthroughs/acts_dialog.html", status=status)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#acts", "innerHTML"
    return response


@require_safe
def pulse(request, pk):
    """The live number, which the console follows: as a stream to who asks for one, else once, with an ETag."""
    walkthrough = visible(Walkthrough.objects.select_related("room"), request, pk=pk)
    allow(request, "walkthroughs.present_walkthrough", walkthrough)
    if request.accepts("text/event-stream") and not request.accepts("text/html"):
        return Stream(PULSE, pk, None, request.principal.user_id)
    tag = PULSE.tag(WALKTHROUGH.number_of(walkthrough), None)
    return polled(request, tag, lambda: HttpResponse(pulse_html(walkthrough)))


def _back(request, pk):
    focus = request.POST.get("back") or request.POST.get("focus", "")
    address = reverse("walkthroughs:walkthrough", args=[pk])
    return f"{address}?focus={focus}" if focus.isdecimal() else address
