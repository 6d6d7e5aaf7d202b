"""Meridian Foods, an invented company: the content of the demo, what builds it, and what leaves it."""

from django.db.models import Exists, OuterRef

# The unit that tells a database with the demo from any other.
COMPANY = "meridian-foods"
# Where the demo's own change sets come from.
SOURCE = "demo"
# What the change log calls leaving the demo.
LEFT = "leave_demo"

# Whether this process found no demo: none comes later but by `build`.
_absent = False


def is_demo():
    """Return whether this database holds the demo and nobody left it.

    Asked anew for each page while it does, as another process may leave it; once it does not, that is remembered.
    """
    from itbiz.audit.models import Change
    from orgchart.models import Unit

    global _absent
    if not _absent:
        left = Change.objects.filter(act=LEFT, change_set__at__gt=OuterRef("created_at"))
        _absent = not Unit.objects.filter(~Exists(left), code=COMPANY).exists()
    return not _absent


def ask_anew():
    """Forget what this process found."""
    global _absent
    _absent = False
