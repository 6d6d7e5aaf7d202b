"""Who owes what to whom: the lists of contracts, obligations and questions that wait for somebody, as ready rows.

Each list is a few filters of the REST lists, so that a page and `rest_addresses` name the same rows.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, Q, Window
from django.utils.translation import gettext_lazy as _

from itbiz.core.terms import term
from walkthroughs import filters
from walkthroughs.ledger_rows import contract_rows, duty_rows, question_rows
from walkthroughs.models import Contract, Obligation, Question

# Whose rows a list holds: what one's lines supply, what one buys, leads or decides; or everybody's.
SUPPLIED, BOUGHT, LED, DECIDED, ALL = "supplied", "bought", "led", "decided", ""
NOBODY = Q(pk__in=[])


@dataclass(frozen=True)
class Mine:
    """What somebody answers for: lines and client units by id, and themselves as sponsor, lead and decider."""

    lines: tuple = ()
    units: tuple = ()
    person: int | None = None

    def condition(self, side, at=""):
        """Return the condition that a row's contract (at the relation `at`) is theirs on this side; of ALL, any is."""
        if side == SUPPLIED:
            return Q(**{f"{at}supplier__in": self.lines})
        if side == BOUGHT:
            return Q(**{f"{at}parent__supplier__in": self.lines}) | self._at_root(at)
        if side == ALL:
            return Q()
        return Q(**{at + {LED: "lead", DECIDED: "decider"}[side]: self.person}) if self.person else NOBODY

    def _at_root(self, at):
        """The root's buyer is the client's side and the sponsor (P3)."""
        client = Q(**{f"{at}walkthrough__client_line__in": self.lines})
        client |= Q(**{f"{at}walkthrough__client_unit__in": self.units})
        if self.person:
            client |= Q(**{f"{at}walkthrough__project__sponsor": self.person})
        return client & Q(**{f"{at}parent": None})

    def named(self, side):
        """Return what narrows a REST list to this side: [(filter, id)], each for a list of its own."""
        if side == SUPPLIED:
            return [("supplier", line) for line in self.lines]
        if side == BOUGHT:
            me = [("sponsor", self.person)] if self.person else []
            return [("buyer", line) for line in self.lines] + [("client", unit) for unit in self.units] + me
        return [({LED: "lead", DECIDED: "decider"}[side], self.person)] if self.person else []


@dataclass(frozen=True)
class Kind:
    """What a list holds: its resource over REST, model, filters, when a row is due, and how rows are made ready."""

    resource: str
    model: type
    filterset: type
    day: str
    rows: object

    def visible(self, principal, mine, side):
        """Return the rows the principal sees, live ones alone (V4, H6), of one side."""
        if self.model is Obligation:
            contracts = Contract.objects.visible_to(principal).counting().filter(mine.condition(side))
            return Obligation.objects.filter(contract__in=contracts)
        found = self.model.objects.visible_to(principal)
        found = found.counting() if self.model is Contract else self.filterset.narrow(found, {"mode": "live"})
        return found.filter(mine.condition(side))


CONTRACTS = Kind("contracts", Contract, filters.ContractFilter, "agreed__due", contract_rows)
DUTIES = Kind("obligations", Obligation, filters.ObligationFilter, "due", duty_rows)
QUESTIONS = Kind("questions", Question, filters.QuestionFilter, "due", question_rows)


