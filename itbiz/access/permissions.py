"""Who may enroll users, make tokens and revoke links."""

from itbiz.access.rules import rule


@rule("access.enroll_user")
def enroll_user(principal, user):
    """The CIO enrolls users."""
    return principal.has_role("cio")


@rule("access.issue_token")
@rule("access.revoke_token")
def own_token(principal, token):
    """Everybody makes and revokes tokens of their own; the CIO anybody's. A token makes no token."""
    return principal.kind == "user" and (principal.user_id == token.user_id or principal.has_role("cio"))


@rule("access.change_password")
def own_password(principal, user):
    """Everybody changes their own password, signed in."""
    return principal.kind == "user" and principal.user_id == user.pk
