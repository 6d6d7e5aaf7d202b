"""Projects from a file: what came in, from whom, and by when it is needed (rules I1, I4, I6, I11)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.core.text import fold
from itbiz.exchange import cells
from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.keys import chunks, kept, known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.write import change, differing, fill, given, insert, name_rows, place_records
from orgchart.imports.people import Mention, by_email, mentions
from orgchart.models import Person, Unit
from walkthroughs.models import Project

OPEN, DONE, DROPPED = Project.Status.values
WORDS = {
    OPEN: ("open", "new", "active", "planned", "proposed", "requested", "in progress", "on hold"),
    DONE: ("done", "closed", "completed", "complete", "finished"),
    DROPPED: ("dropped", "cancelled", "canceled", "rejected", "withdrawn"),
}
KINDS = {kind: kind for kind in Project.Kind.values} | {
    "business project": Project.Kind.BUSINESS,
    "internal investment": Project.Kind.INTERNAL_INVESTMENT,
    "service design": Project.Kind.SERVICE_DESIGN,
}


def sponsor(cell):
    """Return the one person whom a cell names, as a Mention; None for nobody. Raises Unfit where it names several."""
    named = mentions(cell)
    if len(named) > 1:
        raise cells.Unfit(_("A project has one sponsor; “%s” names several.") % cell, _("Keep the one who answers."))
    if named and not named[0].email and "@" in named[0].name:
        return Mention(named[0].name, fold(named[0].name))
    return named[0] if named else None


class ProjectKind(Kind):
    """Rows that are projects. Neither people nor units are made for them: those are imported first."""

    name = "projects"
    title = gettext_lazy("Projects")
    needs = (("code", "title"),)
    fields = (
        Field("code", ("project_id", "id", "code", "project_code", "key")),
        Field("title", ("title", "project", "name", "project_name", "outcome")),
        # Files use a column "kind" for all sorts of things: words that mean none of ours are errors in their rows.
        Field("kind", ("kind", "project_kind"), cells.one_of(KINDS)),
        Field("client", ("client_id", "client", "customer", "unit_id", "unit")),
        Field("sponsor", ("sponsor", "sponsor_email", "business_owner"), sponsor),
        Field("end_customer", ("end_customer", "end_customers", "benefit")),
        Field("need_by", ("need_by", "needed_by", "due", "due_date"), cells.day),
        Field(
            "status",
            ("status", "state"),
            cells.one_of({word: status for status, words in WORDS.items() for word in words}),
        ),
    )

    def plan(self, batch):
        """Check titles, ids, clients and sponsors, and give each usable entry its project."""
        name_rows(batch, "title")
        settle_repeats(batch, "code")
        projects = Project.objects.visible_to(batch.by)
        place_records(batch, known(projects, batch.source, {entry.key for entry in batch.usable}), Project, "title")
        clients = {entry.values["client"] for entry in batch.usable if entry.values.get("client")}
        clients = known(Unit.objects.visible_to(batch.by), batch.source, clients)
        sponsors = Sponsors(batch)
        for entry in batch.usable:
            _fill(batch, entry, clients, sponsors)

    def write(self, batch, changes):
        """Write new projects, and changed ones through their verb."""
        entries = batch.usable
        changed = [entry for entry in entries if entry.changes]
        insert([entry.record for entry in entries if entry.is_new], batch, changes)
        change(changed, batch)
        remember(batch.source, {entry.key: entry.record for entry in entries})


class Sponsors:
    """The people whom a file names as sponsors: by e-mail, else as the source knows them, else by exact name (I4)."""

    def __init__(self, batch):
        """Look up everybody whom the usable rows of the batch name."""
        self.batch = batch
        named = [entry.values["sponsor"] for entry in batch.usable if entry.values.get("sponsor")]
        people = Person.objects.visible_to(batch.by)
        self.by_email = by_email(batch.by, {one.email for one in named if one.email})
        self.by_key = kept(people, batch.source, {one.key for one in named})
        self.by_name = {}
        for part in chunks({one.name for one in named}):
            for person in people.filter(name__in=part).order_by("pk"):
                self.by_name.setdefault(person.name, []).append(person)

    def find(self, entry):
        """Return the Person whom an entry names; where nobody or several are meant, None and an error."""
        one = entry.values["sponsor"]
        if one is None:
            return None
        if one.email:
            found = [self.by_email[one.email]] if one.email in self.by_email else []
        else:
            found = [self.by_key[one.key]] if one.key in self.by_key else self.by_name.get(one.name, [])
        if len(found) == 1:
            return found[0]
        if found:
            sentence, remedy = _("Several people are called “%s”."), _("Write the e-mail address instead.")
        else:
            sentence, remedy = _("Nobody here is called “%s”."), _("Add the person first, or leave the cell empty.")
        self.batch.error(entry, "sponsor", sentence % one.key, remedy)
        return None


def _fill(batch, entry, clients, sponsors):
    values = entry.values
    columns = given(values, ("end_customer",))
    columns |= {"title": values["title"]} if "title" in values else {}
    columns |= {"need_by": values["need_by"]} if "need_by" in values else {}
    columns |= {name: values[name] for name in ("kind", "status") if values.get(name)}
    if "sponsor" in values:
        columns["sponsor"] = sponsors.find(entry)
    if "client" in values or entry.is_new:
        columns["client"] = _client(batch, entry, clients)
    fill(entry, differing(entry.record, columns))
    batch.check(entry, entry.record)


def _client(batch, entry, clients):
    """Return the unit that a row names; a row without one is an error, as nobody would take what is built."""
    key = entry.values.get("client")
    if not key:
        batch.error(
            entry, "client", _("The client is missing: nobody would buy it."), _("Write the code of the client's unit.")
        )
    elif key not in clients:
        batch.error(entry, "client", _("There is no unit “%s”.") % key, _("Import the units first."))
    return clients.get(key)
