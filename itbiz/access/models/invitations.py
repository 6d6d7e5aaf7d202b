"""Links by which somebody comes to sign in: one who is invited, or one who lost their password."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.access.models.secret import SecretQuerySet, SecretRow
from itbiz.access.models.users import User, known_roles
from itbiz.access.principals import Principal
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.text import fold

LIFE = timedelta(days=7)
ENDED = _("This link opens nothing any more. Ask whoever gave it to you for another one.")


class InvitationQuerySet(SecretQuerySet):
    """Invitations, and links for a new password."""

    def living(self):
        """Return those that still open something."""
        return super().living().filter(used_at=None)

    def matching(self, text):
        """Return those for somebody whose name holds every word of `text`."""
        wanted = Q()
        for word in fold(text).split():
            wanted &= Q(person__search__contains=word) | Q(user__username__icontains=word) | Q(email__icontains=word)
        return self.filter(wanted)

    def to_join(self):
        """Return the invitations."""
        return self.filter(kind=Invitation.Kind.JOIN)


class Invitation(SecretRow):
    """A link that is used once: it lets `person` choose user name and password, or `user` a new password."""

    class Kind(models.TextChoices):
        JOIN = "join", _("invitation")
        PASSWORD = "password", _("link for a new password")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    person = models.ForeignKey(
        "orgchart.Person", null=True, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("person")
    )
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="links", verbose_name=_("user"))
    email = models.EmailField(_("e-mail"), blank=True)
    roles = models.JSONField(_("roles"), default=list, blank=True, validators=[known_roles])
    # Whose word it is: it opens no more than they could give away today. Nobody's is a command's.
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    used_at = models.DateTimeField(_("used"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()
    said_by = ("person",)
    revoke_permission = "access.revoke_invitation"

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="join", person__isnull=False) | Q(kind="password", user__isnull=False),
                name="invitation_for_somebody",
                violation_error_message=_("A link is for a person who is invited, or for a user."),
            )
        ]

    def __str__(self):
        return self.invited

    @property
    def invited(self):
        """The name of whoever the link is for."""
        return self.person.name if self.kind == self.Kind.JOIN else self.user.display_name

    @property
    def is_alive(self):
        """Whether it is neither used nor expired nor revoked."""
        return super().is_alive and self.used_at is None

    @property
    def opens(self):
        """Whether it lets somebody in now: who it is for still is to come, and who made it could make it today."""
        if self.kind == self.Kind.JOIN:
            expected = self.person.active and self.person.user_id is None
        else:
            expected = self.user.is_active
        return self.is_alive and expected and self._is_vouched_for()

    def _is_vouched_for(self):
        maker = self.made_by
        return maker is None or (maker.is_active and Principal.of(maker).may(self.makes, self))

    @property
    def makes(self):
        """The permission that making such a link asks for."""
        return "access.invite_person" if self.kind == self.Kind.JOIN else "access.renew_password"

    @classmethod
    def invite(cls, *, by, person, roles=(), email=""):
        """Invite a Person to sign in, with roles for the whole organisation; `.secret` opens the link, this once.

        An earlier invitation of theirs opens nothing any more. Raises NotAllowed, ValidationError, or Refused where
        they sign in already or are not active.
        """
        link = cls(kind=cls.Kind.JOIN, person=person, email=email or person.email, roles=list(roles))
        with change_set(by=by, title=_("Invited to sign in: %(name)s") % {"name": person.name}) as changes:
            by.require(link.makes, link)
            if person.user_id is not None:
                raise Refused(_("%(name)s signs in already. Make them a new password instead.") % {"name": person})
            if not person.active:
                raise Refused(_("%(name)s is not active any more.") % {"name": person})
            link._make(by, changes, cls.objects.to_join().filter(person=person))
        return link

    @classmethod
    def renew_password(cls, *, by, user):
        """Make a link by which `user` chooses a new password; `.secret` opens it, this once.

        Raises NotAllowed, or Refused where nobody signs in as the user.
        """
        link = cls(kind=cls.Kind.PASSWORD, user=user, email=user.email or getattr(user, "person", user).email)
        title = _("Link for a new password: %(name)s") % {"name": user.username}
        with change_set(by=by, title=title) as changes:
            by.require(link.makes, link)
            if not user.is_active or user.is_service:
                raise Refused(_("Nobody signs in as %(name)s.") % {"name": user})
            link._make(by, changes, cls.objects.filter(kind=cls.Kind.PASSWORD, user=user))
        return link

    def _make(self, by, changes, earlier):
        """Store this link, and let `earlier` ones open nothing any more."""
        self.made_by, self.expires_at = by.user, timezone.now() + LIFE
        self.new_secret()
        self.full_clean(exclude=["person", "user", "made_by"], validate_unique=False, validate_constraints=False)
        for link in earlier.living():
            link.lock().end(changes)
        changes.create(self)

    def accept(self, *, password, username="", request_id=""):
        """Let whoever holds the secret sign in, once, with this password; returns the User.

        One who is invited chooses the user name as well. Raises Refused where the link opens nothing any more, and
        ValidationError where the user name is taken.
        """
        by = Principal.of_invitation(self, request_id=request_id)
        words = {"name": self.invited}
        joins = self.kind == self.Kind.JOIN
        title = (_("%(name)s signs in from now on") if joins else _("New password chosen: %(name)s")) % words
        with change_set(by=by, title=title) as changes:
            self.lock()
            if not self.opens:
                raise Refused(ENDED)
            self.user = self._join(changes, username, password) if joins else self._renew(changes, password)
            self.used_at = timezone.now()
            changes.update(self, act="accept")
        return self.user

    def _join(self, changes, username, password):
        person = self.person.lock()
        if person.user_id is not None:
            raise Refused(ENDED)
        user = User.new(username=username, password=password, roles=self.roles, email=self.email)
        user.validate()
        person.user = changes.create(user)
        changes.update(person)
        return user

    def _renew(self, changes, password):
        user = self.user.lock()
        user.take_password(changes, password)
        return user
