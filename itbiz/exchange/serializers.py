"""What an import takes over REST, and what it answers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from itbiz.api.serializers import StrictSerializer
from itbiz.exchange import kinds
from itbiz.exchange.limits import LARGEST_FILE, too_large
from itbiz.exchange.models import NAME_LENGTH, SOURCE_LENGTH
from itbiz.exchange.readings import READINGS


@extend_schema_field(
    {
        "anyOf": [
            {"type": "object", "additionalProperties": {"type": "string"}},
            {"type": "array", "items": {"type": "string", "pattern": "="}},
        ]
    }
)
class ColumnsField(serializers.Field):
    """Columns and their fields: an object, or in a form several values COLUMN=FIELD."""

    default_error_messages = {"kind": gettext_lazy("Write an object of columns and fields, or COLUMN=FIELD in a form.")}

    def to_internal_value(self, data):
        """Return {column: field}."""
        if isinstance(data, list) and all(isinstance(text, str) and "=" in text for text in data):
            parts = (text.rpartition("=") for text in data)
            return {column.strip(): field.strip() for column, _equals, field in parts}
        if not isinstance(data, dict) or not all(isinstance(field, str) for field in data.values()):
            self.fail("kind")
        return data

    def to_representation(self, value):
        """Return the columns as they are."""
        return value


class ImportSerializer(StrictSerializer):
    """A file, or its text, and how to read it."""

    kind = serializers.ChoiceField(choices=(), help_text=gettext_lazy("What a row is."))
    file = serializers.FileField(required=False, help_text=gettext_lazy("CSV, XLSX or NDJSON, in a form."))
    text = serializers.CharField(
        required=False, trim_whitespace=False, help_text=gettext_lazy("The rows as text, in place of a file.")
    )
    name = serializers.CharField(required=False, max_length=200, help_text=gettext_lazy("For the history."))
    source = serializers.CharField(
        required=False,
        max_length=SOURCE_LENGTH,
        help_text=gettext_lazy("The system the ids come from, the same each time; “files” unless you name it."),
    )
    map = ColumnsField(
        required=False,
        help_text=gettext_lazy("Columns read as other fields than guessed; an empty field leaves one out."),
    )
    mapping = serializers.CharField(
        required=False, max_length=NAME_LENGTH, help_text=gettext_lazy("The mapping kept under this name.")
    )
    dry_run = serializers.BooleanField(default=True, help_text=gettext_lazy("Only say what would happen."))
    skip_bad_rows = serializers.BooleanField(default=False)
    full = serializers.BooleanField(default=False, help_text=gettext_lazy("The file tells all: list what it lacks."))
    close_missing = serializers.BooleanField(default=False, help_text=gettext_lazy("Close what a full file lacks."))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(name, name) for name in kinds.names()]

    def validate_file(self, file):
        """Refuse a file that is too large to be read."""
        if file.size > LARGEST_FILE:
            raise serializers.ValidationError(too_large())
        return file

    def validate(self, values):
        """Ask for one of file and text."""
        if ("file" in values) == ("text" in values):
            raise serializers.ValidationError({"file": _("Send a file or its text, one of the two.")})
        return values


class RowSerializer(serializers.Serializer):
    """What becomes of a row."""

    row = serializers.IntegerField()
    verdict = serializers.ChoiceField(choices=["create", "update", "unchanged", "note", "error"])
    key = serializers.CharField()
    label = serializers.CharField(help_text=gettext_lazy("What the row is called."))
    changes = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField(allow_null=True), min_length=2, max_length=2),
        help_text=gettext_lazy("What each field held and would hold, as people read it; null is nothing."),
    )


class NoteSerializer(serializers.Serializer):
    """A sentence about a row, or without one about the file."""

    row = serializers.IntegerField(allow_null=True)
    column = serializers.CharField()
    detail = serializers.CharField()


class RowNoteSerializer(NoteSerializer):
    """A sentence worth knowing, or how a cell is read that can hardly mean anything else."""

    reading = serializers.ChoiceField(choices=[*READINGS], allow_blank=True)


class ErrorSerializer(NoteSerializer):
    """What is wrong with a row, and what to do."""

    remedy = serializers.CharField()


class MissingSerializer(serializers.Serializer):
    """What a full file lacks."""

    key = serializers.CharField()
    label = serializers.CharField()
    closed = serializers.BooleanField()
    closes = serializers.BooleanField(
        allow_null=True,
        help_text=gettext_lazy("Whether it can be closed; null where nobody asked for it, or rows are wrong."),
    )
    detail = serializers.CharField()


class FoundSerializer(serializers.Serializer):
    """Somebody whom rows name and who is here already."""

    code = serializers.CharField()
    label = serializers.CharField()
    how = serializers.CharField(help_text=gettext_lazy("How it is known that they are meant."))


class ReportSerializer(serializers.Serializer):
    """What came out of a file."""

    applied = serializers.BooleanField()
    counts = serializers.DictField(child=serializers.IntegerField())
    columns = serializers.DictField(child=serializers.CharField())
    rows = RowSerializer(many=True)
    errors = ErrorSerializer(many=True)
    notes = RowNoteSerializer(many=True)
    made = serializers.DictField(child=serializers.IntegerField())
    makes = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text=gettext_lazy("What is made besides the rows, by what it is, each by its name."),
    )
    finds = serializers.DictField(
        child=FoundSerializer(many=True), help_text=gettext_lazy("Whom rows name and who is here already.")
    )
    missing = MissingSerializer(many=True)
    change_set = serializers.IntegerField(allow_null=True)
