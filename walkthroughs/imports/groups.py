"""The groups of a file of contracts: one project and one walk-through each (rules I9, H2, H3)."""

from django.utils.translation import gettext as _

from itbiz.exchange.hierarchy import parent_of
from itbiz.exchange.keys import known
from orgchart.models import Line, Unit
from walkthroughs.models import Contract, Project, Walkthrough
from walkthroughs.moves import ENDED


class Groups:
    """Finds the walk-through of each row's group, or makes it with its project; `contracts` are known, by key."""

    def __init__(self, batch, contracts):
        """Look up what the usable rows of the batch name: walk-throughs, projects, clients."""
        self.batch = batch
        self.contracts = contracts
        self.rows = {entry.key: entry for entry in batch.entries}
        names = {entry.values["walkthrough"] for entry in batch.usable}
        self.walkthroughs = known(Walkthrough.objects.visible_to(batch.by), batch.source, names)
        projects = Project.objects.visible_to(batch.by).select_related("client")
        self.projects = known(projects, batch.source, names | self._named("project"))
        self.clients = known(Unit.objects.visible_to(batch.by), batch.source, self._named("client"))
        lines = Line.objects.visible_to(batch.by).select_related("unit")
        self.client_lines = known(lines, batch.source, self._named("client_line"))
        standing = [walkthrough.pk for walkthrough in self.walkthroughs.values()]
        roots = Contract.objects.filter(parent=None, walkthrough__in=standing)
        self.with_prime = set(roots.values_list("walkthrough_id", flat=True))

    def _named(self, field):
        return {entry.values[field] for entry in self.batch.usable if entry.values.get(field)}

    def check(self):
        """Make errors of rows that do not fit their group: a second prime, a parent elsewhere, nobody as client."""
        primes = {}
        # Rows with another error, too: everything is told at once.
        for entry in self.batch.entries:
            if entry.record is not None:
                self._check_known(entry) if entry.record.pk else self._check_new(entry, primes)

    def _check_known(self, entry):
        contract, walkthrough = entry.record, self.walkthroughs.get(entry.values["walkthrough"])
        if walkthrough is None or walkthrough.pk != contract.walkthrough_id:
            sentence = _("This contract belongs to the walk-through %s.") % contract.walkthrough.code
            self.batch.error(entry, "walkthrough", sentence, _("Give the row an id of its own."))
        parent = self.contracts.get(parent_of(entry))
        if "parent" in entry.values and (parent and parent.pk) != contract.parent_id:
            self.batch.note(entry, "parent", _("The contract hangs elsewhere here; an import does not move it."))

    def _check_new(self, entry, primes):
        name, parent = entry.values["walkthrough"], parent_of(entry)
        walkthrough = self.walkthroughs.get(name)
        if walkthrough and walkthrough.status == Walkthrough.Status.CLOSED:
            sentence = _("The walk-through %s is closed.") % name
            self.batch.error(entry, "walkthrough", sentence, _("Start another one for what is needed now."))
        elif parent is not None:
            self._check_parent(entry, name, parent)
        elif name in primes or (walkthrough and walkthrough.pk in self.with_prime):
            sentence = _("The walk-through %s has its prime contract already.") % name
            self.batch.error(entry, "parent", sentence, _("Name the contract that this one belongs below."))
        else:
            primes[name] = entry
            self._check_client(entry, walkthrough)

    def _check_parent(self, entry, name, parent):
        known_parent = self.contracts.get(parent)
        in_file = self.rows.get(parent)
        group = in_file.values.get("walkthrough") if in_file else known_parent and known_parent.walkthrough.code
        if group and group != name:
            sentence = _("The parent “%(parent)s” belongs to the walk-through %(group)s.")
            sentence %= {"parent": parent, "group": group}
            self.batch.error(entry, "parent", sentence, _("Name a parent of the same walk-through."))
        elif known_parent and known_parent.state in (*ENDED, Contract.State.ACCEPTED):
            sentence = _("The parent “%(parent)s” is %(state)s.")
            sentence %= {"parent": parent, "state": known_parent.get_state_display()}
            self.batch.error(entry, "parent", sentence, _("Nothing is added below it: name another parent."))

    def _check_client(self, entry, walkthrough):
        client, line = entry.values.get("client"), entry.values.get("client_line")
        project = self.projects.get(self._project_of(entry))
        if client and client not in self.clients:
            self.batch.error(entry, "client", _("There is no unit “%s”.") % client, _("Import the units first."))
        elif line and line not in self.client_lines:
            self.batch.error(entry, "client_line", _("There is no line “%s”.") % line, _("Import the lines first."))
        elif client and line:
            sentence = _("A walk-through has exactly one client: a unit or a line. Name one of them.")
            self.batch.error(entry, "client_line", sentence, "")
        elif entry.rejected or entry.flaws:
            # Whoever supplies or buys may stand in a cell that is wrong.
            return
        elif walkthrough is None and not (client or line or entry.record.supplier or (project and project.client)):
            sentence = _("Neither a client nor a supplier is named for the prime contract.")
            self.batch.error(entry, "client", sentence, _("Name the unit that buys, in a column “client”."))

    def _project_of(self, entry):
        """Return the key of the project that a row belongs to: the group's own where the file has no such column."""
        return entry.values["project"] if "project" in entry.values else entry.values["walkthrough"]

    def make(self):
        """Give each usable new row its walk-through, making those that do not stand."""
        for entry in self.batch.usable:
            if entry.is_new and parent_of(entry) is None:
                self._make(entry)
        for entry in self.batch.usable:
            if entry.is_new and self.has(entry):
                entry.record.walkthrough = self.walkthroughs[entry.values["walkthrough"]]
                entry.record.mode = entry.record.walkthrough.mode

    def has(self, entry):
        """Whether the walk-through of the entry's group stands or is made; where its prime is wrong, it is not."""
        return entry.values["walkthrough"] in self.walkthroughs

    def _make(self, entry):
        name, values = entry.values["walkthrough"], entry.values
        if name in self.walkthroughs:
            return
        client = self._client(entry)
        walkthrough = Walkthrough(code=name, project=self._project(entry, client), facilitator=self.batch.by.person)
        setattr(walkthrough, "client_line" if values.get("client_line") else "client_unit", client)
        told = {"title": "walkthrough_title", "kind": "walkthrough_kind", "mode": "mode", "access": "access"}
        for column, field in told.items():
            setattr(walkthrough, column, values.get(field) or getattr(walkthrough, column))
        self.walkthroughs[name] = self.batch.made["walk-throughs"][name] = walkthrough
        renamed = [("code", "walkthrough"), ("title", "walkthrough_title")]
        self.batch.check(entry, walkthrough, renamed=renamed)

    def _project(self, entry, client):
        """Return the project of a new walk-through, a new one where it is not known; None where the file says none."""
        key = self._project_of(entry)
        if key and key not in self.projects:
            unit = client if isinstance(client, Unit) else None
            self.projects[key] = self.batch.made["projects"][key] = Project(code=key, title=key, client=unit)
        return self.projects.get(key)

    def _client(self, entry):
        """Return the client of a new walk-through: whom the file names, else that of the project, else the prime's own.

        The unit, not the prime's line: nobody else asked for it, but the line does not buy from itself, which
        would make every prime contract an own share (C4).
        """
        if entry.values.get("client_line"):
            return self.client_lines[entry.values["client_line"]]
        if entry.values.get("client"):
            return self.clients[entry.values["client"]]
        project = self.projects.get(self._project_of(entry))
        supplier = entry.record.supplier
        return (project and project.client) or (supplier and supplier.unit)

    def forget_unused(self):
        """Forget the walk-throughs and projects made for rows that were rejected in the end."""
        names = {entry.values["walkthrough"] for entry in self.batch.usable}
        made = self.batch.made
        made["walk-throughs"] = {name: one for name, one in made["walk-throughs"].items() if name in names}
        used = {id(walkthrough.project) for walkthrough in made["walk-throughs"].values()}
        made["projects"] = {key: one for key, one in made["projects"].items() if id(one) in used}
