"""What the moves of a contract take (C5)."""

from rest_framework import serializers

from itbiz.api.serializers import LARGEST_NUMBER, Reference, StrictSerializer, VerbSerializer
from itbiz.core.days import plausible
from orgchart.models import Line, Person, Vendor
from walkthroughs.models import Contract
from walkthroughs.serializers.terms import TermsFields, optional


class AskSerializer(TermsFields, VerbSerializer):
    """The need, and after a counter the buyer's own terms."""

    need = optional(serializers.CharField)


class AskedSerializer(StrictSerializer):
    """Something that the buyer provides, if these terms become the promise."""

    what = serializers.CharField(max_length=500)
    due = serializers.DateField(required=False, allow_null=True, validators=[plausible])


class CounterSerializer(TermsFields, VerbSerializer):
    """Other terms, and what the buyer must provide for them."""

    obligations = AskedSerializer(many=True, required=False)


class AmendSerializer(AskSerializer):
    """Other terms over the promise in force, and what the buyer provides for them."""

    obligations = AskedSerializer(many=True, required=False)


class ReassignSerializer(VerbSerializer):
    """Who is asked instead: a line, or a vendor, for which the line that holds it answers."""

    supplier = Reference(Line, required=False, allow_null=True)
    vendor = Reference(Vendor, required=False, allow_null=True)


class PlaceSerializer(serializers.Serializer):
    """Below which contract."""

    parent = Reference(Contract)


class RehangSerializer(PlaceSerializer, VerbSerializer):
    """The new place: below which contract, and at which position among those there; last where none is given."""

    position = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_NUMBER)


class SplitSerializer(VerbSerializer):
    """The two needs, and which of them keeps what hangs on the contract."""

    first = serializers.CharField(allow_blank=True)
    second = serializers.CharField(allow_blank=True)
    keep = serializers.ChoiceField(["first", "second"], default="first")


class PromiseSerializer(VerbSerializer):
    """Conditions of the promise, and who leads."""

    conditions = serializers.CharField(required=False, allow_blank=True)
    lead = Reference(Person, required=False, allow_null=True)


class DeclineSerializer(VerbSerializer):
    """Why not, and whose it is."""

    why = serializers.ChoiceField(Contract.Why.choices)
    whose = Reference(Line, required=False, allow_null=True)
