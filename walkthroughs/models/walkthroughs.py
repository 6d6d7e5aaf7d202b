"""Walk-throughs: the session in which a project's promises are made."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Counter
from itbiz.audit.record import change_set
from itbiz.core.models import Record, unique_code
from itbiz.core.querysets import RecordQuerySet
from itbiz.core.terms import term
from itbiz.core.text import exact, fold
from itbiz.live.tell import tell
from orgchart.models import Line, Person, Unit
from orgchart.reach import SIDE, units_sql
from walkthroughs.models.clients import require_active
from walkthroughs.models.projects import Project
from walkthroughs.models.scripted import Scripted, known_checklist
from walkthroughs.models.turning import Turning

# How codes begin that are made, such as WT-2026-014.
CODE = "WT-"
# What lights 8 and 9 let a walk-through go without, each with a reason.
WAIVABLE = ("sponsor", "end_customer", "follow_ons")


def known_waivers(waivers):
    """Raise ValidationError where `waivers` is no dict of {what is waived: reason}."""
    if not isinstance(waivers, dict) or not set(waivers) <= set(WAIVABLE) or not all(waivers.values()):
        raise ValidationError(_("Waivers name the sponsor, the end customer or the follow-ons, each with a reason."))


class WalkthroughQuerySet(RecordQuerySet):
    """Walk-throughs; restricted ones are seen by those who have a part in them (V3)."""

    def live(self):
        """Return the live ones, which alone stand in lists (H6)."""
        return self.filter(mode=Walkthrough.Mode.LIVE)

    def sessions(self):
        """Return those that people meet for; an ask is a tree without a session."""
        return self.filter(kind=Walkthrough.Kind.SESSION)

    def walked(self):
        """Return the live sessions that were started: what makes a project one that was walked through."""
        return self.live().sessions().filter(started_at__isnull=False)

    def visible_to(self, principal):
        """Return the open ones and those the principal has a part in; to a wall's link and to a seat, its own."""
        if principal.link is not None:
            return self.filter(pk=principal.link.subject_id) if principal.link.is_for(Walkthrough) else self.none()
        if principal.seat is not None:
            return self.filter(pk=principal.seat.walkthrough_id) if principal.seat.is_admitted else self.none()
        if not principal.is_signed_in:
            return self.none()
        if principal.has_role("cio"):
            return self.all()
        seen = Q(access=Walkthrough.Access.OPEN)
        if principal.person_id:
            mine = units_sql(principal.person_id, SIDE)
            supplied = self.model.contracts.rel.related_model.objects.filter(
                walkthrough=OuterRef("pk"), supplier__unit__in=mine
            )
            seen |= Q(facilitator=principal.person_id) | Q(project__sponsor=principal.person_id)
            seen |= Q(client_unit__in=mine) | Q(client_line__unit__in=mine) | Exists(supplied)
        return self.filter(seen)


