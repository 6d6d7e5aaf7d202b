"""A phone in the room: joined by code without an account, let in from the console, answered from, offline and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import refusals

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
# What axe-core asks of colours. Everything else is the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]
# Three results asked of Ruth's line below a prime, in a room that Nadia facilitates.
PREPARED = """
from datetime import date
from itbiz.access.principals import Principal
from orgchart.models import Line, Person
from walkthroughs.models import Contract, Room, Walkthrough
by, nadia = Principal.system("tests"), Person.objects.get(name="Nadia Haddad")
prime = Line.objects.get(unit__head__name="Maya Lindqvist")
cloud = Line.objects.get(unit__head__name="Ruth Petersen")
client = Walkthrough.objects.filter(client_unit__isnull=False).first().client_unit
walk = Walkthrough.create(by=by, title="A phone in the room", client_unit=client, facilitator=nadia)
walk.start(by=by)
whole = {"accepted_when": "Live within 44 hours", "buyer_provides_nothing": True, "due": date(2031, 11, 22)}
root = Contract.create(by=by, walkthrough=walk, supplier=prime, need="The books closed in four days", **whole)
for need in ("Cut-over weekend run in 44 hours", "Old servers off", "Night watch kept"):
    Contract.create(by=by, walkthrough=walk, parent=root, supplier=cloud, need=need, **whole).ask(by=by)
print("prepared", walk.pk, Room.of(walk).code)
"""


@pytest.fixture
def walk(installation):
    """A running walk-through of one's own: (its id, its code)."""
    pk, code = re.search(r"prepared (\d+) (\w+)", installation.manage("shell", "-c", PREPARED)).groups()
    return int(pk), code


@pytest.fixture
def phone(window, walk):
    """A phone that joined by code as Ruth, and waits."""
    page = window(viewport=PHONE)
    page.goto("/join/")
    page.get_by_label("Code on the wall").fill(walk[1].lower())
    page.get_by_role("button", name="Join").click()
    page.get_by_label("Your name").fill("Ruth Petersen")
    page.get_by_role("button", name="Ask for a seat").click()
    expect(page.get_by_role("heading", name="The facilitator lets you in")).to_be_visible()
    return page


@pytest.fixture
def seat(phone, window, sign_in, walk, assert_accessible):
    """The phone's seat, after the facilitator let it in from the console."""
    assert_accessible(phone)
    console = window()
    sign_in(console, "nadia")
    console.goto(f"/walkthroughs/{walk[0]}/")
    visitor = console.get_by_role("group", name="Ruth Petersen")
    ruth = visitor.locator("option", has_text="Ruth Petersen").first
    visitor.get_by_label("Let in as").select_option(ruth.get_attribute("value"))
    visitor.get_by_role("button", name="Let in Ruth Petersen", exact=True).click()
    expect(visitor).to_be_hidden()
    expect(phone.get_by_text("Infrastructure & Cloud Operations").first).to_be_visible(timeout=10_000)
    return phone


def ask(page, title):
    """Return the card of what was asked."""
    return page.locator(".seat-ask", has=page.get_by_role("heading", name=title))


