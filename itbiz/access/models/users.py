"""Who signs in: user name, roles for the whole organisation, and whether the sign-in is open."""

from contextlib import contextmanager

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from itbiz.audit.models import Change, Counter
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.models import Logged
from itbiz.core.text import fold


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


def hold_users():
    """Hold the lock at which changes of roles queue, so that no two of them take away the last two CIOs."""
    Counter.hold("users")


class UserQuerySet(models.QuerySet):
    """Users, as the page about access narrows them."""

    def matching(self, text):
        """Return the users whose name, or person, holds every word of `text`."""
        wanted = Q()
        for word in fold(text).split():
            wanted &= Q(username__icontains=word) | Q(person__search__contains=word)
        return self.filter(wanted)

    def holding(self, role):
        """Return the users who hold a role for the whole organisation."""
        return self.annotate(said=Cast("roles", TextField())).filter(said__contains=f'"{role}"')

    def chiefs(self):
        """Return the users who are CIO and can sign in: there is to be one, always."""
        return self.holding(Role.CIO).filter(is_active=True, service=None)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
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
    # Part of what a session is signed with: raised, it ends every one of them for good.
    session_round = models.PositiveIntegerField(default=0, editable=False)
    # Signing in is not a change of the organisation: no column for it, no row in the log.
    last_login = None

    objects = UserManager()
    derived = ("session_round",)
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

    def get_session_auth_hash(self):
        """Return what sessions are checked against: the password's digest, and how often sessions were ended."""
        return f"{super().get_session_auth_hash()}{self.session_round or ''}"

    def get_session_auth_fallback_hash(self):
        """Yield the same under each earlier secret of the installation."""
        for known in super().get_session_auth_fallback_hash():
            yield f"{known}{self.session_round or ''}"

    @classmethod
    def enroll(cls, *, by, username, password, roles=(), email=""):
        """Create a user who can sign in, for principal `by`. Raises NotAllowed or ValidationError.

        Without a password (None) nobody signs in as the user: see ServiceAccount.
        """
        user = cls.new(username=username, password=password, roles=roles, email=email)
        with change_set(by=by, title=_("User enrolled: %(name)s") % {"name": username}) as changes:
            by.require("access.enroll_user", user)
            user.validate()
            changes.create(user)
        return user

    @classmethod
    def new(cls, *, username, password, roles=(), email=""):
        """Return a user that is not stored yet."""
        user = cls(username=username.strip(), email=email, roles=list(roles))
        user.set_password(password)
        return user

    def change_password(self, *, by, password):
        """Take a new password; a link for another one opens nothing any more.

        The log tells that, and never the password. Raises NotAllowed.
        """
        with change_set(by=by, title=_("Password changed: %(name)s") % {"name": self.username}) as changes:
            by.require("access.change_password", self)
            self.lock()
            self.take_password(changes, password)
            for link in self.links.living():
                link.lock().end(changes)
        return changes.row

    def take_password(self, changes, password):
        """Store a new password on the locked user and tell it, in the open change set of another verb."""
        self.set_password(password)
        self.version += 1
        self.store()
        changes.log(self, Change.Action.UPDATED, self.before, self.snapshot())

    def change_roles(self, *, by, roles, reason=""):
        """Hold these roles from now on. Raises NotAllowed, Stale, Refused (the last CIO), or ValidationError."""
        roles = [role for role in Role.values if role in roles]
        said = ", ".join(str(Role(role).label) for role in roles) or _("none")
        title = _("Roles of %(name)s: %(roles)s") % {"name": self.username, "roles": said}
        with self._governed(by, title, reason, "change_roles"):
            self.roles = roles

    def deactivate(self, *, by, reason=""):
        """Let nobody sign in as this user any more, and end their sessions; their tokens open nothing either.

        Raises NotAllowed, Stale, or Refused: the last CIO, and oneself.
        """
        title = _("Sign-in closed: %(name)s") % {"name": self.username}
        with self._governed(by, title, reason, "deactivate"):
            if by.user_id == self.pk:
                raise Refused(_("Nobody closes their own sign-in. Ask another CIO."))
            self.is_active = False

    def reactivate(self, *, by, reason=""):
        """Let the user sign in again, with the password of before. Raises NotAllowed or Stale."""
        title = _("Sign-in opened again: %(name)s") % {"name": self.username}
        with self._governed(by, title, reason, "reactivate"):
            self.is_active = True

    @contextmanager
    def _governed(self, by, title, reason, act):
        """Let what is written inside be one act on the locked user, by somebody who may."""
        with change_set(by=by, title=title, reason=reason) as changes:
            hold_users()
            self.lock()
            by.require("access.manage_user", self)
            yield
            self.prepare()
            self.validate()
            changes.update(self, act=act)

    def prepare(self):
        """End every session of a user that is being closed, so that none of them lives again with the sign-in."""
        if self.before and self.before["is_active"] and not self.is_active:
            self.session_round += 1

    def validate(self):
        """Raise ValidationError by field; Refused where nobody would be left who signs in and is CIO.

        Of a locked user; the caller holds the users.
        """
        self.full_clean(validate_unique=False, validate_constraints=False)
        was = self.before or {}
        ends = _is_cio(was.get("roles"), was.get("is_active")) and not _is_cio(self.roles, self.is_active)
        if ends and not type(self).objects.chiefs().exclude(pk=self.pk).exists():
            raise Refused(_("%(name)s is the only CIO. Make somebody else CIO first.") % {"name": self})
        if Role.INTEGRATION not in self.roles and Role.INTEGRATION in was.get("roles", ()) and self.is_service:
            raise ValidationError({"roles": _("A service account stays an integration.")})

    @property
    def is_service(self):
        """Whether this is a service account, as which nobody signs in."""
        return self.pk is not None and hasattr(self, "service")

    # What undoing asks of a row: see itbiz/audit/undo.py.

    def queue(self, values):
        """Hold the users, as every change of roles does."""
        hold_users()

    def write_parts(self, parts):
        """A user has no parts."""


def _is_cio(roles, is_active):
    return bool(is_active) and Role.CIO in (roles or ())
