"""Forms of projects and walk-throughs."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.core.forms import DateInput, RecordForm, RowForm, VersionForm, sent
from itbiz.core.forms import NamedField as RowField
from orgchart.models import Line, Person
from walkthroughs.duties import by_resemblance
from walkthroughs.models import Contract, Pattern, Project, Walkthrough
from walkthroughs.models.walkthroughs import WAIVABLE
from walkthroughs.moves import ENDED
from walkthroughs.suggest import person_named, supplier_named


class SeenForm(VersionForm):
    """A form in which a change is what differs from what its writer saw; the rest follows what others wrote since."""

    def standing(self):
        """Return what the fields hold by now, by name."""
        return {}

    def clash(self, record):
        """Let what was not touched here take what stands by now; keep what was, and show the other text beside it."""
        self.initial |= self.standing()
        super().clash(record)
        for name in [name for name, field in self.fields.items() if field.show_hidden_initial]:
            stands = self.initial.get(name)
            self.data[self.add_initial_prefix(name)] = stands
            if name not in self.changed_data:
                self.data[name] = stands

    def differs(self, record, name):
        """Say whether a field that was changed here holds something else by now."""
        seen = self.fields[name].show_hidden_initial and name in self.changed_data
        return seen and _words(self.initial.get(name)) != _words(self.cleaned_data.get(name))

    def stored_text(self, record, name):
        """Return what a field holds by now, as people read it."""
        return _words(self.initial.get(name))


def _words(value):
    """Return a field's value as people read it."""
    return {None: gettext("nothing"), "": gettext("nothing"), True: gettext("yes"), False: gettext("no")}.get(
        value, str(value)
    )


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


class FollowOnRow(RowForm):
    """What follows the day after, and the line that takes it."""

    key = "what"
    legend = _("The day after")
    hint = _("Who owns, runs, supports and pays, and what is switched off. A row emptied is left out.")

    what = forms.CharField(label=_("What follows"), max_length=300)
    line = forms.ModelChoiceField(
        Line.objects.filter(status=Line.Status.ACTIVE), label=_("Whose it is"), empty_label=_("no line yet")
    )


