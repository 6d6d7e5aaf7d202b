"""What was bought before: usual ingredients and earlier live walk-throughs, offered where a line is asked (H6, V4)."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import DateTimeField, F, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Ingredient, Service
from catalog.models.services import seen_by
from itbiz.audit.models import Change
from itbiz.core.text import fold
from orgchart.models import Line
from orgchart.models.lines import letters
from walkthroughs.models import Baseline, Contract, Obligation, Walkthrough
from walkthroughs.models.obligations import standing
from walkthroughs.moves import ENDED

# As many as there are digits on a keyboard, without the one that means all.
MOST = 9
# Of how many earlier contracts: what is older tells nothing about today.
LATEST = 300
BEFORE = {
    "pk": "pk",
    "need": "need",
    "state": "state",
    "walkthrough": "walkthrough",
    "created_at": "created_at",
    "line": "supplier",
    "line_name": "supplier__name",
    "line_status": "supplier__status",
    "block": "supplier__block",
    "inside": "supplier__unit__inside_it",
    "service": "service",
    "service_name": "service__name",
    "service_status": "service__status",
    "service_line": "service__line",
    "due": "agreed__due",
    "promised_at": "promised_at",
    "closed_first": "closed_first",
}


@dataclass
class Bought:
    """One thing that was bought before, and how it went."""

    key: str
    need: str
    line_id: int | None
    line: str
    block: str
    service_id: int | None = None
    # Whether the catalog names it as a usual ingredient.
    usual: bool = False
    walkthroughs: set = field(default_factory=set)
    # Days from the ask to the promise, and from the due date to acceptance (after it: more than 0), one a contract.
    answered: list = field(default_factory=list)
    accepted: list = field(default_factory=list)
    # How many duties the buyer had, and how many of them were late.
    duties: int = 0
    late: int = 0
    # In how many contracts it was found only after the first close.
    afterwards: int = 0

    @property
    def times(self):
        """In how many earlier walk-throughs it was bought."""
        return len(self.walkthroughs)

    @property
    def told(self):
        """How it went, as short sentences."""
        return [sentence for sentence in (self._often(), self._promised(), self._accepted(), self._late()) if sentence]

    def _often(self):
        usual = [_("a usual ingredient")] if self.usual else []
        often = ngettext("bought in %(n)s walk-through", "bought in %(n)s walk-throughs", self.times) % {
            "n": self.times
        }
        found = [often] if self.times else []
        if self.afterwards:
            found.append(_("%(n)s found only after the close") % {"n": self.afterwards})
        return ", ".join(usual + found)

    def _promised(self):
        return _("promised %(days)s after the ask") % {"days": _days(middle(self.answered))} if self.answered else ""

    def _accepted(self):
        if not self.accepted:
            return ""
        days = middle(self.accepted)
        if days > 0:
            return _("accepted %(days)s late") % {"days": _days(days)}
        return _("accepted %(days)s before it was due") % {"days": _days(-days)} if days else _("accepted on its day")

    def _late(self):
        found = _("%(late)s of %(all)s inputs of the buyer late") % {"late": self.late, "all": self.duties}
        return found if self.late else ""


def middle(numbers):
    """Return the median of whole numbers, the earlier of the two in the middle."""
    return sorted(numbers)[(len(numbers) - 1) // 2]


def _days(number):
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": number}


def bought_before(principal, contract, *, passed_over=()):
    """Return at most nine Bought for the line that a contract asks, best first: what its service bought before.

    Without a service, or where nobody bought that one, what the line bought. `passed_over` are keys to leave out; what
    hangs below the contract already is left out, too. At most eight statements.
    """
    if contract.supplier_id is None:
        return []
    found = _ingredients(principal, contract)
    for row in _went(_earlier(principal, contract)):
        _add(found, row)
    there = _there(contract)
    lacking = [item for item in found.values() if item.key not in passed_over and not _is_there(item, there)]
    return sorted(lacking, key=lambda item: (-item.usual, -item.times, item.need.casefold()))[:MOST]


def _ingredients(principal, contract):
    if contract.service_id is None:
        return {}
    rows = Ingredient.objects.filter(seen_by(principal, "needs__"), service=contract.service_id)
    rows = rows.filter(needs__status=Service.Status.OFFERED, needs__line__status=Line.Status.ACTIVE)
    columns = ("needs", "name", "line", "line__name", "line__block", "line__unit__inside_it")
    found = {}
    for pk, name, line, line_name, block, inside in rows.values_list("needs", *(f"needs__{c}" for c in columns[1:])):
        found[f"s{pk}"] = Bought(f"s{pk}", name, line, line_name, letters(block, inside), pk, usual=True)
    return found


def _earlier(principal, contract):
    """Return what was bought below earlier live contracts for the same service, else from the same line, as dicts."""
    walked = Walkthrough.objects.visible_to(principal).live().filter(started_at__isnull=False)
    walked = walked.exclude(pk=contract.walkthrough_id)
    bought = Contract.objects.counting().filter(walkthrough__in=walked.values("pk"), supplier__isnull=False)
    # Own share is no purchase (C4).
    bought = bought.exclude(state__in=ENDED).exclude(supplier=F("parent__supplier"), vendor=None)
    first = Baseline.objects.filter(walkthrough=OuterRef("walkthrough"), number=1).values("created_at")
    bought = bought.annotate(closed_first=Subquery(first, output_field=DateTimeField())).order_by("-pk")
    for asked in ({"parent__service": contract.service_id}, {"parent__supplier": contract.supplier_id}):
        rows = list(bought.filter(**asked).values_list(*BEFORE.values())[:LATEST]) if all(asked.values()) else []
        if rows:
            return [dict(zip(BEFORE, row, strict=True)) for row in rows]
    return []


def _went(rows):
    """Give each earlier contract when it was asked and accepted, and its buyer's duties; returns the rows."""
    ids = [row["pk"] for row in rows]
    if not ids:
        return rows
    told = Change.objects.standing().filter(kind=Contract._meta.label_lower, object_id__in=ids)
    # The first ask counts, and the last acceptance.
    asked, accepted = {}, {}
    columns = ("act", "object_id", "change_set__at")
    for act, pk, at in told.filter(act__in=("ask", "accept")).order_by("pk").values_list(*columns):
        asked.setdefault(pk, at) if act == "ask" else accepted.update({pk: at})
    duties = _duties(ids)
    for row in rows:
        row |= {"asked_at": asked.get(row["pk"]), "accepted_at": accepted.get(row["pk"]), "duties": duties[row["pk"]]}
    return rows


