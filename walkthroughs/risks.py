"""Where the reasons of a premortem found a home, for papers and for the contract that looks after them (H11)."""

from collections import defaultdict

from django.utils.translation import gettext as _

from walkthroughs.models.premortem import Reason


def read_risks(walkthrough):
    """Return the reasons of a walk-through as dicts of text, home (who looks after it), how and state.

    None while a round is being written: whoever looked again and again would see who wrote which. One statement.
    """
    columns = ("text", "let_go", "contract__number", "contract__supplier__name", "question__text")
    columns += ("question__decider__name", "contract_id", "question_id")
    return [_told(row) for row in _shown().filter(walkthrough=walkthrough).values(*columns)]


def attach_risks(nodes, contracts):
    """Give each node `risks`, the reasons that found a home in it, as texts; `contracts` are their ids, or a subquery.

    One statement.
    """
    housed = defaultdict(list)
    for contract, text in _shown().filter(contract__in=contracts).values_list("contract_id", "text"):
        housed[contract].append(text)
    for node in nodes:
        node.risks = housed.get(node.id, [])


def risks_of(contract):
    """Return the risks that found a home in one contract, as texts. One statement."""
    return list(_shown().filter(contract=contract).values_list("text", flat=True))


def _shown():
    return Reason.objects.filter(walkthrough__room__premortem_until=None)


def _told(row):
    told = {"text": row["text"], "home": "", "how": row["let_go"], "state": "homeless"}
    if row["contract_id"]:
        told |= {"home": row["contract__supplier__name"] or "", "state": "looked_after"}
        told["how"] = _("by contract %(number)s") % {"number": row["contract__number"]}
    elif row["question_id"]:
        told |= {"home": row["question__decider__name"] or "", "state": "looked_after"}
        told["how"] = _("by the question: %(text)s") % {"text": row["question__text"]}
    elif row["let_go"]:
        told["state"] = "let_go"
    return told
