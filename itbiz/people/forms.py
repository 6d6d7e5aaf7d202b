"""Forms about people's access."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.access.forms import TokenForm
from itbiz.access.models import Role, ServiceAccount
from itbiz.core.forms import Form, NamedField, VersionForm, sent
from itbiz.people.guests import read_guests
from orgchart.models import Person

# What is given to people, and what for; an integration is a service account.
GIVEN = [
    (Role.CIO.value, _("CIO: says who signs in, writes the whole organisation, sees every walk-through")),
    (Role.FACILITATOR.value, _("facilitator: plans walk-throughs, and runs those they facilitate")),
    (Role.READER.value, _("reader: reads what everybody sees")),
]
BY_OFFICE = _("Heads, deputies and editors need none: their unit says what they may.")


def roles_field(**options):
    """Return the field of roles for the whole organisation."""
    return forms.MultipleChoiceField(
        label=_("Roles for the whole organisation"),
        choices=GIVEN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=BY_OFFICE,
        **options,
    )


class InviteForm(Form):
    """Whom to invite, with which roles, and whether the links are mailed."""

    people = forms.CharField(
        label=_("Whom"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=_(
            "One person a line: a name, an e-mail, or both, such as Ayşe Özdemir &lt;ayse@example.org&gt; or Özdemir, "
            "Ayşe. Two columns of a spreadsheet are read, too. Whoever stands on the org chart is found there; a new "
            "name comes onto it."
        ),
    )
    roles = roles_field()
    mail = forms.BooleanField(label=_("Mail the links as well"), required=False, initial=True)

    def __init__(self, *args, principal, can_mail, **options):
        super().__init__(*args, **options)
        self.principal = principal
        if not can_mail:
            del self.fields["mail"]

    def clean_people(self):
        """Read the lines: a list of Guests."""
        return read_guests(self.cleaned_data["people"], self.principal)


class RolesForm(VersionForm):
    """The roles of one user; whoever takes the role of CIO from themselves says so twice."""

    roles = roles_field()
    sure = forms.BooleanField(
        label=_("Yes, I am not CIO any more afterwards."),
        required=False,
        help_text=_("This page, and whatever only a CIO may do, is closed to you then."),
    )
    needs_version = True

    def __init__(self, *args, user, principal, **options):
        super().__init__(*args, initial={"version": user.version, "roles": user.roles}, **options)
        self.user, self.mine = user, user.pk == principal.user_id and Role.CIO in user.roles
        if user.is_service:
            self.fields["roles"].help_text = _("Its contacts make tokens that may what these roles may.")
        if not self.mine:
            del self.fields["sure"]

    def clean(self):
        """Ask again before a CIO is none any more."""
        values = super().clean()
        if self.mine and Role.CIO not in values.get("roles", ()) and not values.get("sure"):
            self.add_error("sure", _("Say that you mean it, or leave the role."))
        return values

    @property
    def chosen(self):
        """The roles to hold; an integration stays one."""
        kept = [Role.INTEGRATION] if Role.INTEGRATION in self.user.roles else []
        return [*self.cleaned_data["roles"], *kept]


class CloseForm(VersionForm):
    """Why a sign-in is closed."""

    reason = forms.CharField(
        label=_("Why"), required=False, max_length=2000, help_text=_("Kept in the history."), strip=True
    )


class ServiceTokenForm(TokenForm):
    """A new token of a service account."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["scopes"].help_text = _("What the roles of this account give. For more it needs a further role.")


class ServiceForm(VersionForm):
    """A service account: what it is for, and the two people who answer for it."""

    username = forms.SlugField(
        label=_("Name"), max_length=150, help_text=_("Letters, digits and hyphens, such as nightly-import.")
    )
    purpose = forms.CharField(label=_("What it is for"), max_length=200)
    contact = NamedField(Person.objects.all(), proposals="orgchart:person-names", label=_("First contact"))
    second = NamedField(
        Person.objects.all(),
        proposals="orgchart:person-names",
        label=_("Second contact"),
        help_text=_("Both are told before a token ends, and either makes the next one."),
    )
    model = ServiceAccount

    def __init__(self, *args, principal, **options):
        super().__init__(*args, **options)
        for name in ("contact", "second"):
            self.fields[name].queryset = Person.objects.visible_to(principal).filter(active=True)

    @classmethod
    def to_edit(cls, request, account):
        """Return the form of an account that exists; it keeps its name."""
        kept = {name: getattr(account, name) for name in ("version", "purpose", "contact", "second")}
        form = cls(sent(request), principal=request.principal, initial=kept)
        form.needs_version = True
        del form.fields["username"]
        return form


class WhoForm(Form):
    """Whom the rules are asked about."""

    person = NamedField(Person.objects.all(), proposals="orgchart:person-names", label=_("About whom"), required=False)

    def __init__(self, *args, principal, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = Person.objects.visible_to(principal)
