"""Forms that call verbs: they read what was typed and leave the rules to the model."""

from functools import cached_property

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from itbiz.core.choices import ToldApart
from itbiz.core.names import NamedField, is_long, proposals_for


class DateInput(forms.DateInput):
    """A date field with the browser's own calendar."""

    input_type = "date"

    def __init__(self, **options):
        super().__init__(format="%Y-%m-%d", **options)


# What Django offers for no row at all.
DASHES = "-" * 9


class Form(forms.Form):
    """A form that says what to do with a field left empty; labels start with a capital wherever they were written."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill this in.")
            field.label = field.label and capfirst(field.label)
            if getattr(field, "empty_label", None) == DASHES:
                field.empty_label = _("choose") if field.required else _("none")


class VersionForm(Form):
    """A form about one row as its reader saw it: the hidden `version` finds out whether somebody else wrote since."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    # Whether a form sent without a version is turned away: it did not come from a page that showed the row.
    needs_version = False
    # What the form is about, where it has no fields of its own.
    model = None
    # Set by `attempt`: the status of the answer, and what the act returned.
    status = 200
    result = None
    # What the row says now, where somebody else wrote meanwhile: a list of (label, text).
    theirs = ()

    @classmethod
    def about(cls, request: HttpRequest, record):
        """Return the form of one act on `record` that asks for nothing else."""
        form = cls(sent(request), initial={"version": record.version})
        form.model, form.needs_version = type(record), True
        return form

    def clean(self):
        """Turn a form away that does not say which version its writer read."""
        if self.needs_version and self.cleaned_data.get("version") is None:
            self.add_error(None, _("This does not say which version you read. Open the page again."))
        return super().clean()

    @property
    def expected(self) -> int | None:
        """The version the reader saw; None where the form names none. Pass it to `row.expecting`."""
        return self.cleaned_data.get("version")

    def clash(self, record) -> None:
        """Say that `record` was changed meanwhile: show its texts, keep what was typed, expect its new version."""
        self.theirs = [
            (field.label, self.stored_text(record, name))
            for name, field in self.fields.items()
            if name != "version" and self.differs(record, name)
        ]
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = record.version
        self.add_error(None, _("Somebody else changed this while you wrote. Yours is kept: save again to use it."))

    def differs(self, record, name: str) -> bool:
        """Say whether the row holds something else in the field `name` than what was typed."""
        return hasattr(record, name) and getattr(record, name) != self.cleaned_data.get(name)

    def stored_text(self, record, name: str) -> str:
        """Return what the row holds in the field `name`, as people read it."""
        display = getattr(record, f"get_{name}_display", None)
        value = display() if display else getattr(record, name, None)
        return _("nothing") if value in (None, "", []) else str(value)


