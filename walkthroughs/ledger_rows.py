"""The rows of the ledger's lists, as finished values: read as tuples, in one statement a list."""

from django.db.models import BooleanField, ExpressionWrapper, F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from itbiz.core.pages import addresses
from itbiz.core.templatetags.ui import chip, due
from orgchart.models.lines import letters
from walkthroughs import late
from walkthroughs.models.obligations import standing
from walkthroughs.models.standing import SAID, SAID_BELOW, lapse, lapse_above

# A line as a party: its short name, its type of business, and whether it is inside IT.
PARTIES = (
    *("supplier__short_name", "supplier__block", "supplier__unit__inside_it"),
    *("parent__supplier__short_name", "parent__supplier__block", "parent__supplier__unit__inside_it"),
    *("walkthrough__client_line__short_name", "walkthrough__client_line__block"),
    *("walkthrough__client_line__unit__inside_it", "walkthrough__client_unit__name"),
)
# The standing agreement that a contract is delivered under: whether and until when it runs.
UNDER = ("agreement__state", "agreement__agreed__ends")
# The pages of what questions are about.
SUBJECTS = {
    "contract": "walkthroughs:contract",
    "walkthrough": "walkthroughs:walkthrough",
    "project": "walkthroughs:project",
    "service": "catalog:service",
    "line": "orgchart:line",
    "unit": "orgchart:unit",
}


def contract_rows(account, found, start, limit):
    """Return (rows, (how many there are, how many of them are fresh)) of some contracts, the earliest due first."""
    found = found.annotate(
        day=Coalesce("agreed__due", "terms__due"),
        result=Coalesce("agreed__deliverable", "terms__deliverable"),
        late=_holds(late.late_promise()),
    )
    columns = ("id", "walkthrough_id", "result", "need", "day", "late", "kind", "state", "agreed_id", "agreed__ends")
    columns = (*columns, "agreed__review_due", *UNDER, "walkthrough__project__title", *PARTIES)
    rows, counts = _cut(found, "day", columns, start, limit)
    answer = addresses("walkthroughs:answer")
    return [_contract(account, answer, *row) for row in rows], counts


def _contract(account, answer, pk, walkthrough, result, need, day, is_late, *more):
    kind, state, agreed, ends, review, *under, project = more[:8]
    parties = more[8:]
    supplier, buyer = _line(*parties[:3]), _line(*parties[3:6]) or _line(*parties[6:9]) or (parties[9], "CL")
    party = supplier if account.side == "bought" else buyer
    if not account.side:
        between = _("%(supplier)s for %(buyer)s") % {"supplier": supplier[0], "buyer": buyer[0]} if supplier else ""
        party = (between or buyer[0], supplier[1] if supplier else "")
    name, block = party or (_("supplier open"), "")
    return _row(
        title=result or need,
        url=_address(walkthrough, pk),
        chip=chip(block),
        party=name,
        project=project or "",
        day=day,
        ends=due(ends) if account.before else "",
        said=SAID.get(lapse(kind, state, agreed, ends, review)) or SAID_BELOW.get(lapse_above(*under), ""),
        late=bool(is_late),
        state=state,
        pending=bool(agreed) and state in ("asked", "countered"),
        answer=answer(pk),
    )


def duty_rows(account, found, start, limit):
    """Return (rows, counts) of some obligations as `contract_rows` does; `sure` where the supplier promised."""
    parties = (f"contract__{name}" for name in PARTIES)
    columns = ("id", "what", "due", "contract__state", "contract__agreed_id", "contract_id", "contract__walkthrough_id")
    columns = (*columns, "contract__walkthrough__project__title", *parties)
    rows, counts = _cut(found, "due", columns, start, limit)
    answer = addresses("walkthroughs:answer-duty")
    return [_duty(account, answer, *row) for row in rows], counts


def _duty(account, answer, pk, what, day, state, agreed, contract, walkthrough, project, *parties):
    supplier, buyer = _line(*parties[:3]), _line(*parties[3:6]) or _line(*parties[6:9]) or (parties[9], "CL")
    name, block = supplier or (_("supplier open"), "")
    to = _("to %(party)s") % {"party": name}
    return _row(
        title=what,
        url=_address(walkthrough, contract),
        chip=chip(block),
        party=to if account.side else _("%(buyer)s %(to)s") % {"buyer": buyer[0], "to": to},
        project=project or "",
        day=day,
        late=standing("owed", day, state) == "late",
        sure=agreed is not None,
        answer=answer(pk),
    )


def question_rows(account, found, start, limit):
    """Return (rows, counts) of some questions as `contract_rows` does."""
    found = found.annotate(late=_holds(late.overdue()))
    columns = ("id", "text", "due", "late", "about_kind", "about_id", "asker__name", "decider__name")
    rows, counts = _cut(found, "due", columns, start, limit)
    answer = addresses("walkthroughs:answer-question")
    return [_question(account, answer, *row) for row in rows], counts


def _question(account, answer, pk, text, day, is_late, kind, subject, asker, decider):
    asked = _("asked by %(person)s") % {"person": asker} if asker else ""
    decides = _("%(person)s decides") % {"person": decider} if decider else _("nobody decides it yet")
    return _row(
        title=text,
        url=reverse(SUBJECTS[kind], args=[subject]),
        party=asked if account.side else decides,
        day=day,
        late=bool(is_late),
        answer=answer(pk),
    )


def _row(*, day, late, **values):
    plain = {"chip": "", "project": "", "ends": "", "state": "", "sure": True, "pending": False}
    return plain | values | {"due": due(day, late), "late": late}


def _holds(rule):
    return ExpressionWrapper(rule, output_field=BooleanField())


def _cut(found, day, columns, start, limit):
    """Return (tuples, (all, fresh)): `limit` rows from `start` on, and the counts that stand in each of them."""
    ordered = found.order_by(F(day).asc(nulls_last=True), "pk")
    rows = list(ordered.values_list("all_rows", "fresh", *columns)[start : start + limit])
    return [row[2:] for row in rows], rows[0][:2] if rows else (0, 0)


def _line(name, block, inside):
    return (name, letters(block, inside)) if name else None


def _address(walkthrough, contract):
    return f"{reverse('walkthroughs:walkthrough', args=[walkthrough])}?focus={contract}"
