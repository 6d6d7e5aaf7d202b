"""What may be sent about services, and what the schema says of them."""

from rest_framework import serializers

from catalog.models import Service
from catalog.models.promises import LEVEL_NAME_LENGTH, PROMISED
from catalog.shapes import NEEDS, SERVICE
from itbiz.api.serializers import Reference, ResourceSerializer, StrictSerializer, VerbSerializer
from itbiz.core.days import plausible


class LevelSerializer(StrictSerializer):
    """One level a service comes in."""

    name = serializers.CharField(max_length=LEVEL_NAME_LENGTH)
    text = serializers.CharField(allow_blank=True)


class DraftSerializer(serializers.ModelSerializer):
    """The promise fields of an offered service that wait for `publish`; those that do not change are left out."""

    levels = LevelSerializer(many=True, required=False)

    class Meta:
        model = Service
        fields = PROMISED
        read_only_fields = PROMISED


class ServiceSerializer(ResourceSerializer):
    """A service: what a line offers."""

    missing = serializers.ListField(child=serializers.ChoiceField(NEEDS), read_only=True)
    levels = LevelSerializer(many=True, required=False)
    ingredients = serializers.ListField(child=Reference(Service), required=False)
    draft = DraftSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Service
        fields = SERVICE.fields

    def values(self):
        """Return the values, with levels as plain dicts and the ingredients as rows."""
        values = super().values()
        if "levels" in values:
            values["levels"] = [dict(level) for level in values["levels"]]
        if "ingredients" in values:
            values["ingredients"] = [{"needs": service} for service in values["ingredients"]]
        return values


class ReviewSerializer(VerbSerializer):
    """When the offer is looked at again."""

    review_due = serializers.DateField(validators=[plausible])


class RetireSerializer(VerbSerializer):
    """How a service ends: what follows it, and from when on."""

    successor = Reference(Service, required=False, allow_null=True)
    on = serializers.DateField(required=False, allow_null=True, validators=[plausible])
