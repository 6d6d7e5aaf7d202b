"""Who acts: a signed-in user, a token, a seat, a presenter link or a command (rules P)."""

from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from itbiz.access.rules import answer, who_may
from itbiz.core.errors import NotAllowed

SCOPES = ("org", "catalog", "walkthroughs", "changes", "admin")
# What roles alone let somebody write who holds no office on the org chart.
WRITES = {"cio": SCOPES, "facilitator": ("walkthroughs",)}


def gives(user, scope):
    """Return whether a token of `user` can be worth `scope`, such as "catalog:write", today.

    Everybody reads. Somebody of the org chart writes by office, which rules ask object by object; a service account by
    its roles alone.
    """
    name, _colon, right = scope.partition(":")
    is_somebody = getattr(user, "person", None) is not None
    return right == "read" or is_somebody or any(name in WRITES.get(role, ()) for role in user.roles)


@dataclass(frozen=True)
class Unsigned:
    """Stands for the user of a person who never signs in."""

    person: object
    pk = None
    roles = ()


@dataclass
class Principal:
    """Somebody or something that reads and writes. Verbs take one as `by`; querysets as `visible_to(principal)`."""

    kind: str
    source: str = "page"
    user: object = None
    token: object = None
    link: object = None
    seat: object = None
    name: str = ""
    request_id: str = ""
    on_behalf_of: object = None
    # What rules looked up for this principal, kept for the length of one request.
    known: dict = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, user, *, source="page", request_id=""):
        """Return the principal of a signed-in user; of nobody, where `user` is anonymous."""
        if not user.is_authenticated:
            return cls.nobody(source=source, request_id=request_id)
        return cls("user", source=source, user=user, name=user.display_name, request_id=request_id)

    @classmethod
    def nobody(cls, *, source="page", request_id=""):
        """Return the principal of a visitor who has not signed in: sees and does nothing."""
        return cls("nobody", source=source, request_id=request_id)

    @classmethod
    def of_token(cls, token, *, request_id=""):
        """Return the principal of a REST token: its owner, narrowed by its scopes."""
        name = f"{token.user.display_name} ({token.name})"
        return cls("token", source="rest", user=token.user, token=token, name=name, request_id=request_id)

    @classmethod
    def of_link(cls, link, *, request_id=""):
        """Return the principal of a presenter link: reads one walk-through, writes nothing."""
        return cls("link", link=link, name=link.label, request_id=request_id)

    @classmethod
    def of_invitation(cls, invitation, *, request_id=""):
        """Return the principal of whoever holds the secret of an invitation: signed in as nobody yet, may nothing."""
        return cls("invited", name=str(invitation), request_id=request_id)

    @classmethod
    def of_seat(cls, seat, *, request_id=""):
        """Return the principal of a seat in a room: the person it was admitted as, in that walk-through alone.

        `seat` has `walkthrough_id`, `person` (with `lasting`), `is_admitted`, `actor_name` and `covers(object)`.
        """
        return cls("seat", seat=seat, name=str(seat.actor_name), request_id=request_id)

    @classmethod
    def system(cls, name, *, source="command"):
        """Return the principal of a management command, which may do everything."""
        return cls("command", source=source, name=name)

    @property
    def user_id(self):
        """The id of the user behind this principal, or None."""
        return self.user and self.user.pk

    @property
    def person(self):
        """The person of the org chart who acts, or None; of a seat the one whom its person turned out to be since."""
        if self.seat:
            return self.seat.person and self.seat.person.lasting
        return getattr(self.user, "person", None)

    @property
    def person_id(self):
        """The id of the person who acts, or None."""
        return self.person and self.person.pk

    @property
    def is_signed_in(self):
        """Whether this is a user, a token's owner, somebody let in to a seat, or a command: no link, no visitor."""
        return self.kind in ("user", "token", "command") or bool(self.seat and self.seat.is_admitted)

    @property
    def is_system(self):
        """Whether this is a command, which asks no rule."""
        return self.kind == "command"

    def has_role(self, role):
        """Return whether the user holds a role for the whole organisation; a command holds them all."""
        return self.is_system or (self.user is not None and role in self.user.roles)

    def for_person(self, person):
        """Return this principal acting on behalf of `person`."""
        return replace(self, on_behalf_of=person, known=self.known)

    def importing(self):
        """Return this principal as one who brings in a file: the log tells its writes so."""
        return replace(self, source="import", known=self.known)

    def standing_in(self, person, permission, obj):
        """Return this principal on behalf of `person`. Raises ValidationError unless the rules let them do it, too."""
        themselves = Principal("user", user=person.user or Unsigned(person))
        if not themselves.may(permission, obj):
            sentence = _("%(person)s may not do this. Name somebody who could do it themselves, or nobody.")
            raise ValidationError({"on_behalf_of": sentence % {"person": person}}, code="not_theirs")
        return self.for_person(person)

    def may(self, permission, obj=None):
        """Return whether the rules allow `permission` on `obj`."""
        if self.seat is not None and not self.seat.covers(obj):
            return False
        return self.is_system or (self.is_signed_in and answer(permission, self, obj))

    def require(self, permission, obj=None):
        """Raise NotAllowed unless the rules allow `permission` on `obj`."""
        if not self.may(permission, obj):
            raise NotAllowed(
                who_may(permission) or _("You may not do this here. Ask the head of the line, or the CIO.")
            )

    def has_scope(self, scope):
        """Return whether a token's scopes include `scope`, such as "catalog:read", and its owner still gives it.

        Write includes read.
        """
        if self.token is None:
            return self.is_signed_in
        held = scope in self.token.scopes or scope.replace(":read", ":write") in self.token.scopes
        return held and gives(self.user, scope)
