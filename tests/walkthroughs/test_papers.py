"""Order sheets over all walk-throughs, team sheets, and who leads."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import SYSTEM, make_contract, make_person, principal
from tests.walkthroughs.asked import WHOLE
from tests.walkthroughs.test_prints import words
from walkthroughs.models import Contract, Obligation, Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(room):
    """ERP is prime; Database promised the tier, for which sizes are owed; Operations is asked for images."""
    room.tier = make_contract(
        room.walkthrough, parent=room.root, supplier=room.db, need="Database tier", due=date(2027, 5, 15), **WHOLE
    )
    Obligation.create(by=SYSTEM, contract=room.tier, what="Sizing inputs", due=date(2026, 1, 10))
    room.tier.ask(by=SYSTEM)
    room.tier.promise(by=principal(room.aisha))
    room.images = make_contract(room.walkthrough, parent=room.tier, supplier=room.ops, need="Server images", asked=True)
    Obligation.create(by=SYSTEM, contract=room.images, what="Image list")
    return room


def paper(enter, who, name, row):
    """Return the text of a paper as somebody reads it."""
    return words(enter(who).get(reverse(f"walkthroughs:{name}", args=[row.pk])))


def test_a_line_reads_all_it_promised_gets_and_owes_with_states(tree, enter):
    text = paper(enter, tree.olga, "line-orders", tree.db)
    assert "You promised ERP Engineering: Database tier , by 15 May 2027" in text
    assert "You need from ERP Engineering: Sizing inputs, by 10 Jan 2026 late" in text
    assert "You need from Cloud Operations: Server images" in text
    assert "You provide: Image list owed" in text


def test_a_person_reads_what_they_head_lead_and_decide(tree, enter):
    Question.create(by=SYSTEM, about=tree.tier, text="Which release?", decider=tree.aisha)
    text = paper(enter, tree.olga, "person-orders", tree.aisha)
    assert "You promised ERP Engineering: Database tier" in text
    assert "To decide Which release?" in text
    tree.tier.refresh_from_db()
    tree.tier.update(by=principal(tree.aisha), lead=tree.olga)
    assert "You promised ERP Engineering: Database tier" in paper(enter, tree.olga, "person-orders", tree.olga)
    assert "You need from Cloud Operations: Server images" in paper(enter, tree.olga, "person-orders", tree.olga)
    assert "Server images" not in paper(enter, tree.olga, "person-orders", tree.aisha)


def test_a_sponsor_reads_what_they_owe_as_buyer(tree, enter):
    Obligation.create(by=SYSTEM, contract=tree.root, what="A change freeze")
    text = paper(enter, tree.olga, "person-orders", tree.elin)
    assert "You need from ERP Engineering: The books closed in four days" in text
    assert "You provide: A change freeze owed" in text


def test_an_agreed_amendment_is_marked_with_what_it_changed(tree, enter):
    assert "Amended" not in paper(enter, tree.olga, "line-orders", tree.db)
    tree.tier.refresh_from_db()
    tree.tier.amend(by=principal(tree.maya), due=date(2027, 4, 1))
    assert "Other terms are on the table." in paper(enter, tree.olga, "line-orders", tree.db)
    Contract.objects.get(pk=tree.tier.pk).promise(by=principal(tree.aisha))
    for name, row in (("line-orders", tree.db), ("line-orders", tree.erp), ("order_sheets", tree.walkthrough)):
        assert "Amended, and agreed: due" in paper(enter, tree.olga, name, row)


def test_v3_h6_papers_hold_neither_restricted_nor_practice_ones(tree, enter):
    practice = tree.room(code="WT-TRY", mode="practice")
    make_contract(practice, supplier=tree.db, need="Tried", lead=tree.aisha)
    tree.walkthrough.refresh_from_db()
    tree.walkthrough.update(by=SYSTEM, access="restricted")
    for name, row in (("line-orders", tree.db), ("person-orders", tree.aisha)):
        assert "Nothing is promised, asked or owed now." in paper(enter, tree.olga, name, row)
        text = paper(enter, tree.carl, name, row)
        assert "Database tier" in text
        assert "Tried" not in text
    assert enter(tree.olga).get(reverse("walkthroughs:team", args=[tree.tier.pk])).status_code == 404


def test_a_team_sheet_names_who_is_above_and_who_works_for_it(tree, enter):
    text = paper(enter, tree.olga, "team", tree.tier)
    above = text.index(
        "Who is above Client Finance · Sponsor Elin Berg · Head Elin Berg ERP Engineering · Maya Lindqvist"
    )
    between = text.index("The supplier owes : Database tier , by 15 May 2027 promised".replace(" :", ":"))
    below = text.index("Who works for it Cloud Operations · Ruth Petersen Owes: Server images asked")
    assert above < between < below
    assert "The buyer owes: Sizing inputs, by 10 Jan 2026 late" in text
    assert "Gets from us: Image list owed" in text


def test_a_head_leaves_and_promises_wait_with_the_line_for_the_successor(tree, enter):
    tree.db_unit.refresh_from_db()
    tree.db_unit.update(by=SYSTEM, head=None)
    assert "Database Engineering · vacant : deputy Dora Deputy" in paper(enter, tree.olga, "team", tree.tier)
    assert "vacant : deputy Dora Deputy" in paper(enter, tree.olga, "line-orders", tree.db)
    assert "You promised ERP Engineering: Database tier" in paper(enter, tree.olga, "line-orders", tree.db)
    tree.db_unit.update(by=SYSTEM, appointments=[])
    # Nobody but those above acts then, who are of its side, too (P3).
    assert "vacant : whoever heads a unit above it acts" in paper(enter, tree.olga, "line-orders", tree.db)
    successor = make_person("Sune Successor")
    tree.db_unit.update(by=SYSTEM, head=successor)
    assert "You promised ERP Engineering: Database tier" in paper(enter, tree.olga, "person-orders", successor)
    assert "Database Engineering · Sune Successor" in paper(enter, tree.olga, "team", tree.tier)


def test_the_supplier_side_names_who_leads_a_promised_contract(tree, enter):
    address, team = (reverse(f"walkthroughs:{name}", args=[tree.tier.pk]) for name in ("lead", "team"))
    tree.tier.refresh_from_db()
    sent = {"version": tree.tier.version, "lead": tree.olga.pk}
    assert enter(tree.maya).post(address, sent).status_code == 403
    assert "Name who leads it" not in paper(enter, tree.maya, "team", tree.tier)
    client = enter(tree.dora)
    assert address in client.get(team).content.decode()
    assert client.post(address, sent).status_code == 302
    assert "Olga Outsider , leads it" in paper(enter, tree.maya, "team", tree.tier)
    assert enter(tree.dora).post(address, sent).status_code == 409
    assert Contract.objects.get(pk=tree.tier.pk).state == "promised"
