"""What imports keep: outside keys, mappings by name, and files that somebody is bringing in."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.models import Logged
from itbiz.core.querysets import PartQuerySet
from itbiz.core.text import exact

# Long enough for a code, and for an e-mail address.
KEY_LENGTH = 254
SOURCE_LENGTH = 100
NAME_LENGTH = 100
# How long a file waits for whoever brought it in, and how many of them.
WAITS = timedelta(days=7)
MOST_WAITING = 20


class OutsideKey(models.Model):
    """`source` knows the row `object_id` of `kind` (a model's label, as the change log names it) as `key`."""

    # No foreign key to the row, as in the change log: one table serves every kind.
    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    source = models.CharField(max_length=SOURCE_LENGTH)
    key = models.CharField(max_length=KEY_LENGTH)
    # Whether it had a row of its own: what another file's row brought along is not missing from a full one.
    is_listed = models.BooleanField(default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "key"],
                name="outside_key_unique",
                violation_error_message=_(
                    "Another row is known under this key already. Give this one a key of its own."
                ),
            ),
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="outside_key_subject")]

    def __str__(self):
        return f"{self.source}: {self.key}"


class KeptMapping(Logged):
    """Which column of a file feeds which field, kept by name so that the same file comes in each night (rule I1)."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    kind = models.CharField(max_length=20)
    source = models.CharField(_("comes from"), max_length=SOURCE_LENGTH)
    # Pairs (column, field); an empty field leaves the column out.
    corrections = models.JSONField(default=list, blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="kept_mapping_name_unique",
                violation_error_message=_("A mapping of this name is kept already. Choose another name."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def code(self):
        """The name the log knows the mapping by."""
        return self.name

    @classmethod
    def keep(cls, *, by, name, kind, source, corrections):
        """Keep a mapping under `name` for principal `by` and return it; one of this name is replaced.

        Raises NotAllowed, ValidationError by field, or Refused where the name is kept for another kind of file.
        """
        name = exact(name)
        title = _("Mapping kept: %(name)s") % {"name": name}
        with change_set(by=by, title=title) as changes:
            mapping = cls.objects.select_for_update(of=("self",)).filter(name=name).first()
            known = mapping is not None
            mapping = mapping or cls(name=name, kind=kind, keeper=by.user)
            mapping.before = mapping.snapshot()
            by.require("exchange.keep_mapping", mapping)
            if mapping.kind != kind:
                raise Refused(_("“%s” is kept for another kind of file. Choose another name.") % name)
            mapping.source, mapping.corrections = source, [list(pair) for pair in corrections]
            mapping.full_clean(validate_unique=False, validate_constraints=False)
            changes.update(mapping, act="keep") if known else changes.create(mapping, act="keep")
        return mapping

    def forget(self, *, by):
        """Forget the mapping for principal `by`. Raises NotAllowed."""
        with change_set(by=by, title=_("Mapping forgotten: %(name)s") % {"name": self.name}) as changes:
            self.lock()
            by.require("exchange.keep_mapping", self)
            changes.remove(self, act="forget")
        return changes.row


def mapping_named(name, kind):
    """Return the KeptMapping of this name for files of this kind. Raises ValidationError where there is none."""
    mapping = KeptMapping.objects.filter(name=exact(name), kind=kind).first()
    if mapping is None:
        raise ValidationError({"mapping": _("No mapping of this name is kept for such files.")})
    return mapping


class WrittenAlready(Exception):
    """The file was sent twice: what was written first stands, with the way to undo it."""


class Upload(models.Model):
    """A file that somebody brings in: kept between looking at it and writing it, and gone a week later."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=SOURCE_LENGTH)
    data = models.BinaryField()
    is_pasted = models.BooleanField(default=False)
    # How it is to be read and written: what `run` takes by these names.
    options = models.JSONField(default=dict)
    # What came out last: the Report as a dict, with the file's columns and first rows.
    outcome = models.JSONField(default=dict)
    is_done = models.BooleanField(default=False)
    # Null also where all of it was here already.
    change_set = models.ForeignKey("audit.ChangeSet", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return self.name

    @classmethod
    def forget_old(cls, user=None):
        """Forget the files that have waited too long, with all they held; of `user` also those that are too many."""
        cls.objects.filter(created_at__lt=timezone.now() - WAITS).delete()
        if user is not None:
            newest = cls.objects.filter(user=user.pk).order_by("-pk").values_list("pk", flat=True)[:MOST_WAITING]
            cls.objects.filter(user=user.pk).exclude(pk__in=list(newest)).delete()

    def read(self):
        """Read what it holds. Raises WrittenAlready."""
        # As one: what was written holds no data any more.
        self.refresh_from_db(fields=["data", "is_done"])
        if self.is_done:
            raise WrittenAlready

    def hold(self):
        """Hold the row until the transaction ends. Raises WrittenAlready, or Refused where it was forgotten."""
        if self.pk is None:
            return
        held = Upload.objects.select_for_update().filter(pk=self.pk).values_list("is_done", flat=True).first()
        if held is None:
            raise Refused(_("This file has waited too long and was forgotten. Bring it in again."))
        if held:
            raise WrittenAlready

    def store(self):
        """Write the row as it waits: it is nobody's business but its user's, and not in the change log.

        Raises WrittenAlready or Refused as `hold` does.
        """
        with transaction.atomic():
            self.hold()
            self.save()

    def keep_written(self, changes, outcome):
        """Note that it is in, by the ChangeSet `changes`; what could be read out of it is in the change log.

        Called in the transaction that writes the rows, so that none of them is there without its undo.
        """
        values = {"kind": self.kind, "options": self.options, "outcome": outcome, "change_set": changes}
        Upload.objects.filter(pk=self.pk).update(data=b"", is_done=True, **values)
