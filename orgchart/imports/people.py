"""Managers as files name them: the same by e-mail, else by exact name within one file (rule I4)."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.keys import chunks, kept
from itbiz.exchange.lists import codes_in
from itbiz.exchange.write import give_codes
from orgchart.imports.written import (
    likeness,
    may_be_several,
    namesakes,
    person_name,
    reading_of,
    told_alike,
    told_namesake,
    told_several,
    told_written,
)
from orgchart.models import Person

NOBODY = {"vacant", "vacancy", "none", "nobody", "n/a", "tbd", "tba", "tbc", "open", "to be hired"}
NOBODY |= {"vakant", "unbesetzt", "nicht besetzt", "zu besetzen", "offen", "n.n.", "n. n.", "nn", "-", "–", "—", "?"}


@dataclass(frozen=True)
class Mention:
    """A person as a cell names them: name and e-mail, the latter perhaps empty; a code may stand for the name.

    `written` is the name as the cell writes it.
    """

    name: str
    email: str = ""
    written: str = field(default="", compare=False)

    @property
    def key(self):
        """What tells this person from others in the file."""
        return self.email or self.name


def mentions(cell):
    """Return the people that a cell names, as Mentions: "Ada Lovelace; Bob <bob@example.org>"."""
    return [_mention(name) for name in codes_in(cell) if not is_nobody(name)]


def is_nobody(name):
    """Return whether a name says that there is nobody: "vacant", "(vakant)", "N.N."."""
    return fold(name.strip("()[] ")) in NOBODY


def begins_with_nobody(cell):
    """Return whether a cell says first of all that there is nobody, as in "vacant; Tim Keller" (I4)."""
    return any(is_nobody(name) for name in codes_in(cell)[:1])


def _mention(name):
    found = re.fullmatch(r"(.*?)\s*<([^<>@\s]+@[^<>@\s]+)>", name)
    written = (found[1] or found[2]) if found else name
    return Mention(person_name(written), found[2].lower() if found else "", written)


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
        texts = {text for one in mentioned for text in (one.key, one.name, one.written)} - {""}
        self.own = kept(Person.objects.visible_to(batch.by), batch.source, texts)
        self.by_key = incumbents_of(units) | self.own
        self.codes = by_code(batch.by, texts - set(self.by_key))
        self.by_key |= self.codes
        self.by_key |= by_email(batch.by, {mention.email for mention in mentioned if mention.email})
        self._make([mention for mention in mentioned if self.known_as(mention) is None])
        self.rows, self.told = {}, set()

    def settle(self, mentioned):
        """Forget those to be made who are not among the Mentions `mentioned`; keep how the source calls the others.

        So its next file finds them by these names, which may be written without e-mails. Who was found is told.
        """
        mentioned = list(mentioned)
        used = {self.key_of(mention) for mention in mentioned}
        self.batch.made["people"] = {key: one for key, one in self.batch.made["people"].items() if key in used}
        called = defaultdict(dict)
        for mention in mentioned:
            for text in {mention.email, mention.name} - {"", *self.own, *self.codes}:
                called[text][id(self.known_as(mention))] = self.known_as(mention)
        # A name that means two is no key of either.
        named = {text: next(iter(people.values())) for text, people in called.items() if len(people) == 1}
        self.batch.mentioned["people"] = named
        pairs = [(mention, self.known_as(mention)) for mention in mentioned]
        found = {person.pk: (person, self._how(mention, person)) for mention, person in pairs if person.pk}
        self.batch.found["people"] = list(found.values())

    def _how(self, mention, person):
        """Return how it is known whom a Mention means."""
        if person.email and person.email.lower() == self.key_of(mention):
            return _("by e-mail")
        texts = {mention.name, mention.written, mention.email}
        if texts & set(self.codes):
            return _("by code")
        return _("as this source calls them") if texts & set(self.own) else _("by name, in office here")

    def key_of(self, mention):
        """Return what tells a Mention's person from others: the e-mail, also where the file tells it elsewhere."""
        return mention.email or self.addresses.get(mention.name) or mention.name

    def known_as(self, mention):
        """Return whom a Mention means: by e-mail, or somebody of the name of whom no other e-mail is known."""
        key, namesake = self.key_of(mention), self.by_key.get(mention.name) or self.by_key.get(mention.written)
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
        self.here = namesakes(self.batch.by, {person.name for person in new.values()})
        self.batch.made["people"] = new
        self.by_key |= new

    def find(self, entry, mention, name):
        """Return the Person of a Mention in the field `name` of `entry`; what is wrong with it becomes its error.

        What somebody might take for another person, or for none, is noted.
        """
        person = self.known_as(mention)
        if fold(mention.written) not in (fold(mention.name), "", fold(person.code)):
            self.batch.note(entry, name, told_written(mention.written, mention.name), reading_of(mention.written))
        if person.pk is None:
            renamed = [("name", name), ("email", name), ("title", "title")]
            self.batch.check(entry, person, renamed=renamed)
            if may_be_several(person.name):
                self.batch.note(entry, name, told_several(person.name))
        elif not person.active:
            self.batch.note(entry, name, _("%s is inactive here.") % person)
        self._tell_namesakes(entry, person, name)
        return person

    def _tell_namesakes(self, entry, person, name):
        """Note, once a person, who is called alike: in an earlier row, or here, where the person is made."""
        other, row = self.rows.setdefault(likeness(person.name), (person, entry.row))
        if id(person) in self.told or likeness(person.name) == "":
            return
        self.told.add(id(person))
        if other is not person and None in (other.pk, person.pk):
            self.batch.note(entry, name, told_alike(person.name, other.name, row))
        if person.pk is None and person.name in self.here:
            self.batch.note(entry, name, told_namesake(person.name, *self.here[person.name]))


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
    # Of several the last one stays: who is active, and came first.
    people = _people(by).annotate(lower=Lower("email")).order_by("active", "-pk")
    return {person.lower: person.lasting for part in chunks(emails) for person in people.filter(lower__in=part)}


def by_code(by, codes):
    """Return {code: Person} of those whom principal `by` sees and `codes` name."""
    people = _people(by)
    return {person.code: person.lasting for part in chunks(codes) for person in people.filter(code__in=part)}


def _people(by):
    return Person.objects.visible_to(by).select_related("merged_into")
