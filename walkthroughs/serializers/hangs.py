"""What hangs on a contract, a line, a person or a vendor, as the schema says it."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from itbiz.api.serializers import Reference
from orgchart.models import Line, Person, Vendor
from walkthroughs.hangs import ROLES
from walkthroughs.models import Contract, Obligation, Question, Walkthrough
from walkthroughs.serializers.contracts import BuyerSerializer


class SubjectSerializer(serializers.Serializer):
    """What was asked about."""

    kind = serializers.ChoiceField(["contract", "line", "person", "vendor"])
    id = serializers.IntegerField()
    code = serializers.CharField()
    url = serializers.URLField()


class BriefSerializer(serializers.Serializer):
    """A contract in few words."""

    contract = Reference(Contract)
    title = serializers.CharField(help_text=_("The result in the supplier's words, else the need."))
    state = serializers.ChoiceField(Contract.State.choices)
    due = serializers.DateField(allow_null=True)
    supplier = Reference(Line, allow_null=True)
    vendor = Reference(Vendor, allow_null=True)


class HangingSerializer(BriefSerializer):
    """A contract with the path up to the client and the end customer, and what would break if it fell away."""

    roles = serializers.ListField(
        child=serializers.ChoiceField([*ROLES]), help_text=_("What the subject has to do with it.")
    )
    walkthrough = Reference(Walkthrough)
    client = BuyerSerializer()
    sponsor = Reference(Person, allow_null=True)
    end_customer = serializers.CharField(allow_blank=True)
    path = BriefSerializer(many=True, help_text=_("The contracts above, the prime's first."))
    under = BriefSerializer(allow_null=True, help_text=_("The standing agreement it is delivered under."))
    covers = BriefSerializer(many=True, help_text=_("What is delivered under it."))
    breaks = BriefSerializer(many=True, help_text=_("The contracts below, which would be for nothing."))


class MisfitSerializer(serializers.Serializer):
    """A date that no longer fits."""

    code = serializers.ChoiceField(
        [
            *("due_after_parent", "counter_after_parent", "due_after_offer"),
            *("obligation_after_due", "after_agreement"),
        ]
    )
    detail = serializers.CharField()
    contract = Reference(Contract)
    what = serializers.CharField()
    due = serializers.DateField()
    limit = serializers.DateField(help_text=_("The date it should keep to."))


class OwedSerializer(serializers.Serializer):
    """Something a buyer still provides."""

    obligation = Reference(Obligation)
    contract = Reference(Contract)
    what = serializers.CharField()
    due = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(["owed", "late"])


class AskedSerializer(serializers.Serializer):
    """An open question."""

    question = Reference(Question)
    contract = Reference(Contract, allow_null=True)
    text = serializers.CharField()
    due = serializers.DateField(allow_null=True)


class HangsSerializer(serializers.Serializer):
    """All that hangs on a contract, a line, a person or a vendor."""

    subject = SubjectSerializer()
    contracts = HangingSerializer(many=True)
    dates = MisfitSerializer(many=True, help_text=_("Dates that no longer fit."))
    owed = OwedSerializer(many=True, help_text=_("What buyers still provide to the subject."))
    owes = OwedSerializer(many=True, help_text=_("What the subject still provides as a buyer."))
    questions = AskedSerializer(many=True, help_text=_("Open questions about these contracts and those below."))
    decides = AskedSerializer(many=True, help_text=_("Open questions that a person decides."))
