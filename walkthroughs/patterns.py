"""Patterns: what is kept of a closed tree, and a new walk-through that starts from it (method §1.10)."""

from django.utils.translation import gettext as _

from catalog.models import Service
from catalog.models.services import IN_FORCE
from itbiz.audit.record import change_set
from orgchart.models import Line, Vendor
from walkthroughs.models import Contract, Terms, Walkthrough
from walkthroughs.planting import bed, number


def nodes_of(tree):
    """Return a Tree as a pattern keeps it: needs in reading order, without dates, people and promises.

    Each is a dict of parent (its place in the list), need, kind, gap, supplier, vendor, service (ids), nothing, and
    duties. What was withdrawn or cancelled is left out, with all below it.
    """
    places, kept = {}, []
    for node in tree.nodes:
        if not node.counts or (node.parent is not None and node.parent.id not in places):
            continue
        places[node.id] = len(kept)
        parent = None if node.parent is None else places[node.parent.id]
        kept.append({"parent": parent, "nothing": node.buyer_provides_nothing} | _asked(node))
    return kept


def _asked(node):
    named = {"supplier": node.supplier_id, "vendor": node.vendor_id, "service": node.service_id}
    duties = [duty["what"] for duty in node.obligations]
    return {"need": node.need, "kind": node.kind, "gap": node.gap, "duties": duties} | named


def plan(*, by, pattern=None, **values):
    """Plan a walk-through, with the tree of a Pattern that `by` sees where one is named; returns it.

    Everything is a draft that nobody is asked for yet. A line that closed leaves a need, a service that is not offered
    any more leaves its line. Raises NotAllowed or ValidationError.
    """
    if pattern is None:
        return Walkthrough.create(by=by, **values)
    with change_set(by=by, title=_("Planned from the pattern “%(name)s”") % {"name": pattern}) as changes:
        # What was read by few is not told to everybody under another title (V3).
        if pattern.source.access == Walkthrough.Access.RESTRICTED:
            values["access"] = Walkthrough.Access.RESTRICTED
        walkthrough = Walkthrough.create(by=by, **values)
        walkthrough.hold(changes)
        contracts = _contracts(walkthrough, pattern, by)
        number(contracts)
        for depth in sorted({contract.depth for contract in contracts}):
            level = [contract for contract in contracts if contract.depth == depth]
            bed(level, [Terms(contract=contract, number=1) for contract in level], changes)
        for contract, node in zip(contracts, pattern.tree, strict=True):
            contract._oblige(changes, [{"what": what} for what in node["duties"]])
        changes.row.walkthrough_id = walkthrough.pk
    return walkthrough


def _contracts(walkthrough, pattern, by):
    """Return the unsaved contracts of a pattern's tree, in its order."""
    lines, vendors, services = _known(pattern, by)
    contracts = []
    for node in pattern.tree:
        line, vendor, service = (
            lines.get(node["supplier"]),
            vendors.get(node["vendor"]),
            services.get(node["service"]),
        )
        contract = Contract(walkthrough=walkthrough, mode=walkthrough.mode, need=node["need"], kind=node["kind"])
        contract.parent = None if node["parent"] is None else contracts[node["parent"]]
        contract.supplier, contract.gap = line, node["gap"] and line is None
        contract.buyer_provides_nothing = node["nothing"]
        if line is not None and vendor is not None and vendor.held_by_id == line.pk:
            contract.vendor = vendor
        if line is not None and service is not None and service.line_id == line.pk:
            contract.service = service
            contract.service_version = service.versions.order_by("-number").first()
        contracts.append(contract)
    return contracts


def _known(pattern, by):
    """Return the lines, vendors and services that a pattern names and that can be asked today, by id."""

    def named(rows, name):
        return rows.visible_to(by).in_bulk({node[name] for node in pattern.tree if node[name]})

    return (
        named(Line.objects.filter(status=Line.Status.ACTIVE), "supplier"),
        named(Vendor.objects, "vendor"),
        named(Service.objects.filter(status__in=IN_FORCE), "service"),
    )


def told(pattern, principal):
    """Return what a pattern's page shows of each node: dicts of depth, need, line, gap and duties."""
    lines = Line.objects.visible_to(principal).in_bulk({node["supplier"] for node in pattern.tree if node["supplier"]})
    depths, rows = [], []
    for node in pattern.tree:
        depths.append(0 if node["parent"] is None else depths[node["parent"]] + 1)
        line = lines.get(node["supplier"])
        rows.append({"depth": depths[-1], "line": line} | {name: node[name] for name in ("need", "gap", "duties")})
    return rows
