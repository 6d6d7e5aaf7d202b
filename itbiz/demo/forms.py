"""What is asked of whoever leaves the demo."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.core.forms import Form
from itbiz.home.forms import AccountForm


class LeaveForm(Form):
    """Whether the demo is to go. `plan` is the digest of what was shown, `seen` the last act that was told then."""

    status = 200
    result = None

    plan = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sure = forms.BooleanField(
        label=_("I have read what goes and what stays"), help_text=_("What goes does not come back: it is not undone.")
    )


class TakeOverForm(AccountForm, LeaveForm):
    """Leaving with a sign-in of the demo, which becomes one's own account."""

    field_order = (*AccountForm.field_order, "plan", "seen", "sure")
