"""Projects and walk-throughs, as they are sent."""

from rest_framework import serializers

from itbiz.api.serializers import Reference, ResourceSerializer
from orgchart.models import Person
from walkthroughs.models import Project, Walkthrough
from walkthroughs.shapes import PROJECT, WALKTHROUGH


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
