"""The tree of a walk-through, read in one statement and assembled here; every view of it starts from this."""

from collections import Counter, defaultdict

from django.db.models import Q
from django.utils.translation import gettext as _

from catalog.models.services import sees
from itbiz.core.days import today
from itbiz.core.text import whole_words
from orgchart.models.lines import letters
from walkthroughs.models.contracts import Contract
from walkthroughs.models.obligations import Obligation
from walkthroughs.models.questions import Question
from walkthroughs.models.standing import warnings_of
from walkthroughs.models.terms import TERMS
from walkthroughs.moves import ENDED, OPEN
from walkthroughs.wording import hints

DEEP = 5
# The display states in the order a wall tells them.
TOLD = ("accepted", "delivered", "promised", "asked", "countered", "declined", "draft", "need", "gap")
# What a node knows, and the column each comes from. Tuples, not instances: 300 nodes at a time.
COLUMNS = {
    **{name: name for name in ("id", "code", "number", "version", "created_at", "updated_at", "walkthrough_id")},
    **{name: name for name in ("parent_id", "position", "depth", "mode", "kind", "gap", "need", "state")},
    **{
        name: name
        for name in ("said_why", "needs_nothing_more", "buyer_provides_nothing", "promised_at", "decline_why")
    },
    **{
        name: name
        for name in ("supplier_id", "vendor_id", "service_id", "lead_id", "agreed_id", "terms_id", "agreement_id")
    },
    **{name: name for name in ("promised_by_id", "on_behalf_of_id", "service_version_id", "decline_whose_id")},
    "parent_code": "parent__code",
    "parent_state": "parent__state",
    "buyer_line_id": "parent__supplier_id",
    "buyer_line_code": "parent__supplier__code",
    "buyer_line_name": "parent__supplier__name",
    "buyer_line_block": "parent__supplier__block",
    "buyer_line_inside": "parent__supplier__unit__inside_it",
    "buyer_line_head": "parent__supplier__unit__head__name",
    "parent_due": "parent__terms__due",
    "parent_agreed_due": "parent__agreed__due",
    "supplier_code": "supplier__code",
    "supplier_name": "supplier__name",
    "supplier_short": "supplier__short_name",
    "supplier_block": "supplier__block",
    "supplier_unit_id": "supplier__unit_id",
    "supplier_inside": "supplier__unit__inside_it",
    "supplier_provisional": "supplier__provisional",
    "head_id": "supplier__unit__head_id",
    "head_name": "supplier__unit__head__name",
    **{name: f"walkthrough__{name}" for name in ("client_line_id", "client_unit_id")},
    **{f"agreement_{name}": f"agreement__{name}" for name in ("code", "state", "parent_id")},
    **{f"agreement_{name}": f"agreement__walkthrough__{name}" for name in ("client_line_id", "client_unit_id")},
    "agreement_buyer_line_id": "agreement__parent__supplier_id",
    "agreement_ends": "agreement__agreed__ends",
    "vendor_code": "vendor__code",
    "vendor_name": "vendor__name",
    "service_code": "service__code",
    "service_name": "service__name",
    "service_status": "service__status",
    "service_unit_id": "service__line__unit_id",
    "service_version": "service_version__number",
    "lead_code": "lead__code",
    "lead_name": "lead__name",
    "promised_by_code": "promised_by__code",
    "promised_by_name": "promised_by__name",
    "on_behalf_of_code": "on_behalf_of__code",
    "on_behalf_of_name": "on_behalf_of__name",
    "decline_whose_code": "decline_whose__code",
    "decline_whose_name": "decline_whose__name",
    "offer_number": "terms__number",
    "offer_asks": "terms__asks",
    "agreed_number": "agreed__number",
    "agreed_by_id": "agreed__agreed_by_id",
    "agreed_by_name": "agreed__agreed_by__name",
    **{f"offer_{name}": f"terms__{name}" for name in TERMS},
    **{f"agreed_{name}": f"agreed__{name}" for name in TERMS},
}


