"""The groups of a file of contracts: one project and one walk-through each (rules I9, H2, H3)."""

from django.utils.translation import gettext as _

from itbiz.exchange.hierarchy import parent_of
from itbiz.exchange.keys import known
from orgchart.models import Unit
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
        self.projects = known(Project.objects.visible_to(batch.by), batch.source, names)
        clients = {entry.values["client"] for entry in batch.usable if entry.values.get("client")}
        self.clients = known(Unit.objects.visible_to(batch.by), batch.source, clients)
        standing = [walkthrough.pk for walkthrough in self.walkthroughs.values()]
        roots = Contract.objects.filter(parent=None, walkthrough__in=standing)
        self.with_prime = set(roots.values_list("walkthrough_id", flat=True))

    def check(self):
        """Make errors of rows that do not fit their group: a second prime, a parent elsewhere, nobody as client."""
        primes = {}
        for entry in self.batch.usable:
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
        client = entry.values.get("client")
        if client and client not in self.clients:
            self.batch.error(entry, "client", _("There is no unit “%s”.") % client, _("Import the units first."))
        elif walkthrough is None and not client and entry.record.supplier is None:
            sentence = _("Neither a client nor a supplier is named for the prime contract.")
            self.batch.error(entry, "client", sentence, _("Name the unit that buys, in a column “client”."))

    def make(self):
        """Give each usable new row its walk-through, making those that do not stand."""
        for entry in self.batch.usable:
            if entry.is_new and parent_of(entry) is None:
                self._make(entry)
        for entry in self.batch.usable:
            if entry.is_new:
                entry.record.walkthrough = self.walkthroughs[entry.values["walkthrough"]]
                entry.record.mode = entry.record.walkthrough.mode

    def _make(self, entry):
        name = entry.values["walkthrough"]
        if name in self.walkthroughs:
            return
        client = self._client(entry)
        if name not in self.projects:
            project = Project(code=name, title=name, client=client)
            self.projects[name] = self.batch.made["projects"][name] = project
        walkthrough = Walkthrough(code=name, project=self.projects[name], client_unit=client)
        self.walkthroughs[name] = self.batch.made["walk-throughs"][name] = walkthrough
        self.batch.check(entry, walkthrough, renamed=[("code", "walkthrough")])

    def _client(self, entry):
        """Return the client of a new walk-through: the unit the file names, else the prime's own.

        The unit, not the prime's line: nobody else asked for it, but the line does not buy from itself, which
        would make every prime contract an own share (C4).
        """
        named = entry.values.get("client")
        return self.clients[named] if named else entry.record.supplier.unit

    def forget_unused(self):
        """Forget the walk-throughs and projects made for rows that were rejected in the end."""
        used = {entry.values["walkthrough"] for entry in self.batch.usable}
        for made in ("projects", "walk-throughs"):
            kept = {name: record for name, record in self.batch.made[made].items() if name in used}
            self.batch.made[made] = kept
