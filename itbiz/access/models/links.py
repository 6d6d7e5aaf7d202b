"""Links that open one object to whoever has them."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.access.models.secret import SecretRow
from itbiz.audit.record import change_set


class PresenterLink(SecretRow):
    """A link that opens one object, read only, without signing in: the wall of a walk-through."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    revoke_permission = "access.revoke_link"

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="presenter_link_subject")]

    def __str__(self):
        return f"wall {self.key}"

    @classmethod
    def issue(cls, *, by, subject, permission, hours=12):
        """Make a link to `subject` for `hours` hours, where `by` has `permission`; `.secret` opens it."""
        link = cls(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
        link.expires_at = timezone.now() + timedelta(hours=hours)
        link.new_secret()
        with change_set(by=by, title=_("Link to the wall made: %(name)s") % {"name": subject.label}) as changes:
            by.require(permission, subject)
            changes.create(link)
        return link

    def is_for(self, model):
        """Return whether this link opens an object of `model`."""
        return self.subject_kind == model._meta.label_lower
