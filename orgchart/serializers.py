"""What may be sent about the organisation, and what the schema says of it."""

from rest_framework import serializers

from itbiz.api.serializers import Reference, ResourceSerializer, StrictSerializer, VerbSerializer
from orgchart.models import Block, Boundary, Line, Person, Unit, Vendor
from orgchart.shapes import LINE, PERSON, UNIT, VENDOR


class PersonSerializer(ResourceSerializer):
    """A person and the units they belong to."""

    units = serializers.ListField(child=Reference(Unit), required=False)

    class Meta:
        model = Person
        fields = PERSON.fields

    def values(self):
        """Return the values, with the units as memberships."""
        values = super().values()
        if "units" in values:
            values["memberships"] = [{"unit": unit} for unit in values.pop("units")]
        return values


class UnitSerializer(ResourceSerializer):
    """A unit, its head, deputies and editors."""

    deputies = serializers.ListField(child=Reference(Person), required=False)
    editors = serializers.ListField(child=Reference(Person), required=False)

    class Meta:
        model = Unit
        fields = UNIT.fields
        # Units are closed by a verb, not in passing.
        read_only_fields = ["status"]

    def values(self):
        """Return the values, with deputies and editors as appointments; a kind that was not sent stays."""
        values = super().values()
        sent = {kind: values.pop(name) for name, kind in KINDS.items() if name in values}
        if not sent:
            return values
        kept = [] if self.instance is None else self.instance.appointments.exclude(kind__in=sent)
        rows = [{"person": row.person, "kind": row.kind} for row in kept]
        rows += [{"person": person, "kind": kind} for kind, people in sent.items() for person in people]
        return values | {"appointments": rows}


KINDS = {"deputies": "deputy", "editors": "editor"}


class UnitMoveSerializer(VerbSerializer):
    """Where a unit moves: to another unit, or to the top."""

    parent = Reference(Unit, allow_null=True)


class BoundarySerializer(StrictSerializer, serializers.ModelSerializer):
    """What a line does not offer, and whose it is."""

    goes_to = Reference(Line, required=False, allow_null=True)

    class Meta:
        model = Boundary
        fields = ["text", "goes_to"]


class LineSerializer(ResourceSerializer):
    """A line of business and its boundaries."""

    block = serializers.ChoiceField(Block.choices, required=False, allow_null=True)
    boundaries = BoundarySerializer(many=True, required=False)

    class Meta:
        model = Line
        fields = LINE.fields

    def values(self):
        """Return the values; a type that is not named yet is stored as an empty text (N2)."""
        values = super().values()
        return values | {"block": values["block"] or ""} if "block" in values else values


class VendorSerializer(ResourceSerializer):
    """A vendor and the line that holds it."""

    class Meta:
        model = Vendor
        fields = VENDOR.fields
