"""Rows that a secret opens: its digest is kept, the secret itself is shown once."""

import hmac
import secrets

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from itbiz.audit.record import change_set
from itbiz.core.models import Logged


def _digest(secret):
    return salted_hmac("itbiz.access", secret, algorithm="sha256").hexdigest()


class SecretQuerySet(models.QuerySet):
    """Rows that a secret of the form `<key>.<secret>` opens."""

    def find(self, text):
        """Return the row whose key and secret `text` holds, alive now, or None."""
        key, _dot, secret = text.partition(".")
        # What PostgreSQL cannot hold, such as NUL, is no key either.
        row = self.filter(key=key).first() if key.isalnum() else None
        if row is None or not hmac.compare_digest(row.digest, _digest(secret)) or not row.is_alive:
            return None
        return row

    def living(self):
        """Return the rows that are neither expired nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class SecretRow(Logged):
    """Something that a secret opens: only the digest is kept, the secret is shown once."""

    key = models.CharField(max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = SecretQuerySet.as_manager()
    secret = None

    class Meta:
        abstract = True

    @property
    def code(self):
        """The name the log knows the row by."""
        return self.key

    @property
    def is_alive(self):
        """Whether it is neither expired nor revoked."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def snapshot(self):
        """Return the columns without the digest."""
        return {name: value for name, value in super().snapshot().items() if name != "digest"}

    def new_secret(self):
        """Make key and secret; the secret is readable on this instance only."""
        self.key, bare = secrets.token_hex(6), secrets.token_urlsafe(24)
        self.digest, self.secret = _digest(bare), f"{self.key}.{bare}"

    def revoke(self, *, by):
        """Close it for good, for principal `by`. Raises NotAllowed."""
        with change_set(by=by, title=_("Revoked: %(name)s") % {"name": self.label}) as changes:
            self.lock()
            by.require(self.revoke_permission, self)
            self.end(changes)
        return changes.row

    def end(self, changes):
        """Let the locked row open nothing any more, in the open change set of another verb."""
        self.revoked_at = self.revoked_at or timezone.now()
        changes.update(self)
