"""Kept mappings in the change log: told to everybody signed in, never undone."""

from django.utils.translation import gettext_lazy as _

from itbiz.audit.keeping import EVERYBODY, NOBODY, Kept, keeper


@keeper("exchange.keptmapping", _("A mapping is not undone: keep it anew under its name, or forget it."))
class MappingKeeper(Kept):
    """Mappings kept by name."""

    def told_to(self, principal):
        """Return the condition for all of them, for whoever is signed in."""
        return EVERYBODY if principal.is_signed_in else NOBODY
