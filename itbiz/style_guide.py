"""Invented content of the style-guide page."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.core.forms import DateInput
from itbiz.core.templatetags.ui import STATE_ICONS
from itbiz.core.terms import BLOCKS
from itbiz.home.steps import Step


class SampleForm(forms.Form):
    """One field of each kind; its date is required, so that the page can show an error."""

    name = forms.CharField(label=_("Name"), help_text=_("A result, as the buyer would say it."), max_length=120)
    due = forms.DateField(label=_("Due"), widget=DateInput())
    audience = forms.ChoiceField(
        label=_("Who may buy it"),
        choices=[("clients", _("Clients")), ("peers", _("Other lines")), ("both", _("Both"))],
    )
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    needs_nothing_more = forms.BooleanField(label=_("We need nothing more to keep it"), required=False)


def tree_row(block: str, name: str, text: str, state: str, due: date | None = None, **more) -> dict:
    """What components/tree_row.html shows of one node."""
    return {"block": block, "name": name, "text": text, "state": state, "due": due, "url": "#tree"} | more


def tree(today: date) -> dict:
    """A root and its suppliers, one for each state that a row can have."""
    spring, autumn = today + timedelta(days=120), today + timedelta(days=300)
    return {
        "root": tree_row("AE", "ERP Engineering", _("Live on the supported release"), "asked", autumn),
        "rows": [
            tree_row("CL", "Finance Process Office", _("Process changes decided"), "promised", spring),
            tree_row("AE", "ERP Engineering", _("46 custom objects adapted"), "own", spring),
            tree_row("BE", "Database", _("Database tier, failover proven"), "promised", spring, count=3),
            tree_row("BE", "Integration", _("34 interfaces, 6 retired"), "asked", autumn, current=True),
            tree_row("AE", "Commerce", _("Web-shop order interface"), "countered", spring),
            tree_row("CR", "Client Partnering", _("Retailer list"), "declined", spring),
            tree_row("EX", "Norvik", _("Two modules configured"), "draft", spring),
            tree_row("gap", _("Nobody offers this"), _("Product master data"), "gap", spring),
            tree_row("", _("Supplier open"), _("Regression result set"), "need", autumn),
        ],
    }


def path() -> list[dict]:
    """The way from the end customer to one contract."""
    return [
        {"role": _("End customers"), "name": _("Grocery retailers and farmers"), "block": None},
        {"role": _("Client"), "name": "Elin Berg, Group Controller", "block": None, "url": "#path"},
        {"role": _("Prime"), "name": "ERP Engineering", "block": "AE", "url": "#path"},
        {"role": _("This contract"), "name": "Database", "block": "BE"},
    ]


def steps() -> list[Step]:
    """One step in each state."""
    named = _("7 of 12 managers right below the top run a named line")
    return [
        Step(_("Draw the chart"), _("58 units, 3 vacant"), True, True, _("Paste more of it"), "#steps", state="done"),
        Step(_("Name the lines"), named, True, False, _("Name the lines"), "#steps", state="next"),
        Step(
            _("Let each line say what it offers"),
            "",
            False,
            False,
            _("Paste"),
            "#steps",
            _("First the lines."),
            state="waits",
        ),
    ]


def context(query) -> dict:
    """All the page shows; `query` (the request's GET) fills the sample form once it names a field."""
    today = timezone.localdate()
    return {
        "blocks": BLOCKS,
        "states": STATE_ICONS,
        "this_year": today,
        "next_year": today.replace(year=today.year + 1, day=1),
        "tree": tree(today),
        "path": path(),
        "steps": steps(),
        "crumbs": [(_("Organisation"), "#crumbs"), (_("Information technology"), "#crumbs")],
        "form": SampleForm(query if "name" in query else None),
        "sample_text": _("One paragraph as it was typed.\n\nAnd a second one, <b>escaped</b>."),
    }