def test_p4_a_phone_promises_counters_declines_and_says_what_it_needs(seat, assert_accessible):
    expect(seat.locator("#fresh")).to_have_text("Live")
    assert seat.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(seat)
    # The sheet opens first, filled; a condition shows on the button.
    ask(seat, "Cut-over weekend").get_by_role("button", name="Promise").click()
    sheet = seat.get_by_role("dialog", name="Say it before you promise it")
    expect(sheet.get_by_label("I hand over")).to_have_value("Cut-over weekend run in 44 hours")
    assert_accessible(seat)
    sheet.get_by_label("Only if").fill("somebody takes the night watch")
    sheet.get_by_role("button", name="I promise, if").dblclick()
    expect(sheet).to_be_hidden()
    expect(seat.locator("#messages")).to_contain_text("promised: Cut-over weekend")
    expect(seat.get_by_role("heading", name="I promised 1")).to_be_visible()
    ask(seat, "Old servers off").get_by_role("button", name="Discuss").click()
    seat.get_by_role("dialog").get_by_label("Due").fill("2031-12-24")
    seat.get_by_role("dialog").get_by_role("button", name="Discuss").click()
    expect(seat.get_by_role("heading", name="I said otherwise 1")).to_be_visible()
    # Several needs in a row, without leaving the field; the second from a line that was typed before.
    field = seat.get_by_label("I need", exact=True)
    field.fill("A crew for the weekend")
    field.press("Enter")
    expect(seat.locator("#part-needs")).to_contain_text("A crew for the weekend")
    expect(field).to_have_value("")
    field.press_sequentially("Service Desk")
    seat.locator("#need-matches").get_by_role("button", name=re.compile("Service Desk")).first.click()
    expect(field).to_have_value(re.compile("Service Desk.*: "))
    field.press_sequentially("A desk on Sunday")
    field.press("Enter")
    expect(seat.locator("#part-needs")).to_contain_text("A desk on Sunday")
    seat.emulate_media(color_scheme="dark")
    assert_accessible(seat, COLOURS)


def test_typed_words_outlive_a_lost_network_and_a_reload(seat, console):
    ask(seat, "Night watch kept").get_by_role("button", name="Decline").click()
    sheet = seat.get_by_role("dialog", name="Why not, and whose is it?")
    sheet.get_by_label("no capacity").check()
    sheet.get_by_label("in a sentence").fill("Two crews are away")
    seat.context.set_offline(True)
    sheet.get_by_role("button", name="Decline").click()
    expect(sheet).to_contain_text("No network: this was not sent")
    expect(seat.locator("#fresh")).to_contain_text("Offline since", timeout=20_000)
    seat.context.set_offline(False)
    expect(seat.locator("#fresh")).to_have_text("Live", timeout=20_000)
    console.clear()
    seat.reload()
    expect(sheet.get_by_label("in a sentence")).to_have_value("Two crews are away")
    expect(sheet.get_by_label("no capacity")).to_be_checked()
    sheet.get_by_role("button", name="Decline").click()
    expect(sheet).to_be_hidden()
    expect(seat.get_by_role("heading", name="I said otherwise 1")).to_be_visible()
    seat.reload()
    expect(seat.get_by_role("heading", name="I said otherwise 1")).to_be_visible()
    expect(sheet).to_be_hidden()


def test_one_wanders_off_and_rejoins_with_one_tap(seat, assert_accessible):
    seat.get_by_text("Look around the tree").click()
    seat.locator("#around").get_by_role("link", name="The books closed").click()
    expect(seat.get_by_text("You are looking around.")).to_be_visible()
    expect(seat.locator(".seat-here")).to_contain_text("The books closed in four days")
    expect(seat.locator("#around")).to_have_attribute("open", "")
    assert_accessible(seat)
    seat.get_by_role("link", name="Rejoin the room").click()
    expect(seat.get_by_text("You are looking around.")).to_be_hidden()
    assert "?at" not in seat.url


def test_a_question_that_was_refused_keeps_its_words(seat, console):
    seat.get_by_text("Park a question").click()
    park = seat.locator("#park")
    park.locator("[name=text]").fill("Who holds the keys on Sunday?")
    park.locator("[name=decider]").fill("Nobody Known")
    park.get_by_role("button", name="Park it").click()
    expect(park.locator("#park-said")).not_to_be_empty()
    expect(park.locator("[name=text]")).to_have_value("Who holds the keys on Sunday?")
    refusals(console, 422)
    seat.reload()
    expect(park.locator("[name=text]")).to_have_value("Who holds the keys on Sunday?")
    park.locator("[name=decider]").fill("Aisha Okafor")
    park.get_by_role("button", name="Park it").click()
    expect(park.locator("[name=text]")).to_have_value("")