class RecordForm(VersionForm, forms.ModelForm):
    """A form of a domain row's fields. It validates what was typed; the verb it feeds validates the row.

    `rows` names the parts written on the same page: {part: a RowForm}. Only what was changed is in `values`.
    """

    rows = {}
    # Fields that stand side by side, each a tuple of names.
    beside = ()

    def __init__(self, *args, principal, **options):
        super().__init__(*args, **options)
        self.principal = principal
        self.narrow()
        if self.instance.pk:
            self.fields["version"].initial, self.needs_version = self.instance.version, True
        offer_visible(self, principal)

    def narrow(self):
        """Narrow what fields offer, before it is decided whether that is chosen or typed."""

    @classmethod
    def to_create(cls, request: HttpRequest, **initial):
        """Return the form of a new row, filled from `initial`."""
        return cls(sent(request), principal=request.principal, initial=initial)

    @classmethod
    def to_edit(cls, request: HttpRequest, record, **initial):
        """Return the form of an existing row; `initial` overrides what the row holds."""
        return cls(sent(request), principal=request.principal, instance=record, initial=initial)

    @property
    def layout(self) -> list[list]:
        """The visible fields in order, in groups that stand side by side."""
        group_of = {name: group for group in self.beside for name in group}
        names = [field.name for field in self.visible_fields()]
        groups = dict.fromkeys(group_of.get(name, (name,)) for name in names)
        return [[self[name] for name in group if name in names] for group in groups]

    def _post_clean(self):
        # A ModelForm would now write into the instance and validate it: verbs do both, under their lock.
        pass

    def is_valid(self) -> bool:
        """Say whether the fields and all rows of parts are well formed."""
        return all([super().is_valid(), *(group.is_valid() for group in self.groups.values())])

    @property
    def values(self) -> dict:
        """What the verb gets: every changed field (of a new row, all), and every changed part as a list of dicts."""
        names = self.changed_data if self.instance.pk else self.cleaned_data
        fields = {name: self.cleaned_data[name] for name in names if name != "version"}
        return fields | {name: group.kept for name, group in self.groups.items() if group.has_changed()}

    @cached_property
    def groups(self) -> dict:
        """The rows of each part, as formsets by name."""
        return {name: self._group(name, row) for name, row in self.rows.items()}

    def _group(self, name: str, row):
        factory = forms.formset_factory(row, formset=Rows, extra=row.spare)
        data = self.data if self.is_bound else None
        group = factory(
            data,
            prefix=name,
            initial=row.initial_of(self.instance, name, self.principal),
            form_kwargs={"principal": self.principal},
        )
        group.legend, group.hint = row.legend, row.hint
        return group

    def stored_text(self, record, name: str) -> str:
        """Return what the row holds in the field `name`, as people read it."""
        return super().stored_text(record, name) if is_column(record, name) else ""


class RowForm(forms.Form):
    """One row of a part on a RecordForm's page. A row whose `key` field is empty is left out."""

    key = ""
    legend = ""
    hint = ""
    # How many empty rows are shown, so that the page needs no script.
    spare = 2

    def __init__(self, *args, principal, **options):
        super().__init__(*args, **options)
        offer_visible(self, principal)
        for field in self.fields.values():
            field.required = False

    @classmethod
    def initial_of(cls, record, part: str, principal) -> list[dict]:
        """Return the present rows, as far as the principal sees them, as this form's initial values."""
        if not record.pk:
            return []
        rows = getattr(record, part)
        named = [name for name in cls.base_fields if rows.model._meta.get_field(name).is_relation]
        found = rows.select_related(*named) if named else rows.all()
        return [{name: getattr(row, name) for name in cls.base_fields} for row in found]


class Rows(forms.BaseFormSet):
    """The rows of one part."""

    @cached_property
    def forms(self) -> list:
        """The row forms; what a field offers to choose from is read once for all of them."""
        rows = super().forms
        for name, field in (rows[0].fields if rows else {}).items():
            if isinstance(field.widget, forms.Select) and hasattr(field, "queryset"):
                offered = list(field.choices)
                for row in rows:
                    row.fields[name].choices = offered
        return rows

    def has_changed(self) -> bool:
        """Say whether any row differs from what the record holds."""
        return any(form.has_changed() for form in self.forms)

    @property
    def kept(self) -> list[dict]:
        """The rows that are not empty, as dicts of cleaned values."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get(form.key)]


def sent(request: HttpRequest):
    """Return what was posted, a QueryDict, for a form's data; None where the form is only to be shown."""
    return request.POST if request.method == "POST" else None


def is_column(record, name: str) -> bool:
    """Say whether `name` is a field of the record, or model."""
    try:
        record._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def offer_visible(form: forms.Form, principal) -> None:
    """Narrow every choice among domain rows to those the principal may see (V4), sorted by name.

    Where they are too many to choose from, they are typed by name.
    """
    for name, field in form.fields.items():
        if hasattr(field, "queryset"):
            rows = field.queryset.visible_to(principal)
            if is_column(rows.model, "name") and is_column(rows.model, "code"):
                field.iterator = ToldApart
            field.queryset = rows.by_name() if is_column(rows.model, "name") else rows
            if proposals_for(rows.model) and not isinstance(field, NamedField) and is_long(rows, principal):
                form.fields[name] = NamedField.instead_of(field)