class Node:
    """One contract of a tree with its supplier, terms, children, obligations and questions, as ready values."""

    def __init__(self, row, columns=COLUMNS, terms=TERMS):
        """`row` holds the values of `columns`, in which each of `terms` stands as offered and as agreed."""
        self.__dict__.update(zip(columns, row, strict=True))
        self.parent = None
        self.children = []
        self.obligations = []
        self.questions = []
        for name in terms:
            setattr(self, name, getattr(self, f"{'agreed' if self.agreed_id else 'offer'}_{name}"))

    @property
    def title(self):
        """The result in the supplier's words, else the buyer's need."""
        return self.deliverable or self.need

    @property
    def is_pending(self):
        """Whether other terms than those in force are on the table (C6)."""
        return self.agreed_id is not None and self.agreed_id != self.terms_id

    @property
    def is_agreed(self):
        """Whether the promise is a counter-offer that the buyer agreed to."""
        return self.agreed_by_id is not None and self.agreed_by_id != self.on_behalf_of_id

    @property
    def own_share(self):
        """Whether the supplier's own people make it for themselves (C4)."""
        return self.parent_id is not None and self.vendor_id is None and self.supplied_by_buyer

    @property
    def supplied_by_buyer(self):
        """Whether supplier and buyer are one line: own share, or a vendor of one's own (C4). No trade."""
        return self.supplier_id is not None and self.supplier_id == self.buyer_line_id

    @property
    def counts(self):
        """Whether it still stands: neither withdrawn nor cancelled."""
        return self.state not in ENDED

    @property
    def display(self):
        """The state as screens show it: gap and need for what has no supplier, own for a kept own share."""
        if self.supplier_id is None and self.counts:
            return "gap" if self.gap else "need"
        return "own" if self.own_share and self.state == "promised" else self.state

    @property
    def block(self):
        """The code on the chip: the line's type of business, EX for a vendor, CL outside IT, "gap", or "" (N2)."""
        if self.supplier_id is None:
            return "gap" if self.gap else ""
        if self.vendor_id is not None:
            return "EX"
        return letters(self.supplier_block, self.supplier_inside)

    @property
    def name(self):
        """Who supplies, by full name: the vendor, the line, or what stands where nobody does."""
        return self.vendor_name or self.supplier_name or (_("Nobody offers this") if self.gap else _("Supplier open"))

    @property
    def short(self):
        """Who supplies, by the name for walls, without a cut word (N8)."""
        return self.vendor_name or whole_words(self.supplier_short or "", self.supplier_name or "") or self.name

    def shows_service(self, principal):
        """Return whether `principal` may see the service this was asked from, which may be a draft (V2)."""
        return self.service_id is not None and sees(principal, self.service_status, self.service_unit_id)

    def ancestors(self):
        """Return the nodes above, nearest first."""
        above, node = [], self.parent
        while node is not None:
            above.append(node)
            node = node.parent
        return above

    @property
    def is_loop(self):
        """Whether the same line stands higher up with others between: legal, and marked (C8)."""
        if self.supplier_id is None or self.supplied_by_buyer:
            return False
        return any(node.supplier_id == self.supplier_id for node in self.ancestors())

    @property
    def lapses(self):
        """What is said of it as, or below, a standing agreement, as sentences for lists and papers."""
        return [sentence for _code, sentence in warnings_of(self)]

    @property
    def warnings(self):
        """What deserves a second look and is never refused (C8): a list of {"code", "detail"}."""
        found = []
        parent_due = self.parent_agreed_due or self.parent_due
        if self.due and parent_due and self.due > parent_due and self.counts:
            found.append(("due_after_parent", _("Due after what it is for.")))
        if any(o["due"] and self.due and o["due"] > self.due for o in self.obligations):
            found.append(("obligation_after_due", _("The buyer provides something after the result is due.")))
        if self.due and self.due < today() and self.state in OPEN:
            found.append(("due_past", _("Due on a day that has passed, and not promised yet.")))
        if self.depth > DEEP:
            found.append(("deep", _("More than five levels deep. Is this still a promise of its own?")))
        if self.is_loop:
            found.append(("loop", _("The same line stands higher up on this path. Legal, if both know it.")))
        if self.counts and self.parent_state in ENDED:
            found.append(("buyer_ended", _("What this was for was called off; this still stands.")))
        found += warnings_of(self)
        found += [("wording", hint) for hint in hints(self.title)]
        return [{"code": code, "detail": detail} for code, detail in found]


