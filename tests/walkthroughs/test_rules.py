"""Who may do what with projects, walk-throughs and contracts (rules P2 to P5)."""

import pytest

from itbiz.access.models import PresenterLink, Token
from itbiz.access.principals import Principal
from itbiz.core.errors import NotAllowed
from orgchart.models import Line
from tests.cast import SYSTEM, principal
from walkthroughs.models import Contract, Obligation, Question
from walkthroughs.models.founding import found_line
from walkthroughs.moves import MOVES

pytestmark = pytest.mark.django_db


def test_p4_a_provisional_line_is_named_while_it_runs_by_its_facilitator_or_the_cio(room):
    allowed = set()
    for person in (room.fred, room.carl, room.nadia, room.maya, room.elin, room.olga):
        try:
            line = found_line(room.walkthrough, by=principal(person), name=f"Found by {person}")
        except NotAllowed:
            continue
        assert line.provisional
        allowed.add(person)
    assert allowed == {room.fred, room.carl, room.nadia}
    room.walkthrough.close(by=SYSTEM, reason="Enough")
    with pytest.raises(NotAllowed):
        found_line(room.walkthrough, by=principal(room.fred), name="Too late")


def test_p4_a_provisional_line_is_confirmed_by_a_head_above_it_or_the_cio(room):
    for person, may in (
        (room.fred, False),
        (room.olga, False),
        (room.aisha, False),
        (room.carl, True),
        (room.nadia, True),
    ):
        line = found_line(room.walkthrough, by=principal(room.fred), name=f"Line for {person}", head=room.aisha)
        if may:
            line.confirm(by=principal(person))
        else:
            with pytest.raises(NotAllowed):
                line.confirm(by=principal(person))
        assert Line.objects.get(pk=line.pk).provisional is not may


def test_p_only_a_signed_in_principal_passes_any_rule(room):
    contract = Contract(walkthrough=room.walkthrough, parent=room.root)
    link = PresenterLink.issue(by=SYSTEM, subject=room.walkthrough, permission="walkthroughs.present_walkthrough")
    asked = {
        "walkthroughs.edit_project": room.project,
        "walkthroughs.edit_walkthrough": room.walkthrough,
        "walkthroughs.present_walkthrough": room.walkthrough,
        "walkthroughs.found_line": room.walkthrough,
        "walkthroughs.add_contract": contract,
        "walkthroughs.write_obligation": Obligation(contract=room.root),
        "walkthroughs.write_question": Question(about_kind="contract", about_id=room.root.pk),
        "access.revoke_link": link,
    } | {move.permission: room.root for move in MOVES.values()}
    for by in (Principal.nobody(), Principal.of_link(link)):
        assert [permission for permission, obj in asked.items() if by.may(permission, obj)] == []
    assert all(SYSTEM.may(permission, obj) for permission, obj in asked.items())


def test_p_a_token_may_what_its_owner_may_and_no_more(room):
    for person, may in ((room.maya, True), (room.olga, False)):
        owner = principal(person)
        token = Token.issue(by=owner, user=owner.user, scopes=["walkthroughs:write"], days=1)
        child = Contract(walkthrough=room.walkthrough, parent=room.root)
        assert Principal.of_token(token).may("walkthroughs.add_contract", child) is may


def test_p_the_role_of_cio_alone_is_no_side_of_a_contract(room):
    assert room.root.moves_for(principal(room.carl)) == []
    assert not principal(room.carl).may(
        "walkthroughs.add_contract", Contract(walkthrough=room.walkthrough, parent=room.root)
    )
