"""What every row that people write has in common."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Change
from itbiz.audit.record import change_set, require_change_set
from itbiz.core.columns import COLUMNS
from itbiz.core.errors import Stale
from itbiz.core.querysets import PartQuerySet, RecordQuerySet
from itbiz.core.text import CODE_LENGTH, TEXT_LENGTH, exact, slug

BOOKKEEPING = {"version", "created_at", "updated_at", "search", "password"}


def unique_code(model):
    """Return the constraint that keeps a model's codes unique (rule N1)."""
    return models.UniqueConstraint(
        fields=["code"],
        name=f"{model}_code_unique",
        violation_error_message=_("This code is taken. Choose another, or leave it empty to have one made."),
        violation_error_code="unique",
    )


class Logged(models.Model):
    """A row whose changes are told in the change log."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # Reverse relations whose rows belong to this one: the log tells them with it.
    parts = ()
    # Relations that verbs read with the row, in the same statement.
    companions = ()
    # Columns that follow from other rows: neither told in the log nor undone.
    derived = ()
    # Columns that name who said or did something then: they stay, where that person turns out to be another.
    said_by = ()
    before = None
    expected_version = None

    class Meta:
        abstract = True

    @property
    def label(self):
        """The name the log tells this row by."""
        return str(self)

    @classmethod
    def word_for(cls, name):
        """Return what people call a column, named as the log names it, or a part."""
        columns = {field.attname: field.verbose_name for field in cls._meta.concrete_fields} | COLUMNS
        return str(columns.get(name, name.replace("_", " ")))

    def snapshot(self):
        """Return the row's columns, and its parts' rows, as a plain dict."""
        untold = BOOKKEEPING | set(self.derived)
        columns = {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields if f.name not in untold}
        for part in self.parts:
            columns[part] = [row.snapshot() for row in getattr(self, part).all()] if self.pk else []
        return columns

    def expecting(self, version):
        """Let the next write raise Stale unless the row still has this version. Returns self."""
        self.expected_version = version
        return self

    def lock(self):
        """Read the row again and hold it until the transaction ends. Raises Stale where an expected version is gone.

        Ids never change, so whoever only names the row does not wait.
        """
        rows = type(self).objects.select_related(*self.companions) if self.companions else type(self).objects.all()
        self.refresh_from_db(from_queryset=rows.select_for_update(of=("self",), no_key=True))
        self._prefetched_objects_cache = {}
        if self.expected_version not in (None, self.version):
            raise Stale(self)
        self.expected_version = None
        self.before = self.snapshot()
        return self

    @classmethod
    def lock_many(cls, ids):
        """Return the rows with these `ids`, read and held until the transaction ends, lowest id first."""
        rows = cls.objects.select_related(*cls.companions).prefetch_related(*cls.parts).order_by("pk")
        held_rows = rows.select_for_update(of=("self",), no_key=True)
        held = [
            record for start in range(0, len(ids), 500) for record in held_rows.filter(pk__in=ids[start : start + 500])
        ]
        for record in held:
            record.before = record.snapshot()
        return held

    def store(self, **options):
        """Write the row; the Recorder calls this."""
        require_change_set()
        super().save(**options)

    def erase(self):
        """Delete the row; the Recorder calls this."""
        require_change_set()
        super().delete()

    def save(self, **options):
        """Refuse: rows are written by their verbs."""
        raise RuntimeError("Domain rows are written through their verbs, inside a change set.")

    def delete(self, **options):
        """Refuse: rows are removed by their verbs."""
        raise RuntimeError("Domain rows are removed through their verbs, inside a change set.")


def require_readable(row):
    """Raise ValidationError by field where a text that people write is longer than anybody reads."""
    texts = [f.name for f in row._meta.fields if type(f) is models.TextField and f.name not in BOOKKEEPING]
    sentence = _("At most %(most)s characters. Say it shorter, or name the document that says it.")
    too_long = {n: sentence % {"most": TEXT_LENGTH} for n in texts if len(getattr(row, n) or "") > TEXT_LENGTH}
    if too_long:
        raise ValidationError(too_long)


class Part(models.Model):
    """A row that belongs to another one and is told in the log with it."""

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        # Django's own writes, such as `unit.lines.add()`, are refused like any other.
        base_manager_name = "objects"

    def snapshot(self):
        """Return the row's columns as a plain dict."""
        return {f.attname: getattr(self, f.attname) for f in self._meta.concrete_fields if f.name != "id"}

    def save(self, **options):
        """Write the row inside a change set; elsewhere RuntimeError."""
        require_change_set()
        super().save(**options)

    def delete(self, **options):
        """Delete the row inside a change set; elsewhere RuntimeError."""
        require_change_set()
        return super().delete(**options)


