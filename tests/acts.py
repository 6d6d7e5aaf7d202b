"""What is done in two ways: each function returns one act, with what its page is typed and REST is sent.

`s` is the stage of tests/test_parity.py, whose rows the acts are about.
"""

from dataclasses import replace

from django.urls import reverse

from tests.parity import Act


def page(name, *args, **asked):
    """Return the address of a page."""
    return reverse(name, args=args, query=asked or None)


def editor(contract, **asked):
    """Return the address of the editor with a contract in focus."""
    return page("walkthroughs:walkthrough", contract.walkthrough_id, focus=contract.pk, **asked)


def button(who, contract, verb):
    """Return the act of a move that is one button below the fields of a contract."""
    to, path = page("walkthroughs:contract-save", contract.pk), f"contracts/{contract.pk}/{verb}/"
    return Act(who, editor(contract), path, {"verb": verb}, to=to, row=contract)


def sheet(who, contract, verb, **values):
    """Return the act of a move that opens a sheet."""
    to, path = page("walkthroughs:contract-move", contract.pk, verb), f"contracts/{contract.pk}/{verb}/"
    return Act(who, editor(contract, do=verb), path, values, values, to=to, row=contract, form="sheet")


def reassign(s, contract, **values):
    """Return the act of asking another line; on the page it is typed, over REST it is an id."""
    act = sheet("buyer", contract, "reassign", **values)
    return replace(act, typed=values | {"supplier": s.ops.name}, body=values | {"supplier": s.ops.pk})


def fields_of(who, contract, **values):
    """Return the act of writing a contract's fields."""
    to, path = page("walkthroughs:contract-save", contract.pk), f"contracts/{contract.pk}/"
    return Act(who, editor(contract), path, values, values, to=to, method="patch", row=contract)


def edit(who, name, row, path, **values):
    """Return the act of changing fields of a row."""
    return Act(who, page(name, row.pk), f"{path}/{row.pk}/", values, values, method="patch", row=row)


def turn(walkthrough, verb):
    """Return the act of starting or closing a walk-through."""
    values, to = {"reason": "It is time"}, page(f"walkthroughs:{verb}", walkthrough.pk)
    here, path = page("walkthroughs:walkthrough", walkthrough.pk), f"walkthroughs/{walkthrough.pk}/{verb}/"
    return Act("facilitator", here, path, values | {"version": walkthrough.version}, values, to=to, row=walkthrough)


def create_unit(s, **values):
    values = {"name": "Networks", "parent": s.infra.pk} | values
    return Act("cio", page("orgchart:new-unit", parent=s.infra.pk), "units/", values, values)


def move_unit(s, **values):
    values = {"parent": s.ops_unit.pk, "reason": "Closer"} | values
    return Act(
        "cio", page("orgchart:move-unit", s.db_unit.pk), f"units/{s.db_unit.pk}/move/", values, values, row=s.db_unit
    )


def close_unit(unit):
    """Return the act of closing a unit."""
    values = {"reason": "It is part of another one"}
    return Act("above", page("orgchart:close-unit", unit.pk), f"units/{unit.pk}/close/", values, values, row=unit)


def create_line(s, **values):
    values = {"name": "Storage", "block": "BE"} | values
    return Act("head", page("orgchart:new-line", s.db_unit.pk), "lines/", values, values | {"unit": s.db_unit.pk})


def create_service(s, **values):
    values = {"name": "Restores", "line": s.db.pk, "deliverable": "A restored database"} | values
    return Act("editor", page("catalog:new-service", line=s.db.pk), "services/", values, values)


def act_on_service(who, service, verb, **values):
    where, path = page(f"catalog:{verb}-service", service.pk), f"services/{service.pk}/{verb}/"
    return Act(who, where, path, values, values, row=service)


def take_ingredients(service):
    """Return the act of taking what a closed walk-through asked for as the ingredients of the service it designed."""
    where = page("walkthroughs:take-ingredients", service.pk)
    return Act("editor", where, f"services/{service.pk}/design/", row=service)


def create_project(s, **values):
    values = {"title": "Orders by noon", "client": s.finance.pk, "sponsor": s.sven.pk} | values
    return Act("client", page("walkthroughs:project-new"), "projects/", values, values)


def create_walkthrough(s, **values):
    known = {"client_unit": s.finance.pk, "facilitator": s.fred.pk, "access": "restricted"} | values
    body = {name: value for name, value in known.items() if value != ""} | {"project": s.quarter.pk}
    where = page("walkthroughs:walkthrough-new", project=s.quarter.pk)
    return Act("facilitator", where, "walkthroughs/", known, body)


def create_contract(s, parent, **values):
    typed = {"text": "Tests written"} | ({"parent": parent.pk} if parent else {})
    body = {"walkthrough": s.walk.pk, "parent": parent and parent.pk, "need": "Tests written"}
    here = page("walkthroughs:walkthrough", s.walk.pk)
    return Act("buyer", here, "contracts/", typed, body, to=page("walkthroughs:add", s.walk.pk), form="")


def ask_for(s, **values):
    body = {"service": s.tier.pk, "client_line": s.erp.pk} | values
    return Act("buyer", page("walkthroughs:ask", s.tier.pk), "asks/", values, body)


def ask_for_a_draft(s):
    body = {"service": s.secret.pk, "client_line": s.born.pk}
    return Act("head", page("walkthroughs:ask", s.secret.pk), "asks/", {}, body)


def create_obligation(s, contract, who="buyer"):
    to, body = page("walkthroughs:contract-save", contract.pk), {"contract": contract.pk, "what": "Sizes"}
    return Act(who, editor(contract), "obligations/", {"duty_new": "Sizes"}, body, to=to)


def provide(s):
    address = page("walkthroughs:answer-duty", s.duty.pk)
    return Act("buyer", address, f"obligations/{s.duty.pk}/provide/", row=s.duty)


def release(s):
    """What the editor's button sends: its address names the version that was read."""
    to = reverse("walkthroughs:duty-settle", args=[s.duty.pk, "release"], query={"version": s.duty.version})
    return Act("head", editor(s.asked), f"obligations/{s.duty.pk}/release/", to=to, row=s.duty, form="")


def resolve(s):
    address, said = page("walkthroughs:answer-question", s.parked.pk), {"resolution": "Region North"}
    return Act("buyer", address, f"questions/{s.parked.pk}/resolve/", said, said, row=s.parked)


def undo(s):
    to, said = page("undo-change-set", s.edit.pk), {"reason": "Too early"}
    return Act("buyer", page("change-set", s.edit.pk), f"change-sets/{s.edit.pk}/undo/", said, said, to=to, row=s.edit)


def settle_finding(s, verb, who="facilitator"):
    address, said = page("walkthroughs:finding-settle", s.found.pk, verb), {"reason": "Two regions"}
    return Act(who, address, f"findings/{s.found.pk}/{verb}/", said, said, row=s.found)


def log_finding(s):
    values = {"rule": "D10", "detail": "Finance vetoes it", "evidence": "Minute 6"}
    body = values | {"subject": {"kind": "contract", "id": s.asked.pk}}
    return Act("facilitator", page("walkthroughs:finding-log", "contract", s.asked.pk), "findings/", values, body)


def ask_question(s, who="outsider"):
    values, to = {"text": "Which region?", "due": "2027-05-01"}, page("walkthroughs:contract-question", s.asked.pk)
    body = values | {"about": {"kind": "contract", "id": s.asked.pk}, "decider": s.maya.pk}
    return Act(who, editor(s.asked), "questions/", values | {"decider": "Maya Lindqvist"}, body, to=to, form="")
