"""The history of one row, as its page shows it."""

from django.db.models import Exists, OuterRef

from itbiz.audit.models import Change, ChangeSet


def history_of(record, principal, limit=20):
    """Return the newest change sets in which the principal may know of a change of `record`, newest first (V4)."""
    changes = Change.objects.filter(kind=record._meta.label_lower, object_id=record.pk).visible_to(principal)
    known = changes.filter(change_set=OuterRef("pk"))
    return list(ChangeSet.objects.filter(Exists(known), number__isnull=False).order_by("-number")[:limit])
