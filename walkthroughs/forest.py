"""Several trees at once, each with what stands above it: the statements stay the same, however many trees."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Exists, OuterRef

from orgchart.models import Appointment
from orgchart.models.lines import letters
from walkthroughs.lights import counted
from walkthroughs.models import Contract, Obligation, Walkthrough
from walkthroughs.models.obligations import standing
from walkthroughs.tree import COLUMNS, Node, Tree, attach_obligations, attach_questions

# What stands above a tree, and the column of the walk-through each comes from.
ABOVE = {
    **{name: name for name in ("id", "code", "mode", "status")},
    "own_title": "title",
    "project_title": "project__title",
    "end_customer": "project__end_customer",
    "sponsor_id": "project__sponsor_id",
    "sponsor_code": "project__sponsor__code",
    "sponsor_name": "project__sponsor__name",
    "unit_id": "client_unit_id",
    "unit_code": "client_unit__code",
    "unit_name": "client_unit__name",
    "unit_head_id": "client_unit__head_id",
    "unit_head": "client_unit__head__name",
    "line_id": "client_line_id",
    "line_code": "client_line__code",
    "line_name": "client_line__name",
    "line_block": "client_line__block",
    "line_inside": "client_line__unit__inside_it",
    "line_unit_id": "client_line__unit_id",
    "line_head_id": "client_line__unit__head_id",
    "line_head": "client_line__unit__head__name",
}


class Place:
    """A walk-through as its tree's top: its name, the client who buys the whole, the sponsor, the end customer."""

    def __init__(self, row):
        self.__dict__.update(zip(ABOVE, row, strict=True))
        self.title = self.own_title or self.project_title or self.code
        self.client = self.unit_name or self.line_name
        self.client_unit_id = self.unit_id or self.line_unit_id
        self.client_head_id = self.unit_head_id or self.line_head_id
        self.client_head = self.unit_head or self.line_head
        self.tree = None

    @property
    def block(self):
        """The code on the client's chip."""
        return letters(self.line_block, self.line_inside) if self.line_id else "CL"

    @cached_property
    def standing(self):
        """The nodes that somebody still relies on: not ended, not open below what ended, and not accepted yet.

        What is accepted is done; only a standing agreement goes on.
        """
        going_on = Contract.Kind.SERVICE_AGREEMENT
        return [node for node in counted(self.tree) if node.state != "accepted" or node.kind == going_on]

    @cached_property
    def standing_ids(self):
        """Their ids."""
        return {node.id for node in self.standing}


def read_forest(walkthroughs):
    """Return the Places of the queryset `walkthroughs`, each with its `tree`, whose nodes know their `place`.

    Four statements. The caller has asked for what is visible, and for live ones where practice must not enter (H6).
    """
    places = [Place(row) for row in walkthroughs.order_by("id").values_list(*ABOVE.values())]
    # Sorting is for reading; inside the other statements it would be work for nothing.
    wanted = walkthroughs.order_by().values("pk")
    contracts = Contract.objects.filter(walkthrough__in=wanted)
    rows = contracts.order_by("position", "id").values_list(*COLUMNS.values())
    nodes = [Node(row) for row in rows]
    attach_obligations(nodes, Obligation.objects.filter(contract__walkthrough__in=wanted))
    attach_questions(nodes, contracts.values("pk"))
    of_place = defaultdict(list)
    for node in nodes:
        of_place[node.walkthrough_id].append(node)
    for place in places:
        place.tree = Tree(of_place[place.id])
        for node in place.tree.nodes:
            node.place = place
    return places


def with_part(principal, having):
    """Return the live walk-throughs that the principal sees with a contract for which the Q `having` holds (V3, H6)."""
    mine = Contract.objects.filter(having, walkthrough=OuterRef("pk"))
    return Walkthrough.objects.visible_to(principal).live().filter(Exists(mine))


def below(node):
    """Return the standing nodes below one, in reading order."""
    found, waiting = [], list(reversed(node.children))
    while waiting:
        child = waiting.pop()
        waiting.extend(reversed(child.children))
        if child.id in node.place.standing_ids:
            found.append(child)
    return found


def duty_state(node, duty):
    """Return how an obligation of a node stands today, which may be late (C7)."""
    return standing(duty["state"], duty["due"], node.state)


def attach_deputies(nodes, *places):
    """Give nodes and places `deputies`, the names of those who act for the head of the supplier's or client's unit.

    One statement.
    """
    units = {node.supplier_unit_id for node in nodes} | {place.client_unit_id for place in places}
    rows = Appointment.objects.filter(kind=Appointment.Kind.DEPUTY, unit__in=units - {None}).order_by("id")
    acting = defaultdict(list)
    for unit, name in rows.values_list("unit_id", "person__name"):
        acting[unit].append(name)
    for node in nodes:
        node.deputies = acting.get(node.supplier_unit_id, [])
    for place in places:
        place.deputies = acting.get(place.client_unit_id, [])
