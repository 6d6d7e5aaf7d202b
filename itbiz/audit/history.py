"""The history of one row, as its page shows it."""

from itbiz.audit.models import ChangeSet


def history_of(record, limit=20):
    """Return the newest change sets that changed `record`, newest first; the page must be open to its reader (V4)."""
    sets = ChangeSet.objects.filter(changes__kind=record._meta.label_lower, changes__object_id=record.pk)
    return sets.distinct().order_by("-number")[:limit]