class Record(Logged):
    """A row that people refer to by its code. It is written by its verbs alone."""

    code = models.CharField(_("code"), max_length=CODE_LENGTH, blank=True)
    search = models.TextField(editable=False, default="")

    objects = RecordQuerySet.as_manager()
    # Which permission plain creating and editing asks for, such as "orgchart.edit_unit".
    permission = ""
    # Columns that no form shows and yet `create` and `update` take; the model says from whom, and when.
    imported = ()
    # Columns whose change a rule compares with other rows: they are written one row after the other.
    entangled = ("status",)

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def search_text(self):
        """Return the folded text that search looks into."""
        return ""

    def name_for_code(self):
        """Return the text a missing code is made from."""
        return str(self)

    def prepare(self):
        """Fill what follows from other columns: the code where none was given, the search text."""
        self.code = exact(self.code) or self.free_code()
        self.search = self.search_text()

    def free_code(self):
        """Return a code made from the name that no row of this kind has."""
        stem = slug(self.name_for_code()) or self._meta.model_name
        taken = set(type(self).objects.filter(code__startswith=stem).values_list("code", flat=True))
        numbers = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
        return stem if stem not in taken else next(code for code in numbers if code not in taken)

    def validate(self):
        """Raise ValidationError, keyed by field, where a column or a rule across rows is broken."""
        self.prepare()
        # A relation whose row is at hand needs no look whether it exists; the database keeps it anyway.
        at_hand = [f.name for f in self._meta.fields if f.is_relation and f.is_cached(self)]
        self.full_clean(exclude=at_hand, validate_unique=False, validate_constraints=False)
        require_readable(self)

    @classmethod
    def create(cls, *, by, reason="", **values):
        """Create a row for principal `by` and return it. Raises NotAllowed, or ValidationError by field."""
        record = cls()
        parts = record.assign(values)
        with change_set(by=by, title=record.title_of(_("created")), reason=reason) as changes:
            record.queue(values)
            record.authorize(by, values)
            record.validate()
            record.store(force_insert=True)
            record.write_parts(parts)
            changes.log(record, Change.Action.CREATED, None, record.snapshot(), act="create")
        return record

    def update(self, *, by, reason="", **values):
        """Change columns and parts for principal `by`. Raises NotAllowed, Stale, or ValidationError by field."""
        with change_set(by=by, title=self.title_of(_("edited")), reason=reason) as changes:
            self.queue(values)
            self.lock()
            self.write_parts(self.take_in(by, values))
            changes.update(self, act="update")
        return changes.row

    def take_in(self, by, values):
        """Set `values` on the row, which is held, and return the parts among them as `assign` does.

        Every edit comes through here, of one row or of many. Raises NotAllowed, Refused, or ValidationError by field.
        """
        self.authorize(by, values)
        parts = self.assign(values)
        self.authorize(by, values)
        self.validate()
        return parts

    def title_of(self, act):
        """Return the title of a change set that does one `act` to this row."""
        return f"{self._meta.verbose_name[:1].upper()}{self._meta.verbose_name[1:]} {act}: {self.label}"

    def queue(self, values):
        """Take the locks that must be held before this row's, so that no two writers wait for each other."""

    def authorize(self, by, values):
        """Raise NotAllowed unless principal `by` may create or change this row.

        Asked before and after assigning, so that nobody moves a row out of, or into, what is not theirs.
        """
        by.require(self.permission, self)

    def assign(self, values):
        """Set columns from `values` and return the parts among them: {part name: list of dicts}."""
        unknown = [name for name in values if name not in self.parts and not self._is_written(name)]
        if unknown:
            raise ValidationError({name: _("There is no such field.") for name in unknown}, code="unknown")
        for name, value in values.items():
            if name not in self.parts:
                setattr(self, name, value)
        return {name: rows for name, rows in values.items() if name in self.parts}

    @classmethod
    def _is_written(cls, name):
        columns = [f for f in cls._meta.concrete_fields if f.editable and not f.primary_key]
        return name in cls.imported or any(name in (f.name, f.attname) for f in columns)

    def write_parts(self, parts):
        """Replace the rows of each part named in `parts` by the given ones."""
        for name, rows in parts.items():
            relation = getattr(self, name)
            relation.all().delete()
            for row in rows:
                part = relation.model(**{relation.field.name: self}, **row)
                part.full_clean(validate_unique=False, validate_constraints=False)
                part.save()
            self._prefetched_objects_cache = {}
