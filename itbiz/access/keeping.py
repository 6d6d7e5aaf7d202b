"""Users, tokens and links in the change log: told to few, never undone."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.audit.keeping import EVERYBODY, NOBODY, Kept, keeper


class Private(Kept):
    """Rows that the CIO may know of, and whoever they belong to."""

    # The column that leads to the user.
    owner = "user"

    def told_to(self, principal):
        """Return the condition for the principal's own rows; for the CIO, for all."""
        if principal.has_role("cio"):
            return EVERYBODY
        if principal.user_id is None:
            return NOBODY
        return Q(object_id__in=self.model.objects.filter(**{self.owner: principal.user_id}).values("pk"))


@keeper("access.user", _("Who signs in is not undone: take the roles away, or make the person inactive."))
class UserKeeper(Private):
    """Users."""

    owner = "pk"


@keeper("access.token", _("A secret that was shown is not undone: revoke the token, or make a new one."))
class TokenKeeper(Private):
    """Tokens."""


@keeper("access.presenterlink", _("A link that was given away is not undone: revoke it, or make a new one."))
class LinkKeeper(Private):
    """Links to walls, which belong to who made them."""

    def told_to(self, principal):
        """Return the condition for the links that the principal made; for the CIO, for all."""
        return EVERYBODY if principal.has_role("cio") else Q(change_set__actor_id=principal.user_id)
