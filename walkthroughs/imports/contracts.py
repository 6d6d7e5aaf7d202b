"""Contracts from a file: a walk-through a group, each row what a line asks of another (rules I9, C3, C4)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.exchange import cells
from itbiz.exchange.batch import settle_repeats
from itbiz.exchange.columns import Field
from itbiz.exchange.hierarchy import Hierarchy, in_levels, parent_of
from itbiz.exchange.keys import known, remember
from itbiz.exchange.kinds import Kind
from itbiz.exchange.models import KEY_LENGTH
from itbiz.exchange.write import change, given, insert_made
from orgchart.imports.lines import UnitLines
from walkthroughs.imports.groups import Groups
from walkthroughs.models import Contract, Terms
from walkthroughs.models.terms import TERMS
from walkthroughs.planting import number, plant


class ContractKind(Kind):
    """Rows that are contracts; the column `walkthrough` groups them, one project and one walk-through a group."""

    name = "contracts"
    title = gettext_lazy("Contracts")
    needs = (("walkthrough",), ("code",), ("need",))
    fields = (
        Field("walkthrough", ("walkthrough", "walkthrough_code", "project_id", "project")),
        Field("code", ("line_id", "contract_id", "id", "code")),
        Field("parent", ("parent_line_id", "parent_contract_id", "parent_id", "parent")),
        Field("unit", ("unit_id", "unit_code", "unit")),
        Field("line", ("line_code", "line", "supplier")),
        Field("need", ("need", "product", "scope")),
        Field("client", ("client_id", "client", "customer")),
        Field("price", ("price", "amount"), cells.number),
        Field("currency", ("currency",), cells.currency),
    )

    def plan(self, batch):
        """Check groups, parents and suppliers, and give each usable entry its contract."""
        _name(batch)
        settle_repeats(batch, "code")
        keys = {entry.key for entry in batch.usable} | {parent_of(entry) for entry in batch.usable}
        contracts = Contract.objects.visible_to(batch.by).select_related("terms", "supplier", "walkthrough")
        contracts = known(contracts, batch.source, keys - {None})
        lines = UnitLines(batch)
        for entry in batch.usable:
            _fill(batch, entry, contracts, lines)
        groups = Groups(batch, contracts)
        groups.check()
        Hierarchy(batch, contracts, {}).check()
        if batch.is_lost:
            return
        groups.make()
        _place(batch, contracts)
        _remark_prices(batch)
        groups.forget_unused()
        lines.forget_unused(entry.record.supplier for entry in batch.usable)

    def write(self, batch, changes):
        """Write what is made on the way, whole new trees by the level, and other rows singly through their verbs."""
        for made in ("lines", "projects", "walk-throughs"):
            insert_made(made, batch, changes)
        levels = in_levels(batch.usable)
        changed = [entry for entry in batch.usable if entry.changes]
        for level in levels:
            _write_new([entry for entry in level if entry.is_new], batch.by, changes)
        change(changed, batch)
        remember(batch.source, {entry.key: entry.record for level in levels for entry in level})


def _name(batch):
    for entry in batch.entries:
        entry.key = entry.values.get("code") or ""
        for name in ("walkthrough", "code", "need"):
            if name in entry.cells and not entry.cells[name]:
                batch.error(entry, name, _("The cell is empty."), _("Every contract needs a group, an id and a need."))
        if len(entry.key) > KEY_LENGTH:
            sentence = _("The id is longer than %d characters.") % KEY_LENGTH
            batch.error(entry, "code", sentence, _("Write a shorter one."))


def _fill(batch, entry, contracts, lines):
    contract = contracts.get(entry.key)
    entry.record = contract or Contract()
    columns = given(entry.values, ("need", "currency"))
    columns |= {"price": entry.values["price"]} if "price" in entry.values else {}
    columns["supplier"] = lines.find(entry, contract and contract.supplier)
    terms = Terms(number=1, **{name: value for name, value in columns.items() if name in TERMS})
    _check_terms(batch, entry, terms)
    if contract is None:
        entry.record = Contract(**{name: value for name, value in columns.items() if name not in TERMS})
        terms.contract = entry.record
        entry.parts = [terms]
    else:
        _compare(batch, entry, columns)


def _check_terms(batch, entry, terms):
    batch.check(entry, terms)
    if terms.is_half_priced:
        batch.refuse(entry, "price", terms, "terms_price_with_currency")


def _compare(batch, entry, columns):
    """Note what differs in a known contract; only a draft is changed by a file (C1), and none is moved."""
    contract = entry.record
    changed = {
        name: value
        for name, value in columns.items()
        if getattr(contract.terms if name in TERMS else contract, name) != value
    }
    if changed and contract.state != Contract.State.DRAFT:
        state = contract.get_state_display()
        batch.note(entry, "", _("The contract is %s here; it stays as it was.") % state)
        return
    entry.changes = changed
    if "supplier" in changed and contract.service_id:
        sentence = _("The contract is about a service of %s, another line.") % contract.supplier
        batch.error(
            entry, "unit", sentence, _("Change the service of the contract first, or leave the cell as it was.")
        )


def _place(batch, contracts):
    """Hang new contracts below their parents; new trees get their numbers, parents first."""
    records = contracts | {entry.key: entry.record for entry in batch.usable}
    new = [entry for level in in_levels(batch.usable) for entry in level if entry.is_new]
    for entry in new:
        entry.record.parent = records.get(parent_of(entry))
    number([entry.record for entry in new if entry.record.walkthrough.pk is None])
    for entry in new:
        batch.check(entry, entry.record, renamed=[("code", "walkthrough")])


def _remark_prices(batch):
    """Note amounts that do not add up; they load all the same (I9)."""
    priced = [entry for entry in batch.usable if entry.values.get("price") is not None]
    limits = {entry.values["walkthrough"]: entry.values["price"] for entry in priced if parent_of(entry) is None}
    for entry in priced:
        price, limit = entry.values["price"], limits.get(entry.values["walkthrough"])
        if price <= 0:
            batch.note(entry, "price", _("The amount is zero.") if price == 0 else _("The amount is below zero."))
        elif limit is not None and price > limit:
            batch.note(entry, "price", _("The amount is above the prime's, %s.") % limit)


def _write_new(entries, by, changes):
    """Write one level: trees that are new as a whole, and additions to those that stand through their verb."""
    planted = [entry for entry in entries if entry.record.number]
    plant([entry.record for entry in planted], [entry.parts[0] for entry in planted], by, changes)
    for entry in entries:
        if not entry.record.number:
            entry.record.pk = _add(entry, by).pk


def _add(entry, by):
    """Add a contract to a tree that stands, and return it; its parent may have been added just before."""
    contract, terms = entry.record, entry.parts[0]
    parent = contract.parent and Contract.objects.get(pk=contract.parent.pk)
    values = {"need": contract.need, "supplier": contract.supplier, "price": terms.price, "currency": terms.currency}
    return Contract.create(by=by, walkthrough=contract.walkthrough, parent=parent, **values)
