"""What asking for a service takes."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from catalog.models import Service
from itbiz.api.serializers import Reference, StrictSerializer
from itbiz.core.days import plausible
from orgchart.models import Line, Unit
from walkthroughs.models import Contract
from walkthroughs.serializers.terms import optional
from walkthroughs.serializers.verbs import AskedSerializer


def _day(label=""):
    return optional(serializers.DateField, validators=[plausible], help_text=label)


class AskForSerializer(StrictSerializer):
    """A service that is asked for, by exactly one of a line and a unit outside IT."""

    service = Reference(Service)
    client_unit = Reference(Unit, required=False, allow_null=True)
    client_line = Reference(Line, required=False, allow_null=True)
    need = serializers.CharField(required=False, allow_blank=True, help_text=_("The service's result where left out."))
    accepted_when = serializers.CharField(
        required=False, allow_blank=True, help_text=_("The service's acceptance where left out.")
    )
    due = _day()
    obligations = AskedSerializer(
        many=True, required=False, help_text=_("What the customer of the service provides where left out.")
    )
    buyer_provides_nothing = serializers.BooleanField(required=False)
    kind = serializers.ChoiceField([Contract.Kind.PROJECT_RESULT, Contract.Kind.SERVICE_AGREEMENT], required=False)
    starts, review_due = _day(), _day()
    ends = _day(_("Until when a service agreement runs; it needs one."))
