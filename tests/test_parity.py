"""A page and REST are two doors to one verb: the same rows, the same sentences, the same change records.

Each act of ACTS is done well, done by somebody who may not (P), and done over a version that is gone. Each act of
BROKEN breaks one rule, whose number its name begins with.
"""

import pytest

from tests.acts import (
    act_on_service,
    ask_for,
    ask_for_a_draft,
    ask_question,
    button,
    close_unit,
    create_contract,
    create_line,
    create_obligation,
    create_project,
    create_service,
    create_unit,
    create_walkthrough,
    edit,
    fields_of,
    log_finding,
    move_unit,
    provide,
    reassign,
    release,
    resolve,
    settle_finding,
    sheet,
    take_ingredients,
    turn,
    undo,
)
from tests.cast import SYSTEM, WHOLE, make_contract, make_project, make_service, make_unit, principal
from tests.parity import both, touch
from tests.stage import PROMISE, make_stage, undone
from walkthroughs.models import Contract, Obligation, Question, Walkthrough

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """The stage, and a contract below ERP's in each state that an act starts from."""
    with django_db_blocker.unblock(), undone():
        stage = make_stage()
        stage.below = make_unit("Storage", code="storage", parent=stage.db_unit)
        stage.walk = stage.rooms["open"]["walkthrough"]
        stage.planned = stage.room(project=stage.quarter, start=False)
        stage.whole = make_service("Read replica", line=stage.db, publish=False, **WHOLE)
        stage.draft = child(stage)
        stage.asked = child(stage, "ask")
        stage.countered = child(stage, "ask", "counter")
        stage.design = designed(stage)
        stage.kept = child(stage, "ask", "promise")
        stage.promised = child(stage, "ask", "promise")
        stage.delivered = child(stage, "ask", "promise", "deliver")
        stage.elsewhere = make_contract(stage.walk, parent=stage.rooms["open"]["root"], supplier=stage.erp, need="Else")
        stage.duty = Obligation.create(by=SYSTEM, contract=stage.asked, what="Sizing inputs")
        about = {"about": stage.walk, "decider": stage.maya}
        stage.parked = Question.create(by=SYSTEM, text="Which region?", **about)
        stage.found = stage.rooms["open"]["finding"]
        stage.edit = child(stage).update(by=principal(stage.maya), need="A larger tier")
        # Undone never yet.
        stage.edit.version = 1
        stage.bare = child(stage, "ask", accepted_when="", buyer_provides_nothing=False)
        stage.walk = Walkthrough.objects.get(pk=stage.walk.pk)
        yield stage


def child(stage, *moves, **fields):
    """Return a contract that ERP asks of Database, after `moves`."""
    root = stage.rooms["open"]["root"]
    contract = make_contract(stage.walk, parent=root, supplier=stage.db, need="A tier", **PROMISE | fields)
    more = {"counter": {"conditions": "Sizing by May"}}
    for move in moves:
        getattr(contract, move)(by=principal(stage.maya if move == "ask" else stage.aisha), **more.get(move, {}))
    return Contract.objects.get(pk=contract.pk)


def designed(stage):
    """Return a draft of Database that a closed walk-through designed: hosting is asked for below its prime."""
    service = make_service("Copy to read from", line=stage.db, publish=False)
    project = make_project("Reports while the shops sell", kind="service_design", service=service)
    room = stage.room(project=project)
    root = make_contract(room, supplier=stage.db, need="A copy")
    make_contract(room, parent=root, supplier=stage.ops, service=stage.hosting, need="A place to run")
    room.close(by=SYSTEM, reason="Enough is known")
    return service