def _duties(ids):
    """Return {contract id: [whether a duty was late]}: not provided by its day, or provided after it (C7)."""
    owed = Obligation.objects.filter(contract__in=ids).exclude(state=Obligation.State.RELEASED)
    rows = list(owed.values_list("pk", "contract", "state", "due", "contract__state"))
    told = Change.objects.standing().filter(kind=Obligation._meta.label_lower, act="provide")
    told = told.filter(object_id__in=[pk for pk, *_rest in rows]).order_by("pk")
    provided = dict(told.values_list("object_id", "change_set__at")) if rows else {}
    found = defaultdict(list)
    for pk, contract, state, due, contract_state in rows:
        after = due is not None and pk in provided and provided[pk].date() > due
        found[contract].append(standing(state, due, contract_state) == "late" or after)
    return found


def _add(found, row):
    """Count an earlier contract with what was bought before, by its service, else by its line and need."""
    offered = row["service"] and row["service_status"] == Service.Status.OFFERED and row["service_line"] == row["line"]
    if row["line_status"] != Line.Status.ACTIVE:
        return
    key = f"s{row['service']}" if offered else f"l{row['line']}:{fold(row['need'])[:80]}"
    item = found.get(key)
    if item is None:
        name = row["service_name"] if offered else row["need"]
        block = letters(row["block"], row["inside"])
        item = Bought(key, name, row["line"], row["line_name"], block, row["service"] if offered else None)
        found[key] = item
    item.walkthroughs.add(row["walkthrough"])
    item.duties += len(row["duties"])
    item.late += sum(row["duties"])
    item.afterwards += bool(row["closed_first"] and row["created_at"] > row["closed_first"])
    if row["asked_at"] and row["promised_at"]:
        item.answered.append(max(0, (row["promised_at"] - row["asked_at"]).days))
    if row["accepted_at"] and row["due"]:
        item.accepted.append((row["accepted_at"].date() - row["due"]).days)


def _there(contract):
    below = contract.children.exclude(state__in=ENDED)
    return set(below.values_list("service", "supplier"))


def _is_there(item, there):
    """Whether it hangs below already: the same service, or the same line asked for something not in its catalog."""
    return (item.service_id, item.line_id) in there or (None, item.line_id) in there


def take(contract, items, *, by, reason=""):
    """Add what was bought before below a contract, each as a draft that is not asked yet, in one act.

    `items` are Bought. Returns the contracts. Raises NotAllowed, Refused or ValidationError.
    """
    names = ", ".join(item.need for item in items)
    with contract.walkthrough.changing(by=by, title=_("Added as bought before: %(names)s") % {"names": names}):
        services = Service.objects.visible_to(by).in_bulk([item.service_id for item in items if item.service_id])
        lines = Line.objects.visible_to(by).in_bulk([item.line_id for item in items])
        return [
            Contract.create(
                by=by,
                walkthrough=contract.walkthrough,
                parent=contract,
                need=item.need,
                supplier=lines[item.line_id],
                service=services.get(item.service_id),
                reason=reason,
            )
            for item in items
        ]
