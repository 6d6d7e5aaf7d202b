"""What may be sent about projects, walk-throughs and contracts, and what the schema says of them."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from itbiz.api.serializers import LARGEST_ID, Reference, ResourceSerializer, StrictSerializer, VerbSerializer
from orgchart.models import Line, Person
from walkthroughs.models import Contract, Obligation, Project, Question, Terms, Walkthrough
from walkthroughs.models.questions import ABOUT, subjects
from walkthroughs.models.terms import TERMS
from walkthroughs.shapes import CONTRACT, OBLIGATION, PROJECT, QUESTION, WALKTHROUGH


def optional(kind, **options):
    """Return a field that may be left out; texts may be empty, all others null."""
    blank = {"allow_blank": True} if issubclass(kind, serializers.CharField) else {"allow_null": True}
    return kind(required=False, **blank, **options)


class ProjectSerializer(ResourceSerializer):
    """A project: the outcome a client wants."""

    class Meta:
        model = Project
        fields = PROJECT.fields


class WalkthroughSerializer(ResourceSerializer):
    """A walk-through, and who is present."""

    present = serializers.ListField(child=Reference(Person), required=False)
    waivers = serializers.DictField(child=serializers.CharField(), required=False)

    class Meta:
        model = Walkthrough
        fields = WALKTHROUGH.fields

    def values(self):
        """Return the values, with those who are present as rows."""
        values = super().values()
        if "present" in values:
            values["presences"] = [{"person": person} for person in dict.fromkeys(values.pop("present"))]
        return values

    def defaults(self):
        """Return the values that PUT gives to what is left out; a mode stays as it was born (H6)."""
        kept = {"present": [], "waivers": {}, "mode": self.instance.mode}
        plain = (name for name, field in self.fields.items() if not field.read_only and name not in (*kept, "code"))
        return kept | {name: Walkthrough._meta.get_field(name).get_default() for name in plain}


class TermsFields(serializers.Serializer):
    """The terms of a contract, as either side sends them."""

    deliverable = optional(serializers.CharField)
    accepted_when = optional(serializers.CharField)
    not_included = optional(serializers.CharField)
    conditions = optional(serializers.CharField)
    due = optional(serializers.DateField)
    effort_low = optional(serializers.DecimalField, max_digits=9, decimal_places=2)
    effort_high = optional(serializers.DecimalField, max_digits=9, decimal_places=2)
    price = optional(serializers.DecimalField, max_digits=14, decimal_places=2)
    currency = optional(serializers.CharField, max_length=3)


class PendingSerializer(TermsFields):
    """Terms that are on the table over a promise in force (C6)."""

    number = serializers.IntegerField()


class TermsSerializer(serializers.Serializer):
    """Which terms the contract shows, and which are pending."""

    number = serializers.IntegerField(help_text=_("The number of the terms shown."))
    pending = PendingSerializer(allow_null=True)


class BuyerSerializer(serializers.Serializer):
    """Who buys: the client at the root, else the parent's supplier (C3)."""

    kind = serializers.ChoiceField(["unit", "line"])
    id = serializers.IntegerField()
    code = serializers.CharField()
    url = serializers.URLField()


class WarningSerializer(serializers.Serializer):
    """Something that deserves a second look, and is never refused (C8)."""

    code = serializers.ChoiceField(
        ["due_after_parent", "obligation_after_due", "deep", "loop", "buyer_ended", "wording"]
    )
    detail = serializers.CharField()


class ContractSerializer(TermsFields, ResourceSerializer):
    """A contract: one promise of one result. Each side writes its own fields (C1)."""

    walkthrough = Reference(Walkthrough)
    parent = Reference(Contract, required=False, allow_null=True)
    buyer = BuyerSerializer(read_only=True, allow_null=True)
    service_version = serializers.IntegerField(read_only=True, allow_null=True)
    terms = TermsSerializer(read_only=True)
    own_share = serializers.BooleanField(read_only=True)
    decline_why = serializers.ChoiceField(Contract.Why.choices, read_only=True, allow_null=True)
    warnings = WarningSerializer(many=True, read_only=True)

    class Meta:
        model = Contract
        fields = CONTRACT.fields
        read_only_fields = ["code"]

    def surplus(self, data):
        """Return an error for each field that may not be sent; a contract stays where it is in its tree."""
        errors = super().surplus(data)
        if self.instance is not None:
            for name in ("walkthrough", "parent"):
                if name in data and self._elsewhere(name, data[name]):
                    sentence = _("A contract stays where it is in its tree.")
                    errors[name] = [serializers.ErrorDetail(sentence, "read_only")]
        return errors

    def _elsewhere(self, name, sent):
        here = getattr(self.instance, name)
        if here is None or sent is None:
            return here is not sent
        return sent not in (here.pk, {"id": here.pk}) and not (isinstance(sent, dict) and sent.get("code") == here.code)

    def values(self):
        """Return the values; of an edit, those that differ from what is stored."""
        values = super().values()
        if self.instance is None:
            return values
        values = {name: value for name, value in values.items() if name not in ("walkthrough", "parent")}
        return {name: value for name, value in values.items() if value != self._stored(name)}

    def _stored(self, name):
        return getattr((self.instance.agreed or self.instance.terms) if name in TERMS else self.instance, name)

    def defaults(self):
        """Return the values that PUT gives to what is left out; position stays, for it is the siblings' too."""
        kept = {"position": self.instance.position}
        fixed = ("walkthrough", "parent", *kept)
        plain = [name for name, field in self.fields.items() if not field.read_only and name not in fixed]
        homes = {name: Terms if name in TERMS else Contract for name in plain}
        return kept | {name: home._meta.get_field(name).get_default() for name, home in homes.items()}


@extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/Branch"}})
class BranchesField(serializers.ListField):
    """The contracts below one, each with those below it."""


class BranchSerializer(ContractSerializer):
    """A contract with all below it."""

    children = BranchesField(read_only=True)

    class Meta(ContractSerializer.Meta):
        fields = (*CONTRACT.fields, "children")


class TreeSerializer(serializers.Serializer):
    """Every contract of a walk-through, nested."""

    walkthrough = Reference(Walkthrough)
    version = serializers.IntegerField(help_text=_("The live number: it rises with every change in the tree."))
    root = BranchSerializer(allow_null=True)


class AskSerializer(TermsFields, VerbSerializer):
    """The need, and after a counter the buyer's own terms."""

    need = optional(serializers.CharField)


class AskedSerializer(StrictSerializer):
    """What the supplier asks the buyer to provide."""

    what = serializers.CharField(max_length=500)
    due = serializers.DateField(required=False, allow_null=True)


class CounterSerializer(TermsFields, VerbSerializer):
    """Other terms, and what the buyer must provide for them."""

    obligations = AskedSerializer(many=True, required=False)


class PromiseSerializer(VerbSerializer):
    """Conditions of the promise, and who leads."""

    conditions = serializers.CharField(required=False, allow_blank=True)
    lead = Reference(Person, required=False, allow_null=True)


class DeclineSerializer(VerbSerializer):
    """Why not, and whose it is."""

    why = serializers.ChoiceField(Contract.Why.choices)
    whose = Reference(Line, required=False, allow_null=True)


class ObligationSerializer(ResourceSerializer):
    """Something the buyer of a contract provides."""

    state = serializers.ChoiceField([*Obligation.State.choices, ("late", _("late"))], read_only=True)

    class Meta:
        model = Obligation
        fields = OBLIGATION.fields


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


class QuestionSerializer(ResourceSerializer):
    """An open question: who decides, by when."""

    about = AboutField()

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
