"""Keys for integrations: never more than their owner may, narrowed by scopes, for a time."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import OperationalError, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from itbiz.access.models.secret import SecretRow
from itbiz.access.models.users import User
from itbiz.access.principals import SCOPES, gives
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.waiting import at_once

TOKEN_PREFIX = "itb_"
LONGEST_TOKEN = 366
# Pages tell the day.
NOTED_EVERY = timedelta(hours=1)
_NEVER = datetime.min.replace(tzinfo=UTC)
# When this process could not note the use of a token, by its key.
_missed = {}
# How many days before its end people are told of a token that is about to end.
WARNINGS = (7, 30)
# What a scope reaches, in words.
REACHED = {
    "org": _("the organisation"),
    "catalog": _("the catalog"),
    "walkthroughs": _("projects and walk-throughs"),
    "changes": _("the history"),
    "admin": _("the installation"),
}
RIGHTS = {"read": _("read %(what)s"), "write": _("read and write %(what)s")}


def known_scopes(scopes):
    """Raise ValidationError where `scopes` is no list of scope names."""
    allowed = {f"{scope}:{right}" for scope in SCOPES for right in RIGHTS}
    if not isinstance(scopes, list) or not scopes or not set(scopes) <= allowed:
        raise ValidationError(_("Scopes are one or more of: %(scopes)s.") % {"scopes": ", ".join(sorted(allowed))})


def scopes_in_words(scopes):
    """Return what each of `scopes`, such as "catalog:read", lets a token do, as sentences without a full stop."""
    parts = (scope.partition(":") for scope in scopes)
    return [str(RIGHTS[right]) % {"what": REACHED[scope]} for scope, _colon, right in parts]


class Token(SecretRow):
    """A key for an integration: never more than its owner may, narrowed by scopes."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    scopes = models.JSONField(_("scopes"), validators=[known_scopes])
    # The last of WARNINGS that was sent out.
    warned = models.PositiveSmallIntegerField(_("warned so many days before the end"), null=True, editable=False)
    # Beside the log, and not at each request: see `note_use`.
    used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    derived = ("used_at",)
    revoke_permission = "access.revoke_token"

    def __str__(self):
        return self.name

    @classmethod
    def issue(cls, *, by, user, scopes, days, name=""):
        """Make a token of `user` for `days` days; its text stands in `.text`, this once.

        Raises NotAllowed, ValidationError, or Refused where a service account has two that live.
        """
        if not 1 <= days <= LONGEST_TOKEN:
            raise ValidationError({"days": _("A token lives 1 to 366 days.")})
        token = cls(user=user, name=name or _("token"), scopes=list(scopes))
        token.expires_at = timezone.now() + timedelta(days=days)
        token.new_secret()
        with change_set(by=by, title=_("Token made: %(name)s") % {"name": token.name}) as changes:
            by.require("access.issue_token", token)
            token.full_clean(validate_unique=False, validate_constraints=False)
            token.require_given()
            if user.is_service:
                user.service.require_room()
            changes.create(token)
        return token

    def rotate(self, *, by, days):
        """Make a second token of the same name and worth; this one lives on to its end, or until it is revoked.

        Returns the new Token. Raises what `issue` does, and Refused where this one has ended.
        """
        if not self.is_alive:
            raise Refused(_("“%(name)s” has ended. Make a new token in its place.") % {"name": self.name})
        with change_set(by=by, title=_("Token rotated: %(name)s") % {"name": self.name}):
            return Token.issue(by=by, user=self.user, scopes=self.worth, days=days, name=self.name)

    def note_use(self):
        """Note that it is used now; tried at most once an hour, and without waiting for whoever writes meanwhile."""
        now = timezone.now()
        if max(self.used_at or _NEVER, _missed.get(self.key, _NEVER)) >= now - NOTED_EVERY:
            return
        noted = 0
        # A long import may hold SQLite; reading neither fails nor waits for that.
        with suppress(OperationalError), at_once():
            free = Token.objects.select_for_update(skip_locked=True).filter(pk=self.pk)
            noted = Token.objects.filter(pk__in=free.values("pk")).update(used_at=now)
        if not noted:
            _missed[self.key] = now

    def require_given(self):
        """Raise ValidationError where its owner does not give one of its scopes."""
        beyond = [scope for scope in self.scopes if not gives(self.user, scope)]
        if beyond:
            sentence = _("The roles of %(user)s do not give this: %(scopes)s. The CIO gives it a further role first.")
            words = {"user": self.user, "scopes": ", ".join(scopes_in_words(beyond))}
            raise ValidationError({"scopes": sentence % words}, code="beyond")

    @property
    def worth(self):
        """Its scopes as far as its owner gives them today: writing that a role gave is reading without that role."""
        kept = (scope if gives(self.user, scope) else scope.replace(":write", ":read") for scope in self.scopes)
        return list(dict.fromkeys(kept))

    @property
    def text(self):
        """The whole token as it is sent, known only where it was just made."""
        return f"{TOKEN_PREFIX}{self.secret}"

    @property
    def in_words(self):
        """What it may do today, as a list of phrases."""
        return scopes_in_words(self.worth)

    @property
    def days_left(self):
        """How many days it lives still, those begun counted whole; 0 for one that ended."""
        return max(0, -((timezone.now() - self.expires_at) // timedelta(days=1)))

    @property
    def warning(self):
        """The warning that it has come to, of WARNINGS: 7, 30, or None while it lives long or has ended."""
        return next((days for days in WARNINGS if self.is_alive and self.days_left <= days), None)

    @property
    def is_to_warn_of(self):
        """Whether people are to be told of its end, and were not told so late before."""
        return self.warning is not None and (self.warned is None or self.warning < self.warned)

    def note_warning(self, *, by):
        """Note that people were told of its end, so that they are told once a warning."""
        title = _("Warned of the end of a token: %(name)s") % {"name": self.name}
        with change_set(by=by, title=title) as changes:
            self.lock().warned = self.warning
            changes.update(self)
        return changes.row
