"""The pages of home: the first page, and each of its lists as a whole."""

from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import BadRequest
from django.http import Http404
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from itbiz.core.days import first_moment, today
from itbiz.core.pages import number_in, show, visible
from itbiz.home import organisation
from itbiz.home.changed import changed_for
from itbiz.home.lists import AHEAD, HEAD, LEADS, STAFF, WAITING, facilitated, joinable, pages_of, share, whole
from itbiz.home.mine import belonging_of, mine_of
from itbiz.home.steps import first_steps
from itbiz.people.endings import endings_for
from orgchart.models import Line
from walkthroughs.ledger import ACCOUNTS, Mine
from walkthroughs.undone import undone_promises

# How far back a CIO, and anybody else, looks unless the address says since when.
MONTH, FORTNIGHT = timedelta(days=30), timedelta(days=14)
# How many rows a page of a whole list has.
LONG = 50


@require_safe
def home(request):
    """Home: what waits for the reader first, then what they promised and owe; for a CIO the whole beside it."""
    principal, is_cio = request.principal, request.principal.has_role("cio")
    since = since_in(request, MONTH if is_cio else FORTNIGHT)
    mine = mine_of(principal)
    context = {
        "title": _("Home"),
        "since": since,
        "running": organisation.running(principal),
        "projects": organisation.open_projects(principal),
        "facilitated": facilitated(principal),
        "joinable": joinable(principal, mine),
        "waiting": pages_of(principal, WAITING, mine),
        "kept": pages_of(principal, HEAD, mine),
        "leads": pages_of(principal, LEADS, mine),
        "steps": first_steps(principal) if is_cio else [],
        "lines": organisation.my_lines(principal, mine.lines) if mine.lines else [],
        "endings": endings_for(principal),
    }
    context["changed"], context["changed_more"] = changed_for(principal, mine, since)
    if mine.lines:
        context["undone"] = undone_promises(principal, first_moment(since))
    elif not is_cio:
        context |= staff(principal)
    # Where no line is named yet there is nothing to look at but the steps.
    if is_cio and (not context["steps"] or context["steps"][1].begun):
        context |= whole_business(principal, since)
    return show(request, "home.html", context)


def staff(principal):
    """Return what somebody sees of the lines of the units they belong to: the lines and what these promised."""
    theirs = belonging_of(principal)
    if not theirs.lines:
        return {}
    return {
        "belongs": organisation.my_lines(principal, theirs.lines),
        "promises": pages_of(principal, STAFF, theirs),
    }


def whole_business(principal, since):
    """Return what a CIO sees of the whole organisation."""
    return {
        "business": organisation.business(principal),
        "lacks": organisation.lacks(principal),
        "whole": whole(principal, since),
        "share": share(principal, since),
    }


def since_in(request, back):
    """Return the date `?since=` names, else that of so long ago. Raises BadRequest for what is no date."""
    text = request.GET.get("since", "")
    if not text:
        return today() - back
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise BadRequest("since is a date: YYYY-MM-DD")
    return day


@require_safe
def account(request, name):
    """One list whole: the reader's own, or with `?line=` that of one line; `?page=` and `?since=` as on home."""
    if name not in ACCOUNTS:
        raise Http404
    found, number = ACCOUNTS[name], number_in(request.GET.get("page", "1"))
    since, start = since_in(request, MONTH), ((number or 1) - 1) * LONG
    mine, line = asked_for(request, name)
    dates = {"since": since, "ahead": today() + AHEAD}
    page = found.read(request.principal, mine, start=start, limit=LONG, **dates)
    context = {
        "title": found.heading,
        "page": page,
        "line": line,
        "object_list": page.rows,
        "since": since if not found.side else None,
        "rest": found.rest_addresses(mine, **dates),
        "previous_url": address_of(request, number - 1) if number and number > 1 else "",
        "next_url": address_of(request, (number or 1) + 1) if page.total > start + LONG else "",
        "count_text": _("%(n)s in all") % {"n": page.total},
        "empty_title": _("Nothing here"),
        "empty_text": found.nothing or _("This list is empty now."),
    }
    return show(request, "home/account.html", context)


def asked_for(request, name):
    """Return (Mine, Line or None): the line that `?line=` names, else what the reader answers for."""
    pk = request.GET.get("line")
    if pk is None:
        return mine_of(request.principal) if name not in STAFF else mine_or_belonging(request.principal), None
    line = visible(Line.objects, request, pk=number_in(pk))
    return Mine(lines=(line.pk,)), line


def mine_or_belonging(principal):
    """Return what the reader answers for; of somebody who heads no line, the lines they belong to."""
    mine = mine_of(principal)
    return mine if mine.lines else replace(mine, lines=belonging_of(principal).lines)


def address_of(request, number):
    """Return the address of another page of the list."""
    query = request.GET.copy()
    query["page"] = number
    return f"{reverse('home-account', args=[request.resolver_match.kwargs['name']])}?{query.urlencode()}"
