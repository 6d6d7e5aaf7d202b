"""One contract from ask to acceptance, each step in the window of whom it belongs to, and two windows at once."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rooms import add, heard, refusals

pytestmark = pytest.mark.browser
NEED = "A tested restore"
DATABASE, ERP = "Database & Infrastructure Engineering", "ERP & Business Applications Engineering"
FOUR, TWO = "Restored within four hours", "Restored within two hours"
COPY = "A copy of the production data, by 1 Mar 2027 owed"


@dataclass
class Life:
    """A contract between two lines: its numbers, and the window of the head of either."""

    walkthrough: str
    contract: str
    buyer: Page
    supplier: Page

    def focus(self, page, do=""):
        """Open the editor on the contract, with the sheet of the move `do`."""
        page.goto(f"/walkthroughs/{self.walkthrough}/?focus={self.contract}&do={do}")

    def open_answer(self, page, do="", **fields):
        """Open the page that answers the contract, and fill its fields."""
        page.goto(f"/contracts/{self.contract}/answer/?do={do}")
        for name, text in fields.items():
            page.locator(f"form.form [name={name}]").fill(text)

    def answer(self, page, button, do="", **fields):
        """Give the answer."""
        self.open_answer(page, do, **fields)
        press(page, button)
        page.wait_for_url("**/")
        expect(page.locator("#messages")).to_contain_text(NEED)

    def stands(self, state):
        """Check that the contract is in a state, as its buyer sees it."""
        self.focus(self.buyer)
        expect(self.buyer.locator(".tree-row[aria-current]")).to_have_class(re.compile(f"is-{state}"))

    def assert_sheets(self, *, buyer, supplier, team):
        """Check what the order sheets of both lines and the team sheet say, each read by whose it is."""
        papers = [(self.buyer, ERP, buyer), (self.supplier, DATABASE, supplier)]
        for page, line, words in papers:
            page.goto(f"/walkthroughs/{self.walkthrough}/orders/")
            page.get_by_role("link", name=line).click()
            page.wait_for_url("**/orders/*/")
            assert words in said(page)
        for page in (self.buyer, self.supplier):
            page.goto(f"/contracts/{self.contract}/team/")
            assert team in said(page)
            assert f"{ERP} · Maya Lindqvist" in said(page)
            assert f"{NEED} BE {DATABASE} · Aisha Okafor" in said(page)


def said(page):
    """Return what a page says, in one line."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def press(page, button):
    """Press the button of a move."""
    page.get_by_role("button", name=button, exact=True).click()


@pytest.fixture
def life(room, window, sign_in):
    """A need below the prime, asked of the line of databases in the window of its buyer."""
    add(room, NEED)
    row = room.locator(".tree-text", has_text=NEED).get_by_role("link")
    number = re.search(r"/walkthroughs/(\d+)/", room.url)[1]
    life = Life(number, row.get_attribute("id").removeprefix("node-"), window(), window())
    sign_in(life.buyer, "maya")
    sign_in(life.supplier, "aisha")
    ask(life)
    return life


def ask(life):
    """Name the supplier, the test, the date, and what the buyer provides; then ask."""
    buyer = life.buyer
    life.focus(buyer)
    buyer.locator("#id_supplier").fill(DATABASE)
    buyer.locator("#id_accepted_when").fill(FOUR)
    buyer.locator("#id_due").fill("2027-05-15")
    buyer.locator("[name=duty_new]").fill("A copy of the production data")
    buyer.locator("[name=by_new]").fill("2027-03-01")
    with heard(buyer, f"Asked of {DATABASE}: {NEED}"):
        press(buyer, "Ask")


def amend(life):
    """Ask for another test over the promise in force."""
    life.focus(life.buyer, do="amend")
    life.buyer.locator("#sheet_accepted_when").fill(TWO)
    life.buyer.locator("#sheet_reason").fill("The auditors ask for it")
    with heard(life.buyer, f"Amendment asked of {DATABASE}: {NEED}"):
        press(life.buyer, "Amend")


