"""What the walk-through editor shows: the tree, one contract in focus, and what the reader may do there."""

from functools import cached_property
from itertools import chain

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from itbiz.core.pages import show
from orgchart.models import Person
from walkthroughs.console import Console
from walkthroughs.contract_form import ContractForm
from walkthroughs.duties import duties_of
from walkthroughs.fate import fate, last_told
from walkthroughs.forms import QuestionForm, for_principal
from walkthroughs.models import Contract, Walkthrough
from walkthroughs.moves import MOVES
from walkthroughs.offers import asked_of_buyer, changed_terms
from walkthroughs.rows import tree_html
from walkthroughs.script_panel import script_panel
from walkthroughs.sides import speaks_for
from walkthroughs.tree import read_tree

# The moves in the order of their buttons, the one that carries the walk-through on first.
ANSWERS = ("promise", "agree", "accept", "ask", "deliver", "counter", "amend", "decline", "reject", "withdraw")
# Moves that are rare: behind a disclosure.
RARE = ("reassign", "move", "split", "cancel")


class Desk:
    """The editor's page about one walk-through, as one principal sees it, with contract `focus` in the middle."""

    def __init__(self, request, walkthrough, *, focus=None):
        self.request, self.walkthrough, self.principal = request, walkthrough, request.principal
        if request.method == "POST":
            # What was just written changed the lights, and the live number.
            walkthrough.refresh_from_db(fields=["lights", "version"])
        self.tree = read_tree(walkthrough)
        # A form of the script that could not be done.
        self.script_form = None
        wanted = str(focus or request.GET.get("focus") or "")
        if wanted and (not wanted.isdecimal() or int(wanted) not in self.tree.by_id):
            raise Http404
        self.node = self.tree.by_id[int(wanted)] if wanted else self.tree.root

    @cached_property
    def contract(self):
        """The contract in focus, with what its rules ask for, or None in an empty tree."""
        if self.node is None:
            return None
        return Contract.objects.select_related(*Contract.companions).get(pk=self.node.id)

    @property
    def shows_service(self):
        """Whether the principal may see the service that the contract in focus was asked from (V2)."""
        return self.node is not None and self.node.shows_service(self.principal)

    @property
    def may_add(self):
        """Whether the principal may add below the focus, or the root of an empty tree."""
        ended = self.node is not None and (not self.node.counts or self.node.state == "accepted")
        if self.walkthrough.status == "closed" or ended:
            return False
        child = Contract(walkthrough=self.walkthrough, parent=self.contract)
        return self.principal.may("walkthroughs.add_contract", child)

    @property
    def moves(self):
        """The moves open to the principal at the focus, the one that carries the walk-through on first."""
        open_now = self.contract.moves_for(self.principal) if self.contract else []
        return [verb for verb in (*ANSWERS, *RARE) if verb in open_now]

    @property
    def promised_below(self):
        """The nodes below the focus that outlive its end: each needs a cancel of its own (C5)."""
        kept = MOVES["cancel"].sources
        return [node for node in self.tree.nodes if node.state in kept and self.node in node.ancestors()]

    def fate(self):
        """Return what became of the promise in focus: a list of Said."""
        return fate(self.contract)

    def last(self):
        """Return the change set that changed the contract in focus last, None where there is none."""
        return last_told(self.contract)

    def present(self):
        """Return the people of the room and those likely to come: [(person, whether present)]."""
        here = Exists(self.walkthrough.presences.filter(person=OuterRef("pk")))
        sponsor = self.walkthrough.project and self.walkthrough.project.sponsor_id
        likely = {sponsor, *(node.head_id for node in self.tree.nodes)} - {None}
        people = Person.objects.visible_to(self.principal).annotate(here=here).filter(Q(here=True) | Q(pk__in=likely))
        return [(person, person.here) for person in people.order_by("name", "pk")]

    @cached_property
    def changed_terms(self):
        """Return what the terms on the table of the contract in focus change: a list of Changed."""
        return changed_terms(self.contract)

    @property
    def changed_names(self):
        """Return the names of the changed terms, which are told there and not among what stands."""
        return [term.name for term in self.changed_terms]

    def asked_of_buyer(self):
        """Return what the counter at the focus asks the buyer to provide: [(what, date or None)]."""
        return asked_of_buyer(self.contract)

    def duties(self):
        """Return what the buyer of the contract in focus provides; see walkthroughs.duties.duties_of."""
        return duties_of(self.principal, self.contract, self.node.obligations)

    def questions(self):
        """Return the open questions of the walk-through and of every contract in it."""
        asked = chain(self.tree.questions, *(node.questions for node in self.tree.nodes))
        return [question for question in asked if not question["resolution"]]

    def show(self, *, form=None, sheet=None, doing="", problem="", typed="", founding=None, question=None, status=200):
        """Render the page, or its region alone for htmx. Forms given are those that could not be done."""
        contract = self.contract
        if contract and form is None:
            form = ContractForm(contract=contract, principal=self.principal, duties=self.node.obligations)
        steers = self.principal.may("walkthroughs.edit_walkthrough", self.walkthrough)
        context = {
            "desk": self,
            "walkthrough": self.walkthrough,
            "node": self.node,
            "contract": contract,
            "path": list(reversed(self.node.ancestors())) if self.node else [],
            "tree": tree_html(self.tree, self.walkthrough, self.node),
            "tally": self.tree.tally(),
            "moves": self.moves,
            "rare": RARE,
            "meanwhile": self.last() if status == 409 and contract else None,
            "form": form,
            "sheet": sheet,
            "doing": doing,
            "problem": problem,
            "typed": typed,
            "founding": founding,
            "question": question or for_principal(QuestionForm(), self.principal),
            "steers": steers,
            "console": Console(self) if steers and self.walkthrough.kind == Walkthrough.Kind.SESSION else None,
            "me": self.principal.person_id,
            "may_find": self.principal.may("walkthroughs.found_line", self.walkthrough),
            "buys": contract is not None and speaks_for(self.principal, contract, "buyer"),
            "script": script_panel(self),
            "today": timezone.localdate(),
        }
        return show(self.request, "walkthroughs/editor.html", context, piece="walkthroughs/_editor.html", status=status)
