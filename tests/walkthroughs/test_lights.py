"""The nine lights (rules L): each in every state that its row of the table names, and what they leave out."""

from datetime import date

import pytest

from itbiz.core.terms import TERMS
from tests.cast import SYSTEM, make_contract, make_vendor, make_walkthrough, principal
from tests.walkthroughs.asked import child
from walkthroughs.light_words import SENTENCES, detail, shown, summary
from walkthroughs.lights import CODES, result_of
from walkthroughs.models import Contract, Project, Question, Walkthrough

pytestmark = pytest.mark.django_db

BARE = {"accepted_when": ""}
SILENT = {"buyer_provides_nothing": False}


def settle(room, contract, **fields):
    """Park a question about a contract; by default it has a decider and a date."""
    fields = {"text": "By whom?", "decider": room.elin, "due": date(2027, 3, 1)} | fields
    return Question.create(by=principal(room.fred), about=contract, **fields)


def need(room, **fields):
    """Return a need below the root that nobody was asked for."""
    return make_contract(
        room.walkthrough, parent=room.root, need="Testers", **{"buyer_provides_nothing": True} | fields
    )


def lights(walkthrough):
    """Return the stored lights as {code: (state, numbers of the contracts that hold it back)}."""
    stored = Walkthrough.objects.get(pk=walkthrough.pk).lights
    numbers = dict(Contract.objects.filter(walkthrough=walkthrough).values_list("pk", "number"))
    return {light["code"]: (light["state"], [numbers[pk] for pk in light["contracts"]]) for light in stored}


def waive(room, **waivers):
    Walkthrough.objects.get(pk=room.walkthrough.pk).update(by=SYSTEM, waivers=waivers)


def fill(room, **values):
    Project.objects.get(pk=room.project.pk).update(by=SYSTEM, **values)


def name_prime(room, *, asked=True):
    if asked:
        room.root.ask(by=principal(room.elin))


def promise_root(room):
    name_prime(room)
    Contract.objects.get(pk=room.root.pk).promise(by=principal(room.maya))