def come_to_a_promise(life):
    """Read the sheets of the ask, of the supplier's counter, and of what the buyer agreed to."""
    life.assert_sheets(
        buyer=f"You need from {DATABASE}: {NEED}, by 15 May 2027 asked Accepted when: {FOUR} You provide: {COPY}",
        supplier=f"{ERP} asks you: {NEED}, by 15 May 2027 asked Accepted when: {FOUR} You need from {ERP}: {COPY}",
        team=f"The supplier owes: {NEED}, by 15 May 2027 asked Accepted when: {FOUR} The buyer owes: {COPY}",
    )
    life.answer(life.supplier, "Discuss", "counter", due="2027-06-01", conditions="Storage stands by April")
    terms = f"Accepted when: {FOUR} Only if: Storage stands by April"
    life.assert_sheets(
        buyer=f"You need from {DATABASE}: {NEED}, by 1 Jun 2027 countered {terms} You provide: {COPY}",
        supplier=f"{ERP} asks you: {NEED}, by 1 Jun 2027 countered {terms}",
        team=f"The supplier owes: {NEED}, by 1 Jun 2027 countered {terms} The buyer owes: {COPY}",
    )
    life.answer(life.buyer, "Agree")
    life.assert_sheets(
        buyer=f"You get You get from {DATABASE}: {NEED}, by 1 Jun 2027 {terms} You provide: {COPY}",
        supplier=f"You promised You promised {ERP}: {NEED}, by 1 Jun 2027 {terms} You need from {ERP}: {COPY}",
        team=f"The supplier owes: {NEED}, by 1 Jun 2027 promised {terms} The buyer owes: {COPY}",
    )


def amend_the_promise(life):
    """Read the sheets while an amendment is on the table, and once it is promised."""
    terms = f"Accepted when: {FOUR} Only if: Storage stands by April"
    amend(life)
    pending = "Other terms are on the table."
    life.assert_sheets(
        buyer=f"You get from {DATABASE}: {NEED}, by 1 Jun 2027 asked {terms} You provide: {COPY} {pending}",
        supplier=f"You promised {ERP}: {NEED}, by 1 Jun 2027 asked {terms} You need from {ERP}: {COPY} {pending}",
        team=f"The supplier owes: {NEED}, by 1 Jun 2027 asked {terms}",
    )
    life.answer(life.supplier, "Promise")
    terms = f"Accepted when: {TWO} Only if: Storage stands by April"
    amended = "Amended, and agreed: accepted when"
    life.assert_sheets(
        buyer=f"You get from {DATABASE}: {NEED}, by 1 Jun 2027 {terms} You provide: {COPY} {amended}",
        supplier=f"You promised {ERP}: {NEED}, by 1 Jun 2027 {terms} You need from {ERP}: {COPY} {amended}",
        team=f"The supplier owes: {NEED}, by 1 Jun 2027 promised {terms}",
    )


def fulfil(life):
    """Read the sheets of a delivery, its rejection, and the acceptance of the next one."""
    terms = f"Accepted when: {TWO} Only if: Storage stands by April"
    life.answer(life.supplier, "Delivered")
    life.assert_sheets(
        buyer=f"You get from {DATABASE}: {NEED}, by 1 Jun 2027 delivered {terms}",
        supplier=f"You promised {ERP}: {NEED}, by 1 Jun 2027 delivered {terms}",
        team=f"The supplier owes: {NEED}, by 1 Jun 2027 delivered {terms}",
    )
    life.answer(life.buyer, "Reject delivery", "reject", reason="Two tables were missing")
    life.assert_sheets(
        buyer=f"You get from {DATABASE}: {NEED}, by 1 Jun 2027 {terms}",
        supplier=f"You promised {ERP}: {NEED}, by 1 Jun 2027 {terms}",
        team=f"The supplier owes: {NEED}, by 1 Jun 2027 promised {terms}",
    )
    life.answer(life.supplier, "Delivered")
    life.answer(life.buyer, "Accept delivery")
    life.assert_sheets(
        buyer=f"You get from {DATABASE}: {NEED}, by 1 Jun 2027 accepted {terms}",
        supplier=f"You promised {ERP}: {NEED}, by 1 Jun 2027 accepted {terms}",
        team=f"The supplier owes: {NEED}, by 1 Jun 2027 accepted {terms}",
    )


def test_c5_a_contract_lives_from_ask_to_acceptance(life):
    come_to_a_promise(life)
    amend_the_promise(life)
    fulfil(life)
    assert history(life) == [
        f"Need written: {NEED} Nadia Haddad",
        f"Asked of {DATABASE}: {NEED} Maya Lindqvist",
        f"{DATABASE} countered: {NEED} Aisha Okafor",
        f"{DATABASE} promised, as countered: {NEED} Maya Lindqvist",
        f"Amendment asked of {DATABASE}: {NEED} Maya Lindqvist: The auditors ask for it",
        f"{DATABASE} promised: {NEED} Aisha Okafor",
        f"{DATABASE} delivered: {NEED} Aisha Okafor",
        f"Delivery rejected: {NEED} Maya Lindqvist: Two tables were missing",
        f"{DATABASE} delivered: {NEED} Aisha Okafor",
        f"Delivery accepted: {NEED} Maya Lindqvist",
    ]


