"""Users, tokens and links in the change log: told to few; of them roles and closed sign-ins alone are undone."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from itbiz.audit.keeping import EVERYBODY, NOBODY, Keeper, Kept, keeper
from itbiz.core.errors import Refused


class Private(Keeper):
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


@keeper("access.user")
class UserKeeper(Private):
    """Users. Their roles go back, and a closed sign-in opens; who came to sign in stays in the records."""

    owner = "pk"

    def authorize(self, step, record, by):
        """Ask for what changing roles asks."""
        by.require("access.manage_user", record)

    def check(self, step, record):
        """Refuse to undo that somebody came to sign in."""
        if not step.is_update:
            raise Refused(_("Who signs in is not undone: take the roles away, or close the sign-in."))


@keeper("access.token", _("A secret that was shown is not undone: revoke the token, or make a new one."))
class TokenKeeper(Private, Kept):
    """Tokens."""


@keeper("access.serviceaccount", _("A service account stays. Name other contacts, or close its sign-in."))
class ServiceKeeper(Kept):
    """Service accounts, told to the CIO and their contacts."""


LINK_STAYS = _(
    "A link that was given away is not undone: revoke it, or make a new one. Whoever came onto the org chart with it "
    "is merged with who they are, or made inactive, on their own page."
)


@keeper("access.invitation", LINK_STAYS)
class InvitationKeeper(Kept):
    """Invitations, told to the CIO."""

    def told_to(self, principal):
        """Return the condition for all, where the CIO asks."""
        return EVERYBODY if principal.has_role("cio") else NOBODY


@keeper("access.presenterlink", _("A link that was given away is not undone: revoke it, or make a new one."))
class LinkKeeper(Kept):
    """Links to walls, which belong to who made them."""

    def told_to(self, principal):
        """Return the condition for the links that the principal made; for the CIO, for all."""
        return EVERYBODY if principal.has_role("cio") else Q(change_set__actor_id=principal.user_id)
