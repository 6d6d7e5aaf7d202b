"""The premortem: why it failed, written by everybody at once, and by nobody in particular (rule H11).

A reason knows its text and where it found a home. It has no writer, no time, no address and no id that counts up; it
stands outside the change log, and when the round ends all reasons are written anew in another order.
"""

import secrets

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import Refused, invalid
from itbiz.core.text import TEXT_LENGTH
from walkthroughs.models.contracts import Contract
from walkthroughs.models.questions import Question
from walkthroughs.models.room import Room
from walkthroughs.models.walkthroughs import Walkthrough

MOST = 2**31 - 1
MOST_REASONS = 500


def random_id():
    """Return an id that says nothing about when it was given; on SQLite it is the place of the row as well."""
    return secrets.randbelow(MOST) + 1


class Reason(models.Model):
    """Why it failed, a year on; it ends in a contract or a question that looks after it, or is let go with a word."""

    id = models.IntegerField(primary_key=True, default=random_id, editable=False)
    walkthrough = models.ForeignKey(Walkthrough, on_delete=models.CASCADE, related_name="reasons")
    text = models.TextField(_("reason"))
    contract = models.ForeignKey(Contract, null=True, on_delete=models.SET_NULL, related_name="risks")
    question = models.ForeignKey(Question, null=True, on_delete=models.SET_NULL, related_name="risks")
    let_go = models.CharField(_("why nobody looks after it"), max_length=300, blank=True)

    class Meta:
        # The order of ids, which is no order.
        ordering = ["id"]

    def __str__(self):
        return self.text[:120]

    @property
    def is_homed(self):
        """Whether somebody looks after it, or it was let go on purpose."""
        return bool(self.contract_id or self.question_id or self.let_go)

    @classmethod
    def write(cls, walkthrough, text):
        """Keep one reason, at once; nothing of who wrote it reaches this function.

        Raises Refused while no round is open, ValidationError for an empty or overlong text.
        """
        text = text.strip()
        if not text:
            raise invalid({"text": _("Write why it failed.")}, "missing")
        with transaction.atomic():
            room = _held(walkthrough)
            if room is None or room.premortem_until is None or room.premortem_until < timezone.now():
                raise Refused(_("Reasons are written while the premortem is open. The facilitator opens it."))
            if len(text) > TEXT_LENGTH or cls.objects.filter(walkthrough=walkthrough).count() >= MOST_REASONS:
                raise invalid({"text": _("That is too much for one round. Say it shorter.")}, "max_length")
            cls(walkthrough=walkthrough, text=text).save(force_insert=True)

    def house(self, *, by, contract=None, question=None, let_go=""):
        """Give it a home: a Contract or a Question of its walk-through, or the sentence that lets it go.

        Raises NotAllowed unless principal `by` steers the walk-through, ValidationError unless exactly one is named.
        """
        by.require("walkthroughs.edit_walkthrough", self.walkthrough)
        homes = [home for home in (contract, question, let_go.strip()) if home]
        if len(homes) != 1:
            raise invalid(
                {"home": _("Name the contract or the question that looks after it, or why nobody does.")}, "invalid"
            )
        home = contract or question
        if home is not None and home.walkthrough != self.walkthrough:
            raise invalid({"home": _("Its home is in the same walk-through.")}, "invalid")
        Reason.objects.filter(pk=self.pk).update(contract=contract, question=question, let_go=let_go.strip())
        self.refresh_from_db()
        Room.of(self.walkthrough).touch()


def _held(walkthrough):
    """Return the room behind the lock of its walk-through, so that no reason is written while its round is ended.

    Not behind the room's own: a reason refers to the walk-through, which whoever ends a meeting has locked already.
    """
    walkthrough.take_turn()
    return Room.objects.filter(walkthrough=walkthrough).first()


def end_round(walkthrough, *, by):
    """End the writing of reasons and write them all anew, shuffled, under other ids.

    Raises NotAllowed unless principal `by` steers the walk-through.
    """
    by.require("walkthroughs.edit_walkthrough", walkthrough)
    with transaction.atomic():
        _write_anew(walkthrough, _held(walkthrough) or Room.of(walkthrough))


def end_with_meeting(walkthrough):
    """End a round that is still open as its meeting ends, inside the change set that ends it: shuffled too (H11)."""
    room = _held(walkthrough)
    if room is not None and room.premortem_until is not None:
        _write_anew(walkthrough, room)


def _write_anew(walkthrough, room):
    rows = Reason.objects.select_for_update().filter(walkthrough=walkthrough)
    reasons = [
        Reason(
            **{name: getattr(reason, name) for name in ("walkthrough_id", "text", "contract_id", "question_id")},
            let_go=reason.let_go,
        )
        for reason in rows
    ]
    rows.delete()
    secrets.SystemRandom().shuffle(reasons)
    Reason.objects.bulk_create(reasons)
    room.close_premortem()
