"""Pages of no app: what a browser remembers of its reader, requests that are not taken, and the style guide."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from itbiz import style_guide as samples
from itbiz.core.pages import is_partial

A_YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page named by the form's `next`, when that is one of ours, else home."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if ours else "home")


def _remember(request: HttpRequest, name: str, kept: tuple[str, ...]) -> HttpResponseRedirect:
    """Keep the posted value of `name` in a cookie of this browser if it is one of `kept`; else forget it."""
    response = _back(request)
    value = request.POST.get(name)
    if value in kept:
        response.set_cookie(name, value, A_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, samesite="Lax")
    return response


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponseRedirect:
    """Set the theme to "light" or "dark"; anything else follows the system again."""
    return _remember(request, "theme", ("light", "dark"))


@login_not_required
@require_POST
def shortcuts(request: HttpRequest) -> HttpResponseRedirect:
    """Turn shortcuts of a single key "off", or on again (WCAG 2.1.4)."""
    return _remember(request, "keys", ("off",))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say, under 400, that the address does not work, or, under 413, that more was sent than is taken at once."""
    if isinstance(exception, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
        return render(request, "413.html", {"most": most}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that nothing was saved, under 403. Who signs in gets a new token: a page that htmx sent from gets it too."""
    if not is_partial(request):
        return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
    status = HTTPStatus.FORBIDDEN if request.user.is_authenticated else HTTPStatus.UNAUTHORIZED
    return HttpResponse(status=status, headers={"X-CSRFToken": get_token(request)})


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component once, with invented content: to look at, and to copy from."""
    return render(request, "style_guide.html", samples.context(request.GET))