class Tree:
    """All contracts of one walk-through, in reading order; `questions` are those about the whole."""

    def __init__(self, nodes, questions=()):
        self.questions = questions
        self.by_id = {node.id: node for node in nodes}
        self.root = None
        for node in nodes:
            node.parent = self.by_id.get(node.parent_id)
            if node.parent is None:
                self.root = node
            else:
                node.parent.children.append(node)
        self.nodes = list(_preorder(self.root))

    def __len__(self):
        return len(self.nodes)

    def __bool__(self):
        return self.root is not None

    def tally(self):
        """Return how many nodes below the root stand in each display state, as a dict in the order walls tell it.

        Own share counts as promised; states that nothing stands in are left out.
        """
        counts = Counter(node.display for node in self.nodes if node.parent is not None and node.counts)
        counts["promised"] += counts.pop("own", 0)
        return {state: counts[state] for state in TOLD if counts[state]}

    def orders(self, line_id):
        """Return what a line supplies and what it gets, as two lists of standing nodes without its own share (C4)."""
        standing = [node for node in self.nodes if node.counts and not node.supplied_by_buyer]
        return (
            [node for node in standing if node.supplier_id == line_id],
            [node for node in standing if line_id == (node.buyer_line_id if node.parent else node.client_line_id)],
        )

    def lines(self):
        """Return the suppliers of standing nodes, once each, in reading order: (id, name, block)."""
        found = {}
        for node in self.nodes:
            if node.supplier_id is not None and node.counts:
                found.setdefault(node.supplier_id, (node.supplier_id, node.supplier_name, node.supplier_block))
        return list(found.values())


def read_tree(walkthrough, *, questions=True, columns=COLUMNS):
    """Return the Tree of a walk-through the caller may see, in three statements, two without `questions`.

    With fewer `columns`, some of COLUMNS, nodes know less and the statement is made in a fraction of the time.
    """
    contracts = Contract.objects.filter(walkthrough=walkthrough).order_by("position", "id")
    terms = [name for name in TERMS if f"offer_{name}" in columns]
    nodes = [Node(row, columns, terms) for row in contracts.values_list(*columns.values())]
    attach_obligations(nodes, Obligation.objects.filter(contract__walkthrough=walkthrough))
    about_the_whole = attach_questions(nodes, [node.id for node in nodes], walkthrough.pk) if questions else ()
    return Tree(nodes, about_the_whole)


def attach_obligations(nodes, obligations):
    """Give each node those of the queryset `obligations` that are its own, in one statement."""
    owed = defaultdict(list)
    columns = ("id", "contract_id", "code", "what", "due", "state", "version", "met_by", "met_by__code")
    for row in obligations.order_by("id").values(*columns):
        owed[row["contract_id"]].append(row)
    for node in nodes:
        node.obligations = owed.get(node.id, [])


def attach_questions(nodes, contracts, whole=None):
    """Give each node the questions about it, in one statement; `contracts` are their ids, or a subquery of these.

    Returns the questions about the walk-through whose id is `whole`.
    """
    about = Q(about_kind="contract", about_id__in=contracts) | Q(about_kind="walkthrough", about_id=whole)
    asked = defaultdict(list)
    decider = ("decider_id", "decider__code", "decider__name")
    columns = ("id", "about_kind", "about_id", "code", "text", "due", "resolution", "version", *decider)
    for row in Question.objects.filter(about).order_by("id").values(*columns):
        asked[row["about_kind"], row["about_id"]].append(row)
    for node in nodes:
        node.questions = asked.get(("contract", node.id), [])
    return asked["walkthrough", whole]


def _preorder(root):
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))
