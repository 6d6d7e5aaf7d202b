"""Projects and walk-throughs, as they are sent."""

from rest_framework import serializers

from itbiz.api.serializers import Reference, ResourceSerializer, StrictSerializer, VerbSerializer
from orgchart.models import Line, Person
from walkthroughs.light_words import AMBER, GREEN, RED
from walkthroughs.lights import CODES
from walkthroughs.models import Contract, Project, Walkthrough
from walkthroughs.models.scripted import LAST_STEP, TOPICS
from walkthroughs.models.turning import LONGEST, SHORTEST
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


class BeginSerializer(VerbSerializer):
    """For how long a meeting is held; 90 minutes where nothing is said."""

    minutes = serializers.IntegerField(required=False, min_value=SHORTEST, max_value=LONGEST)


class StepSerializer(VerbSerializer):
    """Where to; the reason is kept beside each gate on the way that is not met."""

    step = serializers.IntegerField(min_value=0, max_value=LAST_STEP)


class NodSerializer(VerbSerializer):
    """Who nodded for the client."""

    person = Reference(Person)


class TickSerializer(VerbSerializer):
    """A topic of the checklist: looked after by a contract, or not needed, because."""

    topic = serializers.ChoiceField(list(TOPICS))
    because = serializers.CharField(required=False, allow_blank=True, max_length=300)


class MeetingSerializer(serializers.Serializer):
    """One sitting of a walk-through; who was there is kept when it ends."""

    number = serializers.IntegerField()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    minutes = serializers.IntegerField()
    people = serializers.ListField(child=Reference(Person))


class WalkthroughSerializer(ResourceSerializer):
    """A walk-through, and who is present.

    The premortem is written and read on pages alone: whatever sends a reason over REST is known by its token (H11).
    """

    present = serializers.ListField(child=Reference(Person), required=False)
    waivers = serializers.DictField(child=serializers.CharField(), required=False)
    step = serializers.IntegerField(read_only=True)
    gates = serializers.DictField(child=serializers.CharField(), read_only=True)
    checklist = serializers.DictField(child=serializers.CharField(allow_blank=True), read_only=True)
    lights = LightSerializer(many=True, read_only=True)
    meetings = MeetingSerializer(many=True, read_only=True)
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