# What is done, and who may not do it.
ACTS = {
    "unit create": (create_unit, "head"),
    "unit move": (move_unit, "editor"),
    "unit close": (lambda s: close_unit(s.below), "editor"),
    "line create": (create_line, "editor"),
    "line update": (lambda s: edit("editor", "orgchart:edit-line", s.db, "lines", domain="All databases"), "buyer"),
    "service create": (create_service, "buyer"),
    "service edit": (lambda s: edit("editor", "catalog:edit-service", s.tier, "services", acceptance="New"), "buyer"),
    "service publish": (lambda s: act_on_service("head", s.beside, "publish"), "editor"),
    "service review": (lambda s: act_on_service("head", s.tier, "review", review_due="2099-01-31"), "cio"),
    "service take ingredients": (lambda s: take_ingredients(s.design), None),
    "service retire": (lambda s: act_on_service("head", s.tier, "retire", on="2027-01-31", reason="Old"), "cio"),
    "project create": (create_project, "outsider"),
    "walk-through create": (create_walkthrough, "sponsor"),
    "walk-through start": (lambda s: turn(s.planned, "start"), "buyer"),
    "walk-through close": (lambda s: turn(s.walk, "close"), "client"),
    "contract create": (lambda s: create_contract(s, s.rooms["open"]["root"]), "head"),
    "contract edit": (lambda s: fields_of("buyer", s.draft, need="Another need"), "outsider"),
    "contract ask": (lambda s: button("buyer", s.draft, "ask"), "head"),
    "contract promise": (lambda s: button("head", s.asked, "promise"), "editor"),
    "contract promise by the facilitator": (lambda s: button("facilitator", s.asked, "promise"), "buyer"),
    "contract counter": (lambda s: sheet("head", s.asked, "counter", conditions="Sizing"), "buyer"),
    "contract agree": (lambda s: button("buyer", s.countered, "agree"), "cio"),
    "contract decline": (lambda s: sheet("deputy", s.asked, "decline", why="not_ours", reason="No"), "outsider"),
    "contract withdraw": (lambda s: sheet("buyer", s.asked, "withdraw", reason="Not now"), "client"),
    "service ask create": (ask_for, "outsider"),
    "contract amend": (lambda s: sheet("buyer", s.promised, "amend", due="2027-09-01", reason="Later"), "head"),
    "contract reassign": (lambda s: reassign(s, s.promised), "head"),
    "contract move": (lambda s: sheet("buyer", s.promised, "move", parent=s.elsewhere.pk, reason="Its place"), "head"),
    "contract split": (lambda s: sheet("buyer", s.asked, "split", first="A", second="B", keep="second"), "head"),
    "contract deliver": (lambda s: sheet("head", s.promised, "deliver"), "buyer"),
    "contract accept": (lambda s: sheet("buyer", s.delivered, "accept", reason="It passed"), "head"),
    "contract reject": (lambda s: sheet("buyer", s.delivered, "reject", reason="Too late"), "head"),
    "contract cancel": (lambda s: sheet("buyer", s.promised, "cancel", reason="Not needed"), "head"),
    "obligation create": (lambda s: create_obligation(s, s.asked), None),
    "obligation provide": (provide, "head"),
    "obligation release": (release, "buyer"),
    "question create": (ask_question, None),
    "question resolve": (resolve, "outsider"),
    "finding create": (log_finding, "buyer"),
    "finding edit": (lambda s: edit("cio", "walkthroughs:finding-edit", s.found, "findings", detail="Both"), "head"),
    "finding explain": (lambda s: settle_finding(s, "explain"), "buyer"),
    "finding fix": (lambda s: settle_finding(s, "fix", "cio"), "head"),
    # Its page says whose right is lacking, REST that one is.
    "change set undo": (undo, None),
}
# New rows have no version yet; a change set is never rewritten.
VERSIONED = [name for name in ACTS if not name.endswith(("create", "undo"))]


def same(page, rest):
    """Fail unless both ways say as many sentences, REST's words among the page's."""
    assert page.kind == rest.kind, (page.said, rest.said)
    assert len(page.said) == len(rest.said), (page.said, rest.said)
    for words in rest.said:
        assert any(words in said for said in page.said), (words, page.said)


@pytest.mark.parametrize("name", ACTS)
def test_the_same_rows_and_change_records(stage, name):
    page, rest = both(stage, ACTS[name][0](stage))
    assert (page.kind, rest.kind) == ("done", "done"), (page.said, rest.said)
    assert page.sets == rest.sets
    assert len(page.sets) == 1


@pytest.mark.parametrize("name", [name for name, (_make, who) in ACTS.items() if who])
def test_p_whoever_may_not_is_told_the_same(stage, name):
    make, who = ACTS[name]
    page, rest = both(stage, make(stage).by(who))
    assert (page.kind, rest.kind) == ("not allowed", "not allowed"), (page.said, rest.said)
    same(page, rest)
    assert page.sets == rest.sets == []


@pytest.mark.parametrize("name", VERSIONED)
def test_a_version_that_is_gone_is_stale_for_both(stage, name):
    act = ACTS[name][0](stage)
    page, rest = both(stage, act, lambda: touch(act.row))
    assert (page.kind, rest.kind) == ("stale", "stale"), (page.said, rest.said)
    assert page.sets == rest.sets == []


