"""What the moves of a contract take (C5)."""

from rest_framework import serializers

from itbiz.api.serializers import Reference, StrictSerializer, VerbSerializer
from itbiz.core.days import plausible
from orgchart.models import Line, Person
from walkthroughs.models import Contract
from walkthroughs.serializers.terms import TermsFields, optional


class AskSerializer(TermsFields, VerbSerializer):
    """The need, and after a counter the buyer's own terms."""

    need = optional(serializers.CharField)


class AskedSerializer(StrictSerializer):
    """What the supplier asks the buyer to provide."""

    what = serializers.CharField(max_length=500)
    due = serializers.DateField(required=False, allow_null=True, validators=[plausible])


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
