"""Answers kept for a day, so that a request that was sent twice is done once."""

from django.db import models


class Answer(models.Model):
    """The first answer to a POST with an Idempotency-Key, by whoever sent it."""

    owner = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    # Null while the request is being answered.
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="answer_key_once")]

    def __str__(self):
        return self.key
