"""The change log: who changed what, in commit order (rules U1, U2)."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from itbiz.audit.keeping import NOBODY, keepers


class Counter(models.Model):
    """Named counters, one row each; a row is also a lock that writers of one thing queue at."""

    name = models.CharField(max_length=50, primary_key=True)
    value = models.BigIntegerField(default=0)

    def __str__(self):
        return f"{self.name} {self.value}"

    @classmethod
    def step(cls, name, by=1):
        """Raise the counter by `by`, holding its row until the transaction ends, and return its value."""
        # One statement on both databases; it also makes the row where a fresh database has none.
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO audit_counter (name, value) VALUES (%s, %s) "
                "ON CONFLICT (name) DO UPDATE SET value = audit_counter.value + %s RETURNING value",
                [name, by, by],
            )
            return cursor.fetchone()[0]

    @classmethod
    def hold(cls, name):
        """Hold the counter's row as a lock until the transaction ends."""
        cls.step(name, by=0)


class ChangeSetQuerySet(models.QuerySet):
    """Change sets; committed ones carry a number."""

    def last_number(self):
        """Return the number of the newest committed change set, 0 in an empty log."""
        return Counter.objects.filter(name="changes").values_list("value", flat=True).first() or 0

    def visible_to(self, principal):
        """Return the committed sets of which the principal may know a change at least (V4)."""
        known = Change.objects.visible_to(principal).filter(change_set=OuterRef("pk"))
        return self.filter(Exists(known), number__isnull=False)


# An undo that was undone brings back what it took: an act is gone where the undoing above it is odd in number.
_TAKEN_BACK = """
WITH RECURSIVE undoing(origin, newest, odd) AS (
    SELECT undoes_id, id, 1 FROM audit_changeset WHERE undoes_id IS NOT NULL
    UNION ALL
    SELECT undoing.origin, later.id, 1 - undoing.odd
    FROM undoing JOIN audit_changeset later ON later.undoes_id = undoing.newest
) SELECT origin FROM undoing
WHERE odd = 1 AND newest NOT IN (SELECT undoes_id FROM audit_changeset WHERE undoes_id IS NOT NULL)
"""


class ChangeQuerySet(models.QuerySet):
    """Changes follow the objects they changed (V4)."""

    def standing(self):
        """Return the changes of sets that were not undone, or were brought back since."""
        return self.exclude(change_set__in=RawSQL(_TAKEN_BACK, ()))

    def visible_to(self, principal):
        """Return the changes of what the principal sees; to a command, all."""
        if principal.is_system:
            return self
        told = NOBODY
        for label, keeper in keepers().items() if principal.is_signed_in else ():
            told |= Q(kind=label) & keeper.told_to(principal)
        return self.filter(told)


class ChangeSet(models.Model):
    """One act: its title, who did it and for whom, and the changes it made."""

    class Source(models.TextChoices):
        PAGE = "page"
        REST = "rest"
        IMPORT = "import"
        DEMO = "demo"
        COMMAND = "command"

    number = models.BigIntegerField(null=True, unique=True, help_text="The place in commit order.")
    title = models.CharField(max_length=300)
    actor_kind = models.CharField(max_length=10)
    # Plain numbers and names, no keys: the log outlives its subjects and is never pruned.
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    on_behalf_of_id = models.BigIntegerField(null=True)
    on_behalf_of_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    walkthrough_id = models.BigIntegerField(null=True, db_index=True)
    undoes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    at = models.DateTimeField(auto_now_add=True)

    objects = ChangeSetQuerySet.as_manager()

    def __str__(self):
        return self.title

    def expecting(self, version):
        """Take the version that its reader saw: undoing finds out by itself whether this was undone meanwhile."""
        return self

    def hold(self):
        """Queue behind whoever is undoing this set, until the transaction ends."""
        ChangeSet.objects.select_for_update().values_list("pk").get(pk=self.pk)


class Change(models.Model):
    """One object's columns before and after an act."""

    class Action(models.TextChoices):
        CREATED = "created"
        UPDATED = "updated"
        DELETED = "deleted"

    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="changes")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    code = models.CharField(max_length=260, blank=True)
    label = models.CharField(max_length=300)
    action = models.CharField(max_length=10, choices=Action.choices)
    # The verb that was called on this object; empty where the change only follows from one on another object.
    act = models.CharField(max_length=40, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    schema = models.PositiveSmallIntegerField(default=1)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change_set", "ordinal"], name="change_ordinal_unique"),
        ]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="change_subject"),
            models.Index(fields=["act", "kind"], name="change_act"),
        ]

    def __str__(self):
        return f"{self.label}: {self.action}"
