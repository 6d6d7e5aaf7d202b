"""Asks who is not signed in to do so, and gives every request its id and its principal."""

import re
import secrets
from http import HTTPStatus

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.utils.functional import SimpleLazyObject

from itbiz.access.principals import Principal
from itbiz.core.pages import is_partial

SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends whoever is not signed in to the sign-in page; where htmx asks for a piece of a page, answers 401."""

    def handle_no_permission(self, request, view_func):
        """Return the way to sign in, or for htmx, which would swap that page in over what was typed, no body."""
        if is_partial(request):
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        return super().handle_no_permission(request, view_func)


class PrincipalMiddleware:
    """Sets `request.request_id`, taken from X-Request-ID where it is sane, and `request.principal`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if SANE_ID.fullmatch(given) else secrets.token_hex(8)
        request.principal = SimpleLazyObject(lambda: Principal.of(request.user, request_id=request.request_id))
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request.request_id
        return response
