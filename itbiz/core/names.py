"""Domain rows named by typing, where there are too many of them to choose from."""

import re

from django import forms
from django.core.exceptions import EmptyResultSet
from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from itbiz.core.text import exact

# A choice of more rows is typed by name: nobody reads on, and the page would grow with the organisation.
LONGEST_CHOICE = 200
TYPED = _("A few letters of the name propose whole ones.")
SEVERAL = _("Several have this name. Write the code in its place.")
UNKNOWN = _("Nothing has this name or code.")
_proposals = {}


def proposes(model, view):
    """Register the view that answers a few letters with names of rows of `model`, each with its code, as options."""
    _proposals[model] = view


def proposals_for(model):
    """Return the name of that view, or None."""
    return _proposals.get(model)


def is_long(rows, principal):
    """Say whether a queryset holds more rows than are chosen from; one statement for a queryset and a request."""
    try:
        asked = ("is long", str(rows.query))
    except EmptyResultSet:
        return False
    if asked not in principal.known:
        principal.known[asked] = rows.order_by()[: LONGEST_CHOICE + 1].count() > LONGEST_CHOICE
    return principal.known[asked]


def proposing(address):
    """Return the attributes of an input by which the browser proposes names that `address` finds as one types."""
    fetch = {"hx-get": address, "hx-target": "#proposals"}
    return {"list": "proposals", "autocomplete": "off", "hx-trigger": "input changed delay:200ms", **fetch}


class NamedField(forms.ModelChoiceField):
    """A domain row typed by its name or code, where there are too many to choose from.

    `proposals` is the name of the view that answers a few letters with options; without script one types a whole name.
    """

    widget = forms.TextInput

    @classmethod
    def instead_of(cls, field):
        """Return the field that asks for the same in the place of a choice too long to be shown."""
        words = {"label": field.label, "required": field.required, "help_text": field.help_text or TYPED}
        typed = cls(field.queryset, proposals=proposals_for(field.queryset.model), initial=field.initial, **words)
        typed.disabled = field.disabled
        typed.error_messages["required"] = field.error_messages["required"]
        if not field.required and field.empty_label:
            typed.widget.attrs["placeholder"] = field.empty_label
        return typed

    def __init__(self, queryset, *, proposals, **options):
        self.proposals, self.shown = proposals, {}
        super().__init__(queryset, **options)

    def widget_attrs(self, widget):
        """Let the browser propose names, fetched as one types."""
        return proposing(reverse_lazy(self.proposals))

    def prepare_value(self, value):
        """Return a row, or the id of one, as people type it."""
        if isinstance(value, int):
            if value not in self.shown:
                self.shown[value] = self.queryset.filter(pk=value).first()
            value = self.shown[value]
        return name_with_code(value.name, value.code) if isinstance(value, Model) else value

    def to_python(self, value):
        """Return the row that is meant, or None. Raises ValidationError where none or several are."""
        text = exact(value or "")
        if not text:
            return None
        by_code = list(self.queryset.filter(code__in=codes_in(text)))
        for row in by_code:
            if text in (row.code, name_with_code(row.name, row.code)):
                return row
        # A name may hold brackets itself; of a row that has another name since, the code is left.
        found = list(self.queryset.filter(name__iexact=text)[:2]) or by_code
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(SEVERAL if found else UNKNOWN)

    def validate(self, value):
        """Ask for a value where one is required."""
        forms.Field.validate(self, value)


def codes_in(text: str) -> list[str]:
    """Return what of `text` may be a code: all of it, and what stands in brackets at its end, as far as they reach."""
    starts = [blank.end() for blank in re.finditer(r" \(", text)] if text.endswith(")") else []
    return [text, *(text[start:-1] for start in starts)]


def name_with_code(name: str, code: str) -> str:
    """Return how a NamedField shows, and reads, a row."""
    return f"{name} ({code})"
