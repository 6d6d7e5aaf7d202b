"""The forms of one's own account, and of whoever comes to have one."""

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from itbiz.access.models import LONGEST_TOKEN, User, scopes_in_words
from itbiz.access.principals import SCOPES, gives
from itbiz.core.forms import Form


def scope_choices(user):
    """Return the scopes that do something today and that `user` gives a token, each with its words."""
    # Nobody writes the history; undoing writes what it takes back. Nothing is administered over REST.
    scopes = [
        f"{scope}:{right}"
        for scope in SCOPES
        if scope != "admin"
        for right in (("read",) if scope == "changes" else ("read", "write"))
    ]
    scopes = [scope for scope in scopes if gives(user, scope)]
    return list(zip(scopes, scopes_in_words(scopes), strict=True))


class TokenForm(Form):
    """A new token of `owner`, a User: what it is for, what it may, how long."""

    name = forms.CharField(label=_("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may yourself."),
        error_messages={"invalid_choice": _("The roles of this account do not give %(value)s.")},
    )
    days = forms.IntegerField(label=_("How many days it lives"), min_value=1, max_value=LONGEST_TOKEN, initial=90)

    def __init__(self, *args, owner, **options):
        super().__init__(*args, **options)
        self.fields["scopes"].choices = scope_choices(owner)


class PasswordForm(Form):
    """A password, typed twice alike and none that is easy to guess."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )
    again = forms.CharField(
        label=_("Once more"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self):
        """Compare both, and look at the password as at anybody's."""
        values = super().clean()
        password = values.get("password")
        if password and password != values.get("again") and "again" not in self.errors:
            self.add_error("again", _("The two passwords differ."))
        elif password:
            try:
                validate_password(password, User(username=self.chosen, email=self.address))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values

    @property
    def chosen(self):
        """The user name the password is for."""
        return self.cleaned_data.get("username", "")

    @property
    def address(self):
        """The e-mail of whoever chooses it."""
        return self.cleaned_data.get("email", "")


class SignInForm(PasswordForm):
    """A user name of one's own, and its password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator(message=_("Letters, digits and the signs @ . + - _ make a user name."))],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        help_text=_("What you type to sign in from now on."),
    )
    field_order = ("username",)


class LinkForm(Form):
    """A form that a link opens: `link` is the Invitation."""

    def __init__(self, *args, link, **options):
        super().__init__(*args, **options)
        self.link = link

    @property
    def address(self):
        """The e-mail the link was for."""
        return self.link.email


class NewPasswordForm(LinkForm, PasswordForm):
    """The password of somebody who lost theirs."""

    @property
    def chosen(self):
        """The user name of before."""
        return self.link.user.username


class JoinForm(LinkForm, SignInForm):
    """The user name and the password of somebody who was invited."""
