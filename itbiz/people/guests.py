"""Whom to invite, as a pasted list says it: a name, an e-mail, or both, one person a line."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from itbiz.core.text import exact, fold
from orgchart.models import Person

# How many lines are read at once: each may be a mail.
MOST = 200
BETWEEN = re.compile(r"[,;\t<>]")
LONGEST_NAME = 200


@dataclass
class Guest:
    """One line: its number, what was written, and the Person of the org chart it means; None for a new name."""

    line: int
    name: str
    email: str
    person: Person | None = None


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
    """Return the Guest of one line: what holds an @ is the e-mail, the first other part the name."""
    parts = [part.strip(" \"'") for part in BETWEEN.split(line)]
    emails = [part for part in parts if "@" in part]
    names = [part for part in parts if part and "@" not in part]
    return Guest(number, names[0] if names else "", emails[0] if emails else "")


def _known(guests, principal):
    """Return (people by e-mail in small letters, people by folded name), each a list; one statement."""
    wanted = Q(small__in={guest.email.lower() for guest in guests} - {""})
    for name in {fold(guest.name) for guest in guests} - {""}:
        # What is looked into begins with the folded name, and goes on with title and code.
        wanted |= Q(search__startswith=f"{name} ")
    people = Person.objects.visible_to(principal).annotate(small=Lower("email"))
    by_email, by_name = {}, {}
    for person in people.filter(wanted).select_related("user"):
        by_email.setdefault(person.email.lower(), []).append(person)
        by_name.setdefault(fold(person.name), []).append(person)
    return by_email, by_name


def _called(name, by_name):
    """Return the people called `name`, whatever the case and accents: those who are written just so, where some are."""
    people = by_name.get(fold(name), []) if name else []
    return [person for person in people if person.name == name] or people


def _complaint(guest, known):
    """Find the person whom a Guest means (I4: by e-mail, else by name); return what is wrong, as a sentence, or ""."""
    by_email, by_name = known
    if guest.email:
        try:
            validate_email(guest.email)
        except ValidationError:
            return _("“%(email)s” is no e-mail address.") % {"email": guest.email}
    people = (guest.email and by_email.get(guest.email.lower())) or _called(guest.name, by_name)
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
