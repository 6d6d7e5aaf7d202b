"""Contracts as they are sent, and the tree as it is read."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from itbiz.api.serializers import Reference, ResourceSerializer
from walkthroughs.models import Contract, Terms, Walkthrough
from walkthroughs.models.standing import SAID, SAID_BELOW
from walkthroughs.models.terms import TERMS
from walkthroughs.serializers.terms import Rooted, TermsFields
from walkthroughs.shapes import CONTRACT


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
        [
            *("due_after_parent", "due_past", "obligation_after_due", "deep", "loop", "buyer_ended", "wording"),
            *dict.fromkeys([*SAID, *SAID_BELOW]),
        ]
    )
    detail = serializers.CharField()


class ContractSerializer(Rooted, TermsFields, ResourceSerializer):
    """A contract: one promise of one result. Each side writes its own fields (C1)."""

    walkthrough = Reference(Walkthrough)
    parent = Reference(Contract, required=False, allow_null=True)
    buyer = BuyerSerializer(read_only=True, allow_null=True)
    service_version = serializers.IntegerField(read_only=True, allow_null=True)
    terms = TermsSerializer(read_only=True)
    own_share = serializers.BooleanField(read_only=True)
    decline_why = serializers.ChoiceField(Contract.Why.choices, read_only=True, allow_null=True)
    places = ("walkthrough", "parent")
    warnings = WarningSerializer(many=True, read_only=True)

    class Meta:
        model = Contract
        fields = CONTRACT.fields
        read_only_fields = ["code"]

    def surplus(self, data):
        """Return an error for each field that may not be sent; a contract stays where it is in its tree."""
        errors = super().surplus(data)
        if self.instance is not None:
            for name in self.places:
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
        values = {name: value for name, value in values.items() if name not in self.places}
        return {name: value for name, value in values.items() if value != self._stored(name)}

    def _stored(self, name):
        return getattr((self.instance.agreed or self.instance.terms) if name in TERMS else self.instance, name)

    def defaults(self):
        """Return the values that PUT gives to what is left out; position stays, for it is the siblings' too."""
        kept = {"position": self.instance.position}
        fixed = (*self.places, *kept)
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
