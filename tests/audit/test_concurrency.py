"""Writers at the same time, in threads of their own: nothing is lost, nothing is doubled, nobody waits for ever."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from itbiz.audit.models import Change, ChangeSet, Counter
from itbiz.audit.record import change_set
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused, Stale
from orgchart.models import Unit
from tests.cast import SYSTEM, Company, make_contract, make_unit, principal
from tests.together import kinds, together
from walkthroughs.models import Contract, Walkthrough

pytestmark = pytest.mark.django_db(transaction=True)
WHOLE = {"accepted_when": "A failover test passes", "buyer_provides_nothing": True}


def test_u2_eight_writers_leave_numbers_without_holes_in_commit_order():
    units = [make_unit(f"Unit {n}") for n in range(8)]
    start = ChangeSet.objects.last_number()

    def write(unit):
        for n in range(5):
            unit.update(by=SYSTEM, name=f"{unit.code} {n}")

    assert kinds(together(*(lambda unit=unit: write(unit) for unit in units))) == [""] * 8
    sets = ChangeSet.objects.filter(number__gt=start).order_by("number")
    assert [row.number for row in sets] == list(range(start + 1, start + 41))
    assert Counter.objects.get(name="changes").value == start + 40
    assert Change.objects.filter(change_set__in=sets).count() == 40
    for unit in units:
        told = Change.objects.filter(change_set__in=sets, object_id=unit.pk).order_by("change_set__number")
        assert [change.after["name"] for change in told] == [f"{unit.code} {n}" for n in range(5)]


def test_u2_a_set_that_fails_leaves_no_hole():
    make_unit("Taken", code="taken")
    start = ChangeSet.objects.last_number()
    good = [lambda n=n: make_unit(f"Good {n}") for n in range(4)]
    bad = [lambda: make_unit("Bad", code="taken") for _ in range(4)]
    assert kinds(together(*good, *bad)) == ["", "", "", "", *["ValidationError"] * 4]
    numbers = ChangeSet.objects.filter(number__gt=start).order_by("number").values_list("number", flat=True)
    assert list(numbers) == [start + 1, start + 2, start + 3, start + 4]


@pytest.mark.parametrize("verb", ["move", "update"])
def test_h1_two_moves_that_together_close_a_cycle(verb):
    one, two = make_unit("One"), make_unit("Two")

    def hang(unit, parent):
        unit, parent = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=parent.pk)
        return lambda: getattr(unit, verb)(by=SYSTEM, parent=parent)

    assert kinds(together(hang(one, two), hang(two, one))) == ["", "ValidationError"]
    parents = set(Unit.objects.values_list("name", "parent__name"))
    assert parents in ({("One", "Two"), ("Two", None)}, {("One", None), ("Two", "One")})


def test_h1_a_ring_of_four_moves_at_once():
    units = [make_unit(f"Unit {n}") for n in range(4)]
    acts = [lambda n=n: units[n].move(by=SYSTEM, parent=units[(n + 1) % 4]) for n in range(4)]
    assert kinds(together(*acts)) == ["", "", "", "ValidationError"]


@pytest.fixture
def room():
    """The company with a running walk-through, made for threads: committed."""
    room = Company()
    room.walkthrough = room.room()
    return room


def test_h2_two_roots_at_once(room):
    results = together(*(lambda: make_contract(Walkthrough.objects.get(), need="The root") for _ in range(3)))
    assert kinds(results) == ["", "ValidationError", "ValidationError"]
    assert Contract.objects.get().number == "0"
    assert all("prime contract already" in str(error) for error in results if isinstance(error, Exception))


def test_n1_children_added_at_once_have_numbers_of_their_own(room):
    root = make_contract(room.walkthrough, supplier=room.erp)
    live = Walkthrough.objects.get().version
    acts = [lambda: make_contract(Walkthrough.objects.get(), parent=Contract.objects.get(pk=root.pk)) for _ in range(6)]
    assert kinds(together(*acts)) == [""] * 6
    below = Contract.objects.filter(parent=root).order_by("position")
    assert [(contract.number, contract.position) for contract in below] == [(f"0.{n}", n) for n in range(1, 7)]
    assert Walkthrough.objects.get().version == live + 6


def test_n1_walkthroughs_planned_at_once_have_codes_of_their_own(room):
    year = f"WT-{timezone.localdate():%Y}-"

    def plan(**values):
        return lambda: Walkthrough.create(by=SYSTEM, title="At once", client_unit=room.finance, **values)

    plan(code=f"{year}002")()
    assert kinds(together(*(plan() for _ in range(4)))) == [""] * 4
    made = Walkthrough.objects.filter(code__startswith=year).order_by("code").values_list("code", flat=True)
    assert list(made) == [f"{year}00{n}" for n in range(1, 6)]
    # Whoever takes the next number by hand in this moment comes first or is told; a made code makes way.
    results = together(plan(code=f"{year}006"), *(plan() for _ in range(3)))
    assert kinds(results) in ([""] * 4, ["", "", "", "ValidationError"])
    assert not any(isinstance(result, Exception) for result in results[1:])


def test_h5_two_promise_at_once_and_one_wins(room):
    contract = make_contract(room.walkthrough, supplier=room.erp, asked=True, **WHOLE)

    def promise(person):
        by, mine = principal(person), Contract.objects.get(pk=contract.pk)
        return lambda: mine.promise(by=by)

    results = together(promise(room.maya), promise(room.nadia))
    assert kinds(results) == ["", "Refused"]
    kept = Contract.objects.get(pk=contract.pk)
    assert kept.state == "promised"
    assert Change.objects.filter(object_id=contract.pk, after__state="promised").count() == 1


def test_c5_a_promise_and_a_withdrawal_at_once_are_one_of_the_two(room):
    contract = make_contract(room.walkthrough, supplier=room.erp, asked=True, **WHOLE)
    maya, elin = principal(room.maya), principal(room.elin)
    results = together(
        lambda: Contract.objects.get(pk=contract.pk).promise(by=maya),
        lambda: Contract.objects.get(pk=contract.pk).withdraw(by=elin),
    )
    assert kinds(results) == ["", "Refused"]
    assert Contract.objects.get(pk=contract.pk).state in ("promised", "withdrawn")


def test_two_who_read_the_same_version_do_not_overwrite_each_other(room):
    def rename(name):
        unit = Unit.objects.get(pk=room.erp_unit.pk).expecting(1)
        return lambda: unit.update(by=SYSTEM, name=name)

    assert kinds(together(rename("One"), rename("Two"))) == ["", "Stale"]


def test_nobody_waits_for_ever_in_one_busy_tree(room):
    """Parent and child, obligations of both, start to end: all take the walk-through first."""
    root = make_contract(room.walkthrough, supplier=room.erp, asked=True, **WHOLE)
    child = make_contract(room.walkthrough, parent=root, supplier=room.db, asked=True, **WHOLE)
    by = {name: principal(getattr(room, name)) for name in ("maya", "aisha", "elin", "nadia", "fred")}

    def fresh(contract):
        return Contract.objects.get(pk=contract.pk)

    results = together(
        lambda: fresh(root).update(by=by["elin"], need="In three days"),
        lambda: fresh(child).update(by=by["maya"], need="A bigger tier"),
        lambda: fresh(root).withdraw(by=by["elin"]),
        lambda: fresh(child).promise(by=by["aisha"]),
        lambda: make_contract(Walkthrough.objects.get(), parent=fresh(root)),
        lambda: make_contract(Walkthrough.objects.get(), parent=fresh(child)),
        lambda: Walkthrough.objects.get().update(by=by["fred"], title="Busy"),
        lambda: Walkthrough.objects.get().close(by=by["nadia"], reason="Enough"),
    )
    unexpected = [r for r in results if isinstance(r, Exception) and not isinstance(r, (Refused, NotAllowed, Stale))]
    assert [error for error in unexpected if not isinstance(error, ValidationError)] == []
    assert Walkthrough.objects.get().status == "closed"


def test_u3_two_undo_the_same_act_at_once_and_one_wins(room):
    contract = make_contract(room.walkthrough, supplier=room.erp, asked=True, **WHOLE)
    done = contract.promise(by=principal(room.maya))
    acts = [
        lambda who=who: undo(ChangeSet.objects.get(pk=done.pk), by=principal(who)) for who in (room.maya, room.fred)
    ]
    results = together(*acts)
    assert kinds(results) == ["", "Refused"]
    assert ["has undone this already" in str(result) for result in results if isinstance(result, Exception)] == [True]
    assert ChangeSet.objects.get(undoes=done) in results
    assert Contract.objects.get(pk=contract.pk).state == "asked"


def test_u3_an_undo_and_a_move_at_once_never_both_win(room):
    contract = make_contract(room.walkthrough, supplier=room.erp, asked=True, **WHOLE)
    done = contract.promise(by=principal(room.maya))
    results = together(
        lambda: undo(ChangeSet.objects.get(pk=done.pk), by=principal(room.maya)),
        lambda: Contract.objects.get(pk=contract.pk).deliver(by=principal(room.maya)),
    )
    assert kinds(results) == ["", "Refused"]
    won = "delivered" if isinstance(results[0], Exception) else "asked"
    assert Contract.objects.get(pk=contract.pk).state == won


def test_u3_acts_in_two_walkthroughs_are_undone_at_once_without_waiting_for_ever(room):
    other = room.room(project=None, title="Another")
    roots = [make_contract(place, supplier=room.erp, need="As it was") for place in (room.walkthrough, other)]
    acts = []
    for order in (roots, roots[::-1]):
        with change_set(by=SYSTEM, title="Both") as changes:
            for root in order:
                Contract.objects.get(pk=root.pk).update(by=SYSTEM, need=f"Set {len(acts)}")
        acts.append(changes.row)
    assert kinds(together(*(lambda row=row: undo(row, by=SYSTEM) for row in acts))) in (["", ""], ["", "Refused"])
    texts = set(Contract.objects.filter(pk__in=[root.pk for root in roots]).values_list("terms__need", flat=True))
    assert len(texts) == 1
