"""What hangs on a contract, a line, a person or a vendor: what would break if it fell away, and what no longer fits."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from walkthroughs.forest import below, read_forest, with_part
from walkthroughs.models import Contract, Question, Walkthrough
from walkthroughs.moves import ENDED
from walkthroughs.tree import COLUMNS, Node

# What a line, a person or a vendor has to do with a contract.
ROLES = {
    "supplies": gettext_lazy("supplies it"),
    "holds": gettext_lazy("holds the vendor"),
    "buys": gettext_lazy("buys it"),
    "leads": gettext_lazy("leads it"),
    "promised": gettext_lazy("promised it"),
    "heads": gettext_lazy("heads the line that supplies it"),
}


@dataclass(frozen=True)
class Misfit:
    """A date that no longer fits: what is due, when, and the date it should keep to."""

    code: str
    node: Node
    due: date
    limit: date
    what: str = ""

    @property
    def detail(self):
        """Say what does not fit, in one sentence."""
        return {
            "due_after_parent": _("Due after what it is for."),
            "counter_after_parent": _("The date put forward is after what it is for is due."),
            "due_after_offer": _("Due after the date put forward for what it is for."),
            "obligation_after_due": _("The buyer provides something after the result is due."),
            "after_agreement": _("Due after the standing agreement it is delivered under has run out."),
        }[self.code]


@dataclass
class Hanging:
    """One contract, how the subject takes part in it, and what hangs on it. `covers` are contracts delivered under it.

    `under` is the standing agreement that it is delivered under itself, as far as the reader may see it.
    """

    node: Node
    roles: tuple = ()
    covers: list = field(default_factory=list)
    under: Node | None = None

    @property
    def role_words(self):
        """The roles as screens say them."""
        return [ROLES[role] for role in self.roles]

    @property
    def path(self):
        """The nodes above, the prime's first."""
        return list(reversed(self.node.ancestors()))

    @cached_property
    def breaks(self):
        """The standing contracts below, which would be for nothing."""
        return below(self.node)

    @cached_property
    def dates(self):
        """The dates here and below that no longer fit, as Misfits."""
        late = [
            Misfit("after_agreement", covered, covered.due, self.node.ends)
            for covered in self.covers
            if _after(covered.due, self.node.ends)
        ]
        if self.under is not None and _after(self.node.due, self.under.ends):
            late.append(Misfit("after_agreement", self.node, self.node.due, self.under.ends))
        return [misfit for node in (self.node, *self.breaks) for misfit in _misfits(node)] + late

    @property
    def buys_only(self):
        """Whether the subject stands on the buyer's side alone."""
        return self.roles == ("buys",)

    @property
    def owed(self):
        """What the buyer still provides to the subject, as pairs (node, obligation)."""
        return [] if self.buys_only else _still_owed([self.node])

    @property
    def owes(self):
        """What the subject still provides as a buyer, as pairs (node, obligation)."""
        standing = self.node.place.standing_ids
        bought = [self.node] if self.buys_only else [child for child in self.node.children if child.id in standing]
        return _still_owed(bought)

    @property
    def questions(self):
        """The open questions here and below, as pairs (node, question)."""
        nodes = (self.node, *self.breaks)
        return [(node, asked) for node in nodes for asked in node.questions if not asked["resolution"]]


@dataclass
class Hangs:
    """All that hangs on a subject: its contracts as Hangings, and for a person the open questions they decide."""

    contracts: list
    decides: list = field(default_factory=list)

    @cached_property
    def dates(self):
        """The dates that no longer fit, as Misfits, each once."""
        return list(dict.fromkeys(misfit for hanging in self.contracts for misfit in hanging.dates))

    @cached_property
    def owed(self):
        """What buyers still provide to the subject, as pairs (node, obligation)."""
        return _once(pair for hanging in self.contracts for pair in hanging.owed)

    @cached_property
    def owes(self):
        """What the subject still provides as a buyer, as pairs (node, obligation)."""
        return _once(pair for hanging in self.contracts for pair in hanging.owes)

    @cached_property
    def questions(self):
        """The open questions here and below, as pairs (node, question)."""
        return _once(pair for hanging in self.contracts for pair in hanging.questions)


def of_contract(principal, contract):
    """Return what hangs on one contract the principal sees, and where it stands, practice or live."""
    (place,) = read_forest(Walkthrough.objects.visible_to(principal).filter(pk=contract.walkthrough_id))
    hanging = Hanging(place.tree.by_id[contract.pk])
    _attach_agreements([hanging], principal)
    return Hangs([hanging])


def of_line(principal, line):
    """Return what hangs on a line: live contracts it supplies, holds the vendor of, or buys."""

    def roles(node):
        if node.supplier_id == line.pk:
            yield "holds" if node.vendor_id else "supplies"
        buyer = node.place.line_id if node.parent is None else node.parent.supplier_id
        if buyer == line.pk and node.supplier_id != line.pk:
            yield "buys"

    return Hangs(_hangings(principal, part_of_line(line), roles))