# One act a broken rule. Names begin with the rule.
BROKEN = {
    "h1 a unit below itself": lambda s: move_unit(s, parent=s.below.pk),
    "n5 a closing of a unit that runs a line": lambda s: close_unit(s.db_unit),
    "n5 a closing of a line with promises in force": lambda s: edit(
        "above", "orgchart:edit-line", s.db, "lines", status="closed"
    ),
    "h2 a second root": lambda s: create_contract(s, None).by("client"),
    "h3 two clients": lambda s: create_walkthrough(s, client_line=s.ops.pk),
    "h3 no client": lambda s: create_walkthrough(s, client_unit=""),
    "h4 a promise without acceptance and the buyer's side": lambda s: button("head", s.bare, "promise"),
    "h9 an offer that lacks what an offer needs": lambda s: act_on_service("head", s.secret, "publish"),
    "a new offer that nobody designed, without a reason": lambda s: act_on_service("head", s.whole, "publish"),
    "ingredients of a service that nobody designed": lambda s: take_ingredients(s.whole),
    "a review that names a day gone by": lambda s: act_on_service("head", s.tier, "review", review_due="2020-01-01"),
    "n1 a code that is taken": lambda s: create_unit(s, code="erp"),
    "n4 a price without a currency": lambda s: create_service(s, price="12.00"),
    "a headcount below zero": lambda s: create_unit(s, headcount="-1"),
    "c5 a promise from draft": lambda s: button("head", s.draft, "promise"),
    "c5 a counter that changes nothing": lambda s: sheet("head", s.asked, "counter"),
    "c5 an amendment that changes nothing": lambda s: sheet("buyer", s.promised, "amend"),
    "c5 a rejection without a reason": lambda s: sheet("buyer", s.delivered, "reject"),
    "c5 a cancellation without a reason": lambda s: sheet("buyer", s.promised, "cancel"),
    "c5 a need split into one": lambda s: sheet("buyer", s.asked, "split", first="A", second=" ", keep="first"),
    "h2 a contract below itself": lambda s: sheet("facilitator", s.asked, "move", parent=s.asked.pk),
    "c5 a decline of a draft": lambda s: sheet("head", s.draft, "decline", why="not_ours"),
    "a service that is not offered asked for": ask_for_a_draft,
    "a standing agreement without an end": lambda s: ask_for(s, kind="service_agreement"),
    "a need without words asked for": lambda s: ask_for(s, need=" "),
    "a retirement of a draft": lambda s: act_on_service("head", s.secret, "retire"),
    "a start of what runs": lambda s: turn(s.walk, "start"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_told_in_the_same_sentence(stage, name):
    page, rest = both(stage, BROKEN[name](stage))
    assert page.kind in ("invalid", "refused")
    same(page, rest)
    assert page.sets == rest.sets == []


def test_h2_no_contract_below_one_of_another_walk_through(stage):
    act = create_contract(stage, stage.rooms["restricted"]["root"])
    page, rest = both(stage, act)
    assert (page.kind, rest.kind) == ("hidden", "invalid")
    assert rest.said == ["A contract hangs below one of the same walk-through."]
    assert page.sets == rest.sets == []


# What only a verb writes, or nobody does.
ONLY_BY_VERB = {
    "h1 a second head": lambda s: edit("above", "orgchart:edit-unit", s.db_unit, "units", heads=[s.maya.pk]),
    "h2 another parent": lambda s: fields_of("facilitator", s.draft, parent=s.asked.pk),
    "h3 a buyer": lambda s: fields_of("facilitator", s.draft, buyer=s.ops.pk),
    "h4 h5 the state of a promise": lambda s: fields_of("facilitator", s.draft, state="promised"),
    "h5 who promised": lambda s: fields_of(
        "facilitator", s.asked, promised_by=s.aisha.pk, promised_at="2027-01-01T00:00:00Z"
    ),
    "h5 on whose behalf": lambda s: fields_of("facilitator", s.asked, on_behalf_of=s.aisha.pk),
    "h9 the status of an offer": lambda s: edit("head", "catalog:edit-service", s.secret, "services", status="offered"),
    "p4 provisional": lambda s: edit("head", "orgchart:edit-line", s.db, "lines", provisional=True),
    "n1 the code": lambda s: edit("cio", "walkthroughs:project-edit", s.quarter, "projects", code="other"),
}


@pytest.mark.parametrize("name", ONLY_BY_VERB)
def test_what_only_a_verb_writes(stage, name):
    """A page has no field for it and writes nothing; REST says that it is unknown, not written, or not this way."""
    page, rest = both(stage, ONLY_BY_VERB[name](stage))
    assert page.kind == "done", page.said
    assert rest.kind in ("invalid", "not allowed")
    assert page.sets == rest.sets == []


def test_h4_no_promise_without_a_result(stage):
    """The result starts as a copy of the need; a supplier who empties it promises nothing."""
    with undone():
        contract = Contract.objects.get(pk=stage.asked.pk)
        contract.update(by=principal(stage.aisha), deliverable="")
        page, rest = both(stage, button("head", contract, "promise"))
    same(page, rest)
    assert rest.said == ["No promise without a result. Say what is handed over."]


def test_h5_a_promise_keeps_who_when_and_for_whom(stage):
    """All three, by whichever door; the facilitator's is the head's who is present (P4)."""
    for who, promised_by in (("head", stage.aisha), ("facilitator", stage.fred)):
        for done in both(stage, button(who, stage.asked, "promise")):
            after = done.sets[0]["changes"][0][-1]
            kept = (after["promised_by_id"], after["on_behalf_of_id"], after["promised_at"])
            assert kept == (promised_by.pk, stage.aisha.pk, True)


def test_h9_what_buyers_rely_on_waits_in_the_draft(stage):
    page, rest = both(stage, ACTS["service edit"][0](stage))
    *_told, before, after = rest.sets[0]["changes"][0]
    assert page.sets == rest.sets
    assert (after["acceptance"], after["draft"]) == (before["acceptance"], {"acceptance": "New"})


def test_v3_a_practice_is_restricted_whatever_was_asked(stage):
    page, rest = both(stage, create_walkthrough(stage, mode="practice", access="open"))
    assert page.sets == rest.sets
    assert rest.sets[0]["changes"][0][-1]["access"] == "restricted"
