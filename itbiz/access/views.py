"""One's own account: tokens for integrations, and the password; and the way in for whoever was given a link."""

from http import HTTPStatus

from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from itbiz.access.forms import JoinForm, NewPasswordForm, TokenForm
from itbiz.access.models import Invitation, ServiceAccount, Token
from itbiz.core.forms import sent
from itbiz.core.pages import attempt, done, show_form
from itbiz.core.text import slug


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """List the reader's tokens; a POST makes one and shows its text, this once."""
    form, fresh = TokenForm(request.POST or None, owner=request.user), None

    def issue():
        return Token.issue(by=request.principal, user=request.user, **form.cleaned_data)

    if attempt(request, form, issue):
        fresh, form = form.result, TokenForm(owner=request.user)
    context = {"title": _("Account and tokens"), "form": form, "fresh": fresh, "tokens": tokens_of(request)}
    answered = ServiceAccount.objects.of_contact(request.principal)
    context["services"] = answered.select_related("user").order_by("user__username")
    return render(request, "account/account.html", context, status=getattr(form, "status", HTTPStatus.OK))


def tokens_of(request):
    """Return the reader's own tokens, the newest first."""
    return request.user.tokens.order_by("-pk")


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


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Let whoever holds a link choose a password, and at first a user name; afterwards they are signed in.

    What opens nothing answers 404 in one sentence, whatever the reason: nobody learns who has an account.
    """
    link = Invitation.objects.select_related("person", "user__person", "made_by__person").find(secret)
    if link is None or not link.opens:
        return render(request, "account/ended.html", status=HTTPStatus.NOT_FOUND)
    if request.user.is_authenticated:
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return render(request, "account/somebody_else.html", {"link": link}, status=status)
    joins = link.kind == Invitation.Kind.JOIN
    form = (JoinForm if joins else NewPasswordForm)(sent(request), link=link, initial=proposed(link))
    if attempt(request, form, lambda: accept(request, link, form)):
        login(request, form.result)
        said = _("Welcome, %(name)s. You sign in as %(user)s from now on.")
        return done(request, said % {"name": link.invited, "user": form.result}, reverse("home"))
    return show_form(request, form, template="account/welcome.html", link=link, joins=joins)


def proposed(link):
    """Return what a form of a link begins with: a user name made from the e-mail, else from the name."""
    return {"username": link.email.partition("@")[0] or slug(link.invited).replace("-", ".")}


def accept(request, link, form):
    """Accept a link with what was typed, and return the User."""
    values = {"password": form.cleaned_data["password"], "username": form.chosen}
    return link.accept(request_id=request.request_id, **values)