@dataclass(frozen=True)
class Account:
    """One list: its name in addresses, its heading, what it says when empty, and the REST filters that make it.

    `since` is the filter that takes the date a reader counts from, `before` the one that takes a date ahead; `act` are
    the words of the button that opens a row's sheet.
    """

    name: str
    heading: str
    nothing: str
    kind: Kind
    side: str
    asked: dict = field(default_factory=dict)
    since: str = ""
    before: str = ""
    act: str = ""

    def params(self, since=None, ahead=None):
        """Return the REST filters of the list: what happened after `since`, what is to be done before `ahead`."""
        dates = {self.since: since, self.before: ahead}
        return self.asked | {name: day.isoformat() for name, day in dates.items() if name}

    def read(self, principal, mine, *, since=None, ahead=None, start=0, limit=5):
        """Return a Page of the list, in one statement; where dates are asked for, `since` and `ahead` are given."""
        found = self.kind.visible(principal, mine, self.side)
        found = self.kind.filterset.narrow(found, self.params(since, ahead))
        happened = self.since or self.before or not since
        fresh = NOBODY if happened else Q(**{f"{self.kind.day}__gte": since})
        found = found.annotate(all_rows=Window(Count("pk")), fresh=Window(Count("pk", filter=fresh)))
        rows, counts = self.kind.rows(self, found, start, limit)
        return Page(self, rows, *counts, start=start)

    def rest_addresses(self, mine, since=None, ahead=None):
        """Return the addresses below /api/v1/ that together list the same rows."""
        sides = [{name: pk} for name, pk in mine.named(self.side)] if self.side else [{}]
        return [f"{self.kind.resource}/?{urlencode(self.params(since, ahead) | side)}" for side in sides]


@dataclass(frozen=True)
class Page:
    """Some rows of an Account, how many there are in all, and how many of them fell due since the day asked for."""

    account: Account
    rows: list
    total: int = 0
    fresh: int = 0
    start: int = 0

    def __bool__(self):
        return bool(self.rows)

    @property
    def more(self):
        """How many rows stand before and after these."""
        return self.total - len(self.rows)

    @property
    def late(self):
        """How many of the rows shown are late."""
        return sum(row["late"] for row in self.rows)


ACCOUNTS = {
    account.name: account
    for account in (
        Account(
            *("asked", _("Asked of us"), _("Nothing waits for an answer."), CONTRACTS, SUPPLIED, {"state": "asked"}),
            act=_("Answer"),
        ),
        Account(
            *("countered", _("Suppliers want to discuss"), "", CONTRACTS, BOUGHT, {"state": "countered"}),
            act=term("button.agree"),
        ),
        Account(
            *("to_accept", _("Delivered to us"), "", CONTRACTS, BOUGHT, {"state": "delivered"}),
            act=_("Accept or reject"),
        ),
        Account(
            *("to_decide", _("Questions I decide"), "", QUESTIONS, DECIDED, {"resolved": "false"}),
            act=term("button.resolve"),
        ),
        Account(
            *("promised", _("We promised"), _("Nothing is promised now."), CONTRACTS, SUPPLIED, {"in_force": "true"}),
            act=term("button.deliver"),
        ),
        Account("delivered", _("Delivered, not accepted yet"), "", CONTRACTS, SUPPLIED, {"state": "delivered"}),
        Account(
            *("owed", _("We owe, as buyer"), _("Nothing is owed to suppliers."), DUTIES, BOUGHT, {"open": "true"}),
            act=term("button.provide"),
        ),
        Account("buyer_ended", _("The buyer is gone"), "", CONTRACTS, SUPPLIED, {"buyer_ended": "true"}),
        Account("led", _("I lead"), "", CONTRACTS, LED, {"in_force": "true"}),
        Account("late", _("Promised and late"), "", CONTRACTS, ALL, {"late": "true"}),
        Account("late_duties", _("Owed by buyers and late"), "", DUTIES, ALL, {"state": "late"}),
        Account("declined", _("Declined"), "", CONTRACTS, ALL, since="declined_since"),
        Account("amended", _("Amended"), "", CONTRACTS, ALL, since="amended_since"),
        Account("cancelled", _("Cancelled"), "", CONTRACTS, ALL, since="cancelled_since"),
        Account("overdue", _("Questions not decided in time"), "", QUESTIONS, ALL, {"overdue": "true"}),
        Account("renewals", _("Standing agreements to renew"), "", CONTRACTS, ALL, before="renewal_before"),
    )
}


def read(principal, name, mine, **asked):
    """Return the Page of the list `name` for what is `mine`; raises KeyError for a name that is none."""
    return ACCOUNTS[name].read(principal, mine, **asked)