def history(life):
    """Return what was done to the contract, from the first act to the last, without the days."""
    life.supplier.goto(f"/changes/?kind=contract&object={life.contract}")
    acts = life.supplier.locator(".history > li > span").all_inner_texts()
    return [re.sub(r"\s+", " ", act).strip() for act in reversed(acts)]


def test_a_promise_made_meanwhile_refuses_a_save_and_keeps_what_was_typed(life, console):
    buyer = life.buyer
    life.focus(buyer)
    buyer.locator("#id_accepted_when").fill("Restored within one hour")
    life.answer(life.supplier, "Promise")
    buyer.locator("#do-save").click()
    fields = buyer.locator("#fields")
    expect(fields).to_contain_text("Somebody else changed this while you wrote.")
    expect(fields).to_contain_text(f"What happened last: {DATABASE} promised: {NEED}. Aisha Okafor")
    expect(fields).to_contain_text("Accepted when, as you typed it, not saved: Restored within one hour")
    refusals(console, 409)
    life.stands("promised")
    assert f"Accepted when {FOUR} Due" in said(buyer)


@pytest.mark.parametrize("where", ["answer", "editor"])
def test_a_need_withdrawn_meanwhile_refuses_a_decline_and_keeps_what_was_typed(life, console, where):
    supplier, buyer = life.supplier, life.buyer
    life.open_answer(supplier, "decline") if where == "answer" else life.focus(supplier, do="decline")
    supplier.get_by_label("no capacity").check()
    supplier.locator("#sheet_reason").fill("Our people restore the mail until June")
    life.focus(buyer, do="withdraw")
    with heard(buyer, f"Withdrawn: {NEED}"):
        press(buyer, "Withdraw")
    press(supplier, "Decline")
    why = "This contract is withdrawn by now. “decline” is possible while it is: asked, countered."
    expect(supplier.locator("form .problem")).to_contain_text(why)
    if where == "answer":
        expect(supplier.locator("#sheet_reason")).to_have_value("Our people restore the mail until June")
        expect(supplier.get_by_label("no capacity")).to_be_checked()
    else:
        expect(supplier.locator("#sheet")).to_contain_text(f"What happened last: Withdrawn: {NEED}. Maya Lindqvist")
        kept = "In a sentence, as you typed it, not sent: Our people restore the mail until June"
        expect(supplier.locator("#sheet")).to_contain_text(kept)
    refusals(console, 409)
    life.stands("withdrawn")


def test_a_delivery_made_meanwhile_refuses_an_amendment_and_keeps_what_was_typed(life, console):
    life.answer(life.supplier, "Promise")
    life.focus(life.buyer, do="amend")
    life.buyer.locator("#sheet_accepted_when").fill(TWO)
    life.answer(life.supplier, "Delivered")
    press(life.buyer, "Amend")
    sheet = life.buyer.locator("#sheet")
    expect(sheet).to_contain_text("This contract is delivered by now. “amend” is possible while it is: promised.")
    expect(sheet).to_contain_text(f"What happened last: {DATABASE} delivered: {NEED}. Aisha Okafor")
    expect(sheet).to_contain_text(f"Accepted when, as you typed it, not sent: {TWO}")
    refusals(console, 409)
    life.stands("delivered")
    assert f"Accepted when {FOUR} Due" in said(life.buyer)


def test_of_two_answers_at_once_the_first_stands_and_the_second_reads_it(life, window, sign_in, console):
    other = window()
    sign_in(other, "aisha")
    life.open_answer(other, "counter", conditions="Storage stands by April")
    life.answer(life.supplier, "Discuss", "counter", conditions="The licence is bought by May")
    press(other, "Discuss")
    expect(other.locator("form.form .problem")).to_contain_text("This contract is countered by now.")
    expect(other.locator("#sheet_conditions")).to_have_value("Storage stands by April")
    refusals(console, 409)
    life.stands("countered")
    assert "Only if: The licence is bought by May" in said(life.buyer)
