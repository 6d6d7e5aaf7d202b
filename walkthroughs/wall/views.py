"""The wall's two addresses: the page, and the tree in it that the page asks for every two seconds."""

import re
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.access.models import PresenterLink
from itbiz.access.principals import Principal
from itbiz.core.days import today
from itbiz.core.terms import term
from itbiz.core.text import fingerprint
from walkthroughs.models import Terms, Walkthrough
from walkthroughs.tree import read_tree
from walkthroughs.wall.layout import Layout, Room

# Sizes in rem that a browser may ask for; a phone asks for more height than any tree takes, and scrolls.
LEAST, WIDEST, HIGHEST = 15, 200, 9999


@login_not_required
@require_safe
def wall(request, secret):
    """Show the tree that the presenter link `secret` opens, to whoever has it; 404 where the link has ended."""
    walkthrough = opened(secret)
    if walkthrough is None:
        return ended(request)
    context = fragment(walkthrough, Room())
    context |= {"secret": secret, "theme": remembered(request, "wall_theme", "theme"), "tag": tag(walkthrough, Room())}
    context["size"] = request.COOKIES.get("wall_size", "")
    return private(render(request, "walkthroughs/wall.html", context))


@login_not_required
@require_safe
def wall_tree(request, secret):
    """Answer the tree alone, for a picture of `?wide=` by `?high=` rem; 304 where the reader has this version."""
    walkthrough = opened(secret)
    if walkthrough is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    room = room_of(request)
    etag = tag(walkthrough, room)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = render(request, "walkthroughs/wall_tree.html", fragment(walkthrough, room))
        response.headers["ETag"] = etag
    return private(response)


def opened(secret):
    """Return the walk-through that a living presenter link opens, or None."""
    link = PresenterLink.objects.find(secret)
    if link is None:
        return None
    seen = Walkthrough.objects.visible_to(Principal.of_link(link))
    return seen.select_related(*Walkthrough.companions).first()


def ended(request):
    """Answer 404 with a page that says how to get another link."""
    return private(render(request, "walkthroughs/wall_ended.html", status=HTTPStatus.NOT_FOUND))


def private(response):
    """Let every look ask again, and no cache between keep what a secret opens."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


def remembered(request, *cookies):
    """Return the theme that this browser keeps for walls, else for pages: "light", "dark" or ""."""
    kept = (request.COOKIES.get(name) for name in cookies)
    return next((theme for theme in kept if theme in ("light", "dark")), "")


def room_of(request):
    """Return the Room that the browser asks for, 16:9 where it asks for none or for nonsense."""
    default = Room()
    return Room(
        _size(request.GET.get("wide", ""), WIDEST) or default.wide,
        _size(request.GET.get("high", ""), HIGHEST) or default.high,
    )


def _size(text, most):
    """Return a size in rem between LEAST and `most`, or None where `text` is none."""
    return min(max(float(text), LEAST), most) if re.fullmatch(r"\d{1,4}(\.\d{1,2})?", text) else None


def tag(walkthrough, room):
    """Return the ETag of the tree in `room`: it changes with the tree, the release, the language and the day."""
    parts = (walkthrough.version, settings.RELEASE, get_language(), today(), room.wide, room.high)
    return f'"{fingerprint(repr(parts))}"'


def fragment(walkthrough, room):
    """Return the context of wall_tree.html: walkthrough, about; where the prime is named, picture and tally."""
    tree = read_tree(walkthrough)
    context = {"walkthrough": walkthrough, "about": about(walkthrough, tree)}
    if tree:
        tally = [(count, tally_word(state)) for state, count in tree.tally().items()]
        line = "   ".join(f"{label} {text}" for label, text in context["about"])
        dues = asked_dues(walkthrough)
        layout = Layout(tree, room, title=str(walkthrough), about=line, tally=tally, asked_dues=dues)
        context["picture"] = layout.picture()
        context["tally"] = [(state, *told) for state, told in zip(tree.tally(), tally, strict=True)]
    return context


def about(walkthrough, tree):
    """Return what stands below the title: a list of (label, text)."""
    project = walkthrough.project
    questions = sum(not question["resolution"] for node in tree.nodes for question in node.questions)
    said = [
        (_("Client"), str(walkthrough.client)),
        (_("End customer"), project.end_customer if project else ""),
        (_("Open questions"), str(questions or "")),
    ]
    return [(label, text) for label, text in said if text]


def tally_word(state):
    """Return the word for a state in the tally."""
    return term("gap" if state == "gap" else f"state.{state}")


def asked_dues(walkthrough):
    """Return {contract id: the date that stood before the counter} of countered contracts."""
    before = Terms.objects.filter(
        contract__walkthrough=walkthrough, contract__state="countered", number__lt=F("contract__terms__number")
    )
    return dict(before.order_by("number").values_list("contract_id", "due"))