# By light: a name, what happens in the room, the state it burns in, and the contracts that hold it back.
CASES = [
    ("prime", "a root with a supplier", lambda r: None, "green", []),
    ("prime", "a root withdrawn", lambda r: r.root.withdraw(by=principal(r.elin)), "red", []),
    ("parties", "all have suppliers", lambda r: child(r, "asked"), "green", []),
    ("parties", "a need", lambda r: need(r), "red", ["0.1"]),
    ("parties", "a gap", lambda r: need(r, gap=True), "red", ["0.1"]),
    ("parties", "a need with a settled question", lambda r: settle(r, need(r)), "amber", ["0.1"]),
    ("parties", "a question without a date", lambda r: settle(r, need(r), due=None), "red", ["0.1"]),
    ("parties", "a question without a decider", lambda r: settle(r, need(r), decider=None), "red", ["0.1"]),
    (
        "parties",
        "one settled, one not: the loose one holds it",
        lambda r: (settle(r, need(r)), need(r)),
        "red",
        ["0.2"],
    ),
    (
        "parties",
        "a question decided settles nothing any more",
        lambda r: settle(r, need(r)).resolve(by=principal(r.elin), resolution="Ask Finance"),
        "red",
        ["0.1"],
    ),
    ("results", "a thing handed over", lambda r: child(r, "asked"), "green", []),
    ("results", "a task", lambda r: child(r, need="Support the release"), "amber", ["0.1"]),
    ("acceptance", "said by all", lambda r: child(r, "promised"), "green", []),
    ("acceptance", "a draft without", lambda r: child(r, **BARE), "amber", ["0.1"]),
    ("acceptance", "a need without", lambda r: need(r), "amber", ["0.1"]),
    ("acceptance", "asked without", lambda r: child(r, "asked", **BARE), "red", ["0.1"]),
    ("acceptance", "declined without", lambda r: child(r, "declined", **BARE), "green", []),
    (
        "acceptance",
        "a draft and one asked: both hold it",
        lambda r: (child(r, **BARE), child(r, "asked", **BARE)),
        "red",
        ["0.1", "0.2"],
    ),
    ("buyer_side", "nothing, on purpose", lambda r: child(r, "promised"), "green", []),
    (
        "buyer_side",
        "an obligation",
        lambda r: child(r, "asked", **SILENT, obligations=[{"what": "Sizes"}]),
        "green",
        [],
    ),
    ("buyer_side", "a draft without", lambda r: child(r, **SILENT), "amber", ["0.1"]),
    ("buyer_side", "asked without", lambda r: child(r, "asked", **SILENT), "red", ["0.1"]),
    ("buyer_side", "countered without", lambda r: child(r, "countered", **SILENT), "red", ["0.1"]),
    ("buyer_side", "declined without", lambda r: child(r, "declined", **SILENT), "green", []),
    ("leaves", "a leaf with a supplier", lambda r: child(r), "red", ["0.1"]),
    ("leaves", "the prime alone", lambda r: None, "red", ["0"]),
    ("leaves", "a leaf that needs nothing more", lambda r: close_leaf(r, child(r)), "green", []),
    ("leaves", "own share", lambda r: child(r, supplier=r.erp), "green", []),
    ("leaves", "a vendor", lambda r: child(r, supplier=r.db, vendor=make_vendor("Norvik", held_by=r.db)), "green", []),
    ("leaves", "a need is no leaf of a supplier", lambda r: need(r), "green", []),
    ("leaves", "a standing agreement", lambda r: stand(r, child(r)), "green", []),
    ("promised", "promised, the root too", lambda r: (child(r, "promised"), promise_root(r)), "green", []),
    ("promised", "a draft with a supplier", lambda r: (promise_root(r), child(r)), "red", ["0.1"]),
    ("promised", "asked", lambda r: (promise_root(r), child(r, "asked")), "red", ["0.1"]),
    ("promised", "countered", lambda r: (promise_root(r), child(r, "countered")), "red", ["0.1"]),
    ("promised", "declined", lambda r: (promise_root(r), child(r, "declined")), "red", ["0.1"]),
    ("promised", "a need waits for parties, not for a yes", lambda r: (promise_root(r), need(r)), "green", []),
    ("promised", "asked, settled", lambda r: (promise_root(r), settle(r, child(r, "asked"))), "amber", ["0.1"]),
    ("promised", "declined, settled", lambda r: (promise_root(r), settle(r, child(r, "declined"))), "amber", ["0.1"]),
    ("promised", "accepted", lambda r: (promise_root(r), child(r, "accepted"), touch(r)), "green", []),
    ("day_after", "nothing named", lambda r: None, "red", []),
    ("day_after", "none, because", lambda r: waive(r, follow_ons="A report, read once"), "green", []),
    ("day_after", "without a line", lambda r: fill(r, follow_ons=[{"what": "Hosting"}]), "amber", []),
    ("day_after", "with its line", lambda r: fill(r, follow_ons=[{"what": "Hosting", "line": r.ops}]), "green", []),
    ("sight", "no end customer", lambda r: None, "red", []),
    ("sight", "both named", lambda r: fill(r, end_customer="Retailers"), "green", []),
    ("sight", "waived", lambda r: waive(r, end_customer="Nobody outside notices"), "amber", []),
    ("sight", "the other one waived", lambda r: waive(r, sponsor="Not yet"), "red", []),
    (
        "sight",
        "both missing, one waived",
        lambda r: (fill(r, sponsor=None), waive(r, sponsor="Not yet")),
        "red",
        [],
    ),
]


def close_leaf(room, contract):
    contract.update(by=principal(room.aisha), needs_nothing_more=True)


def stand(room, contract):
    """Let a leaf be delivered under a service agreement that the same line promised."""
    other = room.room()
    agreement = make_contract(other, supplier=room.db, kind="service_agreement", **{"accepted_when": "Monthly report"})
    agreement.update(by=SYSTEM, buyer_provides_nothing=True)
    agreement.ask(by=principal(room.elin))
    agreement.promise(by=principal(room.aisha))
    contract.update(by=principal(room.aisha), agreement=agreement)


def touch(room):
    """Let the lights be computed anew."""
    Walkthrough.objects.get(pk=room.walkthrough.pk).update(by=SYSTEM, step=1)


