"""One sign-in: whose it is, its roles and tokens, and the acts of the CIO on it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from itbiz.access.models import User
from itbiz.core.forms import VersionForm, sent
from itbiz.core.pages import allow, attempt, done, show, show_form
from itbiz.people.forms import CloseForm, RolesForm
from itbiz.people.rows import offices_at, roles_in_words
from itbiz.people.views.inviting import crumbs
from itbiz.people.views.listing import MANAGE

METHODS = ["GET", "HEAD", "POST"]


def user_url(pk):
    """Return the address of a sign-in's page."""
    return reverse("people:user", args=[pk])


def managed(request, pk):
    """Return the user `pk`, for the CIO alone: 403 for everybody else, whoever exists."""
    allow(request, MANAGE)
    return get_object_or_404(User.objects.select_related("person", "service"), pk=pk)


@require_safe
def user(request, pk):
    """One sign-in."""
    user = managed(request, pk)
    person = getattr(user, "person", None)
    context = {
        "title": user.display_name,
        "crumbs": crumbs(),
        "user": user,
        "person": person,
        "roles": roles_in_words(user.roles),
        "offices": offices_at([person.pk])[person.pk] if person else [],
        "tokens": user.tokens.living().order_by("expires_at", "pk"),
        "link": user.links.living().order_by("-pk").first(),
    }
    return show(request, "access/user.html", context)


@require_http_methods(METHODS)
def roles(request, pk):
    """Change the roles of a user."""
    user = managed(request, pk)
    form = RolesForm(sent(request), user=user, principal=request.principal)

    def act():
        return user.expecting(form.expected).change_roles(by=request.principal, roles=form.chosen)

    if attempt(request, form, act):
        said = _("The roles of %(name)s are saved.") % {"name": user.display_name}
        # Whoever was CIO until now does not see that page any more.
        stays = user.pk != request.principal.user_id or "cio" in user.roles
        return done(request, said, user_url(pk) if stays else reverse("account"))
    title = _("Roles of %(name)s") % {"name": user.display_name}
    return show_form(request, form, title=title, crumbs=crumbs(), cancel_url=user_url(pk))


@require_http_methods(METHODS)
def close(request, pk):
    """Close a sign-in: its sessions end, its tokens open nothing; the person stays on the org chart."""
    user = managed(request, pk)
    form = CloseForm.about(request, user)

    def act():
        return user.expecting(form.expected).deactivate(by=request.principal, reason=form.cleaned_data["reason"])

    if attempt(request, form, act):
        return done(request, _("%(name)s cannot sign in any more.") % {"name": user.display_name}, user_url(pk))
    words = {
        "title": _("Close the sign-in of %(name)s?") % {"name": user.display_name},
        "consequence": _("Open windows are signed out at once, and tokens open nothing. It can be opened again."),
        "submit": _("Close the sign-in"),
    }
    return show_form(request, form, template="layouts/confirm.html", cancel_url=user_url(pk), **words)


@require_POST
def reopen(request, pk):
    """Open a closed sign-in again; what stands against it is said on a page that asks again."""
    user = managed(request, pk)
    form = VersionForm(request.POST)
    if attempt(request, form, lambda: user.reactivate(by=request.principal)):
        return done(request, _("%(name)s can sign in again.") % {"name": user.display_name}, user_url(pk))
    words = {
        "title": _("Open the sign-in of %(name)s again?") % {"name": user.display_name},
        "consequence": _("They sign in with the password of before."),
        "submit": _("Open it again"),
    }
    return show_form(request, form, template="layouts/confirm.html", cancel_url=user_url(pk), **words)
