"""The fields in which one manager's line of business is named."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.forms import VersionForm
from orgchart.models import Block, Line

KEY = re.compile(r"[ul]\d{1,18}")


class NamingForm(VersionForm):
    """A line's name, its type of business, and one sentence on what it is for."""

    model = Line

    name = forms.CharField(label=gettext_lazy("Line of business"), max_length=200)
    block = forms.ChoiceField(label=gettext_lazy("Type of business"))
    domain = forms.CharField(
        label=gettext_lazy("What is ours, in a sentence"), required=False, widget=forms.Textarea(attrs={"rows": 1})
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        named = [(code, f"{code} · {name}") for code, name in Block.choices]
        self.fields["block"].choices = [("", _("choose")), *named]
        self.fields["block"].error_messages["required"] = _("Choose the type of business.")
        for name in ("name", "block", "domain"):
            self.fields[name].widget.attrs["class"] = "form-select" if name == "block" else "form-control"

    def add_error(self, field, error):
        """Mark the field, too: the page leads there."""
        super().add_error(field, error)
        for name in self.errors.keys() & self.fields.keys():
            attrs = self.fields[name].widget.attrs
            attrs["class"] = f"{attrs.get('class', '').removesuffix(' is-invalid')} is-invalid"

    @property
    def typed(self):
        """What was typed, to show it again as it was."""
        return {name: self.data.get(self.add_prefix(name), "") for name in ("name", "block", "domain", "version")}


def name_line(row, form, by):
    """Write one Row as `form` says, as one act of its own, and return (line, id of the act).

    Raises NotAllowed, Stale, ValidationError, or Refused where somebody named a line there meanwhile.
    """
    words = {name: form.cleaned_data[name] for name in ("name", "block", "domain")}
    with change_set(by=by, title=_("Line named: %(line)s") % {"line": words["name"]}) as changes:
        if row.line:
            line = row.line
            line.expecting(form.expected).update(by=by, **words)
        else:
            row.unit.lock()
            if row.unit.lines.filter(status=Line.Status.ACTIVE).exists():
                raise Refused(_("%(unit)s runs a line by now. Load the page again.") % {"unit": row.unit})
            line = Line.create(by=by, unit=row.unit, **words)
    return line, changes.row.pk
