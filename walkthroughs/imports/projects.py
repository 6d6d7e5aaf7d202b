"""Projects from a file: what came in, from whom, and by when it is needed (rules I1, I4, I6, I11)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Service
from itbiz.core.text import fold
from itbiz.exchange import cells
from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.keys import chunks, kept, known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.lists import records_of
from itbiz.exchange.write import differing, fill, given, insert_made, name_rows, place_records, write_rows
from orgchart.imports.clients import Clients
from orgchart.imports.people import Mention, by_code, by_email, mentions
from orgchart.models import Line, Person
from walkthroughs.exports import PROJECTS
from walkthroughs.imports.named import may_name
from walkthroughs.models import FollowOn, Project

TITLE_LENGTH = Project._meta.get_field("title").max_length
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
    """Rows that are projects. People and services are imported first; a customer is made where it is not known."""

    name = "projects"
    title = gettext_lazy("Projects")
    model = Project
    export = PROJECTS
    needs = (("code", "title"),)
    fields = (
        Field("code", ("project_id", "id", "code", "project_code", "key")),
        Field("title", ("title", "project", "name", "project_name", "outcome")),
        # Files use a column "kind" for all sorts of things: words that mean none of ours are errors in their rows.
        Field("kind", ("kind", "project_kind"), cells.one_of(KINDS)),
        Field("client", ("client_id", "client", "unit_id", "unit")),
        # Whoever buys, by name: outside IT, and nobody imports a chart of them (I10).
        Field("customer", ("customer",)),
        Field("sponsor", ("sponsor", "sponsor_email", "business_owner"), sponsor),
        Field("end_customer", ("end_customer", "end_customers", "benefit")),
        Field("processes", ("processes", "business_processes")),
        Field("benefits", ("benefits",)),
        Field("need_by", ("need_by", "needed_by", "due", "due_date"), cells.day, describes=True),
        Field(
            "status",
            ("status", "state"),
            cells.one_of({word: status for status, words in WORDS.items() for word in words}),
        ),
        Field("service", ("service", "service_id", "service_code")),
        Field("follow_ons", ("follow_ons",), records_of("what", "line")),
    )

    def plan(self, batch):
        """Check titles, ids, clients and sponsors, and give each usable entry its project."""
        name_rows(batch, "title")
        settle_repeats(batch, "code")
        projects = Project.objects.visible_to(batch.by).select_related("client", "sponsor", "service__line")
        if "follow_ons" in batch.columns:
            projects = projects.prefetch_related("follow_ons__line")
        place_records(batch, known(projects, batch.source, {entry.key for entry in batch.usable}), Project, "title")
        clients, sponsors = Clients(batch, ("client", "customer")), Sponsors(batch)
        for entry in batch.usable:
            _fill(batch, entry, clients, sponsors)
        _refer(batch)
        clients.settle(entry.record.client for entry in batch.usable)

    def write(self, batch, changes):
        """Write new clients and projects, and changed ones through their verb."""
        insert_made("units", batch, changes)
        remember(batch.source, {entry.key: entry.record for entry in write_rows(batch, changes)})

    def is_ended(self, record):
        """Return whether a project goes on no more."""
        return record.status != OPEN

    def end(self, record, *, by):
        """Drop a project."""
        record.update(by=by, status=DROPPED)


class Sponsors:
    """The people whom a file names as sponsors: by e-mail, as the source knows them, by code or by exact name (I4)."""

    def __init__(self, batch):
        """Look up everybody whom the usable rows of the batch name."""
        self.batch = batch
        named = [entry.values["sponsor"] for entry in batch.usable if entry.values.get("sponsor")]
        people = Person.objects.visible_to(batch.by)
        self.by_email = by_email(batch.by, {one.email for one in named if one.email})
        self.by_key = kept(people, batch.source, {one.key for one in named})
        self.by_name = {}
        self.by_code = by_code(batch.by, {one.name for one in named})
        for part in chunks({one.name for one in named}):
            for person in people.filter(name__in=part, merged_into=None).order_by("pk"):
                self.by_name.setdefault(person.name, []).append(person)

    def find(self, entry):
        """Return the Person whom an entry names; where nobody or several are meant, None and an error."""
        one = entry.values["sponsor"]
        if one is None:
            return None
        if one.email:
            found = [self.by_email[one.email]] if one.email in self.by_email else []
        else:
            known_as = self.by_key.get(one.key) or self.by_code.get(one.name)
            found = [known_as] if known_as else self.by_name.get(one.name, [])
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
    columns = given(values, ("end_customer", "processes", "benefits"))
    columns |= {"title": _title(batch, entry)} if "title" in values else {}
    columns |= {"need_by": values["need_by"]} if "need_by" in values else {}
    columns |= {name: values[name] for name in ("kind", "status") if values.get(name)}
    if "sponsor" in values:
        columns["sponsor"] = sponsors.find(entry)
    columns |= _client(batch, entry, clients)
    fill(entry, differing(entry.record, columns))
    batch.check(entry, entry.record)


def _title(batch, entry):
    """Return the title, at most as long as one is read: the rest of it is left out with a note."""
    title = entry.values["title"] or ""
    if len(title) <= TITLE_LENGTH:
        return title
    batch.note(entry, "title", _("Only the first %d characters are kept.") % TITLE_LENGTH)
    return title[: TITLE_LENGTH - 1].rstrip() + "…"


def _client(batch, entry, clients):
    """Return the client as {"client": a Unit}; of a row that names none, what stands, with a note."""
    values = entry.values
    if values.get("client"):
        return {"client": clients.find(entry, "client")}
    if values.get("customer"):
        return {"client": clients.find_or_make(entry, "customer")}
    if entry.record.client_id is None and (entry.is_new or {"client", "customer"} & set(values)):
        batch.note(entry, "client", _("The client is missing: nobody would buy it yet."))
    return {}


def _refer(batch):
    """Set the services that projects design, and what follows them."""
    designed = {entry.values["service"] for entry in batch.usable if entry.values.get("service")}
    services = known(Service.objects.visible_to(batch.by), batch.source, designed)
    named = {row["line"] for entry in batch.usable for row in entry.values.get("follow_ons") or ()} - {None, ""}
    lines = known(Line.objects.visible_to(batch.by), batch.source, named)
    for entry in batch.usable:
        if entry.values.get("service") or ("service" in entry.values and may_name(batch.by, entry.record.service)):
            columns = {"service": _find(batch, entry, "service", services, entry.values["service"])}
            fill(entry, differing(entry.record, columns))
        if "follow_ons" in entry.values:
            rows = entry.values["follow_ons"] or []
            _follow(entry, [(row["what"] or "", _find(batch, entry, "follow_ons", lines, row["line"])) for row in rows])


def _follow(entry, rows):
    project = entry.record
    if entry.is_new:
        entry.parts = [FollowOn(project=project, what=what, line=line) for what, line in rows]
    elif [(row.what, row.line) for row in project.follow_ons.all()] != rows:
        entry.changes["follow_ons"] = [{"what": what, "line": line} for what, line in rows]


def _find(batch, entry, field, records, code):
    """Return the record of this code; of an unknown code None, with an error."""
    if code and code not in records:
        sentences = {"service": _("There is no service “%s”."), "follow_ons": _("There is no line “%s”.")}
        batch.error(entry, field, sentences[field] % code, _("Write the code of one that exists."))
    return records.get(code)
