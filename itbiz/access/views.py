"""One's own account: tokens for integrations, and the password."""

from http import HTTPStatus

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from itbiz.access.forms import TokenForm
from itbiz.access.models import Token
from itbiz.core.pages import attempt, done, show_form


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """List the reader's tokens; a POST makes one and shows its text, this once."""
    form, fresh = TokenForm(request.POST or None), None

    def issue():
        return Token.issue(by=request.principal, user=request.user, **form.cleaned_data)

    if attempt(request, form, issue):
        fresh, form = form.result, TokenForm()
    context = {"title": _("Account and tokens"), "form": form, "fresh": fresh, "tokens": tokens_of(request)}
    return render(request, "account/account.html", context, status=getattr(form, "status", HTTPStatus.OK))


def tokens_of(request):
    """Return the reader's own tokens, the newest first."""
    return Token.objects.filter(user=request.user.pk).order_by("-pk")


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Close one of the reader's tokens for good."""
    token = get_object_or_404(tokens_of(request), pk=pk)
    token.revoke(by=request.principal)
    return done(request, _("%(name)s opens nothing any more.") % {"name": token.name}, reverse("account"))


@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the reader's own password; other windows are signed out."""
    form = PasswordChangeForm(request.user, request.POST or None)

    def change():
        password = form.cleaned_data["new_password1"]
        return request.user.change_password(by=request.principal, password=password)

    if attempt(request, form, change):
        update_session_auth_hash(request, request.user)
        return done(request, _("Your password is changed."), reverse("account"))
    return show_form(
        request,
        form,
        template="account/password.html",
        title=_("Change your password"),
        submit=_("Change the password"),
        cancel_url=reverse("account"),
    )
