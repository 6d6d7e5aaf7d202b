"""Projects and walk-throughs, as they are sent."""

from rest_framework import serializers

from itbiz.api.serializers import Reference, ResourceSerializer, StrictSerializer, VerbSerializer
from orgchart.models import Line, Person
from walkthroughs.light_words import AMBER, GREEN, RED
from walkthroughs.lights import CODES
from walkthroughs.models import Contract, Project, Walkthrough
from walkthroughs.shapes import PROJECT, WALKTHROUGH


class FollowOnSerializer(StrictSerializer):
    """Something that follows the day after, and the line that takes it."""

    what = serializers.CharField(max_length=300)
    line = Reference(Line, required=False, allow_null=True)


class ProjectSerializer(ResourceSerializer):
    """A project: the outcome a client wants."""

    follow_ons = FollowOnSerializer(many=True, required=False)

    class Meta:
        model = Project
        fields = PROJECT.fields


class LightSerializer(serializers.Serializer):
    """One of the nine lights, and the contracts that hold it back."""

    code = serializers.ChoiceField(CODES)
    state = serializers.ChoiceField([RED, AMBER, GREEN])
    detail = serializers.CharField()
    contracts = serializers.ListField(child=Reference(Contract))


class HandOverSerializer(VerbSerializer):
    """Who facilitates from now on."""

    facilitator = Reference(Person)


class WalkthroughSerializer(ResourceSerializer):
    """A walk-through, and who is present."""

    present = serializers.ListField(child=Reference(Person), required=False)
    waivers = serializers.DictField(child=serializers.CharField(), required=False)
    lights = LightSerializer(many=True, read_only=True)
    result = serializers.ChoiceField(Walkthrough.Result.choices, read_only=True, allow_null=True)

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
