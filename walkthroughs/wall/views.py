"""The wall's three addresses: the page, the stream that it follows, and the tree alone, for when it cannot follow."""

import re
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from itbiz.access.models import PresenterLink
from itbiz.access.principals import Principal
from itbiz.live.polling import polled, private
from itbiz.live.stream import Stream
from walkthroughs.live import COMPANIONS, WALKTHROUGH, State
from walkthroughs.models import Walkthrough
from walkthroughs.wall.head import join_address, qr_code
from walkthroughs.wall.layout import Room
from walkthroughs.wall.shown import fragment
from walkthroughs.wall.stream import WALL

# Sizes in rem that a browser may ask for; a phone asks for more height than any tree takes, and scrolls.
LEAST, WIDEST, HIGHEST = 15, 200, 9999


@login_not_required
@require_safe
def wall(request, secret):
    """Show the tree that the presenter link `secret` opens, to whoever has it; 404 where the link has ended."""
    _link, walkthrough = opened(secret)
    if walkthrough is None:
        return ended(request)
    room, kept = room_of(request), remembered(request, "wall_theme", "theme")
    context = fragment(State(walkthrough), room)
    context |= {"secret": secret, "own_theme": context["theme"] or kept, "tag": tag(walkthrough, room)}
    context["size"] = request.COOKIES.get("wall_size", "")
    return private(render(request, "walkthroughs/wall.html", context))


@login_not_required
@require_safe
def wall_tree(request, secret):
    """Answer the tree alone, for a picture of `?wide=` by `?high=` rem; 304 where the reader has this version."""
    _link, walkthrough = opened(secret)
    if walkthrough is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    room = room_of(request)
    return polled(
        request,
        tag(walkthrough, room),
        lambda: render(request, "walkthroughs/wall_tree.html", fragment(State(walkthrough), room)),
    )


@login_not_required
@require_safe
def wall_check(request, secret):
    """Show the test picture of a wall: size, contrast, freshness, the code to join; 404 where the link has ended."""
    _link, walkthrough = opened(secret)
    if walkthrough is None:
        return ended(request)
    state, room = State(walkthrough), room_of(request)
    address = join_address(state.room.code, room.site) or request.build_absolute_uri()
    context = {"walkthrough": walkthrough, "secret": secret, "address": address, "qr": qr_code(address)}
    context |= {"own_theme": remembered(request, "wall_theme", "theme"), "tag": tag(walkthrough, room)}
    return private(
        render(request, "walkthroughs/wall_check.html", context | {"size": request.COOKIES.get("wall_size")})
    )


@login_not_required
@require_GET
def wall_stream(request, secret):
    """Let a wall of `?wide=` by `?high=` rem follow the tree that its link opens; 404 where the link has ended."""
    link, walkthrough = opened(secret)
    if walkthrough is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    return Stream(WALL, walkthrough.pk, room_of(request), link.pk)


def opened(secret):
    """Return the living presenter link with this secret, and the walk-through that it opens; None for either."""
    link = PresenterLink.objects.find(secret)
    if link is None:
        return None, None
    seen = Walkthrough.objects.visible_to(Principal.of_link(link))
    return link, seen.select_related(*COMPANIONS).first()


def ended(request):
    """Answer 404 with a page that says how to get another link."""
    return private(render(request, "walkthroughs/wall_ended.html", status=HTTPStatus.NOT_FOUND))


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
        request.build_absolute_uri("/"),
    )


def _size(text, most):
    """Return a size in rem between LEAST and `most`, or None where `text` is none."""
    return min(max(float(text), LEAST), most) if re.fullmatch(r"\d{1,4}(\.\d{1,2})?", text) else None


def tag(walkthrough, room):
    """Return the tag of the tree in `room`, the same that a stream tells."""
    return WALL.tag(WALKTHROUGH.number_of(walkthrough), room)
