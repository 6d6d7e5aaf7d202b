"""Managers as files name them: the same by e-mail, else by exact name within one file (rule I4)."""

import re
from dataclasses import dataclass, replace

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.keys import by_name, chunks, kept
from itbiz.exchange.lists import codes_in
from itbiz.exchange.verdicts import Remark
from itbiz.exchange.write import give_codes
from orgchart.models import Person

NOBODY = {"vacant", "vacancy", "none", "nobody", "n/a", "tbd", "vakant", "unbesetzt", "n.n.", "n. n."}
NOBODY |= {"-", "–", "—", "?"}


@dataclass(frozen=True)
class Mention:
    """A person as a cell names them: name and e-mail, the latter perhaps empty; a code may stand for the name."""

    name: str
    email: str = ""

    @property
    def key(self):
        """What tells this person from others in the file."""
        return self.email or self.name


def mentions(cell):
    """Return the people that a cell names, as Mentions: "Ada Lovelace; Bob <bob@example.org>"."""
    return [_mention(name) for name in codes_in(cell) if fold(name) not in NOBODY]


def begins_with_nobody(cell):
    """Return whether a cell says first of all that there is nobody, as in "vacant; Tim Keller" (I4)."""
    return any(fold(name) in NOBODY for name in codes_in(cell)[:1])


def _mention(name):
    found = re.fullmatch(r"(.*?)\s*<([^<>@\s]+@[^<>@\s]+)>", name)
    return Mention(found[1] or found[2], found[2].lower()) if found else Mention(name)


def with_email(mentioned, email):
    """Return the Mentions `mentioned`, the first of them known by `email` where there is one and it has none."""
    if not email or not mentioned or mentioned[0].email:
        return mentioned
    return [replace(mentioned[0], email=email.lower()), *mentioned[1:]]


class People:
    """Everybody a file mentions: known or, in `batch.made["people"]`, about to be made."""

    def __init__(self, batch, mentioned, units, titles=None):
        """Look up the Mentions `mentioned`; `units` are the known units whose heads and deputies have names already.

        `titles` are what somebody who is made is called beside the name, by the key of the mention.
        """
        self.batch, self.titles = batch, titles or {}
        self.addresses = _addresses(mentioned)
        incumbents = incumbents_of(units)
        keys = {text for mention in mentioned for text in (mention.key, mention.name)}
        by_name = incumbents | kept(Person.objects.visible_to(batch.by), batch.source, keys)
        self.by_key = by_code(batch.by, keys - set(by_name)) | by_name
        self.by_key |= by_email(batch.by, {mention.email for mention in mentioned if mention.email})
        self._make([mention for mention in mentioned if self._known(mention) is None])

    def forget_unused(self, mentioned):
        """Forget those who were to be made and are not among the Mentions `mentioned`."""
        used = {self.key_of(mention) for mention in mentioned}
        self.batch.made["people"] = {key: one for key, one in self.batch.made["people"].items() if key in used}

    def key_of(self, mention):
        """Return what tells a Mention's person from others: the e-mail, also where the file tells it elsewhere."""
        return mention.email or self.addresses.get(mention.name) or mention.name

    def _known(self, mention):
        """Return whom a Mention means: by e-mail, or somebody of the name of whom no other e-mail is known."""
        key, namesake = self.key_of(mention), self.by_key.get(mention.name)
        is_same = namesake and (key == mention.name or not namesake.email)
        return self.by_key.get(key) or (namesake if is_same else None)

    def _make(self, mentioned):
        new = {}
        for mention in mentioned:
            key = self.key_of(mention)
            title = self.titles.get(mention.key) or self.titles.get(key, "")
            new.setdefault(key, Person(name=mention.name, email=self.addresses.get(mention.name, ""), title=title))
            if mention.email:
                new[key].email = mention.email
        give_codes(new.values(), Person)
        called = by_name(Person.objects.visible_to(self.batch.by), {person.name for person in new.values()})
        for name, people in called.items():
            sentence = _("Somebody called “%(name)s” is here already (%(code)s), and another one is made.")
            remedy = _("Write their e-mail or code to mean the same.")
            words = {"name": name, "code": people[0].code}
            self.batch.remarks.append(Remark(None, "", f"{sentence % words} {remedy}"))
        self.batch.made["people"] = new
        self.by_key |= new

    def find(self, entry, mention):
        """Return the Person of a Mention in `entry`; what is wrong with the name or e-mail becomes its error."""
        person = self._known(mention)
        if person.pk is None:
            renamed = [("name", "manager"), ("email", "manager"), ("title", "title")]
            self.batch.check(entry, person, renamed=renamed)
        return person


def _addresses(mentioned):
    """Return {name: e-mail} of those whom the file tells one e-mail."""
    found = {}
    for mention in mentioned:
        if mention.email:
            found.setdefault(mention.name, set()).add(mention.email)
    return {name: next(iter(emails)) for name, emails in found.items() if len(emails) == 1}


def incumbents_of(units):
    """Return {name: Person} of those who head the `units` or are appointed there."""
    people = {}
    for unit in units:
        for person in [unit.head, *(appointment.person for appointment in unit.appointments.all())]:
            if person is not None:
                people.setdefault(person.name, person)
    return people


def by_email(by, emails):
    """Return {e-mail: Person} of those whom principal `by` sees and `emails` name, all in small letters."""
    people = Person.objects.visible_to(by).annotate(lower=Lower("email"))
    return {person.lower: person for part in chunks(emails) for person in people.filter(lower__in=part)}


def by_code(by, codes):
    """Return {code: Person} of those whom principal `by` sees and `codes` name."""
    people = Person.objects.visible_to(by)
    return {person.code: person for part in chunks(codes) for person in people.filter(code__in=part)}
