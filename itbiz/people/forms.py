"""Forms about people's access."""

from django import forms
from django.utils.translation import gettext_lazy as _

from itbiz.access.forms import TokenForm
from itbiz.access.models import Role, ServiceAccount
from itbiz.core.forms import Form, NamedField, VersionForm, sent
from itbiz.core.text import fingerprint
from itbiz.people.guests import not_to_invite, read_guests
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

    # Set by `attempt`.
    status, result = 200, None
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


class LookedForm(Form):
    """What was read of a list of Guests, looked at before links are made: each is told, namesakes are chosen from.

    `as_read` changes with whom the lines mean: what was not looked at is not written.
    """

    NEW = "new"
    status, result = 200, None

    def __init__(self, *args, guests, marks, **options):
        super().__init__(*args, **options)
        self.guests, self.marks = guests, marks
        self.as_read = fingerprint(repr([one.reads_as for one in guests]))
        self.fields |= {self.field_of(guest): _choice(guest, marks) for guest in guests if guest.namesakes}

    @staticmethod
    def field_of(guest):
        """Return the name of the field that says whom a Guest means."""
        return f"who-{guest.line}"

    def rows(self):
        """Return (Guest, bound field or None, what tells the person it means apart) of each line."""
        return [
            (one, self[self.field_of(one)] if one.namesakes else None, self.marks.get(one.person and one.person.pk, ""))
            for one in self.guests
        ]

    def clean(self):
        """Ask to look again where a line means somebody else by now; put whom is meant in `chosen`, each once."""
        values = super().clean()
        if self.data.get("as_read") != self.as_read:
            raise forms.ValidationError(_("The org chart changed meanwhile. This is how the list reads now."))
        chosen = {}
        for guest in self.guests:
            if guest.namesakes:
                named = values.get(self.field_of(guest))
                guest = guest.meaning(next((one for one in guest.namesakes if str(one.pk) == named), None))
            chosen.setdefault(guest.person or guest.email.lower() or guest.line, guest)
        self.chosen = list(chosen.values())
        return values


def _choice(guest, marks):
    """Return the field that asks whom a Guest means; who cannot be invited is told, and not to be chosen."""
    there = [(str(one.pk), f"{one.name} · {marks[one.pk]}") for one in guest.namesakes if not not_to_invite(one)]
    gone = [f"{marks[one.pk]}: {not_to_invite(one)}" for one in guest.namesakes if not_to_invite(one)]
    new = [(LookedForm.NEW, _("somebody new, who comes onto the org chart"))] if guest.name else []
    return forms.ChoiceField(
        label=_("Who is “%(name)s”?") % {"name": guest.name or guest.email},
        choices=[*there, *new],
        widget=forms.RadioSelect,
        help_text=" ".join(gone),
        error_messages={"required": _("Say who it is.")},
    )


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
