"""What the schema says of change sets; nothing of them is written but that they are undone."""

from rest_framework import serializers

from itbiz.api.serializers import Reference, ResourceSerializer
from itbiz.audit.models import Change, ChangeSet
from itbiz.changes.filters import KINDS
from itbiz.changes.shapes import CHANGE_SET
from walkthroughs.models import Walkthrough


class ActorSerializer(serializers.Serializer):
    """Who acted, as the log knows them."""

    kind = serializers.CharField()
    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()


class BeneficiarySerializer(serializers.Serializer):
    """For whom somebody acted."""

    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()


class ChangeSerializer(serializers.Serializer):
    """One object's columns before and after."""

    ordinal = serializers.IntegerField()
    kind = serializers.ChoiceField([(name, name) for name in KINDS])
    id = serializers.IntegerField()
    code = serializers.CharField()
    label = serializers.CharField()
    action = serializers.ChoiceField(Change.Action.choices)
    act = serializers.CharField()
    before = serializers.DictField(allow_null=True)
    after = serializers.DictField(allow_null=True)


class ChangeSetSerializer(ResourceSerializer):
    """One act."""

    code = serializers.CharField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)
    actor = ActorSerializer(read_only=True)
    on_behalf_of = BeneficiarySerializer(read_only=True, allow_null=True)
    walkthrough = Reference(Walkthrough, read_only=True, allow_null=True)
    undoes = Reference(ChangeSet, read_only=True, allow_null=True)
    undone_by = Reference(ChangeSet, read_only=True, allow_null=True)
    changes = ChangeSerializer(many=True, read_only=True)

    class Meta:
        model = ChangeSet
        fields = CHANGE_SET.fields
        read_only_fields = CHANGE_SET.fields
