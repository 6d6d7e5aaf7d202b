"""Who lets people sign in, makes tokens and revokes links."""

from django.utils.translation import gettext_lazy as _

from itbiz.access.rules import rule

LETS_IN = _("The CIO says who signs in, and as what.")


@rule("access.enroll_user", LETS_IN)
def enroll_user(principal, user):
    """The CIO enrolls users."""
    return principal.has_role("cio")


@rule("access.manage_user", LETS_IN)
@rule("access.invite_person", LETS_IN)
@rule("access.renew_password", LETS_IN)
@rule("access.revoke_invitation", LETS_IN)
@rule("access.edit_service", LETS_IN)
def govern_access(principal, obj):
    """The CIO, signed in: whoever is let in reads the whole organisation (V1). A token lets nobody in."""
    return principal.is_system or (principal.kind == "user" and principal.has_role("cio"))


@rule("access.issue_token")
@rule("access.revoke_token")
def own_token(principal, token):
    """Everybody makes and revokes tokens of their own, the contacts those of their service account; the CIO anybody's.

    A token makes no token.
    """
    if principal.kind != "user":
        return False
    return principal.user_id == token.user_id or principal.has_role("cio") or _answers_for(principal, token.user)


def _answers_for(principal, user):
    if principal.person_id is None or not user.is_service:
        return False
    return principal.person_id in (user.service.contact_id, user.service.second_id)


@rule("access.change_password")
def own_password(principal, user):
    """Everybody changes their own password, signed in."""
    return principal.kind == "user" and principal.user_id == user.pk
