"""Obligations and questions, as they are sent."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from itbiz.api.serializers import LARGEST_ID, Reference, ResourceSerializer, VerbSerializer
from walkthroughs.models import Contract, Obligation, Question
from walkthroughs.models.obligations import STANDING
from walkthroughs.models.questions import ABOUT, subjects
from walkthroughs.serializers.terms import Rooted
from walkthroughs.shapes import OBLIGATION, QUESTION


class ObligationSerializer(ResourceSerializer):
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
    """What a question is about: sent as {"kind", and "id" or "code"}, read with both and a url."""

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


class QuestionSerializer(Rooted, ResourceSerializer):
    """An open question: who decides, by when."""

    about = AboutField()
    places = ("about",)

    class Meta:
        model = Question
        fields = QUESTION.fields

    def surplus(self, data):
        """Return an error for each field that may not be sent; a question stays with its subject."""
        errors = super().surplus(data)
        about = data.get("about")
        if self.instance is not None and isinstance(about, dict):
            subject = self.instance.subject
            same = about.get("kind") == self.instance.about_kind and (
                about.get("id") == self.instance.about_id or ("id" not in about and about.get("code") == subject.code)
            )
            if not same:
                errors["about"] = [serializers.ErrorDetail(_("A question stays with its subject."), "read_only")]
        return errors

    def values(self):
        """Return the values; an edit leaves the subject alone."""
        values = super().values()
        if self.instance is not None:
            values.pop("about", None)
        return values

    def defaults(self):
        """Return the values that PUT gives to what is left out."""
        return {"decider": None, "due": None}


class ResolveSerializer(VerbSerializer):
    """What was decided."""

    resolution = serializers.CharField()
