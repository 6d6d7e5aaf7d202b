"""Service accounts: users for integrations, as whom nobody signs in, each with two people who answer for it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from itbiz.access.models.users import Role, User
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.models import Logged
from itbiz.core.text import fold

# Two, so that the second is at work before the first ends.
MOST_TOKENS = 2


class ServiceAccountQuerySet(models.QuerySet):
    """Service accounts, seen by the CIO and by those who answer for them."""

    def visible_to(self, principal):
        """Return the accounts the principal may see: a CIO all, a contact their own."""
        return self.all() if principal.has_role("cio") else self.of_contact(principal)

    def matching(self, text):
        """Return the accounts whose name or purpose holds every word of `text`."""
        wanted = Q()
        for word in fold(text).split():
            wanted &= Q(user__username__icontains=word) | Q(purpose__icontains=word)
        return self.filter(wanted)

    def of_contact(self, principal):
        """Return the accounts that the principal, signed in, answers for."""
        if principal.kind != "user" or principal.person_id is None:
            return self.none()
        return self.filter(Q(contact=principal.person_id) | Q(second=principal.person_id))


class ServiceAccount(Logged):
    """What one integration signs its requests with: a user without a password, its tokens, two contacts."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="service")
    purpose = models.CharField(_("what it is for"), max_length=200)
    contact = models.ForeignKey(
        "orgchart.Person", on_delete=models.PROTECT, related_name="answers_first", verbose_name=_("first contact")
    )
    second = models.ForeignKey(
        "orgchart.Person", on_delete=models.PROTECT, related_name="answers_second", verbose_name=_("second contact")
    )

    objects = ServiceAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("service account")
        constraints = [
            models.CheckConstraint(
                condition=~Q(contact=F("second")),
                name="service_two_contacts",
                violation_error_message=_("Name two different people: one of them may be away."),
            )
        ]

    def __str__(self):
        return self.user.username

    @property
    def code(self):
        """The name the log knows the account by."""
        return self.user.username

    @property
    def people(self):
        """The two contacts."""
        return self.contact, self.second

    @classmethod
    def open(cls, *, by, username, purpose, contact, second):
        """Create a service account with its user, for principal `by`. Raises NotAllowed or ValidationError."""
        account = cls(purpose=purpose, contact=contact, second=second)
        with change_set(by=by, title=_("Service account opened: %(name)s") % {"name": username}) as changes:
            by.require("access.edit_service", account)
            account.require_contacts()
            account.user = User.enroll(by=by, username=username, password=None, roles=[Role.INTEGRATION])
            account.full_clean(validate_unique=False, validate_constraints=False)
            changes.create(account)
        return account

    def change(self, *, by, purpose, contact, second):
        """Say what it is for, and who answers for it now. Raises NotAllowed, Stale or ValidationError."""
        title = _("Service account edited: %(name)s") % {"name": self.code}
        with change_set(by=by, title=title) as changes:
            self.lock()
            by.require("access.edit_service", self)
            self.purpose, self.contact, self.second = purpose, contact, second
            self.require_contacts()
            self.full_clean(validate_unique=False, validate_constraints=False)
            changes.update(self, act="change")
        return changes.row

    def require_contacts(self):
        """Raise ValidationError unless two different people who are active answer for it."""
        if self.contact == self.second:
            raise ValidationError({"second": _("Name two different people: one of them may be away.")})
        gone = {name: getattr(self, name) for name in ("contact", "second") if not getattr(self, name).active}
        if gone:
            sentence = _("%(person)s is not active any more.")
            raise ValidationError({name: sentence % {"person": person} for name, person in gone.items()})

    def require_room(self):
        """Hold the account, and raise Refused where two of its tokens live: one of them is revoked first."""
        self.lock()
        living = list(self.user.tokens.living().order_by("expires_at", "pk"))
        if len(living) < MOST_TOKENS:
            return
        sentence = _("Two tokens of %(name)s live already. Revoke “%(token)s” first, which ends on %(day)s.")
        first = living[0]
        words = {"name": self, "token": f"{first.name} {first.key}", "day": f"{first.expires_at:%Y-%m-%d}"}
        raise Refused(sentence % words)