@pytest.mark.parametrize(("code", "name", "act", "state", "held"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_l_each_light_burns_as_its_row_says(room, code, name, act, state, held):
    act(room)
    assert lights(room.walkthrough)[code] == (state, held)


def test_l_every_state_of_every_row_is_tried():
    tried = {(code, state) for code, _name, _act, state, _held in CASES}
    assert tried == set(SENTENCES)
    assert {code for code, _state in tried} == set(CODES)


def test_l_without_a_tree_the_prime_is_missing_and_nothing_else_of_it(company):
    burning = lights(company.room())
    assert {code: state for code, (state, _held) in burning.items()} == {
        "prime": "red",
        "parties": "green",
        "results": "green",
        "acceptance": "green",
        "buyer_side": "green",
        "leaves": "green",
        "promised": "green",
        "day_after": "red",
        "sight": "red",
    }


def test_l_a_root_without_supplier_holds_the_first_light_back(company):
    walkthrough = company.room()
    make_contract(walkthrough, need="The books closed")
    assert lights(walkthrough)["prime"] == ("red", ["0"])


def test_l_without_a_project_the_last_two_are_red_until_waived(company):
    walkthrough = make_walkthrough(client=company.finance, facilitator=company.fred)
    assert [lights(walkthrough)[code][0] for code in ("day_after", "sight")] == ["red", "red"]
    reasons = {"sponsor": "An ask", "end_customer": "An ask", "follow_ons": "An ask"}
    Walkthrough.objects.get(pk=walkthrough.pk).update(by=SYSTEM, waivers=reasons)
    assert [lights(walkthrough)[code][0] for code in ("day_after", "sight")] == ["green", "amber"]


def test_l_what_is_withdrawn_and_what_is_open_below_it_do_not_count(room):
    upper = child(room, "asked", **SILENT)
    make_contract(room.walkthrough, parent=upper, need="Support the users", supplier=room.ops)
    assert lights(room.walkthrough)["results"] == ("amber", ["0.1.1"])
    upper.withdraw(by=principal(room.maya))
    burning = lights(room.walkthrough)
    assert [burning[code][0] for code in ("results", "acceptance", "buyer_side")] == ["green"] * 3
    assert burning["leaves"] == ("red", ["0"])


def test_l_below_a_cancelled_one_what_is_promised_counts_and_what_is_open_does_not(room):
    upper = child(room, "promised")
    kept = make_contract(
        room.walkthrough, parent=upper, supplier=room.ops, need="Help with images", accepted_when="Scan"
    )
    kept.update(by=SYSTEM, buyer_provides_nothing=True)
    kept.ask(by=principal(room.aisha))
    kept.promise(by=principal(room.ruth))
    make_contract(room.walkthrough, parent=upper, need="Handle the rest")
    assert lights(room.walkthrough)["results"] == ("amber", ["0.1.1", "0.1.2"])
    upper.cancel(by=principal(room.maya), reason="Not needed")
    burning = lights(room.walkthrough)
    assert burning["results"] == ("amber", ["0.1.1"])
    assert burning["parties"] == ("green", [])


@pytest.mark.parametrize(
    ("states", "result"),
    [
        (["green", "green"], "complete"),
        (["green", "amber"], "complete_with_open_questions"),
        (["red", "amber"], "incomplete"),
    ],
)
def test_l_the_result_follows_from_the_lights(states, result):
    assert result_of([{"state": state} for state in states]) == result


def test_l_a_light_that_changes_raises_the_version_once_n7(room):
    before = Walkthrough.objects.get(pk=room.walkthrough.pk).version
    fill(room, end_customer="Retailers")
    assert Walkthrough.objects.get(pk=room.walkthrough.pk).version == before + 1


# words


def test_l_a_sentence_says_what_is_missing_what_to_do_and_how_many():
    light = {"code": "promised", "state": "red", "contracts": [1]}
    assert detail(light).startswith("1 contract waits for a yes. Get the answer,")
    light["contracts"] = [1, 2, 3]
    assert detail(light).startswith("3 contracts wait for a yes. Get the answers,")
    assert detail({"code": "day_after", "state": "amber", "contracts": []}).endswith("Name the line on the project.")


def test_l_every_sentence_stands_alone_or_with_its_count():
    for code, state in SENTENCES:
        told = detail({"code": code, "state": state, "contracts": [] if state == "green" else [7]})
        assert told.endswith(".")
        assert "%" not in told
        assert f"light.{code}" in TERMS


def test_l_five_contracts_are_named_the_others_counted():
    found = {pk: {"number": f"0.{pk}", "title": "x", "url": "/"} for pk in range(1, 8)}
    (light,) = shown([{"code": "leaves", "state": "red", "contracts": list(range(1, 8))}], found)
    assert [contract["number"] for contract in light["contracts"]] == ["0.1", "0.2", "0.3", "0.4", "0.5"]
    assert light["more"] == 2


def test_l_all_lights_in_one_sentence():
    states = dict.fromkeys(CODES, "green") | {"parties": "amber", "sight": "red"}
    told = summary([{"code": code, "state": state} for code, state in states.items()])
    assert told == "7 green; 1 amber: parties; 1 red: in sight"
