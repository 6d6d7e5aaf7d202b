"""Whom to invite, as a list says it, one person a line: a name, an e-mail, or both, in one column or two."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from itbiz.core.text import exact, fold
from orgchart.imports.written import person_name
from orgchart.models import Person

# How many lines are read at once: each may be a mail.
MOST = 200
# What holds an @, with the brackets around it.
EMAIL = re.compile(r"<?\s*([^\s<>,;\"]*@[^\s<>,;\"]*)\s*>?")
# What stands around a name and is none of it.
AROUND = ' \t,;"'
LONGEST_NAME = 200


@dataclass
class Guest:
    """One line: its number, who it says, and the Person of the org chart it means; None for a new name.

    `written` is the name as it stood there; a surname before a comma is turned behind in `name`. `emails` are all of
    the line.
    """

    line: int
    written: str
    emails: list
    person: Person | None = None

    @property
    def name(self):
        """The name as it is kept."""
        return person_name(self.written)

    @property
    def email(self):
        """The e-mail, or ""."""
        return self.emails[0] if self.emails else ""


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


def _known(guests, principal):
    """Return (people by e-mail in small letters, people by folded name), each a list; one statement."""
    wanted = Q(small__in={guest.email.lower() for guest in guests} - {""})
    for name in {fold(name) for guest in guests for name in (guest.name, guest.written)} - {""}:
        # What is looked into begins with the folded name, and goes on with title and code.
        wanted |= Q(search__startswith=f"{name} ")
    people = Person.objects.visible_to(principal).filter(merged_into=None).annotate(small=Lower("email"))
    by_email, by_name = {}, {}
    for person in people.filter(wanted).select_related("user"):
        by_email.setdefault(person.email.lower(), []).append(person)
        by_name.setdefault(fold(person.name), []).append(person)
    return by_email, by_name


def _called(name, by_name):
    """Return the people called `name`, whatever the case and accents: those who are written just so, where some are."""
    people = by_name.get(fold(name), []) if name else []
    return [person for person in people if person.name == name] or people


def _unread(guest, by_name):
    """Return what of a line can be read as no one person, as a sentence, or ""; nothing of it is passed over."""
    if len(guest.emails) > 1:
        return _("two e-mails stand here. Write one person a line.")
    if ("," in guest.name or re.search(r"[\t;<>]", guest.written)) and not _called(guest.written, by_name):
        sentence = _("“%(text)s” is no one person's name. Write one person a line: Name <e-mail>, or Surname, Given.")
        return sentence % {"text": " ".join(guest.written.split())}
    if guest.email:
        try:
            validate_email(guest.email)
        except ValidationError:
            return _("“%(email)s” is no e-mail address.") % {"email": guest.email}
    return ""


def _complaint(guest, known):
    """Find the person whom a Guest means (I4: by e-mail, else by name); return what is wrong, as a sentence, or ""."""
    by_email, by_name = known
    unread = _unread(guest, by_name)
    if unread:
        return unread
    named = _called(guest.written, by_name) or _called(guest.name, by_name)
    people = (guest.email and by_email.get(guest.email.lower())) or named
    if len(people) > 1:
        return _("several people are called %(name)s. Write the e-mail as well.") % {"name": guest.name or guest.email}
    guest.person = people[0] if people else None
    if guest.person is None and not guest.name:
        return _("nobody has the e-mail %(email)s yet. Write the name before it.") % {"email": guest.email}
    if len(guest.name) > LONGEST_NAME:
        return _("this name is longer than %(n)s characters.") % {"n": LONGEST_NAME}
    if guest.person is not None and guest.person.user is not None:
        return _("%(name)s signs in already.") % {"name": guest.person}
    if guest.person is not None and not guest.person.active:
        return _("%(name)s is not active any more.") % {"name": guest.person}
    return ""