def of_vendor(principal, vendor):
    """Return what hangs on a vendor: the live contracts it delivers."""
    return Hangs(_hangings(principal, Q(vendor=vendor), lambda node: ["supplies"] * (node.vendor_id == vendor.pk)))


def of_person(principal, person):
    """Return what hangs on a person: what they lead, promised, head the supplier of, or buy; and what they decide."""
    contracts = _hangings(principal, part_of_person(person), lambda node: roles_of(node, person.pk))
    return Hangs(contracts, decided_by(principal, person))


def decided_by(principal, person):
    """Return the open questions that a person decides, the earliest first, as dicts of id, code, text and due."""
    decides = Question.objects.visible_to(principal).live().filter(decider=person, resolution="").order_by("due", "id")
    return list(decides.values("id", "code", "text", "due"))


def part_of_line(line):
    """Return the Q of the contracts in which a line takes part, on either side."""
    return Q(supplier=line) | Q(parent__supplier=line) | Q(parent=None, walkthrough__client_line=line)


def part_of_person(person):
    """Return the Q of the contracts in which a person takes part, on either side."""
    having = Q(lead=person) | Q(promised_by=person) | Q(on_behalf_of=person) | Q(supplier__unit__head=person)
    having |= Q(parent__lead=person) | Q(parent__supplier__unit__head=person)
    client = ("project__sponsor", "client_unit__head", "client_line__unit__head")
    for name in client:
        having |= Q(parent=None, **{f"walkthrough__{name}": person})
    return having


def roles_of(node, person_id):
    """Yield the roles that a person has in a node's contract."""
    if node.lead_id == person_id:
        yield "leads"
    if person_id in (node.promised_by_id, node.on_behalf_of_id):
        yield "promised"
    if node.head_id == person_id:
        yield "heads"
    if person_id in buyers_of(node) and not node.supplied_by_buyer:
        yield "buys"


def buyers_of(node):
    """Return the ids of those who answer for the buyer: sponsor and client's head, else the parent's lead and head."""
    if node.parent is None:
        return {node.place.sponsor_id, node.place.client_head_id}
    return {node.parent.lead_id, node.parent.head_id}


def _hangings(principal, having, roles):
    """Return Hangings of the standing nodes that have a role, the earliest due first."""
    places = read_forest(with_part(principal, having))
    told = ((node, tuple(roles(node))) for place in places for node in place.standing)
    found = [Hanging(node, said) for node, said in told if said]
    found.sort(key=lambda hanging: (hanging.node.due is None, hanging.node.due or date.max, hanging.node.id))
    _attach_agreements(found, principal)
    return found


def _attach_agreements(hangings, principal):
    """Attach what is delivered under each, and what each is delivered under, where the reader sees it (V4, H6)."""
    seen = Contract.objects.visible_to(principal).exclude(state__in=(*ENDED, "accepted"))
    by_id = {hanging.node.id: hanging for hanging in hangings}
    standing = [pk for pk, hanging in by_id.items() if hanging.node.kind == Contract.Kind.SERVICE_AGREEMENT]
    for row in seen.filter(agreement__in=standing).order_by("id").values_list(*COLUMNS.values()):
        covered = Node(row)
        by_id[covered.agreement_id].covers.append(covered)
    named = {hanging.node.agreement_id for hanging in hangings} - {None}
    rows = Contract.objects.visible_to(principal).filter(pk__in=named).values_list(*COLUMNS.values())
    agreements = {node.id: node for node in map(Node, rows)}
    for hanging in hangings:
        hanging.under = agreements.get(hanging.node.agreement_id)


def _still_owed(nodes):
    return [(node, duty) for node in nodes for duty in node.obligations if duty["state"] == "owed"]


def _once(pairs):
    """Return the pairs (node, row) without those whose row came before."""
    return list({row["id"]: (node, row) for node, row in pairs}.values())


def _after(day, limit):
    return day is not None and limit is not None and day > limit


def _misfits(node):
    above = node.parent
    if above is not None and _after(node.due, above.due):
        code = "counter_after_parent" if node.state == "countered" and not node.is_pending else "due_after_parent"
        yield Misfit(code, node, node.due, above.due)
    if above is not None and node.is_pending and _after(node.offer_due, above.due):
        yield Misfit("counter_after_parent", node, node.offer_due, above.due)
    if above is not None and above.is_pending and _after(node.due, above.offer_due) and not _after(node.due, above.due):
        yield Misfit("due_after_offer", node, node.due, above.offer_due)
    for duty in node.obligations:
        if duty["state"] == "owed" and _after(duty["due"], node.due):
            yield Misfit("obligation_after_due", node, duty["due"], node.due, duty["what"])
