"""People who sign in, tokens for integrations, links for walls."""

import hmac
import secrets
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from itbiz.access.principals import SCOPES
from itbiz.audit.models import Change
from itbiz.audit.record import change_set
from itbiz.core.models import Logged

TOKEN_PREFIX = "itb_"
LONGEST_TOKEN = 366


class Role(models.TextChoices):
    """Roles for the whole organisation (rules P)."""

    CIO = "cio", _("CIO")
    FACILITATOR = "facilitator", _("facilitator")
    READER = "reader", _("reader")
    INTEGRATION = "integration", _("integration")


def known_roles(roles):
    """Raise ValidationError where `roles` is no list of role codes."""
    if not isinstance(roles, list) or not set(roles) <= set(Role.values):
        raise ValidationError(_("Roles are a list of: %(roles)s.") % {"roles": ", ".join(Role.values)})


def known_scopes(scopes):
    """Raise ValidationError where `scopes` is no list of scope names."""
    allowed = {f"{scope}:{right}" for scope in SCOPES for right in ("read", "write")}
    if not isinstance(scopes, list) or not scopes or not set(scopes) <= allowed:
        raise ValidationError(_("Scopes are one or more of: %(scopes)s.") % {"scopes": ", ".join(sorted(allowed))})


class UserManager(BaseUserManager):
    """Finds users, each with the person of the org chart they are: every request asks for both."""

    def get_queryset(self):
        """Return all users with their person, in one statement."""
        return super().get_queryset().select_related("person")


class User(Logged, AbstractBaseUser):
    """Somebody who signs in. What they may do comes from `roles` and from the units they head or look after."""

    username = models.CharField(_("user name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    roles = models.JSONField(_("roles"), default=list, blank=True, validators=[known_roles])
    is_active = models.BooleanField(_("active"), default=True)
    # Signing in is not a change of the organisation: no column for it, no row in the log.
    last_login = None

    objects = UserManager()
    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["username"],
                name="user_username_unique",
                violation_error_message=_("Somebody signs in under this name already. Choose another."),
            )
        ]

    def __str__(self):
        return self.username

    def save(self, **options):
        """Let signing in renew the hash of a password; all else is written by verbs."""
        if options.get("update_fields") != ["password"]:
            super().save(**options)
        AbstractBaseUser.save(self, **options)

    @property
    def code(self):
        """The name the log knows the user by."""
        return self.username

    @property
    def display_name(self):
        """The person's name where the user is one, else the user name."""
        person = getattr(self, "person", None)
        return person.name if person else self.username

    @classmethod
    def enroll(cls, *, by, username, password, roles=(), email=""):
        """Create a user who can sign in, for principal `by`. Raises NotAllowed or ValidationError."""
        user = cls(username=username.strip(), email=email, roles=list(roles))
        user.set_password(password)
        with change_set(by=by, title=_("User enrolled: %(name)s") % {"name": username}) as changes:
            by.require("access.enroll_user", user)
            user.full_clean(validate_unique=False, validate_constraints=False)
            changes.create(user)
        return user

    def change_password(self, *, by, password):
        """Take a new password; the log tells that, and never the password. Raises NotAllowed."""
        with change_set(by=by, title=_("Password changed: %(name)s") % {"name": self.username}) as changes:
            by.require("access.change_password", self)
            self.lock().set_password(password)
            self.version += 1
            self.store()
            changes.log(self, Change.Action.UPDATED, self.before, self.snapshot())
        return changes.row


def _digest(secret):
    return salted_hmac("itbiz.access", secret, algorithm="sha256").hexdigest()


class SecretQuerySet(models.QuerySet):
    """Rows that a secret of the form `<key>.<secret>` opens."""

    def find(self, text):
        """Return the row whose key and secret `text` holds, alive now, or None."""
        key, _dot, secret = text.partition(".")
        # What PostgreSQL cannot hold, such as NUL, is no key either.
        row = self.filter(key=key).first() if key.isalnum() else None
        if row is None or not hmac.compare_digest(row.digest, _digest(secret)) or not row.is_alive:
            return None
        return row


class SecretRow(Logged):
    """Something that a secret opens: only the digest is kept, the secret is shown once."""

    key = models.CharField(max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = SecretQuerySet.as_manager()
    secret = None

    class Meta:
        abstract = True

    @property
    def code(self):
        """The name the log knows the row by."""
        return self.key

    @property
    def is_alive(self):
        """Whether it is neither expired nor revoked."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def snapshot(self):
        """Return the columns without the digest."""
        return {name: value for name, value in super().snapshot().items() if name != "digest"}

    def new_secret(self):
        """Make key and secret; the secret is readable on this instance only."""
        self.key, bare = secrets.token_hex(6), secrets.token_urlsafe(24)
        self.digest, self.secret = _digest(bare), f"{self.key}.{bare}"

    def revoke(self, *, by):
        """Close it for good, for principal `by`. Raises NotAllowed."""
        with change_set(by=by, title=_("Revoked: %(name)s") % {"name": self.label}) as changes:
            self.lock()
            by.require(self.revoke_permission, self)
            self.revoked_at = self.revoked_at or timezone.now()
            changes.update(self)
        return changes.row


class Token(SecretRow):
    """A key for an integration: never more than its owner may, narrowed by scopes."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    scopes = models.JSONField(_("scopes"), validators=[known_scopes])

    revoke_permission = "access.revoke_token"

    def __str__(self):
        return self.name

    @classmethod
    def issue(cls, *, by, user, scopes, days, name=""):
        """Make a token of `user` for `days` days; its text stands in `.text`, this once. Raises ValidationError."""
        if not 1 <= days <= LONGEST_TOKEN:
            raise ValidationError({"days": _("A token lives 1 to 366 days.")})
        token = cls(user=user, name=name or _("token"), scopes=list(scopes))
        token.expires_at = timezone.now() + timedelta(days=days)
        token.new_secret()
        with change_set(by=by, title=_("Token made: %(name)s") % {"name": token.name}) as changes:
            by.require("access.issue_token", token)
            token.full_clean(validate_unique=False, validate_constraints=False)
            changes.create(token)
        return token

    @property
    def text(self):
        """The whole token as it is sent, known only where it was just made."""
        return f"{TOKEN_PREFIX}{self.secret}"


class PresenterLink(SecretRow):
    """A link that opens one object, read only, without signing in: the wall of a walk-through."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()

    revoke_permission = "access.revoke_link"

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="presenter_link_subject")]

    def __str__(self):
        return f"wall {self.key}"

    @classmethod
    def issue(cls, *, by, subject, permission, hours=12):
        """Make a link to `subject` for `hours` hours, where `by` has `permission`; `.secret` opens it."""
        link = cls(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
        link.expires_at = timezone.now() + timedelta(hours=hours)
        link.new_secret()
        with change_set(by=by, title=_("Link to the wall made: %(name)s") % {"name": subject.label}) as changes:
            by.require(permission, subject)
            changes.create(link)
        return link

    def is_for(self, model):
        """Return whether this link opens an object of `model`."""
        return self.subject_kind == model._meta.label_lower
