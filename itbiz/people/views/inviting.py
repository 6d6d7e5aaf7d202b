"""Inviting people: links that are shown once, mailed where there is a mail server, taken back, made anew."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from itbiz.access.models import Invitation, User
from itbiz.audit.record import change_set
from itbiz.core.forms import VersionForm, sent
from itbiz.core.pages import allow, attempt, done, number_in, show, show_form
from itbiz.people.forms import InviteForm, LookedForm
from itbiz.people.mails import can_mail, send_links
from itbiz.people.rows import roles_in_words
from orgchart.models import Person
from orgchart.namesakes import marks

INVITE = "access.invite_person"


def access_url(**asked):
    """Return the address of the page about access."""
    return reverse("people:access", query=asked or None)


def crumbs():
    """Return the way to a page below it."""
    return [(_("People and access"), access_url())]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request):
    """Invite one or several people; `?person=<id>` begins with somebody.

    What is posted is read and told first. With the `act` "invite" it is done, and the links are shown, this once; with
    "edit" the list is written once more.
    """
    allow(request, INVITE)
    form, act = _form(request), request.POST.get("act")
    if act == "edit" or not attempt(request, form, lambda: form.cleaned_data["people"]):
        words = {"title": _("Invite people"), "submit": _("Look at it"), "cancel_url": access_url()}
        words["intro"] = _("First you see who was found and who is new. Then each gets a link of their own.")
        return show_form(request, form, crumbs=crumbs(), **words)
    looked = _looked(request, form.result, sent_back=act == "invite")
    roles, mailed = form.cleaned_data["roles"], form.cleaned_data.get("mail", False)
    if act == "invite" and attempt(request, looked, lambda: invite_all(request.principal, looked.chosen, roles)):
        return show_links(request, looked.result, mailed=mailed, guests=looked.chosen)
    context = {"title": _("Invite these people?"), "crumbs": crumbs(), "looked": looked, "bound": form}
    context |= {"roles": roles_in_words(roles), "mailed": mailed}
    return show(request, "access/looked_at.html", context, status=looked.status)


def _form(request):
    """Return the form as it was sent; where it is to be edited once more, as it was typed."""
    asked = Person.objects.visible_to(request.principal).filter(pk=number_in(request.GET.get("person"))).first()
    begun = {"people": asked and (f"{asked.name} <{asked.email}>" if asked.email else asked.name)}
    options = {"principal": request.principal, "can_mail": can_mail()}
    if request.POST.get("act") == "edit":
        typed = {name: request.POST.get(name) for name in ("people", "mail")}
        return InviteForm(initial=typed | {"roles": request.POST.getlist("roles")}, **options)
    return InviteForm(sent(request), initial=begun, **options)


def _looked(request, guests, *, sent_back):
    """Return the LookedForm of what was read; bound where it was `sent_back`."""
    told = marks({one.pk for guest in guests for one in (guest.person, *guest.namesakes) if one})
    return LookedForm(request.POST if sent_back else None, guests=guests, marks=told)


def invite_all(by, guests, roles):
    """Invite every Guest in one act, and return the Invitations; a new name comes onto the org chart."""
    names = ", ".join(guest.name or str(guest.person) for guest in guests)
    with change_set(by=by, title=_("Invited to sign in: %(names)s") % {"names": names}):
        return [
            Invitation.invite(
                by=by,
                person=guest.person or Person.create(by=by, name=guest.name, email=guest.email),
                roles=roles,
                email=guest.email,
            )
            for guest in guests
        ]


def show_links(request, links, *, mailed, guests=()):
    """Show links that were just made; where `mailed`, send them, and say of each whether it went.

    `guests` are those of a list, link by link: who of them is new stands beside.
    """
    told = send_links(links, request.principal.name) if mailed else {}
    rows = [
        {"link": link, "address": request.build_absolute_uri(_address(link)), "told": told.get(link.pk, "")}
        for link in links
    ]
    for row, guest in zip(rows, guests, strict=False):
        row["is_new"] = guest.person is None
    context = {
        "title": _("Links to sign in, shown this once"),
        "rows": rows,
        "some_new": any(row.get("is_new") for row in rows),
        "crumbs": crumbs(),
    }
    return show(request, "access/links.html", context)


def _address(link):
    return reverse("welcome", args=[link.secret])


def link_shown(request, pk):
    """Return the link `pk` that is under way; 403 and 404 as everywhere."""
    allow(request, "access.revoke_invitation")
    return get_object_or_404(Invitation.objects.living().select_related("person", "user__person"), pk=pk)


@require_POST
def revoke(request, pk):
    """Let a link open nothing any more."""
    link = link_shown(request, pk)
    link.revoke(by=request.principal)
    said = _("The link for %(name)s opens nothing any more.") % {"name": link.invited}
    return done(request, said, access_url(show="invited"))


@never_cache
@require_POST
def again(request, pk):
    """Make a new link in the place of one that is under way, and show it."""
    link = link_shown(request, pk)
    if link.kind == Invitation.Kind.PASSWORD:
        return new_password(request, link.user_id)
    values = {"person": link.person, "roles": link.roles, "email": link.email}
    return _made(request, lambda: Invitation.invite(by=request.principal, **values), access_url(show="invited"))


@never_cache
@require_POST
def new_password(request, pk):
    """Make a link by which the user `pk` chooses a new password, and show it."""
    allow(request, "access.renew_password")
    user = get_object_or_404(User.objects, pk=pk)
    back = reverse("people:user", args=[pk])
    return _made(request, lambda: Invitation.renew_password(by=request.principal, user=user), back)


def _made(request, make, back):
    """Show the link that `make()` made, mailed where it can be; where it refuses, say why at the address `back`."""
    form = VersionForm(request.POST)
    if attempt(request, form, make):
        return show_links(request, [form.result], mailed=can_mail())
    messages.error(request, " ".join(form.non_field_errors()))
    return redirect(back)
