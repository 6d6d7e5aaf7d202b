"""The history of one row, as its page shows it."""

from itbiz.audit.models import Change

# How many changes are looked at for each one that is shown.
LOOK_BACK = 5


def history_of(record, limit=20, shown=lambda change: True):
    """Return the newest change sets that changed `record`, newest first; the page must be open to its reader (V4).

    `shown(change)` says of each Change of the record whether its reader may know of it.
    """
    changes = Change.objects.filter(kind=record._meta.label_lower, object_id=record.pk).select_related("change_set")
    newest = changes.order_by("-change_set__number", "-ordinal")[: limit * LOOK_BACK]
    return list(dict.fromkeys(change.change_set for change in newest if shown(change)))[:limit]
