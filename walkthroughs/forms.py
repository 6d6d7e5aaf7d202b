"""Forms of projects and walk-throughs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.core.days import plausible
from itbiz.core.forms import DateInput, RecordForm, VersionForm
from orgchart.models import Line
from walkthroughs.models import Project, Walkthrough
from walkthroughs.suggest import person_named, supplier_named


class NamedField(forms.CharField):
    """A text field that names a row; `find(principal, text)` looks it up, an unknown name is an error."""

    def __init__(self, *, find, unknown, suggest, **options):
        super().__init__(required=False, **options)
        self.find, self.unknown = find, unknown
        self.widget.attrs |= {"list": f"{suggest}-names", "data-names": suggest, "autocomplete": "off"}

    def clean(self, value):
        """Return the row that is named, or None for nothing."""
        text = super().clean(value)
        row = self.find(self.principal, text) if text else None
        if text and row is None:
            raise forms.ValidationError(self.unknown % {"name": text}, code="unknown")
        return row


class PersonField(NamedField):
    """Names a person."""

    def __init__(self, **options):
        unknown = _("Nobody called “%(name)s” is known. Choose from the list, or leave it empty.")
        super().__init__(find=person_named, unknown=unknown, suggest="people", **options)


class SupplierField(NamedField):
    """Names a line, or a vendor whose line answers for it."""

    def __init__(self, **options):
        unknown = _("No line is called “%(name)s”. Choose from the list, or leave it empty: not asked yet.")
        super().__init__(find=supplier_named, unknown=unknown, suggest="suppliers", **options)


class ProjectForm(RecordForm):
    """A project: outcome, client, sponsor, end customer."""

    class Meta:
        model = Project
        fields = ("title", "kind", "client", "sponsor", "end_customer", "need_by", "status")
        widgets = {"need_by": DateInput(), "end_customer": forms.Textarea(attrs={"rows": 2})}


class WalkthroughForm(RecordForm):
    """A walk-through of a project; the client is taken from the project where none is named."""

    class Meta:
        model = Walkthrough
        fields = ("title", "client_unit", "client_line", "facilitator", "mode", "access")

    client_line = forms.ModelChoiceField(
        Line.objects.all(),
        required=False,
        label=_("Or a line as the client"),
        help_text=_("For an internal investment. Name the unit or the line, not both."),
    )


class FoundForm(VersionForm):
    """A new line that nobody knew, with its head."""

    name = forms.CharField(label=_("name of the new line"), max_length=200)
    head = PersonField(label=_("who heads it"))
    need = forms.CharField(label=_("what is needed from it"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="found_%s", **options)


class QuestionForm(VersionForm):
    """A point that is parked: who decides it, and by when."""

    text = forms.CharField(label=_("question"), widget=forms.Textarea(attrs={"rows": 2}))
    decider = PersonField(label=_("who decides"))
    due = forms.DateField(label=_("by"), required=False, widget=DateInput())

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="question_%s", **options)


class CounterForm(VersionForm):
    """Other terms, put before the buyer. Only what differs from what was asked is sent."""

    deliverable = forms.CharField(label=_("result"), widget=forms.Textarea(attrs={"rows": 2}))
    accepted_when = forms.CharField(label=_("accepted when"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    due = forms.DateField(label=_("due"), required=False, widget=DateInput())
    conditions = forms.CharField(label=_("only if"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    what = forms.CharField(label=_("and the buyer provides"), required=False)
    what_due = forms.DateField(label=_("by"), required=False, widget=DateInput(), validators=[plausible])

    @property
    def values(self):
        """What the verb gets: the changed terms, and what is asked of the buyer."""
        terms = ("deliverable", "accepted_when", "due", "conditions")
        values = {name: self.cleaned_data[name] for name in terms if name in self.changed_data}
        if self.cleaned_data["what"]:
            values["obligations"] = [{"what": self.cleaned_data["what"], "due": self.cleaned_data["what_due"]}]
        return values


class DeclineForm(VersionForm):
    """Why not, and whose it is instead."""

    why = forms.ChoiceField(label=_("why"), widget=forms.RadioSelect)
    whose = SupplierField(label=_("whose is it then?"))
    reason = forms.CharField(label=_("in a sentence"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        from walkthroughs.models import Contract

        self.fields["why"].choices = Contract.Why.choices

    def clean_whose(self):
        """Take the line that holds a named vendor."""
        row = self.cleaned_data["whose"]
        return getattr(row, "held_by", row)


class WithdrawForm(VersionForm):
    """Calling a need off asks for nothing; a reason may be given."""

    reason = forms.CharField(label=_("reason"), required=False)


class CloseForm(VersionForm):
    """Ending a walk-through asks for nothing; a reason may be given."""

    reason = forms.CharField(label=_("Reason"), required=False, help_text=_("Goes into the history. May stay empty."))


def for_principal(form, principal):
    """Let the form's naming fields look things up as `principal`. Returns the form."""
    for field in form.fields.values():
        field.principal = principal
    return form
