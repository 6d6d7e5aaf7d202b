"""Obligations, questions and findings, as they are sent."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from itbiz.api.serializers import LARGEST_ID, Reference, ResourceSerializer, VerbSerializer
from walkthroughs.models import Contract, Finding, Obligation, Question
from walkthroughs.models.obligations import STANDING
from walkthroughs.models.questions import ABOUT, subjects
from walkthroughs.serializers.terms import Rooted, SpokenFor
from walkthroughs.shapes import FINDING, OBLIGATION, QUESTION


class ObligationSerializer(SpokenFor, ResourceSerializer):
    """Something the buyer of a contract provides."""

    state = serializers.ChoiceField(STANDING, read_only=True)
    met_by = Reference(Contract, required=False, allow_null=True)

    class Meta:
        model = Obligation
        fields = OBLIGATION.fields

    def defaults(self):
        """Return the values that PUT gives to what is left out; what meets it stays, for it is the buyer's alone."""
        return super().defaults() | {"met_by": self.instance.met_by}


@extend_schema_field(
    {
        "type": "object",
        "required": ["kind"],
        "properties": {
            "kind": {"type": "string", "enum": list(ABOUT)},
            "id": {"type": "integer"},
            "code": {"type": "string"},
            "url": {"type": "string", "format": "uri"},
        },
        "additionalProperties": False,
    }
)
class AboutField(serializers.Field):
    """What a question or a finding is about: sent as {"kind", and "id" or "code"}, read with both and a url."""

    default_error_messages = {
        "kind": _('Say {"kind": …, "id": …} or {"kind": …, "code": …}; kinds are: {kinds}.'),
        "does_not_exist": _("There is no such object that you can see."),
    }

    def to_internal_value(self, data):
        """Return the object, of those its writer sees."""
        kind = data.get("kind") if isinstance(data, dict) else None
        name = next((name for name in ("id", "code") if isinstance(data, dict) and name in data), None)
        if kind not in list(ABOUT) or name is None or not _is_key(name, data[name]):
            raise serializers.ValidationError(
                str(self.error_messages["kind"]).replace("{kinds}", ", ".join(ABOUT)), code="kind"
            )
        found = subjects(kind).visible_to(self.context["principal"]).filter(**{name: data[name]}).first()
        if found is None:
            self.fail("does_not_exist")
        return found

    def to_representation(self, value):
        """Return the id: replies come from shapes."""
        return value.pk


def _is_key(name, value):
    if name == "code":
        return isinstance(value, str) and "\x00" not in value
    return type(value) is int and 0 < value <= LARGEST_ID


class SubjectSerializer(Rooted, ResourceSerializer):
    """A row that stays with the object it is about, which it is sent with in the field that `places` names."""

    def surplus(self, data):
        """Return an error for each field that may not be sent; a row stays with its subject."""
        errors, (place,) = super().surplus(data), self.places
        about, row = data.get(place), self.instance
        if row is not None and isinstance(about, dict):
            kind, pk = getattr(row, f"{place}_kind"), getattr(row, f"{place}_id")
            same = about.get("kind") == kind and (
                about.get("id") == pk or ("id" not in about and about.get("code") == row.subject.code)
            )
            if not same:
                errors[place] = [serializers.ErrorDetail(_("This stays with its subject."), "read_only")]
        return errors

    def values(self):
        """Return the values, with the subject under the name that `create` takes; an edit leaves it alone."""
        values, (place,) = super().values(), self.places
        subject = values.pop(place, None)
        return values if self.instance is not None else values | {"about": subject}


class QuestionSerializer(SpokenFor, SubjectSerializer):
    """An open question: who decides, by when."""

    about = AboutField()
    places = ("about",)

    class Meta:
        model = Question
        fields = QUESTION.fields

    def defaults(self):
        """Return the values that PUT gives to what is left out."""
        return {"decider": None, "due": None}


class FindingSerializer(SubjectSerializer):
    """Something about the organisation itself that a walk-through, or a reader of the chart, brought to light."""

    subject = AboutField()
    places = ("subject",)

    class Meta:
        model = Finding
        fields = FINDING.fields
        read_only_fields = ("state", "reason", "walkthrough", "mode")

    def defaults(self):
        """Return the values that PUT gives to what is left out."""
        return {"evidence": ""}


class SettleSerializer(VerbSerializer):
    """Why a finding is meant to be so, or how it was mended."""

    reason = serializers.CharField(max_length=2000)


class ResolveSerializer(VerbSerializer):
    """What was decided."""

    resolution = serializers.CharField()
