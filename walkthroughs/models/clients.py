"""Who may be named as the client of a project or a walk-through: nobody that is closed (N5)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def require_active(record, *names):
    """Raise ValidationError where one of the fields `names` is about to hold a unit or a line that is closed.

    What stood there before it was closed stays.
    """
    for name in names:
        moved = not record.before or record.before[f"{name}_id"] != getattr(record, f"{name}_id")
        client = getattr(record, name) if moved else None
        if client is not None and client.status == client.Status.CLOSED:
            raise ValidationError({name: _("%(client)s is closed. Name a client that is active.") % {"client": client}})
