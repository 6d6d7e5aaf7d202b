"""Whom to invite, as a list says it, one person a line: a name, an e-mail, or both, in one column or two."""

import re
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.core.text import exact, fold
from orgchart.imports.written import likeness, person_name
from orgchart.models import Person

# How many lines are read at once: each may be a mail.
MOST = 200
# What holds an @, with the brackets around it.
EMAIL = re.compile(r"<?\s*([^\s<>,;\"]*@[^\s<>,;\"]*)\s*>?")
# What stands around a name and is none of it.
AROUND = ' \t,;"'
LONGEST_NAME = 200


# How somebody was found.
BY_EMAIL, BY_NAME = gettext_lazy("found by e-mail"), gettext_lazy("found by name")


@dataclass
class Guest:
    """One line: its number, who it says, and the Person of the org chart it means; None for a new name.

    `written` is the name as it stood there; a surname before a comma is turned behind in `name`. `emails` are all of
    the line, `how` says in words how the person was found. Where the line does not decide, `namesakes` are the people
    it may mean: one of them, or somebody new, is chosen.
    """

    line: int
    written: str
    emails: list
    person: Person | None = None
    how: str = ""
    namesakes: list = field(default_factory=list)

    @property
    def name(self):
        """The name as it is kept."""
        return person_name(self.written)

    @property
    def email(self):
        """The e-mail, or ""."""
        return self.emails[0] if self.emails else ""

    @property
    def reading(self):
        """How the line is read, as a sentence, where it is otherwise than it was written; else ""."""
        words = {"written": self.written, "name": self.name}
        return _("“%(written)s” is read as “%(name)s”.") % words if self.written not in ("", self.name) else ""

    @property
    def reads_as(self):
        """What decides whom the line means: equal as long as it means the same."""
        return self.line, self.name, self.person and self.person.pk, [one.pk for one in self.namesakes]

    def meaning(self, person):
        """Return this Guest as one who is meant: a Person of `namesakes`, or None for somebody new."""
        return replace(self, person=person, namesakes=[])


def read_guests(text, principal):
    """Return the Guests that `text` names, each once. Raises ValidationError with every line that is wrong."""
    lines = [(number, exact(line)) for number, line in enumerate(text.splitlines(), 1) if exact(line)]
    if len(lines) > MOST:
        sentence = _("These are %(n)s lines. Invite at most %(most)s at once.")
        raise ValidationError(sentence % {"n": len(lines), "most": MOST})
    guests = [_read(number, line) for number, line in lines]
    known = _known(guests, principal)
    found, wrong = {}, []
    for guest in guests:
        sentence = _complaint(guest, known)
        if sentence:
            wrong.append(_("Line %(line)s: %(sentence)s") % {"line": guest.line, "sentence": sentence})
        else:
            found.setdefault(guest.person or guest.email.lower() or fold(guest.name), guest)
    if wrong:
        raise ValidationError(wrong)
    return list(found.values())


def _read(number, line):
    """Return the Guest of one line: what holds an @ is the e-mail, all the rest the name."""
    return Guest(number, EMAIL.sub(" ", line).strip(AROUND), EMAIL.findall(line))


@dataclass
class Known:
    """The people whom lines may mean, by e-mail and user name in small letters, by folded name, and by its likeness."""

    by_email: dict = field(default_factory=dict)
    by_username: dict = field(default_factory=dict)
    by_name: dict = field(default_factory=dict)
    alike: dict = field(default_factory=dict)

    def called(self, name):
        """Return the people called `name`, whatever the case and accents: those written just so, where some are."""
        people = self.by_name.get(fold(name), []) if name else []
        return [person for person in people if person.name == name] or people


def _known(guests, principal):
    """Return the Known whom the lines may mean; one statement."""
    names = {name for guest in guests for name in (guest.name, guest.written)} - {""}
    wanted = Q(small__in={guest.email.lower() for guest in guests} - {""})
    wanted |= Q(signs_in_as__in={name.lower() for name in names})
    for part in {fold(name) for name in names} | {likeness(name) for name in names} - {""}:
        # What is looked into begins with the folded name, its Dr. included, and goes on with title and code.
        wanted |= Q(search__contains=f"{part} ")
    people = Person.objects.visible_to(principal).filter(merged_into=None)
    people = people.annotate(small=Lower("email"), signs_in_as=Lower("user__username"))
    known = Known()
    for person in people.filter(wanted).select_related("user").order_by("pk"):
        known.by_email.setdefault(person.small, []).append(person)
        known.by_username.setdefault(person.signs_in_as, []).append(person)
        known.by_name.setdefault(fold(person.name), []).append(person)
        known.alike.setdefault(likeness(person.name), []).append(person)
    return known


def _unread(guest, known):
    """Return what of a line can be read as no one person, as a sentence, or ""; nothing of it is passed over."""
    if len(guest.emails) > 1:
        return _("two e-mails stand here. Write one person a line.")
    if ("," in guest.name or re.search(r"[\t;<>]", guest.written)) and not known.called(guest.written):
        sentence = _("“%(text)s” is no one person's name. Write one person a line: Name <e-mail>, or Surname, Given.")
        return sentence % {"text": " ".join(guest.written.split())}
    if guest.email:
        try:
            validate_email(guest.email)
        except ValidationError:
            return _("“%(email)s” is no e-mail address.") % {"email": guest.email}
    return ""


def _complaint(guest, known):
    """Find whom a Guest means or may mean, by e-mail, else by name (I4); return what is wrong, as a sentence, or ""."""
    unread = _unread(guest, known)
    if unread:
        return unread
    by_email = known.by_email.get(guest.email.lower(), []) if guest.email else []
    people = by_email or known.called(guest.written) or known.called(guest.name)
    if not people and not guest.email:
        people = known.by_username.get(guest.written.lower(), [])
    if _decides(guest, people, by_email):
        guest.person, guest.how = people[0], BY_EMAIL if by_email else BY_NAME
        return not_to_invite(guest.person)
    guest.namesakes = people or known.alike.get(likeness(guest.name), [])
    if not guest.namesakes and not guest.name:
        return _("nobody has the e-mail %(email)s yet. Write the name before it.") % {"email": guest.email}
    if len(guest.name) > LONGEST_NAME:
        return _("this name is longer than %(n)s characters.") % {"n": LONGEST_NAME}
    return ""


def _decides(guest, people, by_email):
    """Say whether a line means one person: by e-mail, or by a name beside which no other e-mail stands."""
    if len(people) != 1:
        return False
    return bool(by_email) or not (guest.email and people[0].email)


def not_to_invite(person):
    """Return why a Person is not invited, as a sentence, or ""."""
    if person.user is not None:
        return _("%(name)s signs in already, as %(user)s.") % {"name": person, "user": person.user.username}
    if not person.active:
        return _("%(name)s is not active any more.") % {"name": person}
    return ""
