"""How baselines, and plan versus now, stand in replies."""

from itbiz.api.shapes import Derived, Shape, moment
from orgchart.models import Line, Vendor
from walkthroughs.models import Baseline, Contract, Obligation

# What a baseline keeps of a contract under other names than a contract's own object has.
NAMED = {"terms_number": "terms", "on_behalf_of_name": "on_behalf_of"}
LEFT_OUT = ("terms", "parent_id", "supplier_id", "supplier_name", "vendor_id", "vendor_name", "obligations")


def kept_contract(item, reader):
    """Return one contract of a baseline's tree as replies tell it; names are those of the day."""
    plain = {NAMED.get(name, name): value for name, value in item.items() if name not in LEFT_OUT}
    return plain | {
        "url": f"{reader.root}contracts/{item['id']}/",
        "parent": item["parent_id"],
        "supplier": _named(reader, Line, item["supplier_id"], item["supplier_name"]),
        "vendor": _named(reader, Vendor, item["vendor_id"], item["vendor_name"]),
        "obligations": item["obligations"],
    }


def _named(reader, model, pk, name):
    return pk and {"id": pk, "name": name, "url": reader.link(model, pk, "")["url"]}


BASELINE = Shape(
    Baseline,
    "baselines",
    ("walkthrough", "number", "cause", "contract", "waiting", "tree"),
    derived={
        "tree": Derived(("tree",), lambda reader, tree: [kept_contract(item, reader) for item in tree]),
        "waiting": Derived(("waiting",), lambda reader, waiting: [f"{reader.root}contracts/{pk}/" for pk in waiting]),
    },
)


def plan_object(plan, reader):
    """Return a Plan as the reply tells it."""
    return {
        "contracts": [_row(row, reader) for row in plan.rows],
        "unchanged": plan.same,
        "still_asked": [_waiting(asked, reader) for asked in plan.waiting],
    }


def _row(row, reader):
    return {
        "contract": reader.link(Contract, row.id, row.code),
        "number": row.number,
        "title": row.title,
        "change": row.change,
        "amended": row.is_amended,
        "terms": {"then": row.terms_then, "now": row.terms_now},
        "changed": [
            {"field": change.name, "then": change.then, "now": change.now, "days": change.days}
            for change in row.changed
        ],
        "duties": [
            {
                "obligation": reader.link(Obligation, duty.id, duty.code),
                "what": duty.what,
                "state": {"then": duty.then, "now": duty.now},
                "due": {"then": duty.due_then, "now": duty.due_now},
                "days": duty.days,
            }
            for duty in row.duties
        ],
    }


def _waiting(asked, reader):
    return {
        "contract": reader.link(Contract, asked.node.id, asked.node.code),
        "title": asked.node.title,
        "state": asked.node.state,
        "who": asked.who,
        "since": asked.since and moment(asked.since),
    }
