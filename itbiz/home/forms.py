"""An account of one's own: the first one of an installation, and that of whoever leaves the demo."""

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from itbiz.access.models import User
from itbiz.core.forms import Form
from itbiz.core.installation import is_setup_code


class AccountForm(Form):
    """Somebody's own account: who they are, and how they sign in."""

    status = 200
    result = None

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As colleagues know you."),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    username = forms.CharField(
        label=_("Sign in as"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least eight characters, and no common one."),
    )

    def clean(self):
        """Turn a weak password away."""
        kept = super().clean()
        if "password" in kept:
            like = User(username=kept.get("username", ""), email=kept.get("email", ""))
            try:
                password_validation.validate_password(kept["password"], like)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return kept

    @property
    def account(self):
        """The name, username, email and password that were typed."""
        return {name: self.cleaned_data[name] for name in ("name", "username", "email", "password")}


class FirstAccountForm(AccountForm):
    """The first account, for whoever knows the code that the start printed."""

    code = forms.CharField(
        label=_("Code"), help_text=_("Printed in the terminal where this was started. Ask whoever started it.")
    )
    field_order = ("code", "name", "email", "username", "password")

    def clean_code(self):
        """Turn away whoever does not know the code."""
        code = self.cleaned_data["code"]
        if not is_setup_code(code):
            raise forms.ValidationError(_("This is not the code. Start it again, and the code is printed again."))
        return code
