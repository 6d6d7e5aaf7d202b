"""Whose is it: the prime, nobody, or two that insist; and where a gap goes (D02, D03, D14, D15, H6, P1, V2 to V4)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalog.models import Service
from itbiz.audit.models import ChangeSet
from itbiz.audit.undo import undo
from itbiz.core.errors import NotAllowed, Refused
from tests.cast import SYSTEM, make_contract, make_line, make_service, principal
from walkthroughs.candidates import candidates
from walkthroughs.models import Contract, Finding, Room
from walkthroughs.models.disputes import end_dispute, leave_gap, name_prime
from walkthroughs.models.homing import draft_for_gap, question_for_gap

pytestmark = pytest.mark.django_db
DAY = date(2027, 5, 1)


def test_the_prime_is_named_asked_instead_and_taken_back_in_one_act_each(company):
    walkthrough, fred = company.room(), principal(company.fred)
    root = name_prime(
        walkthrough, by=fred, line=company.erp, need="The books closed in four days", reason="It is ERP's"
    )
    act = ChangeSet.objects.order_by("-number").first()
    assert (act.title, act.reason, root.state) == ("Prime: ERP Engineering", "It is ERP's", "draft")
    root = name_prime(walkthrough, by=fred, line=company.db, service=company.tier)
    assert (root.supplier, root.service, walkthrough.contracts.count()) == (company.db, company.tier, 1)
    undo(ChangeSet.objects.order_by("-number").first(), by=fred)
    assert Contract.objects.get().supplier == company.erp
    with pytest.raises(NotAllowed):
        name_prime(walkthrough, by=principal(company.ruth), line=company.ops)


def test_d02_where_nobody_fits_the_root_is_a_gap_and_the_finding_is_logged_once(company):
    walkthrough, fred = company.room(), principal(company.fred)
    root = leave_gap(walkthrough, by=fred, need="A ferry across the river", reason="All eight lines said no.")
    finding = Finding.objects.get()
    assert (root.gap, root.supplier, finding.rule, finding.subject) == (True, None, "D02", root)
    assert walkthrough.code in finding.evidence
    assert "All eight lines said no." in finding.evidence
    leave_gap(walkthrough, by=fred)
    # Whoever says so at the same time on another console is not the second to be heard for nothing.
    leave_gap(walkthrough, by=principal(company.nadia), reason="The river is new.")
    leave_gap(walkthrough, by=principal(company.nadia), reason="The river is new.")
    finding = Finding.objects.get()
    assert finding.evidence.endswith("All eight lines said no. The river is new.")
    assert ChangeSet.objects.latest("number").reason == "The river is new."
    assert name_prime(walkthrough, by=fred, line=company.ops).supplier == company.ops


def test_d03_two_that_insist_get_a_provisional_owner_and_the_clock_stops(room):
    fred, state = principal(room.fred), Room.of(room.walkthrough)
    contract = make_contract(room.walkthrough, parent=room.root, supplier=room.db, asked=True)
    contract.decline(by=principal(room.aisha), why="not_ours")
    state.show(by=fred, disputed=contract)
    before = ChangeSet.objects.count()
    finding = end_dispute(contract, by=fred, lines=(room.db, room.ops), owner=room.ops, reason="Two minutes are over.")
    contract.refresh_from_db()
    assert (contract.state, contract.supplier, Room.of(room.walkthrough).disputed) == ("asked", room.ops, None)
    assert (finding.rule, finding.walkthrough, ChangeSet.objects.count()) == ("D03", room.walkthrough, before + 1)
    assert all(str(line) in finding.detail for line in (room.db, room.ops))
    assert end_dispute(contract, by=fred, lines=(room.db, room.ops), owner=room.ops) == finding
    end_dispute(contract, by=fred, lines=(room.erp, room.ops), owner=room.ops)
    assert Finding.objects.filter(rule="D03").count() == 2
    with pytest.raises(ValidationError):
        end_dispute(contract, by=fred, lines=(room.db, room.ops), owner=room.erp)


def test_v2_a_gap_becomes_a_draft_that_its_writers_alone_see(room):
    gap = make_contract(room.walkthrough, parent=room.root, need="A ferry across the river", gap=True)
    with pytest.raises(NotAllowed):
        draft_for_gap(gap, by=principal(room.maya), line=room.db)
    service = draft_for_gap(gap, by=principal(room.fred), line=room.db)
    assert (service.status, service.line, service.deliverable) == ("draft", room.db, "A ferry across the river")
    assert room.walkthrough.code in service.summary
    assert Service.objects.visible_to(principal(room.aisha)).filter(pk=service.pk).exists()
    assert not Service.objects.visible_to(principal(room.fred)).filter(pk=service.pk).exists()
    assert Finding.objects.get().subject == gap
    named = make_contract(room.walkthrough, parent=room.root, supplier=room.db)
    with pytest.raises(Refused):
        draft_for_gap(named, by=principal(room.fred), line=room.db)


def test_v3_a_boundary_question_tells_of_a_restricted_tree_what_was_typed_for_it_alone(company):
    walkthrough, fred = company.room(access="restricted", title="Buying Norvik"), principal(company.fred)
    gap = leave_gap(walkthrough, by=fred, need="Norvik bought in silence")
    asked = {"by": fred, "line": company.db, "decider": company.nadia, "due": DAY}
    with pytest.raises(ValidationError):
        question_for_gap(gap, **asked)
    question = question_for_gap(gap, **asked, text="Databases of firms that join us")
    assert (question.subject, question.decider, question.due) == (company.db, company.nadia, DAY)
    assert "Norvik" not in question.text
    assert walkthrough.code in question.text


def test_a_gap_is_given_a_home_on_its_page(room, enter):
    gap = make_contract(room.walkthrough, parent=room.root, need="A ferry across the river", gap=True)
    client = enter(room.fred)
    draft, question = (reverse("walkthroughs:gap", args=[gap.pk, how]) for how in ("draft", "question"))
    assert draft in client.get(f"{gap.get_absolute_url()}").content.decode()
    assert client.post(draft, {"line": room.db.pk, "words": "Ferries"}).status_code == 302
    assert Service.objects.get(status="draft").name == "Ferries"
    asked = {"line": room.db.pk, "decider": room.nadia.name}
    assert client.post(question, asked).status_code == 422
    assert client.post(question, asked | {"due": "2027-05-01"}).status_code == 302
    assert "A ferry across the river" in enter(room.nadia).get(reverse("home")).content.decode()
    client = enter(room.fred)
    assert "A ferry across the river" in client.get(reverse("orgchart:line", args=[room.db.pk])).content.decode()
    assert "1 draft to publish" in enter(room.aisha).get(reverse("home")).content.decode()


def test_h6_practice_leaves_nothing_on_a_desk(company):
    gap = leave_gap(company.room(mode="practice"), by=principal(company.fred), need="A ferry")
    assert Finding.objects.get().mode == "practice"
    assert not Finding.objects.live().exists()
    for act in (
        lambda: draft_for_gap(gap, by=principal(company.fred), line=company.db),
        lambda: question_for_gap(gap, by=principal(company.fred), line=company.db, decider=company.nadia, due=DAY),
    ):
        with pytest.raises(Refused):
            act()


def test_candidates_are_five_at_most_with_their_words_and_when_they_last_were_prime(company, django_assert_num_queries):
    text = "A database tier within four days"
    make_service("Days of rest", line=company.ops, publish=False, deliverable="Books closed on a database tier")
    make_service("Archive of closing books", line=company.erp, deliverable="<b>Books</b> kept. Nothing else.")
    room = company.room()
    make_contract(room, supplier=company.db)
    make_contract(company.room(mode="practice"), supplier=company.erp)
    for number in range(6):
        line = make_line(f"Line {number}", unit=company.ops_unit, domain="We keep the books of others.")
        make_service(f"Report {number}", line=line, deliverable="A report on books and tiers")
    who = principal(company.olga)
    with django_assert_num_queries(5):
        found = candidates(who, text)
    assert len(found) == 5
    first = found[0]
    assert (first.name, first.head, first.service) == ("Database Engineering", "Aisha Okafor", "Database tier")
    assert {word.casefold() for word in first.words} == {"database", "tier"}
    assert first.last_prime == room.started_at
    assert candidates(who, text, walkthrough=room)[0].last_prime is None
    archive = next(one for one in candidates(who, "books closed and kept") if one.line_id == company.erp.pk)
    assert archive.marked == "&lt;b&gt;<mark>Books</mark>&lt;/b&gt; <mark>kept</mark>."
    assert (archive.service, archive.last_prime) == ("Archive of closing books", None)
    assert company.ops.pk not in {one.line_id for one in candidates(who, "days of rest")}
    assert candidates(who, "in on at") == []


@pytest.mark.parametrize(
    ("block", "name", "warned"),
    [("PS", "Project office", True), ("PS", "Training", False), ("CR", "Partners", True), ("AU", "Audit", True)],
)
def test_d14_d15_a_prime_that_is_none_is_warned_of_and_not_refused(company, block, name, warned):
    line = make_line(name, unit=company.ops_unit, block=block, domain="We know ferries.")
    found = candidates(principal(company.fred), "A ferry, and ferries")
    assert bool(found[0].warning) is warned
    assert name_prime(company.room(), by=SYSTEM, line=line).supplier == line
