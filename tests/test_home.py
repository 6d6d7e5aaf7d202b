"""The first page, for each who opens it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import SYSTEM, make_contract, make_line, make_person, make_project, make_service, make_unit, principal
from tests.pages import sign_in, statements
from walkthroughs.models import Obligation, Question, Walkthrough

HEAD_STATEMENTS = 22
CIO_STATEMENTS = 33
WHOLE = {"accepted_when": "A failover test passes", "buyer_provides_nothing": True}


def home(client, person):
    """Return the home page of a person."""
    return sign_in(client, person).get(reverse("home"))


def asked_of_db(company, *, number=1):
    """Put `number` asks to Database, and return the last one."""
    room = company.room()
    root = make_contract(room, supplier=company.erp, need="Live on the supported release")
    return [make_contract(room, parent=root, supplier=company.db, asked=True) for _ in range(number)][-1]


def promised_by_db(company, *, lead=None, **fields):
    """Return a contract that Database promised to ERP."""
    room = company.room()
    root = make_contract(room, supplier=company.erp, need="Live on the supported release")
    contract = make_contract(room, parent=root, supplier=company.db, asked=True, **{**WHOLE, **fields})
    contract.promise(by=principal(company.aisha), lead=lead)
    return contract


def names(pages):
    """Return {list: titles} of the lists on a page."""
    return {page.account.name: [row["title"] for row in page.rows] for page in pages}


def test_a_head_sees_what_is_asked_first_and_opens_its_sheet_in_one_step(client, company):
    contract = asked_of_db(company)
    page = home(client, company.aisha)
    assert names(page.context["waiting"]) == {"asked": ["Database tier on a supported version"]}
    text = page.content.decode()
    assert contract.get_absolute_url() in text
    assert reverse("walkthroughs:answer", args=[contract.pk]) in text
    assert text.index('id="asked"') < text.index("My lines")


def test_whom_a_running_walkthrough_concerns_is_led_to_their_seat(client, company):
    asked_of_db(company)
    practice = company.room(mode="practice", code="rehearsal", title="A rehearsal")
    make_contract(practice, supplier=company.db, need="Rehearsed")
    room = Walkthrough.objects.live().get()
    seat = reverse("walkthroughs:seat", args=[room.pk])
    # A line in the tree, the sponsor; not one without a line in it, not the facilitator, and no practice (H6).
    for person, concerned in (
        (company.aisha, True),
        (company.elin, True),
        (company.ruth, False),
        (company.fred, False),
    ):
        page = home(client, person)
        assert [row["url"] for row in page.context["joinable"]] == [seat] * concerned, person
        assert (seat in page.content.decode()) == concerned
    # Whoever reads a running one finds the seat there; who has no account finds the code's page.
    assert seat in client.get(reverse("walkthroughs:walkthrough", args=[room.pk])).content.decode()
    room.pause(by=principal(company.fred))
    assert home(client, company.aisha).context["joinable"] == []
    client.logout()
    assert reverse("walkthroughs:join") in client.get(reverse("sign-in")).content.decode()


def test_a_head_for_whom_nothing_waits_is_told_so_in_one_sentence(client, company):
    text = home(client, company.aisha).content.decode()
    assert "Nothing waits for you." in text
    assert 'id="asked"' not in text


def test_a_head_sees_what_was_promised_the_late_ones_first_and_marked(client, company):
    for need, due in (("Later", date(2099, 1, 1)), ("Never", None), ("Late", date(2020, 1, 1))):
        promised_by_db(company, need=need, due=due)
    (page,) = home(client, company.aisha).context["kept"]
    assert [(row["title"], row["late"]) for row in page.rows] == [("Late", True), ("Later", False), ("Never", False)]
    text = home(client, company.aisha).content.decode()
    assert text.count("is-late") == 1
    assert "3, 1 late" in text


def test_a_buyer_sees_what_was_delivered_and_countered_and_what_they_owe(client, company):
    room = company.room()
    root = make_contract(room, supplier=company.erp, need="The books closed", **WHOLE)
    made = [make_contract(room, parent=root, supplier=company.db, need=need, **WHOLE) for need in ("One", "Two")]
    Obligation.create(by=SYSTEM, contract=made[1], what="Sizing inputs", due=date(2020, 1, 1))
    for contract in made:
        contract.ask(by=principal(company.maya))
    made[0].promise(by=principal(company.aisha))
    made[0].deliver(by=principal(company.aisha))
    made[1].counter(by=principal(company.aisha), due=date(2027, 1, 1))
    page = home(client, company.maya)
    assert names(page.context["waiting"]) == {"countered": ["Two"], "to_accept": ["One"]}
    assert names(page.context["kept"]) == {"owed": ["Sizing inputs"]}
    (owed,) = page.context["kept"][0].rows
    assert (owed["late"], owed["sure"]) == (True, False)
    assert names(home(client, company.aisha).context["kept"]) == {"delivered": ["One"]}


def test_p3_the_sponsor_and_the_clients_head_answer_for_the_root(client, company):
    sponsor = make_person("Sven Sponsor", username="sven")
    company.project.update(by=SYSTEM, sponsor=sponsor)
    room = company.room()
    root = make_contract(room, supplier=company.erp, need="The books closed", asked=True, **WHOLE)
    root.counter(by=principal(company.maya), due=date(2027, 1, 1))
    for buyer in (sponsor, company.elin):
        assert names(home(client, buyer).context["waiting"]) == {"countered": ["The books closed"]}
    assert names(home(client, company.olga).context["waiting"]) == {}


def test_c5_whose_buyer_was_cancelled_is_warned(client, company):
    room = company.room()
    root = make_contract(room, supplier=company.erp, need="The books closed", asked=True, **WHOLE)
    root.promise(by=principal(company.maya))
    make_contract(room, parent=root, supplier=company.db, need="A tier", asked=True, **WHOLE)
    root.cancel(by=principal(company.elin), reason="Bought elsewhere")
    waiting = names(home(client, company.aisha).context["waiting"])
    assert waiting == {"asked": ["A tier"], "buyer_ended": ["A tier"]}


def test_c7_nothing_is_owed_for_a_contract_that_was_withdrawn(client, company):
    room = company.room()
    root = make_contract(room, supplier=company.erp, need="The books closed")
    contract = make_contract(room, parent=root, supplier=company.db, obligations=[{"what": "Sizing inputs"}])
    contract.ask(by=principal(company.maya))
    assert names(home(client, company.maya).context["kept"]) == {"owed": ["Sizing inputs"]}
    contract.withdraw(by=principal(company.maya))
    assert names(home(client, company.maya).context["kept"]) == {}


def test_who_decides_a_question_finds_it_even_without_a_line(client, company):
    contract = asked_of_db(company)
    Question.create(by=SYSTEM, about=contract, text="Which size?", decider=company.olga, due=date(2020, 1, 1))
    page = home(client, company.olga)
    assert names(page.context["waiting"]) == {"to_decide": ["Which size?"]}
    assert "is-late" in page.content.decode()


def test_staff_who_head_nothing_see_their_line_what_it_promised_and_what_they_lead(client, company):
    staff = make_person("Stig Staff", username="stig")
    staff.update(by=SYSTEM, memberships=[{"unit": company.db_unit}])
    promised_by_db(company, need="A tier", lead=staff)
    page = home(client, staff)
    assert [line["name"] for line in page.context["belongs"]] == ["Database Engineering"]
    assert names(page.context["promises"]) == {"promised": ["A tier"]}
    assert names(page.context["leads"]) == {"led": ["A tier"]}
    assert not page.context["lines"]


def test_a_facilitator_sees_their_own_walkthroughs_with_the_lights(client, company):
    company.room(title="The close")
    (row,) = home(client, company.fred).context["facilitated"]
    assert (row["name"], row["state"]) == ("The close", "running")
    assert dict(row["lights"])["red"] >= 1


def test_a_head_is_told_what_their_lines_lack(client, company):
    make_service("Plan", line=company.db, publish=False)
    text = home(client, company.aisha).content.decode()
    assert "The domain is not written" in text
    assert ">1 draft to publish</a>" in text


def test_v4_what_is_restricted_stays_out_of_the_home_of_others(client, company):
    company.room(title="Close in silence", access="restricted")
    assert "Close in silence" not in home(client, company.olga).content.decode()
    assert "Close in silence" in home(client, company.fred).content.decode()


def test_h6_practice_stays_out(client, company):
    company.room(title="Only a rehearsal", mode="practice", access="restricted")
    assert "Only a rehearsal" not in home(client, company.fred).content.decode()


def test_a_cio_sees_what_the_organisation_lacks(client, company):
    make_unit("Capacity", parent=company.it)
    make_service("Nobody's", publish=False)
    lacks = {lack.heading: [name for _url, name in lack.rows] for lack in home(client, company.nadia).context["lacks"]}
    assert lacks["Vacant"] == ["Capacity"]
    assert lacks["Units without a line of their own"] == ["Capacity", "Information Technology"]
    assert lacks["Lines that offer nothing"] == ["ERP Engineering"]
    assert lacks["Services of no line"] == ["Nobody's"]


def test_n2_lines_outside_it_are_counted_as_such(client, company):
    make_line("Group Audit", unit=company.finance)
    make_line("Capacity", unit=company.it)
    rows = {str(row["name"]): row["lines"] for row in home(client, company.nadia).context["business"]}
    assert rows["outside IT"] == rows["not named yet"] == 1


def test_somebody_without_a_line_finds_the_ways_in(client, company):
    text = home(client, company.olga).content.decode()
    assert "Find who does what" in text
    assert "My lines" not in text


@pytest.mark.django_db
def test_an_empty_installation_says_what_to_do_first(client):
    text = home(client, make_person("Nadia", username="nadia", roles=["cio"])).content.decode()
    assert 'href="/imports/?kind=units"' in text


def test_a_young_installation_ticks_what_is_done_until_something_is_promised(client, company):
    assert [step.state for step in home(client, company.nadia).context["steps"]] == ["done", "done", "open", "next"]
    promised_by_db(company)
    assert not home(client, company.nadia).context["steps"]


@pytest.mark.parametrize("many", [1, 3])
def test_home_takes_the_same_statements_whatever_it_holds(client, company, many):
    contract = asked_of_db(company, number=many)
    for number in range(many):
        make_line(f"Line {number}", unit=company.db_unit)
        make_project(f"Project {number}")
        promised_by_db(company, due=date(2020, 1, 1), lead=company.aisha)
        Obligation.create(by=SYSTEM, contract=contract, what=f"Input {number}", due=date(2020, 1, 1))
        Question.create(by=SYSTEM, about=contract, text=f"Size {number}?", decider=company.aisha)
    sign_in(client, company.aisha)
    assert statements(client, reverse("home")) == HEAD_STATEMENTS
    sign_in(client, company.nadia)
    assert statements(client, reverse("home")) == CIO_STATEMENTS


def test_the_share_of_projects_is_told_in_words_that_fit_one_and_many(company, client):
    page = sign_in(client, company.nadia).get("/").text
    assert "Walked through: 0 of 1 project that came in since then." in page
    make_project(client=company.finance, sponsor=company.elin, code="second")
    assert "Walked through: 0 of 2 projects that came in since then." in client.get("/").text
    later = client.get("/", {"since": "2999-01-01"}).text
    assert "No project came in since then." in later
