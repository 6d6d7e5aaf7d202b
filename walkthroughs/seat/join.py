"""Joining by code: with an account at once, without one by a name and the facilitator's admission."""

from contextlib import suppress
from http import HTTPStatus

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from itbiz.core.clients import address_of
from itbiz.core.errors import Refused
from itbiz.core.forms import Form
from itbiz.core.pages import attempt
from itbiz.live.polling import private
from walkthroughs.models import Room, Seat, Walkthrough
from walkthroughs.seat.guesses import is_spent, note_wrong
from walkthroughs.seat.guests import account_of, keep_seat, seat_of

METHODS = ["GET", "HEAD", "POST"]


class CodeForm(Form):
    """The code that stands on the wall."""

    code = forms.CharField(
        label=gettext_lazy("Code on the wall"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class NameForm(Form):
    """Who asks for a seat without an account."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


def opened(request, code):
    """Return (the Room that `code` opens, None), else (None, the page that says why not): wrong, or tried too often."""
    address = address_of(request)
    if is_spent(address):
        problem = _("Too many wrong codes came from here. Wait a minute, then try again.")
        return None, ask_code(request, problem, code, HTTPStatus.TOO_MANY_REQUESTS)
    room = Room.joined_by(code)
    if room is None:
        note_wrong(address)
        problem = _("No walk-through that runs now has this code. Look at the wall, and type it again.")
        return None, ask_code(request, problem, code, HTTPStatus.UNPROCESSABLE_ENTITY)
    return room, None


def ask_code(request, problem="", typed="", status=HTTPStatus.OK):
    """Return the page that asks for the code."""
    form = CodeForm({"code": typed} if problem else None)
    if problem:
        form.add_error("code", problem)
    return private(render(request, "walkthroughs/seat/join.html", {"form": form}, status=status))


@login_not_required
@require_http_methods(METHODS)
def join(request):
    """Ask for the code; a POST of the right one leads to its door."""
    if request.method != "POST":
        return ask_code(request)
    return join_by(request, code=request.POST.get("code", "")[:40])


@login_not_required
@require_GET
def join_by_link(request, code):
    """Where the QR code leads: to the door of the room it opens."""
    return join_by(request, code=code)


def join_by(request, code):
    """Return the way to the door that `code` opens, or the page that says why it opens none."""
    room, refusal = opened(request, code)
    return refusal or redirect("walkthroughs:seat-door", pk=room.walkthrough_id, code=room.code)


@login_not_required
@require_http_methods(METHODS)
def door(request, pk, code):
    """Take a seat: at once with an account that sees the walk-through, else under a name, and wait to be let in."""
    room, refusal = opened(request, code)
    if refusal or room.walkthrough_id != pk:
        return refusal or ask_code(request, _("This code opens another room."), code, HTTPStatus.UNPROCESSABLE_ENTITY)
    account = account_of(request, pk)
    if account is not None and account.principal.person_id:
        return sit_down(request, account)
    if seat_of(request, pk) is not None:
        return redirect("walkthroughs:seat", pk=pk)
    name = request.principal.name if request.principal.is_signed_in else ""
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": name})
    taken = attempt(request, form, lambda: take(request, room, form.cleaned_data["name"]))
    if taken:
        return private(keep_seat(redirect("walkthroughs:seat", pk=pk), form.result))
    context = {"form": form, "walkthrough": told(room.walkthrough)}
    return private(render(request, "walkthroughs/seat/door.html", context, status=form.status))


def take(request, room, name):
    """Ask for a seat and return it. Raises ValidationError without a name."""
    return Seat.take(room, name=name, request_id=request.request_id)


def told(walkthrough):
    """Return the walk-through where somebody at its door may know its title: one that is open (V3); else None."""
    return walkthrough if walkthrough.access == Walkthrough.Access.OPEN else None


def sit_down(request, account):
    """Mark somebody with an account present on a POST, and lead to their seat; ask them first otherwise."""
    absent = account.is_absent
    if absent and request.method != "POST":
        return private(render(request, "walkthroughs/seat/sit.html", {"guest": account}))
    # Where the meeting ends in this moment, the seat says so.
    with suppress(Refused):
        if absent:
            account.walkthrough.join(by=account.principal)
    return redirect("walkthroughs:seat", pk=account.walkthrough.pk)


@login_not_required
@require_POST
def sit(request, pk):
    """Take part with an account, without a code: whoever sees the walk-through may."""
    account = account_of(request, pk)
    if account is None:
        raise Http404
    return sit_down(request, account)
