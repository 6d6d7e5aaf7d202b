"""E-mails that a chart tells of people who are here without one."""

from django.utils.translation import gettext as _

from itbiz.core.errors import NotAllowed
from itbiz.exchange.keys import chunks
from orgchart.models import Person


def read_addresses(batch, people, named):
    """Note whom of the known `people` the file tells an e-mail; `named(entry)` gives the pairs (Mention, field).

    The first row that names somebody tells it, as a change under "manager_email"; whoever may not write people gets
    a note. Without it a file of another source, which knows them by e-mail, would make them once more.
    """
    told = set()
    for entry in batch.usable:
        for mention, field in named(entry):
            person, email = people.known_as(mention), people.key_of(mention)
            if person.pk is None or person.email or "@" not in email or person.pk in told:
                continue
            told.add(person.pk)
            try:
                person.authorize(batch.by, {"email": email})
            except NotAllowed as error:
                sentence = _("The e-mail of %(person)s is not taken over: %(why)s")
                batch.note(entry, field, sentence % {"person": person, "why": error})
                continue
            entry.values.setdefault("addresses", {})[person.pk] = email
            if not entry.is_new:
                entry.before["manager_email"] = None
                entry.changes["manager_email"] = "; ".join(entry.values["addresses"].values())


def write_addresses(entries, by):
    """Give people the e-mails that the rows of `entries` tell of them."""
    told = {pk: email for entry in entries for pk, email in entry.values.get("addresses", {}).items()}
    for part in chunks(sorted(told)):
        for person in Person.objects.filter(pk__in=part, email="").order_by("pk"):
            person.update(by=by, email=told[person.pk])