class Walkthrough(Scripted, Turning, Record):
    """A walk-through. Its version rises with every change in its tree: it is the live number too (N7)."""

    class Mode(models.TextChoices):
        LIVE = "live", _("live")
        PRACTICE = "practice", _("practice")

    class Access(models.TextChoices):
        OPEN = "open", _("open")
        RESTRICTED = "restricted", _("restricted")

    class Status(models.TextChoices):
        PLANNED = "planned", term("state.planned")
        RUNNING = "running", term("state.running")
        PAUSED = "paused", term("state.paused")
        CLOSED = "closed", term("state.closed")

    class Kind(models.TextChoices):
        SESSION = "session", _("walk-through")
        ASK = "ask", _("asked for without one")

    class Result(models.TextChoices):
        COMPLETE = "complete", _("complete")
        OPEN_QUESTIONS = "complete_with_open_questions", _("complete with open questions")
        INCOMPLETE = "incomplete", _("incomplete")

    title = models.CharField(_("title"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SESSION, editable=False)
    project = models.ForeignKey(
        Project,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="walkthroughs",
        verbose_name=_("project"),
    )
    client_unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("client"),
    )
    client_line = models.ForeignKey(
        Line,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("client, a line"),
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, default=Mode.LIVE)
    access = models.CharField(_("access"), max_length=10, choices=Access.choices, default=Access.OPEN)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PLANNED, editable=False
    )
    facilitator = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="facilitates",
        verbose_name=_("facilitator"),
    )
    step = models.PositiveSmallIntegerField(_("step"), default=0)
    # The gates that were passed unmet, by step: {"3": the reason}; and who nodded for the client
    # to which words: {"nod": the name, "nod_to": see walkthroughs.models.scripted.said_back}.
    gates = models.JSONField(default=dict, editable=False)
    # What is usually missing, by topic: {"security": why it is not needed, "" where a contract looks after it}.
    checklist = models.JSONField(_("checklist"), default=dict, blank=True, validators=[known_checklist])
    waivers = models.JSONField(_("waivers"), default=dict, blank=True, validators=[known_waivers])
    started_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    # The nine lights as of the last change in the tree: [{"code", "state", "detail", "contracts"}] (rules L).
    lights = models.JSONField(default=list, editable=False)
    # How it was closed; empty until then.
    result = models.CharField(_("result"), max_length=30, choices=Result.choices, blank=True, editable=False)

    objects = WalkthroughQuerySet.as_manager()
    parts = ("presences",)
    derived = ("lights",)
    companions = ("project", "client_unit", "client_line")
    permission = "walkthroughs.edit_walkthrough"

    class Meta:
        verbose_name = _("walk-through")
        constraints = [
            unique_code("walkthrough"),
            models.CheckConstraint(
                condition=Q(client_unit__isnull=False, client_line__isnull=True)
                | Q(client_unit__isnull=True, client_line__isnull=False),
                name="walkthrough_one_client",
                violation_error_message=_("A walk-through has exactly one client: a unit or a line. Name one of them."),
            ),
            models.CheckConstraint(
                condition=Q(mode="live") | Q(access="restricted"),
                name="walkthrough_practice_restricted",
                violation_error_message=_("A practice walk-through is always restricted."),
            ),
            models.CheckConstraint(
                condition=Q(step__lte=13),
                name="walkthrough_step",
                violation_error_message=_("The steps of a walk-through are 0 to 13."),
            ),
        ]

    def __str__(self):
        return self.title or (self.project.title if self.project_id else self.code)

    def prepare(self):
        """Make a code like WT-2026-014 where none was given; a practice is restricted (V3)."""
        self.title, self.waivers = exact(self.title), self.waivers or {}
        if self.mode == self.Mode.PRACTICE:
            self.access = self.Access.RESTRICTED
        if self._state.adding and (not self.code or self.code.startswith(CODE)):
            # Until this one is committed, nobody else could know that its number is taken.
            Counter.hold("walkthroughs")
        super().prepare()

    def free_code(self):
        """Return the year's next number that no other has."""
        stem = f"{CODE}{timezone.localdate():%Y}-"
        taken = set(Walkthrough.objects.filter(code__startswith=stem).values_list("code", flat=True))
        return next(code for n in range(1, len(taken) + 2) if (code := f"{stem}{n:03}") not in taken)

    @classmethod
    def create(cls, *, by, reason="", **values):
        """Plan a walk-through for principal `by` and return it. Raises NotAllowed, or ValidationError by field."""
        name = values.get("title") or values.get("project") or values.get("code", "")
        title = _("Walk-through planned: %(name)s") % {"name": name}
        with change_set(by=by, title=title, reason=reason) as changes:
            walkthrough = super().create(by=by, reason=reason, **values)
            walkthrough.light_up(changes)
            # A set that does more than this is not about this walk-through alone.
            if changes.row.title == str(title)[:300]:
                changes.row.walkthrough_id = walkthrough.pk
        return walkthrough

    def update(self, *, by, reason="", **values):
        """Change columns and who is present, for principal `by`. Raises NotAllowed, Stale, or ValidationError."""
        with change_set(by=by, title=self.title_of(_("edited")), reason=reason, walkthrough_id=self.pk) as changes:
            changes.once(("raise", self.pk))
            self.light_up(changes)
            return super().update(by=by, reason=reason, **values)

    def search_text(self):
        """Look for walk-throughs by title, project and code."""
        return fold(f"{self} {self.code}")

    def clean(self):
        """Refuse a client that is closed, but for practising what was; keep the mode as it was born (H6)."""
        if self.mode == self.Mode.LIVE:
            require_active(self, "client_unit", "client_line")
        if self.before and self.before["mode"] != self.mode:
            raise ValidationError(
                {"mode": _("Practice stays practice and live stays live. Start another walk-through.")}
            )

    def authorize(self, by, values):
        """Ask whoever held the role until now: a facilitator hands it over by name (P2)."""
        if not self.before or self.before["facilitator_id"] == self.facilitator_id:
            super().authorize(by, values)

    @property
    def client(self):
        """The unit or the line that buys the whole."""
        return self.client_unit or self.client_line

    @property
    def is_running(self):
        """Whether it is being held now."""
        return self.status == self.Status.RUNNING

    @property
    def topic(self):
        """The name under which followers are told of changes here."""
        return f"walkthrough:{self.pk}"

    def hold(self, changes):
        """Queue behind other writers of this tree until the change set ends."""
        if changes.once(("hold", self.pk)):
            # A set over several trees is about none of them: who sees one must not be told of another (V4).
            if changes.row.walkthrough_id not in (None, self.pk):
                changes.row.walkthrough_id = None
            self.take_turn()

    def take_turn(self):
        """Wait until no other transaction writes this tree. Whoever locks more of it, or its room, does this first."""
        Walkthrough.objects.select_for_update(no_key=True).values_list("pk").get(pk=self.pk)

    @contextmanager
    def changing(self, *, by, title, reason=""):
        """Open a change set over this tree and raise its live number (N7); yields the Recorder."""
        with change_set(by=by, title=title, reason=reason, walkthrough_id=self.pk) as changes:
            self.hold(changes)
            noted = changes.noted
            yield changes
            if changes.noted > noted:
                self.raise_version(changes)
                self.light_up(changes)

    def raise_version(self, changes):
        """Raise the live number, once a set (N7)."""
        if changes.once(("raise", self.pk)):
            Walkthrough.objects.filter(pk=self.pk).update(version=F("version") + 1, updated_at=timezone.now())
            tell(self.topic)

    def store(self, **options):
        """Write the row, and let its followers look: verbs that write it raise its version themselves."""
        super().store(**options)
        tell(self.topic)

    def light_up(self, changes):
        """Let the lights be computed when everything else in the set is written (L)."""
        # Lights are read from the tree, which is read from these models.
        from walkthroughs.lights import refresh

        changes.at_end(("lights", self.pk), lambda changes: refresh(self.pk, changes))

    def keep_lights(self, lights, changes):
        """Store the `lights` that were computed, where they changed."""
        if lights == self.lights:
            return
        # The first lights come with the walk-through itself.
        if self.lights:
            self.raise_version(changes)
        Walkthrough.objects.filter(pk=self.pk).update(lights=lights)
