"""People who sign in, service accounts, tokens for integrations, links for walls and for whoever is invited."""

from itbiz.access.models.accounts import ServiceAccount
from itbiz.access.models.invitations import Invitation
from itbiz.access.models.links import PresenterLink
from itbiz.access.models.secret import SecretQuerySet, SecretRow
from itbiz.access.models.tokens import (
    LONGEST_TOKEN,
    TOKEN_PREFIX,
    WARNINGS,
    Token,
    known_scopes,
    scopes_in_words,
)
from itbiz.access.models.users import Role, User, hold_users, known_roles

__all__ = [
    "LONGEST_TOKEN",
    "TOKEN_PREFIX",
    "WARNINGS",
    "Invitation",
    "PresenterLink",
    "Role",
    "SecretQuerySet",
    "SecretRow",
    "ServiceAccount",
    "Token",
    "User",
    "hold_users",
    "known_roles",
    "known_scopes",
    "scopes_in_words",
]
