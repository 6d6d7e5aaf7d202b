"""Who leaves the demo."""

from django.utils.translation import gettext_lazy as _

from itbiz.access.rules import rule


@rule("demo.leave_demo", _("Only the CIO leaves the demo."))
def leave_demo(principal, obj):
    """The CIO."""
    return principal.has_role("cio")
