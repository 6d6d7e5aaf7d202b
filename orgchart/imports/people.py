"""Managers as files name them: the same by e-mail, else by exact name within one file (rule I4)."""

import re
from dataclasses import dataclass

from django.db.models.functions import Lower

from itbiz.core.text import fold
from itbiz.exchange.cells import names
from itbiz.exchange.keys import chunks, kept
from itbiz.exchange.write import give_codes
from orgchart.models import Person

NOBODY = {"vacant", "none", "n/a", "-"}


@dataclass(frozen=True)
class Mention:
    """A person as a cell names them: name and e-mail, the latter perhaps empty."""

    name: str
    email: str = ""

    @property
    def key(self):
        """What tells this person from others in the file."""
        return self.email or self.name


def mentions(cell):
    """Return the people that a cell names, as Mentions: "Ada Lovelace; Bob <bob@example.org>"."""
    return [_mention(name) for name in names(cell) if fold(name) not in NOBODY]


def _mention(name):
    found = re.fullmatch(r"(.*?)\s*<([^<>@\s]+@[^<>@\s]+)>", name)
    return Mention(found[1] or found[2], found[2].lower()) if found else Mention(name)


class People:
    """Everybody a file mentions: known or, in `batch.made["people"]`, about to be made."""

    def __init__(self, batch, mentioned, units):
        """Look up the Mentions `mentioned`; `units` are the known units whose heads and deputies have names already."""
        keys = {mention.key for mention in mentioned}
        self.batch = batch
        self.by_key = _incumbents(units) | kept(Person.objects.visible_to(batch.by), batch.source, keys)
        self.by_key |= by_email(batch.by, {mention.email for mention in mentioned if mention.email})

        self._make([mention for mention in mentioned if mention.key not in self.by_key])

    def _make(self, mentioned):
        new = {mention.key: Person(name=mention.name, email=mention.email) for mention in mentioned}
        give_codes(new.values(), Person)
        self.batch.made["people"] = new
        self.by_key |= new

    def find(self, entry, mention):
        """Return the Person of a Mention in `entry`; what is wrong with the name or e-mail becomes its error."""
        person = self.by_key[mention.key]
        if person.pk is None:
            self.batch.check(entry, person, renamed=[("name", "manager"), ("email", "manager")])
        return person


def _incumbents(units):
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
