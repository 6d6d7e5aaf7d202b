"""Contracts from a file: a walk-through a group, each row what a line asks of another (rules I9, C3, C4)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.core.errors import Refused
from itbiz.exchange import cells
from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.hierarchy import Hierarchy, in_levels, parent_of
from itbiz.exchange.keys import known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.lists import records_of
from itbiz.exchange.models import KEY_LENGTH
from itbiz.exchange.money import amount
from itbiz.exchange.write import change, insert_made
from orgchart.imports.lines import UnitLines
from walkthroughs.exports import CONTRACTS
from walkthroughs.imports.duties import Duties
from walkthroughs.imports.groups import Groups
from walkthroughs.imports.named import Named, name_firms
from walkthroughs.imports.numbering import number
from walkthroughs.imports.wording import fill, remark_prices, spell_currency
from walkthroughs.imports.writing import write_new
from walkthroughs.models import Contract, Walkthrough

MADE = ("units", "lines", "projects", "walk-throughs")


def _choice(choices):
    return cells.one_of({value: value for value in choices.values})


class ContractKind(Kind):
    """Rows that are contracts; the column `walkthrough` groups them, one project and one walk-through a group."""

    name = "contracts"
    title = gettext_lazy("Contracts")
    model = Contract
    export = CONTRACTS
    needs = (("walkthrough",), ("code",), ("need",))
    why = gettext_lazy(
        "Each contract needs an id, for one that hangs below it names it in a column “Parent”. The first of a "
        "walk-through, its prime contract, hangs below none. The walk-through may be named as its project is."
    )
    labels = {
        "walkthrough": gettext_lazy("Walk-through"),
        "walkthrough_title": gettext_lazy("Title of the walk-through"),
        "walkthrough_kind": gettext_lazy("Kind of walk-through"),
        "project": gettext_lazy("Project of the walk-through"),
    }
    fields = (
        Field("walkthrough", ("walkthrough", "walkthrough_code", "project_id", "project")),
        Field("walkthrough_title", ("walkthrough_title",)),
        Field("walkthrough_kind", ("walkthrough_kind",), _choice(Walkthrough.Kind)),
        Field("mode", ("mode",), _choice(Walkthrough.Mode)),
        Field("access", ("access",), _choice(Walkthrough.Access)),
        Field("project", ("project", "project_code")),
        Field("code", ("line_id", "contract_id", "id", "code")),
        Field("parent", ("parent_line_id", "parent_contract_id", "parent_id", "parent")),
        Field("position", ("position",), cells.whole_number, describes=True),
        Field("unit", ("unit_id", "unit_code", "unit")),
        Field("line", ("line_code", "line", "supplier")),
        # Suppliers of which nobody imports a chart (I10).
        Field("firm", ("contractor", "firm")),
        Field("firm_id", ("contractor_id", "firm_id")),
        Field("need", ("need", "product", "scope")),
        Field("client", ("client_id", "client", "customer")),
        Field("client_line", ("client_line",)),
        Field("contract_kind", ("contract_kind",), _choice(Contract.Kind)),
        Field("gap", ("gap",), cells.YES_NO),
        Field("vendor", ("vendor", "vendor_code")),
        Field("lead", ("lead",)),
        Field("service", ("service", "service_code", "service_id")),
        Field("deliverable", ("deliverable", "result")),
        Field("accepted_when", ("accepted_when", "acceptance")),
        Field("not_included", ("not_included",)),
        Field("conditions", ("conditions",)),
        Field("due", ("due", "due_date"), cells.day),
        Field("effort_low", ("effort_low",), cells.number),
        Field("effort_high", ("effort_high",), cells.number),
        Field("price", ("price", "amount"), amount),
        Field("currency", ("currency",), cells.currency),
        Field("starts", ("starts",), cells.day),
        Field("ends", ("ends",), cells.day),
        Field("review_due", ("review_due",), cells.day),
        Field("needs_nothing_more", ("needs_nothing_more",), cells.YES_NO),
        Field("buyer_provides_nothing", ("buyer_provides_nothing",), cells.YES_NO),
        Field("buyer_provides", ("buyer_provides",), records_of("what", "due")),
        # Only told of: what comes in is a draft.
        Field("state", ("state", "status")),
    )

    def plan(self, batch):
        """Check groups, parents and suppliers, and give each usable entry its contract."""
        _name(batch)
        settle_repeats(batch, "code")
        spell_currency(batch)
        contracts = _known(batch)
        lines, named = UnitLines(batch), Named(batch)
        name_firms(batch, lines)
        for entry in batch.usable:
            fill(batch, entry, contracts, lines, named)
        groups = Groups(batch, contracts)
        groups.check()
        Hierarchy(batch, contracts, {}).check()
        duties = Duties(batch)
        groups.make()
        _place(batch, contracts, groups)
        duties.draw()
        if batch.is_lost:
            return
        remark_prices(batch)
        groups.forget_unused()
        lines.forget_unused(entry.record.supplier for entry in batch.usable)
        _forget_firms(batch)

    def write(self, batch, changes):
        """Write what is made on the way, whole new trees by the level, and other rows singly through their verbs."""
        for made in MADE:
            insert_made(made, batch, changes)
        levels = in_levels(batch.usable)
        changed = [entry for entry in batch.usable if entry.changes]
        for level in levels:
            write_new([entry for entry in level if entry.is_new], batch.by, changes)
        change(changed, batch)
        remember(batch.source, {entry.key: entry.record for level in levels for entry in level})

    def end(self, record, *, by):
        """Refuse: what two sides agreed is ended by one of them, never by a file."""
        raise Refused(_("%s stays: a contract is ended by one of its sides, not by a file.") % record)


def _known(batch):
    keys = {entry.key for entry in batch.usable} | {parent_of(entry) for entry in batch.usable}
    contracts = Contract.objects.visible_to(batch.by)
    contracts = contracts.select_related("terms", "supplier", "walkthrough", "vendor", "lead", "service__line")
    if "buyer_provides" in batch.columns:
        contracts = contracts.prefetch_related("obligations")
    return known(contracts, batch.source, keys - {None})


def _name(batch):
    for entry in batch.entries:
        entry.key = entry.values.get("code") or ""
        for name in ("walkthrough", "code", "need"):
            if name in entry.cells and not entry.cells[name]:
                tell = batch.flaw if name == "need" else batch.error
                tell(entry, name, _("The cell is empty."), _("Every contract needs a group, an id and a need."))
        if len(entry.key) > KEY_LENGTH:
            sentence = _("The id is longer than %d characters.") % KEY_LENGTH
            batch.error(entry, "code", sentence, _("Write a shorter one."))


def _place(batch, contracts, groups):
    """Hang new contracts below their parents; new trees get their numbers, parents first."""
    records = contracts | {entry.key: entry.record for entry in batch.usable}
    placed = [entry for entry in batch.usable if groups.has(entry)]
    new = [entry for level in in_levels(placed) for entry in level if entry.is_new]
    for entry in new:
        entry.record.parent = records.get(parent_of(entry))
    number([entry for entry in new if entry.record.walkthrough.pk is None])
    for entry in new:
        batch.check(entry, entry.record, renamed=[("code", "walkthrough")])


def _forget_firms(batch):
    """Forget the firms that only rejected rows name."""
    used = {entry.values.get("unit") for entry in batch.usable}
    batch.made["units"] = {key: unit for key, unit in batch.made["units"].items() if key in used}
