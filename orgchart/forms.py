"""Forms of the organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.core.forms import NamedField, RecordForm, RowForm, VersionForm, offer_visible
from orgchart.models import Appointment, Line, Person, Unit, Vendor

SMALL = forms.Textarea(attrs={"rows": 3})


class AppointmentRow(RowForm):
    """A deputy or an editor of a unit."""

    key = "person"
    legend = _("Deputies and editors")
    hint = _("A deputy acts for the head. An editor writes the texts, and promises nothing.")

    person = forms.ModelChoiceField(Person.objects.filter(active=True), label=_("Person"))
    kind = forms.ChoiceField(label=_("Appointed as"), choices=Appointment.Kind.choices)


class UnitForm(RecordForm):
    """A unit. Whom it reports to changes on a page of its own."""

    rows = {"appointments": AppointmentRow}
    beside = (("head", "headcount"),)

    class Meta:
        model = Unit
        fields = ["name", "head", "headcount", "description", "inside_it"]
        widgets = {"description": SMALL}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        head = self.fields["head"]
        head.queryset, head.empty_label = head.queryset.filter(active=True), _("vacant")


class AppointmentsForm(RecordForm):
    """Who acts beside the head of a unit, and who writes its texts."""

    rows = {"appointments": AppointmentRow}

    class Meta:
        model = Unit
        fields = []


class NewUnitForm(UnitForm):
    """A unit that does not exist yet."""

    rows = {}

    class Meta(UnitForm.Meta):
        fields = ["name", "code", "parent", "head", "headcount", "description", "inside_it"]
        help_texts = {"code": _("Left empty, one is made from the name. It is never changed.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["parent"].empty_label = _("nobody")


class MoveForm(VersionForm):
    """Whom a unit reports to."""

    needs_version = True

    parent = forms.ModelChoiceField(
        Unit.objects.filter(status=Unit.Status.ACTIVE), label=_("Reports to"), required=False, empty_label=_("nobody")
    )
    reason = forms.CharField(label=_("Why"), required=False, widget=SMALL, help_text=_("Kept in the history."))

    def __init__(self, *args, principal, unit, **options):
        super().__init__(*args, initial={"version": unit.version, "parent": unit.parent_id}, **options)
        offer_visible(self, principal)
        self.fields["parent"].queryset = self.fields["parent"].queryset.exclude(pk=unit.pk)


class CloseUnitForm(VersionForm):
    """Why a unit is closed."""

    reason = forms.CharField(label=_("Why"), required=False, widget=SMALL, help_text=_("Kept in the history."))


class BoundaryRow(RowForm):
    """What a line does not offer, and whom to ask instead."""

    key = "text"
    legend = _("Not ours")
    hint = _("What people ask for here and get elsewhere. A row emptied is left out.")

    text = forms.CharField(label=_("Not ours"), max_length=300)
    goes_to = forms.ModelChoiceField(
        Line.objects.filter(status=Line.Status.ACTIVE), label=_("Ask instead"), empty_label=_("nobody named yet")
    )


class LineTextsForm(RecordForm):
    """What editors write about a line."""

    rows = {"boundaries": BoundaryRow}

    class Meta:
        model = Line
        fields = ["short_name", "specialty", "domain"]
        help_texts = {
            "short_name": _("At most 16 characters, for walls. Left empty, it is made from the name."),
            "specialty": _("One sentence: what this business is for."),
            "domain": _("Everything that is this line's, in full sentences."),
        }


class LineForm(LineTextsForm):
    """A line as its side and the CIO write it."""

    class Meta(LineTextsForm.Meta):
        fields = ["name", "short_name", "block", "specialty", "domain", "staff", "unit", "status"]

    beside = (("short_name", "block"), ("staff", "status"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        name_blocks(self)
        self.fields["unit"].empty_label = None


class NewLineForm(RecordForm):
    """A line that is being named: its boundaries come later."""

    class Meta(LineTextsForm.Meta):
        fields = ["name", "code", "short_name", "block", "specialty", "domain", "staff"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        name_blocks(self)


def name_blocks(form):
    """Let the choice of a type of business show its two letters."""
    block = form.fields["block"]
    block.choices = [(code, f"{code} · {name}" if code else _("not named yet")) for code, name in block.choices]


class MembershipRow(RowForm):
    """A unit that a person belongs to."""

    key = "unit"
    legend = _("Belongs to")

    unit = forms.ModelChoiceField(Unit.objects.filter(status=Unit.Status.ACTIVE), label=_("Unit"))


class PersonForm(RecordForm):
    """A person of the organisation."""

    rows = {"memberships": MembershipRow}

    class Meta:
        model = Person
        fields = ["name", "title", "email", "active"]


class NewPersonForm(PersonForm):
    """A person who is not known yet."""

    class Meta(PersonForm.Meta):
        fields = ["name", "code", "title", "email"]


class MergeForm(VersionForm):
    """Who turned out to be the same person."""

    needs_version = True

    other = NamedField(
        Person.objects.filter(merged_into=None),
        proposals="orgchart:person-names",
        label=_("Merge with"),
        help_text=_("A few letters, then choose. Whoever you name becomes inactive, and their page leads to this one."),
    )
    reason = forms.CharField(label=_("Why"), required=False, widget=SMALL, help_text=_("Kept in the history."))

    def __init__(self, *args, principal, person, **options):
        super().__init__(*args, **options)
        self.initial["version"] = person.version
        offer_visible(self, principal)
        self.fields["other"].queryset = self.fields["other"].queryset.exclude(pk=person.pk)


class VendorForm(RecordForm):
    """A vendor and the line that answers for it."""

    class Meta:
        model = Vendor
        fields = ["name", "held_by"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["held_by"].queryset = self.fields["held_by"].queryset.filter(status=Line.Status.ACTIVE)


class NewVendorForm(VendorForm):
    """A vendor that is not known yet."""

    class Meta(VendorForm.Meta):
        fields = ["name", "code", "held_by"]
