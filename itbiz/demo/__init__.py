"""Meridian Foods, an invented company: the content of the demo, and what builds it."""

from functools import cache

# The unit that tells a database with the demo from any other.
COMPANY = "meridian-foods"


@cache
def is_demo():
    """Return whether this database holds the demo. Asked once a process; `build` makes it ask again."""
    from orgchart.models import Unit

    return Unit.objects.filter(code=COMPANY).exists()
