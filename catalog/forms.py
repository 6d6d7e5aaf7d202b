"""Forms of the catalog."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalog.models import Service
from catalog.models.promises import LEVEL_NAME_LENGTH
from itbiz.core.days import plausible
from itbiz.core.forms import DateInput, Form, NamedField, RecordForm, RowForm, VersionForm, offer_visible
from orgchart.models import Line
from orgchart.reach import writer_units


class LevelRow(RowForm):
    """One service level."""

    key = "name"
    legend = _("Levels")
    hint = _("What is promised day after day, such as the hours it answers. A row emptied is left out.")

    name = forms.CharField(label=_("Level"), max_length=LEVEL_NAME_LENGTH)
    text = forms.CharField(label=_("What is promised"))

    @classmethod
    def initial_of(cls, record, part, principal):
        """Return the levels as the draft has them, else as they stand."""
        return record.proposed(part)


class IngredientRow(RowForm):
    """A service that this one normally buys."""

    key = "needs"
    legend = _("Usually buys")
    hint = _("Services of others that this one is normally made of, by name.")

    needs = NamedField(Service.objects.all(), proposals="catalog:names", label=_("Service"))

    @classmethod
    def initial_of(cls, record, part, principal):
        """Return the ingredients without the drafts that the principal may not see (V2)."""
        hidden = record.hidden_ingredients(principal)
        return [row for row in super().initial_of(record, part, principal) if row not in hidden]


class ServiceForm(RecordForm):
    """A service. Of an offered one the promise fields show the draft, and go to it (H9)."""

    rows = {"levels": LevelRow, "ingredients": IngredientRow}
    beside = (
        *(("kind", "audience"), ("price", "currency"), ("effort_low", "effort_high")),
        ("lead_time_days", "review_due"),
    )

    class Meta:
        model = Service
        fields = [
            *("line", "name", "kind", "audience", "summary"),
            *("deliverable", "acceptance", "included", "not_included", "customer_provides"),
            *("unit_of_sale", "price", "currency", "effort_low", "effort_high", "lead_time_days", "review_due"),
        ]
        widgets = {"review_due": DateInput()}
        help_texts = {"name": _("What the buyer gets, not the activity.")}

    def narrow(self):
        """Offer the active lines, to whoever is not the CIO those they write for."""
        lines = self.fields["line"].queryset.filter(status=Line.Status.ACTIVE)
        if not self.principal.has_role("cio"):
            lines = lines.filter(unit__in=writer_units(self.principal))
            self.fields["line"].required = True
        self.fields["line"].queryset, self.fields["line"].empty_label = lines, _("no line yet")

    @classmethod
    def to_edit(cls, request, record, **initial):
        """Return the form filled with the draft where there is one."""
        proposed = {name: record.proposed(name) for name in record.draft if name != "levels"}
        return super().to_edit(request, record, **proposed, **initial)


class NewServiceForm(ServiceForm):
    """A service that does not exist yet: it begins as a draft."""

    class Meta(ServiceForm.Meta):
        fields = ["code", *ServiceForm.Meta.fields]
        help_texts = ServiceForm.Meta.help_texts | {
            "code": _("Left empty, one is made from the name. It is never changed.")
        }

    field_order = ["line", "name", "code"]


class PublishForm(VersionForm):
    """Publishing asks for nothing, but for the reason where no walk-through designed what is new."""

    reason = forms.CharField(
        label=_("Why is it offered without a walk-through that designed it?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a walk-through its ingredients are asked for and promised. The reason is kept on the service."),
    )

    @classmethod
    def about(cls, request, record):
        """Return the form for `record`, with the question where it has to be answered."""
        form = super().about(request, record)
        if not record.lacks_design:
            del form.fields["reason"]
        return form

    @property
    def reason_given(self):
        """The reason, or "" where none was asked for."""
        return self.cleaned_data.get("reason", "")


class DraftsForm(Form):
    """Which drafts are published at once, and why, where no walk-through designed one of them.

    `rows` are the Drafts that stand on the page; those that were ticked are marked so. `gone` counts what was ticked
    and is no draft any more, `beyond` what was ticked beyond those that are published at once.
    """

    reason = forms.CharField(
        label=_("Why are they offered without a walk-through that designed them?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One reason for all that are ticked. It is kept on each service."),
    )

    def __init__(self, *args, rows, gone=0, beyond=0, **options):
        super().__init__(*args, **options)
        self.rows, self.gone, self.beyond = rows, gone, beyond
        if not any(row.needs_reason for row in rows):
            del self.fields["reason"]

    def clean(self):
        """Ask for something to publish, and for the reason where one of it needs one."""
        ticked = [row for row in self.rows if row.is_ticked]
        if self.gone:
            self.add_error(None, _("Some of what you ticked is no draft any more. Look again, then publish the rest."))
        elif self.beyond:
            sentence = ngettext(
                "%(n)s more is ticked than is published at once. Publish those still ticked, then the rest.",
                "%(n)s more are ticked than are published at once. Publish those still ticked, then the rest.",
                self.beyond,
            )
            self.add_error(None, sentence % {"n": self.beyond})
        elif not ticked:
            self.add_error(None, _("Tick what is to be published."))
        if any(row.needs_reason for row in ticked) and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", _("No walk-through designed some of them. Say why they are offered nevertheless."))
        return super().clean()

    @property
    def reason_given(self):
        """The reason, or "" where none was asked for."""
        return self.cleaned_data.get("reason", "")


class ReviewForm(VersionForm):
    """When an offer that stands as it is will be looked at again."""

    review_due = forms.DateField(label=_("Look at it again on"), widget=DateInput(), validators=[plausible])
    reason = forms.CharField(label=_("What was found"), required=False, help_text=_("Kept in the history."))


class RetireForm(VersionForm):
    """When a service ends, and what takes its place."""

    needs_version = True

    successor = NamedField(
        Service.objects.filter(status=Service.Status.OFFERED),
        proposals="catalog:names",
        label=_("Successor"),
        required=False,
        help_text=_("What buyers turn to instead: a service that is offered."),
    )
    on = forms.DateField(
        label=_("Retires on"),
        required=False,
        widget=DateInput(),
        validators=[plausible],
        help_text=_("Left empty, it is retired at once."),
    )
    reason = forms.CharField(label=_("Why"), required=False, help_text=_("Kept in the history."))

    def __init__(self, *args, principal, **options):
        super().__init__(*args, **options)
        offer_visible(self, principal)
