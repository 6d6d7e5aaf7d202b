"""Order sheets: what one line or one person promised, gets, owes and decides, as ready groups for paper."""

from collections import defaultdict
from itertools import pairwise

from walkthroughs.forest import attach_deputies, read_forest, with_part
from walkthroughs.hangs import part_of_line, part_of_person
from walkthroughs.models import Contract, Terms
from walkthroughs.models.terms import TERMS
from walkthroughs.moves import KEPT
from walkthroughs.risks import attach_risks

# The parts of a sheet, in the order they are printed.
GROUPS = ("promised", "asked", "own", "gets", "held", "waits", "questions")


def sheets_of(tree):
    """Return a dict for every line with something to read, in reading order: what it gives, gets and keeps.

    Three statements beside those that read the tree.
    """
    contracts = [node.id for node in tree.nodes]
    attach_deputies(tree.nodes)
    attach_amendments(tree.nodes, contracts)
    attach_risks(tree.nodes, contracts)
    sheets = (_sheet(tree, *line) for line in tree.lines())
    return [sheet for sheet in sheets if any(sheet[name] for name in GROUPS)]


def _sheet(tree, line_pk, name, block):
    gives, gets = tree.orders(line_pk)
    mine = [node for node in tree.nodes if node.supplier_id == line_pk and node.counts]
    inside = [node for node in mine if node.supplied_by_buyer]
    first = {"head": mine[0].head_name, "deputies": mine[0].deputies}
    return {"id": line_pk, "name": name, "block": block} | first | _groups(gives, inside, gets)


def orders_of_line(principal, line):
    """Return what a line gives, gets and keeps in all live walk-throughs the principal sees: [(Place, groups)]."""
    return _orders(
        principal,
        part_of_line(line),
        supplies=lambda node: node.supplier_id == line.pk,
        buys=lambda node: line.pk == (node.parent.supplier_id if node.parent else node.place.line_id),
    )


def orders_of_person(principal, person):
    """Return what a person answers for in all live walk-throughs the principal sees: [(Place, groups)].

    They give what they lead, or promised, or what their line promised with nobody else to lead it; and they get, and
    owe for, what is below, or as sponsor or head of the client the whole.
    """

    def answers_for(node):
        return person.pk in (node.lead_id or node.head_id, node.promised_by_id, node.on_behalf_of_id)

    def buys(node):
        above = node.parent
        if above is None:
            return person.pk == (node.place.sponsor_id or node.place.client_head_id)
        return person.pk == (above.lead_id or above.head_id)

    return _orders(principal, part_of_person(person), supplies=answers_for, buys=buys)


def _orders(principal, having, *, supplies, buys):
    walkthroughs = with_part(principal, having)
    places = read_forest(walkthroughs)
    contracts = Contract.objects.filter(walkthrough__in=walkthroughs.values("pk"))
    nodes = [node for place in places for node in place.tree.nodes]
    attach_amendments(nodes, contracts.values("pk"))
    attach_risks(nodes, contracts.values("pk"))
    found = []
    for place in places:
        mine = [node for node in place.standing if supplies(node)]
        gives = [node for node in mine if not node.supplied_by_buyer]
        inside = [node for node in mine if node.supplied_by_buyer]
        gets = [node for node in place.standing if buys(node) and node not in inside]
        if gives or inside or gets:
            found.append((place, _groups(gives, inside, gets)))
    return found


def _groups(gives, inside, gets):
    """Return the parts of a sheet. A promise in force stands among the promises while other terms are on the table."""
    about = dict.fromkeys((*gives, *inside, *gets))
    return {
        "promised": [node for node in gives if is_promised(node)],
        "asked": [node for node in gives if not is_promised(node) and not is_unsaid(node)],
        "gets": [node for node in gets if is_promised(node)],
        "waits": [node for node in gets if not is_promised(node)],
        "own": [node for node in inside if node.own_share],
        "held": [node for node in inside if node.vendor_id],
        "questions": [(node, asked) for node in about for asked in node.questions if not asked["resolution"]],
    }


def is_unsaid(node):
    """Say whether nobody was asked and nothing is worded yet: such a need is nobody's to read."""
    return node.state == "draft" and not node.title


def is_promised(node):
    """Say whether a promise is in force, or was kept (C6)."""
    return node.state in KEPT or node.is_pending


def attach_amendments(nodes, contracts):
    """Give each node `amended`: what the last agreed terms changed of those agreed before, and since when, or None.

    `contracts` are the ids, or a subquery of these. One statement.
    """
    agreed = defaultdict(list)
    rows = Terms.objects.filter(contract__in=contracts, agreed_at__isnull=False).order_by("number")
    for row in rows.values("contract_id", "agreed_at", *TERMS):
        agreed[row["contract_id"]].append(row)
    for node in nodes:
        node.amended = _amendment(agreed.get(node.id, [])) if node.agreed_id else None


def _amendment(rows):
    """Return {"at", "terms"} of the last of agreed `rows` that changed anything, or None; terms by their names."""
    for before, after in reversed(list(pairwise(rows))):
        changed = [name for name in TERMS if before[name] != after[name]]
        if changed:
            words = [str(Terms._meta.get_field(name).verbose_name) for name in changed]
            return {"at": after["agreed_at"], "terms": ", ".join(words)}
    return None