class ProjectForm(RecordForm):
    """A project: outcome, client, sponsor, end customer, and what follows the day after."""

    rows = {"follow_ons": FollowOnRow}

    service = RowField(
        Service.objects.exclude(status=Service.Status.RETIRED),
        proposals="catalog:names",
        required=False,
        label=_("service being designed"),
        help_text=_("Of a service design: what its walk-through asks for becomes what this service is made of."),
    )

    class Meta:
        model = Project
        sight = ("end_customer", "processes", "benefits")
        fields = ("title", "kind", "service", "client", "sponsor", *sight, "need_by", "status")
        widgets = {"need_by": DateInput()} | {name: forms.Textarea(attrs={"rows": 2}) for name in sight}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        project = self.instance
        if project.service_id:
            # A draft that the reader may not see stays unnamed, and stays (V2).
            self.initial["service"] = self.fields["service"].queryset.filter(pk=project.service_id).first()
        if project.pk and not self.principal.may("walkthroughs.entrust_project", project):
            for name in ("client", "sponsor"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _(
                    "A walk-through of it is restricted: sponsor, client, facilitator or the CIO change this."
                )

    def narrow(self):
        """Offer clients that are not closed."""
        offer_active(self, "client")


class WalkthroughForm(RecordForm):
    """A walk-through of a project; the client is taken from the project where none is named."""

    class Meta:
        model = Walkthrough
        fields = ("title", "client_unit", "client_line", "facilitator", "mode", "access")

    pattern = forms.ModelChoiceField(
        Pattern.objects.all(),
        required=False,
        label=_("Start from a pattern"),
        help_text=_("Its needs, suppliers and what buyers provide come as drafts that nobody is asked for yet."),
    )

    client_line = forms.ModelChoiceField(
        Line.objects.all(),
        required=False,
        label=_("Or a line as the client"),
        help_text=_("For an internal investment. Name the unit or the line, not both."),
    )
    no_sponsor = forms.CharField(label=_("No sponsor, because"), required=False)
    no_end_customer = forms.CharField(label=_("No end customer, because"), required=False)
    no_follow_ons = forms.CharField(
        label=_("Nothing follows the day after, because"),
        required=False,
        help_text=_("Each stands in for what the project does not name. Leave it empty where the project names it."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk is not None:
            del self.fields["pattern"]
        for name in WAIVABLE:
            # What is missing is found while one is held, not when it is planned.
            if self.instance.pk is None:
                del self.fields[f"no_{name}"]
            else:
                self.fields[f"no_{name}"].initial = self.instance.waivers.get(name, "")

    def narrow(self):
        """Offer clients that are not closed."""
        offer_active(self, "client_unit", "client_line")

    @property
    def values(self):
        """What the verb gets; the reasons for what is missing stand together."""
        values = super().values
        reasons = {name: self.cleaned_data.get(f"no_{name}") for name in WAIVABLE}
        sent = {name: value for name, value in values.items() if name.removeprefix("no_") not in WAIVABLE}
        if len(sent) < len(values):
            sent["waivers"] = {name: reason for name, reason in reasons.items() if reason}
        return sent


class FoundForm(VersionForm):
    """A new line that nobody knew, with its head."""

    name = forms.CharField(label=_("name of the new line"), max_length=200)
    head = PersonField(label=_("who heads it"))
    need = forms.CharField(label=_("what is needed from it"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="found_%s", **options)


class ResolveForm(VersionForm):
    """What was decided about a question."""

    resolution = forms.CharField(label=_("what is decided"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class MeetForm(VersionForm):
    """What somebody else promised the buyer, by which a duty of theirs is met."""

    met_by = forms.ModelChoiceField(Contract.objects.none(), required=False, label=_("met by"))

    @classmethod
    def to_edit(cls, request, obligation):
        """Return the form of an obligation; what is offered stands in its walk-through, bought by the same line."""
        owner, initial = obligation.contract, {"met_by": obligation.met_by_id, "version": obligation.version}
        form = cls(sent(request), initial=initial)
        form.model, form.needs_version = type(obligation), True
        bought = owner.walkthrough.contracts.filter(parent__supplier=owner.parent and owner.parent.supplier)
        bought = bought.exclude(pk=owner.pk).exclude(state__in=ENDED).select_related("terms", "agreed")
        field = form.fields["met_by"]
        field.queryset = bought.order_by("position", "pk")
        likely, others = by_resemblance(obligation.what, list(field.queryset))
        groups = ((_("Sounds like it"), likely), (_("All others"), others))
        chosen = [(name, [(one.pk, one.label) for one in group]) for name, group in groups if group]
        field.choices = [("", field.empty_label), *chosen]
        return form


class QuestionForm(VersionForm):
    """A point that is parked: who decides it, and by when."""

    text = forms.CharField(label=_("question"), widget=forms.Textarea(attrs={"rows": 2}))
    decider = PersonField(label=_("who decides"))
    due = forms.DateField(label=_("by"), required=False, widget=DateInput())

    def __init__(self, *args, **options):
        super().__init__(*args, auto_id="question_%s", **options)


class CloseForm(VersionForm):
    """Ending a walk-through asks for a reason where a light is red; elsewhere one may be given."""

    reason = forms.CharField(label=_("Reason"), required=False, help_text=_("Goes into the history. May stay empty."))

    def ask_for(self, result):
        """Word the question for the Walkthrough.Result that it will be stamped with; the verb refuses an empty one."""
        if result == Walkthrough.Result.INCOMPLETE:
            self.fields["reason"].label = _("Why is it closed nevertheless?")
            self.fields["reason"].help_text = _("A light is red. The reason stands beside the result.")


class HandOverForm(VersionForm):
    """Who facilitates from now on."""

    facilitator = forms.ModelChoiceField(Person.objects.filter(active=True), label=_("Facilitator from now on"))


def offer_active(form, *names):
    """Offer in the fields `names` of a RecordForm what is not closed, and what stands there."""
    for name in names:
        field = form.fields[name]
        stands = Q(pk=getattr(form.instance, f"{name}_id"))
        field.queryset = field.queryset.filter(Q(status=field.queryset.model.Status.ACTIVE) | stands)


def for_principal(form, principal):
    """Let the form's naming fields look things up as `principal`. Returns the form."""
    for field in form.fields.values():
        field.principal = principal
    return form
