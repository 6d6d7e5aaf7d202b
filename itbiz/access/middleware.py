"""Gives every request its id and its principal."""

import re
import secrets

from django.utils.functional import SimpleLazyObject

from itbiz.access.principals import Principal

SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


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
