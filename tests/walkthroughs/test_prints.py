"""What is printed: the outline, and the order sheets that say who owes what to whom."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.cast import PASSWORD, SYSTEM, make_contract, make_vendor, principal
from tests.walkthroughs.test_tree import grow
from walkthroughs.models import Obligation, Question

pytestmark = pytest.mark.django_db
TIER = {
    "need": "Database tier on a supported version",
    "accepted_when": "Failover proven",
    "due": date(2027, 5, 15),
}


@pytest.fixture
def room(company):
    """A walk-through: the tier is promised, its environments are asked, testers are needed, one share is own."""
    walkthrough = company.room()
    root = make_contract(walkthrough, supplier=company.erp, need="The books closed in four days")
    tier = make_contract(walkthrough, parent=root, supplier=company.db, **TIER)
    Obligation.create(by=SYSTEM, contract=tier, what="Sizing inputs", due=date(2027, 3, 10))
    tier.ask(by=SYSTEM)
    tier.promise(by=principal(company.aisha))
    make_contract(walkthrough, parent=tier, supplier=company.ops, need="Three environments", asked=True)
    make_contract(walkthrough, parent=root, supplier=company.erp, need="Configuration adapted")
    make_contract(walkthrough, parent=root, need="Fourteen testers")
    Question.create(by=SYSTEM, about=tier, text="Who sizes it?", decider=company.maya, due=date(2027, 3, 1))
    return walkthrough


@pytest.fixture
def reader(client, company):
    """A browser somebody without a part is signed in with."""
    assert client.login(username="olga", password=PASSWORD)
    return client


def words(response):
    """Return the text of a page, without tags and in single blanks."""
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def outline(client, walkthrough):
    """Return the answer to the outline's address."""
    return client.get(reverse("walkthroughs:outline", args=[walkthrough.pk]))


def sheet(client, walkthrough, line):
    """Return the answer to a line's order sheet."""
    return client.get(reverse("walkthroughs:order_sheet", args=[walkthrough.pk, line.pk]))


def test_the_outline_says_result_acceptance_date_and_state(reader, room):
    text = words(outline(reader, room))
    for said in (
        "Close the books in four days",
        "Database Engineering : Database tier on a supported version",
        "Accepted when: Failover proven",
        "The buyer provides: Sizing inputs, 10 Mar 2027",
        "15 May 2027",
        "promised",
        "not asked yet",
        "draft",
    ):
        assert said in text


def test_the_outline_says_who_decides_an_open_question(reader, room):
    assert "Open: Who sizes it? Maya Lindqvist, 1 Mar 2027" in words(outline(reader, room))


def test_questions_about_the_whole_stand_below_the_outline(reader, company, room):
    Question.create(by=SYSTEM, about=room.project, text="Freeze or Black Friday?")
    assert "Freeze or Black Friday? nobody decides yet, no date" in words(outline(reader, room))


def test_an_outline_without_a_prime_says_so(reader, company):
    assert "No prime contractor yet" in words(outline(reader, company.room()))


def test_a_supplier_reads_what_it_promised_and_needs(reader, company, room):
    text = words(sheet(reader, room, company.db))
    promised = (
        "You promised ERP Engineering: Database tier on a supported version , by 15 May 2027 "
        "Accepted when: Failover proven You need from ERP Engineering: Sizing inputs, by 10 Mar 2027"
    )
    assert promised in text
    assert "You need, and nobody promised it yet You need from Cloud Operations: Three environments" in text
    assert "Who sizes it? Maya Lindqvist, 1 Mar 2027" in text


def test_a_buyer_reads_what_it_gets_and_its_own_share_apart_c4(reader, company, room):
    text = words(sheet(reader, room, company.erp))
    assert "Wanted from you, and not promised yet Finance has not asked you yet: The books closed in four days" in text
    assert "Your own share Configuration adapted" in text
    assert "You get You get from Database Engineering: Database tier on a supported version , by 15 May 2027" in text
    assert "Supplier open: Fourteen testers" in text


def test_a_need_that_nobody_worded_or_asked_of_anybody_is_on_no_sheet(reader, company):
    walkthrough = company.room()
    root = make_contract(walkthrough, need="")
    blank = make_contract(walkthrough, parent=root, supplier=company.db, need="")
    assert sheet(reader, walkthrough, company.db).status_code == 404
    sheets = reverse("walkthroughs:order_sheets", args=[walkthrough.pk])
    assert "No line has a part in this walk-through yet." in words(reader.get(sheets))
    assert "asked" not in words(reader.get(reverse("walkthroughs:line-orders", args=[company.db.pk])))
    # Once it says something, its sheet does, too, and names no buyer who is none yet.
    make_contract(walkthrough, parent=blank, supplier=company.ops, need="")
    text = words(sheet(reader, walkthrough, company.db))
    assert "You need from Cloud Operations: not worded yet" in text
    blank.update(by=SYSTEM, need="Three environments")
    text = words(sheet(reader, walkthrough, company.db))
    assert "Meant for you, but who buys it is open, so nobody has asked yet: Three environments draft" in text


def test_what_a_vendor_delivers_stands_apart_from_the_own_share_c4(reader, company, room):
    vendor = make_vendor("Norvik", held_by=company.erp)
    make_contract(room, parent=room.contracts.get(number="0"), vendor=vendor, need="Two modules", asked=True)
    text = words(sheet(reader, room, company.erp))
    assert "From vendors you hold Norvik: Two modules asked" in text
    assert text.count("Two modules") == 1


def test_what_is_only_asked_is_marked_as_such(reader, company, room):
    text = words(sheet(reader, room, company.ops))
    assert "You promised" not in text
    assert "Wanted from you, and not promised yet Database Engineering asks you: Three environments asked" in text


def test_all_sheets_stand_in_one_print_in_reading_order(reader, company, room):
    text = words(reader.get(reverse("walkthroughs:order_sheets", args=[room.pk])))
    places = [text.index(f" {line.name} Close the books") for line in (company.erp, company.db, company.ops)]
    assert places == sorted(places)


def test_a_line_without_a_part_has_no_sheet(reader, company):
    walkthrough = company.room()
    make_contract(walkthrough, supplier=company.erp)
    assert sheet(reader, walkthrough, company.ops).status_code == 404


def test_prints_of_a_practice_are_not_for_everybody_v3(reader, company):
    practice = company.room(mode="practice")
    make_contract(practice, supplier=company.erp)
    addresses = [
        reverse("walkthroughs:outline", args=[practice.pk]),
        reverse("walkthroughs:order_sheets", args=[practice.pk]),
        reverse("walkthroughs:order_sheet", args=[practice.pk, company.erp.pk]),
    ]
    assert [reader.get(address).status_code for address in addresses] == [404, 404, 404]
    assert reader.login(username="maya", password=PASSWORD)
    assert [reader.get(address).status_code for address in addresses] == [200, 200, 200]


def test_prints_need_a_sign_in(client, room):
    assert outline(client, room).status_code == 302


@pytest.mark.parametrize("nodes", [3, 40])
@pytest.mark.parametrize("name", ["outline", "order_sheets"])
def test_prints_cost_the_same_statements_whatever_the_size(reader, company, django_assert_max_num_queries, name, nodes):
    walkthrough = grow(company.room(), company, nodes)
    with django_assert_max_num_queries(12):
        assert reader.get(reverse(f"walkthroughs:{name}", args=[walkthrough.pk])).status_code == 200
