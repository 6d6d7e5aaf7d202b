"""The room: what console, wall and seats show of a walk-through now, and the code by which one joins.

None of it is a fact about the organisation, so none of it is told in the change log. Whatever changes here raises the
room's number; it and the walk-through's version together are the live number that every follower waits for (N7).
"""

import secrets
from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import Refused
from itbiz.core.models import Part
from itbiz.live.tell import tell
from orgchart.models import Person
from walkthroughs.models.contracts import Contract
from walkthroughs.models.walkthroughs import Walkthrough

# Letters and digits that nobody confuses when they are read aloud or typed on a phone.
ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"
CODE_LETTERS = 5
# How long a quarrel about whose it is may last before somebody owns it provisionally.
DISPUTE = timedelta(minutes=2)
PREMORTEM = timedelta(minutes=3)


class Room(models.Model):
    """What is in the middle, on the wall and on the clock. One row a walk-through, made when it is first needed."""

    class View(models.TextChoices):
        SCRIPT = "", _("as the script says")
        FOCUS = "focus", _("focus")
        SAY_BACK = "say_back", _("say-back")
        WHOLE = "whole", _("whole tree")
        LIGHTS = "lights", _("lights")

    class Theme(models.TextChoices):
        OWN = "", _("as the wall is set")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    walkthrough = models.OneToOneField(Walkthrough, on_delete=models.CASCADE, primary_key=True, related_name="room")
    number = models.PositiveBigIntegerField(default=0)
    focus = models.ForeignKey(Contract, null=True, on_delete=models.SET_NULL, related_name="+")
    view = models.CharField(max_length=10, choices=View.choices, default=View.SCRIPT, blank=True)
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.OWN, blank=True)
    # What is being typed into the console's entry, for the row that is "being written".
    writing = models.CharField(max_length=300, blank=True)
    disputed = models.ForeignKey(Contract, null=True, on_delete=models.SET_NULL, related_name="+")
    disputed_since = models.DateTimeField(null=True)
    # While a premortem is written, when its time is up; empty before it and when its round was ended.
    premortem_until = models.DateTimeField(null=True)
    # By which one joins while the walk-through runs.
    code = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="room_code_unique",
                violation_error_message=_("Another walk-through has this code. Start this one again."),
            ),
        ]

    def __str__(self):
        return f"room of {self.walkthrough_id}"

    @classmethod
    def of(cls, walkthrough):
        """Return the room of a walk-through, which is made where there is none."""
        return cls.objects.get_or_create(walkthrough_id=walkthrough.pk)[0]

    @classmethod
    def joined_by(cls, code):
        """Return the room of the running walk-through that `code`, as somebody typed it, opens, or None."""
        typed = "".join(filter(str.isalnum, code)).upper()
        found = cls.objects.filter(walkthrough__status=Walkthrough.Status.RUNNING).exclude(code="")
        return found.select_related("walkthrough").filter(code=typed).first()

    def show(self, *, by, **changed):
        """Change what the room shows, such as `focus=contract`, `view="whole"` or `writing="Test par"`.

        Raises NotAllowed unless principal `by` steers the walk-through, ValueError for a column that is none of these.
        """
        by.require("walkthroughs.present_walkthrough", self.walkthrough)
        unknown = set(changed) - {"focus", "view", "theme", "writing", "disputed"}
        if unknown:
            raise ValueError(f"A room shows no {', '.join(sorted(unknown))}.")
        if "disputed" in changed:
            changed["disputed_since"] = timezone.now() if changed["disputed"] else None
        with transaction.atomic():
            # The row refers to a contract, which a verb has locked before it comes to the room.
            if {"focus", "disputed"} & set(changed):
                self.walkthrough.take_turn()
            self._change(**changed)

    def open_premortem(self, *, by):
        """Let reasons be written for three minutes.

        Raises NotAllowed unless `by` steers the walk-through, Refused unless it is running.
        """
        by.require("walkthroughs.present_walkthrough", self.walkthrough)
        with transaction.atomic():
            # Whoever ends the meeting in this moment shuffles what is written, and nothing after it.
            self.walkthrough.take_turn()
            self.walkthrough.refresh_from_db(fields=["status"])
            if not self.walkthrough.is_running:
                raise Refused(_("A premortem is written while the walk-through is running."))
            self._change(premortem_until=timezone.now() + PREMORTEM)

    def close_premortem(self):
        """Let no more reasons be written; walkthroughs.models.premortem calls this when it has shuffled them."""
        self._change(premortem_until=None)

    def open_door(self):
        """Take a new code by which one joins."""
        self._change(code="".join(secrets.choice(ALPHABET) for _letter in range(CODE_LETTERS)))

    def close_door(self):
        """Let nobody join any more, and stop the clock of a quarrel; a premortem ends by its own verb (H11)."""
        self._change(code="", writing="", disputed=None, disputed_since=None)

    def touch(self):
        """Let every follower look again."""
        self._change()

    def _change(self, **changed):
        for name, value in changed.items():
            setattr(self, name, value)
        Room.objects.filter(pk=self.pk).update(number=F("number") + 1, **changed)
        tell(self.walkthrough.topic)


class Meeting(models.Model):
    """One sitting of a walk-through, which may need two: when it was held, for how long, and who was there."""

    walkthrough = models.ForeignKey(Walkthrough, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    # The time-box.
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=90)
    # The ids of the people who were in the room, kept when it ends; until then the walk-through's presences say it.
    people = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["walkthrough", "number"],
                name="meeting_number_once",
                violation_error_message=_("This meeting was begun already."),
            )
        ]

    def __str__(self):
        return f"meeting {self.number} of {self.walkthrough_id}"

    @property
    def ends_at(self):
        """When its time is up."""
        return self.started_at + timedelta(minutes=self.minutes)


class Presence(Part):
    """A person is in the room, so that a yes can be said for them (P4)."""

    walkthrough = models.ForeignKey(Walkthrough, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["walkthrough", "person"],
                name="presence_once",
                violation_error_message=_("This person is marked present already."),
            )
        ]

    def __str__(self):
        return f"{self.person} at {self.walkthrough}"
