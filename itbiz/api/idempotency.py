"""Idempotency-Key: the same POST again gets the first answer again."""

import hashlib
from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from itbiz.api.models import Answer
from itbiz.api.problems import Problem, wrong_parameter

KEPT = timedelta(days=1)
LONGEST_KEY = 200
REPEATED = ("ETag", "Location", "Change-Set")


class Once:
    """What one request's Idempotency-Key asks for; without the header, nothing."""

    def __init__(self, request, dry_run):
        self.key = "" if dry_run or request.method != "POST" else request.headers.get("Idempotency-Key", "")
        if len(self.key) > LONGEST_KEY or not self.key.isprintable():
            raise wrong_parameter("Idempotency-Key", _("A key has up to 200 printable characters."))
        self.owner = f"{request.principal.kind} {request.principal.user_id}"
        if self.key:
            asked = f"{request.get_full_path()}\n{request.headers.get('If-Match', '')}\n".encode()
            self.digest = hashlib.sha256(asked + request._request.body).hexdigest()

    def answer(self):
        """Return the first answer where the request was answered before, else None. Raises Problem for another one."""
        if not self.key:
            return None
        kept = Answer.objects.filter(owner=self.owner, key=self.key, created_at__gte=timezone.now() - KEPT).first()
        return self._repeat(kept) if kept else None

    def _repeat(self, kept):
        if kept.digest != self.digest:
            raise Problem(422, _("This Idempotency-Key came before with another request."))
        if kept.status is None:
            return None
        headers = {"Content-Type": "application/json", **kept.headers}
        return HttpResponse(kept.body, status=kept.status, headers=headers)

    def begin(self):
        """Take the key inside the write's transaction; return the first answer where another was quicker."""
        if not self.key:
            return None
        Answer.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        taken = Answer(owner=self.owner, key=self.key, digest=self.digest)
        # Waits for a request with the same key that is being answered now.
        Answer.objects.bulk_create([taken], ignore_conflicts=True)
        return self._repeat(Answer.objects.get(owner=self.owner, key=self.key))

    def keep(self, response):
        """Store the answer in the write's transaction."""
        if self.key:
            headers = {name: response.headers[name] for name in REPEATED if name in response.headers}
            kept = Answer.objects.filter(owner=self.owner, key=self.key)
            kept.update(status=response.status_code, headers=headers, body=response.content.decode())
