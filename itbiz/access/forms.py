"""The forms of one's own account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.access.models import LONGEST_TOKEN
from itbiz.core.forms import Form

RIGHTS = {
    "org": _("the organisation"),
    "catalog": _("the catalog"),
    "walkthroughs": _("projects and walk-throughs"),
    "changes": _("the history"),
}


def scope_choices():
    """Return the scopes that do something today, each with its words."""
    words = {"read": _("read %(what)s"), "write": _("read and write %(what)s")}
    return [
        (f"{scope}:{right}", words[right] % {"what": what})
        for scope, what in RIGHTS.items()
        # Nobody writes the history; undoing writes what it takes back.
        for right in (("read",) if scope == "changes" else ("read", "write"))
    ]


class TokenForm(Form):
    """A new token: what it is for, what it may, how long."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=scope_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may yourself."),
    )
    days = forms.IntegerField(label=_("How many days it lives"), min_value=1, max_value=LONGEST_TOKEN, initial=90)
