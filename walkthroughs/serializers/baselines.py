"""What the schema says of baselines, and of plan versus now. Neither is written."""

from rest_framework import serializers

from itbiz.api.serializers import Reference, ResourceSerializer
from walkthroughs.models import Baseline, Contract, Obligation
from walkthroughs.plan import CHANGES
from walkthroughs.serializers.terms import TermsFields
from walkthroughs.shapes.baselines import BASELINE


class NamedSerializer(serializers.Serializer):
    """A line or a vendor under the name it had."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    url = serializers.URLField()


class KeptDutySerializer(serializers.Serializer):
    """What the buyer provided, as it stood."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    what = serializers.CharField()
    due = serializers.DateField(allow_null=True)
    state = serializers.CharField()


class KeptSerializer(TermsFields):
    """One contract of a baseline."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    url = serializers.URLField()
    number = serializers.CharField()
    parent = serializers.IntegerField(allow_null=True, help_text="The id of the contract it is part of.")
    depth = serializers.IntegerField()
    state = serializers.CharField()
    gap = serializers.BooleanField()
    need = serializers.CharField()
    supplier = NamedSerializer(allow_null=True)
    vendor = NamedSerializer(allow_null=True)
    buyer_provides_nothing = serializers.BooleanField()
    on_behalf_of = serializers.CharField(allow_null=True, help_text="The name of who promised.")
    promised_at = serializers.DateTimeField(allow_null=True)
    terms = serializers.IntegerField(allow_null=True, help_text="The number of the terms.")
    obligations = KeptDutySerializer(many=True)


class BaselineSerializer(ResourceSerializer):
    """The tree as it stood at closing, or after a first answer (H7)."""

    tree = KeptSerializer(many=True, help_text="Every contract in reading order; lists leave it out.")
    waiting = serializers.ListField(
        child=serializers.URLField(), help_text="What was asked at closing and had no answer."
    )

    class Meta:
        model = Baseline
        fields = BASELINE.fields


class BaselinesSerializer(serializers.Serializer):
    """The baselines of one walk-through, the first one first."""

    results = BaselineSerializer(many=True)


class ThenNowSerializer(serializers.Serializer):
    """What stood then, and stands now."""

    then = serializers.JSONField()
    now = serializers.JSONField()


class ChangedSerializer(ThenNowSerializer):
    """One field that holds something else now."""

    field = serializers.CharField()
    days = serializers.IntegerField(allow_null=True, help_text="By how many days a date is later now.")


class DutySerializer(serializers.Serializer):
    """Something the buyer provides that stands otherwise now."""

    obligation = Reference(Obligation)
    what = serializers.CharField()
    state = ThenNowSerializer()
    due = ThenNowSerializer()
    days = serializers.IntegerField(allow_null=True)


class PlanRowSerializer(serializers.Serializer):
    """One contract that is otherwise now, on either side."""

    contract = Reference(Contract)
    number = serializers.CharField()
    title = serializers.CharField()
    change = serializers.ChoiceField(CHANGES)
    amended = serializers.BooleanField()
    terms = ThenNowSerializer()
    changed = ChangedSerializer(many=True)
    duties = DutySerializer(many=True)


class WaitingSerializer(serializers.Serializer):
    """An ask that was open at closing and has no answer."""

    contract = Reference(Contract)
    title = serializers.CharField()
    state = serializers.CharField()
    who = serializers.CharField(help_text="Who is to answer.")
    since = serializers.DateTimeField(allow_null=True)


class PlanSerializer(serializers.Serializer):
    """A baseline beside the tree of today."""

    baseline = Reference(Baseline, allow_null=True, help_text="Null before the first close.")
    number = serializers.IntegerField(allow_null=True)
    contracts = PlanRowSerializer(many=True)
    unchanged = serializers.IntegerField()
    still_asked = WaitingSerializer(many=True)
