"""How contracts stand in replies."""

from itbiz.api.shapes import Shape, moment
from orgchart.models import Line, Person, Unit, Vendor
from walkthroughs.models import Contract, Obligation, Walkthrough
from walkthroughs.models.terms import TERMS
from walkthroughs.shapes.services import service_link
from walkthroughs.tree import COLUMNS, Node, attach_obligations

# What a contract needs to know of its walk-through: its code, and the client who buys at the root.
HOME = (
    *("walkthrough__code", "walkthrough__client_unit_id", "walkthrough__client_unit__code"),
    *("walkthrough__client_line_id", "walkthrough__client_line__code"),
)


class ContractShape(Shape):
    """Contracts, from the same tuples as the tree."""

    expandable = (
        *("walkthrough", "parent", "supplier", "vendor", "lead", "service"),
        *("promised_by", "on_behalf_of", "decline_whose"),
    )

    def read(self, queryset, reader, *, names=None, expand=(), tail=()):
        """Return (objects, tails) as every shape does, in three statements, whatever the rows."""
        width, end = len(COLUMNS), len(COLUMNS) + len(HOME)
        rows = list(queryset.values_list(*COLUMNS.values(), *HOME, *tail))
        nodes = [Node(row[:width]) for row in rows]
        if names is None or "warnings" in names:
            _attach_ancestors(nodes)
            attach_obligations(nodes, Obligation.objects.filter(contract__in=[node.id for node in nodes]))
        objects = [
            contract_object(node, reader, row[width : width + len(HOME)]) for node, row in zip(nodes, rows, strict=True)
        ]
        if names is not None:
            objects = [{name: item[name] for name in self.fields if name in names} for item in objects]
        for name in expand:
            self._embed(name, objects, reader)
        return objects, [row[end:] for row in rows]


CONTRACT = ContractShape(
    Contract,
    "contracts",
    (
        *("walkthrough", "parent", "position", "number", "depth", "mode", "kind", "supplier", "gap", "vendor", "buyer"),
        *(
            "lead",
            "service",
            "service_version",
            "terms",
            "need",
            *TERMS,
            "own_share",
            "agreement",
            "needs_nothing_more",
        ),
        *("buyer_provides_nothing", "state", "promised_by", "promised_at", "on_behalf_of", "decline_why"),
        *("decline_whose", "said_why", "warnings"),
    ),
)


class _Above:
    """A contract above one that is listed: who supplies it, and what it is for."""

    def __init__(self, supplier_id):
        self.supplier_id, self.parent = supplier_id, None


def _attach_ancestors(nodes):
    """Give nodes that stand alone the path above them, in one statement for all."""
    trees = {node.walkthrough_id for node in nodes if node.parent_id}
    if not trees:
        return
    rows = list(Contract.objects.filter(walkthrough__in=trees).values_list("pk", "supplier_id", "parent_id"))
    above = {pk: _Above(supplier_id) for pk, supplier_id, _parent in rows}
    for pk, _supplier, parent_id in rows:
        above[pk].parent = above.get(parent_id)
    for node in nodes:
        node.parent = above.get(node.parent_id)


def contract_object(node, reader, home):
    """Return a node of a tree as the object of a reply; `home` holds the values of HOME."""
    code, *client = home
    item = {
        "id": node.id,
        "code": node.code,
        "url": f"{reader.root}contracts/{node.id}/",
        "version": node.version,
        "created_at": moment(node.created_at),
        "updated_at": moment(node.updated_at),
        "walkthrough": reader.link(Walkthrough, node.walkthrough_id, code),
        "parent": reader.link(Contract, node.parent_id, node.parent_code),
        "buyer": buyer(node, reader, *client),
        "supplier": reader.link(Line, node.supplier_id, node.supplier_code),
        "vendor": reader.link(Vendor, node.vendor_id, node.vendor_code),
        "lead": reader.link(Person, node.lead_id, node.lead_code),
        "service": service_link(reader, node.service_id, node.service_code, node.service_status, node.service_unit_id),
        "terms": _terms(node),
        "promised_by": reader.link(Person, node.promised_by_id, node.promised_by_code),
        "promised_at": node.promised_at and moment(node.promised_at),
        "on_behalf_of": reader.link(Person, node.on_behalf_of_id, node.on_behalf_of_code),
        "decline_why": node.decline_why or None,
        "agreement": reader.link(Contract, node.agreement_id, node.agreement_code),
        "decline_whose": reader.link(Line, node.decline_whose_id, node.decline_whose_code),
        "own_share": node.own_share,
        "warnings": node.warnings,
    }
    item |= {name: getattr(node, name) for name in PLAIN}
    item |= {name: _text(getattr(node, name)) for name in TERMS}
    return {name: item[name] for name in CONTRACT.fields}


PLAIN = (
    *(
        "position",
        "number",
        "depth",
        "mode",
        "kind",
        "gap",
        "service_version",
        "need",
        "needs_nothing_more",
        "said_why",
    ),
    *("buyer_provides_nothing", "state"),
)


def buyer(node, reader, unit_id, unit_code, line_id, line_code):
    """Return who buys (C3): at the root the client, else the parent's supplier, or None."""
    if node.parent_id is not None:
        return node.buyer_line_id and {"kind": "line"} | reader.link(Line, node.buyer_line_id, node.buyer_line_code)
    if unit_id is not None:
        return {"kind": "unit"} | reader.link(Unit, unit_id, unit_code)
    return {"kind": "line"} | reader.link(Line, line_id, line_code)


def _terms(node):
    """Return the number of the terms that the object shows, and those that are pending over a promise (C6)."""
    pending = None
    if node.is_pending:
        pending = {"number": node.offer_number} | {name: _text(getattr(node, f"offer_{name}")) for name in TERMS}
    return {"number": node.agreed_number or node.offer_number, "pending": pending}


def _text(value):
    """Return a term's value as JSON holds it."""
    return value if value is None or isinstance(value, str) else str(value)


def branch(node, reader, home, names=None):
    """Return a node as its object, with all below it in `children`. `names` chooses fields."""
    item = contract_object(node, reader, home)
    if names is not None:
        item = {name: item[name] for name in names}
    return item | {"children": [branch(child, reader, home, names) for child in node.children]}
