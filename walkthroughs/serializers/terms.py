"""The terms of a contract, as input, and what stays in its place."""

from rest_framework import serializers

from itbiz.api.serializers import Reference
from orgchart.models import Person


def optional(kind, **options):
    """Return a field that may be left out; texts may be empty, all others null."""
    blank = {"allow_blank": True} if issubclass(kind, serializers.CharField) else {"allow_null": True}
    return kind(required=False, **blank, **options)


class Rooted:
    """Input about an object that stays where it was born: an edit need not name its place."""

    places = ()

    def get_fields(self):
        """Return the fields; those that name the place are required of a new object only."""
        fields = super().get_fields()
        for name in self.places:
            fields[name].required = fields[name].required and self.instance is None
        return fields


class SpokenFor:
    """Input of a row that a facilitator writes down for somebody in the room (P4)."""

    def get_fields(self):
        """Return the fields, with the person on whose behalf it is written, whom no reply holds."""
        person = Reference(Person, required=False, allow_null=True, write_only=True)
        return super().get_fields() | {"on_behalf_of": person}


class TermsFields(serializers.Serializer):
    """The terms of a contract, as either side sends them."""

    deliverable = optional(serializers.CharField)
    accepted_when = optional(serializers.CharField)
    not_included = optional(serializers.CharField)
    conditions = optional(serializers.CharField)
    due = optional(serializers.DateField)
    effort_low = optional(serializers.DecimalField, max_digits=9, decimal_places=2)
    effort_high = optional(serializers.DecimalField, max_digits=9, decimal_places=2)
    price = optional(serializers.DecimalField, max_digits=14, decimal_places=2)
    currency = optional(serializers.CharField, max_length=3)
    starts = optional(serializers.DateField)
    ends = optional(serializers.DateField)
    review_due = optional(serializers.DateField)
