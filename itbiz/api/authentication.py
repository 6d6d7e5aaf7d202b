"""Who sends a request: the bearer of a token, or a signed-in browser."""

from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from itbiz.access.models import TOKEN_PREFIX, Token
from itbiz.access.principals import Principal


class PrincipalAuthentication(SessionAuthentication):
    """Sets `request.principal` from the header Authorization, else from the session, whose writes need CSRF."""

    def authenticate(self, request):
        """Return (user, token or None), or None for nobody. Raises AuthenticationFailed for a bad token."""
        scheme, _blank, text = request.headers.get("Authorization", "").partition(" ")
        if scheme:
            return self._bearer(request._request, scheme, text.strip())
        found = super().authenticate(request)
        plain = request._request
        plain.principal = (
            Principal.of(found[0], source="rest", request_id=plain.request_id)
            if found
            else Principal.nobody(source="rest", request_id=plain.request_id)
        )
        return found

    def _bearer(self, plain, scheme, text):
        plain.principal = Principal.nobody(source="rest", request_id=plain.request_id)
        token = None
        if scheme.lower() == "bearer" and text.startswith(TOKEN_PREFIX):
            token = Token.objects.select_related("user__person").find(text.removeprefix(TOKEN_PREFIX))
        if token is None or not token.user.is_active:
            raise AuthenticationFailed(_("This token is unknown, expired or revoked."))
        token.note_use()
        plain.principal = Principal.of_token(token, request_id=plain.request_id)
        return token.user, token

    def authenticate_header(self, request):
        """Return what 401 names as the way in."""
        return 'Bearer realm="itbiz"'


class SignedIn(BasePermission):
    """Lets in whoever is somebody; what they see and do is asked of the models."""

    def has_permission(self, request, view):
        """Return whether a user or a token sends the request."""
        return request.principal.is_signed_in
