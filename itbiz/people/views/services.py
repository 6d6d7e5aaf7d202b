"""Service accounts: opened by the CIO, kept by two contacts, with tokens that are rotated."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from itbiz.access.models import ServiceAccount, Token
from itbiz.core.forms import VersionForm, sent
from itbiz.core.pages import allow, attempt, done, show, show_form, visible
from itbiz.people.forms import ServiceForm, ServiceTokenForm
from itbiz.people.rows import roles_in_words
from itbiz.people.views.inviting import access_url, crumbs

METHODS = ["GET", "HEAD", "POST"]
EDIT = "access.edit_service"


def service_url(pk):
    """Return the address of a service account's page."""
    return reverse("people:service", args=[pk])


@require_http_methods(METHODS)
def new(request):
    """Open a service account."""
    allow(request, EDIT)
    form = ServiceForm(sent(request), principal=request.principal)
    if attempt(request, form, lambda: ServiceAccount.open(by=request.principal, **values_of(form))):
        said = _("%(name)s is open. Make its first token here.") % {"name": form.result}
        return done(request, said, service_url(form.result.pk))
    words = {
        "title": _("Open a service account"),
        "intro": _("An integration that signs its requests with tokens. Nobody signs in as it."),
        "submit": _("Open the account"),
    }
    back = access_url(show="services")
    return show_form(request, form, template="access/new_service.html", crumbs=crumbs(), cancel_url=back, **words)


def values_of(form):
    """Return what a verb gets of a ServiceForm."""
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


@never_cache
@require_http_methods(METHODS)
def service(request, pk):
    """One service account, for the CIO and its contacts; a POST makes a token and shows its text, this once."""
    account = _seen(request, pk)
    form, fresh = ServiceTokenForm(request.POST or None, owner=account.user), None
    if attempt(request, form, lambda: Token.issue(by=request.principal, user=account.user, **form.cleaned_data)):
        fresh, form = form.result, ServiceTokenForm(owner=account.user)
    return _page(request, account, form, fresh)


def _seen(request, pk):
    return visible(ServiceAccount.objects.select_related("user", "contact__user", "second__user"), request, pk=pk)


def _page(request, account, form, fresh=None):
    tokens = list(account.user.tokens.order_by("-pk"))
    may_edit = request.principal.may(EDIT, account)
    context = {
        "title": account.code,
        "crumbs": crumbs() if may_edit else [(_("Account and tokens"), reverse("account"))],
        "account": account,
        "roles": roles_in_words(account.user.roles),
        "form": form,
        "fresh": fresh,
        "living": [token for token in tokens if token.is_alive],
        "ended": [token for token in tokens if not token.is_alive],
        "may_edit": may_edit,
    }
    return show(request, "access/service.html", context, status=getattr(form, "status", 200))


@require_http_methods(METHODS)
def edit(request, pk):
    """Name other contacts, or say better what an account is for."""
    account = _seen(request, pk)
    allow(request, EDIT, account)
    form = ServiceForm.to_edit(request, account)

    def act():
        return account.expecting(form.expected).change(by=request.principal, **values_of(form))

    if attempt(request, form, act):
        return done(request, _("%(name)s is saved.") % {"name": account.code}, service_url(pk))
    title, way = _("Edit %(name)s") % {"name": account.code}, [*crumbs(), (account.code, service_url(pk))]
    return show_form(request, form, title=title, crumbs=way, cancel_url=service_url(pk))


def _token(request, pk):
    """Return the token `pk` where the reader may revoke it, else Http404: whoever may not does not see it."""
    token = Token.objects.select_related("user__person").filter(pk=pk).first()
    if token is None or not request.principal.may("access.revoke_token", token):
        raise Http404
    return token


def _page_of(request, token):
    """Return the address of the page that lists a token."""
    if token.user.is_service:
        return service_url(token.user.service.pk)
    mine = token.user_id == request.principal.user_id
    return reverse("account") if mine else reverse("people:user", args=[token.user_id])


@require_POST
def revoke_token(request, pk):
    """Close a token for good."""
    token = _token(request, pk)
    token.revoke(by=request.principal)
    return done(request, _("%(name)s opens nothing any more.") % {"name": token.name}, _page_of(request, token))


@never_cache
@require_POST
def rotate_token(request, pk):
    """Make the second token of a service account in the place of its first, and say when that one ends."""
    token = _token(request, pk)
    if not token.user.is_service:
        raise PermissionDenied(_("Only tokens of a service account are rotated."))
    form, days = VersionForm(request.POST), (token.expires_at - token.created_at).days
    if not attempt(request, form, lambda: token.rotate(by=request.principal, days=max(1, days))):
        messages.error(request, " ".join(form.non_field_errors()))
        return redirect(_page_of(request, token))
    said = _("Give the new token to the integration. The first ends on %(day)s: revoke it once nothing uses it.")
    messages.success(request, said % {"day": date_format(token.expires_at, "j M Y")})
    return _page(request, _seen(request, token.user.service.pk), ServiceTokenForm(owner=token.user), form.result)
