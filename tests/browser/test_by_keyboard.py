"""The console played by keyboard alone, from the first need to the close, with a count of the keys."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import FOCUS, add, heard, to_tree

pytestmark = pytest.mark.browser
# One subcontract from the catalog may take so many keys.
MOST_KEYS = 12
# Tab reaches everything; so many presses go once around the page.
AROUND = 200


class Keyboard:
    """A keyboard that counts what is pressed on it."""

    def __init__(self, page):
        self.page, self.pressed = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def tab_to(self, place):
        """Press Tab until the one that the locator `place` finds has the focus."""
        place.wait_for()
        for _press in range(AROUND):
            if place.evaluate("(one) => one === document.activeElement"):
                return
            self.press("Tab")
        pytest.fail(f"Tab does not reach {place}.")


@pytest.fixture
def keys(room):
    """The keyboard of a console with a prime in focus."""
    return Keyboard(room)


def mark_all_present(room, keys):
    """Say that everybody who has been asked for something is in the room."""
    keys.tab_to(room.locator("#room > summary"))
    keys.press("Enter")
    boxes = room.locator(".present [type=checkbox]:not([checked])")
    for at in range(boxes.count()):
        keys.tab_to(boxes.nth(at))
        keys.press("Space")
    keys.tab_to(room.get_by_role("button", name="Mark present"))
    keys.press("Enter")
    expect(boxes).to_have_count(0)


def test_a_subcontract_from_the_catalog_takes_twelve_keys_at_most(room, keys):
    to_tree(room)
    keys.press("n")
    keys.type("cut-o")
    expect(room.locator("#match-1")).to_be_visible()
    name = room.locator("#match-1 > span:last-child").evaluate("(span) => span.firstChild.textContent")
    keys.press("ArrowDown", "Enter")
    expect(room.locator(".tree-text", has_text=name)).to_be_visible()
    assert keys.pressed <= MOST_KEYS


def test_needs_are_added_sorted_and_undone_by_keyboard_alone(room, keys):
    to_tree(room)
    keys.press("n")
    for need in ("A tested restore", "Customer texts translated", "A trained help desk"):
        keys.type(need)
        keys.press("Enter")
        expect(room.locator("#entry")).to_have_value("")
        expect(room.locator(".tree-text", has_text=need)).to_be_visible()
    assert room.locator(".tree-row.is-need").count() == 3
    assert room.locator(".tree-row.is-gap").count() == 0
    # One more that nobody offers, typed so; then another is said to be one, and is none again.
    keys.type("Clean master data")
    keys.press("Alt+Enter")
    expect(room.locator(".tree-row.is-gap", has_text="Clean master data")).to_be_visible()
    to_tree(room)
    keys.press("ArrowDown", "ArrowDown", "f")
    expect(room.locator(FOCUS)).to_contain_text("Customer texts translated")
    expect(room.locator(f"{FOCUS} a")).to_be_focused()
    keys.press("g")
    expect(room.locator(FOCUS)).to_have_class(re.compile("is-gap"))
    expect(room.locator(f"{FOCUS} a")).to_be_focused()
    keys.press("g")
    expect(room.locator(FOCUS)).to_have_class(re.compile("is-need"))
    # Undo and redo by name.
    expect(room.locator("#undo")).to_contain_text("Customer texts translated")
    with heard(room, "Undone:"):
        keys.press("z")
    expect(room.locator(FOCUS)).to_have_class(re.compile("is-gap"))
    to_tree(room)
    with heard(room, "Brought back:"):
        keys.press("Shift+Z")
    expect(room.locator(FOCUS)).to_have_class(re.compile("is-need"))


def test_a_need_is_questioned_asked_for_and_answered_by_keyboard_alone(room, keys):
    add(room, "Customer texts translated")
    to_tree(room)
    keys.press("ArrowDown", "f")
    expect(room.locator(FOCUS)).to_contain_text("Customer texts translated")
    # Park a question about it.
    to_tree(room)
    keys.press("q")
    keys.type("Which languages?")
    with heard(room, "Parked: Which languages?"):
        room.locator("#park button").press("Enter")
    expect(room.locator("[aria-labelledby=room-parked]")).to_contain_text("Which languages?")
    # Ask for it, and be answered by a counter.
    room.locator("#id_supplier").focus()
    keys.press("Control+a")
    keys.type("Database & Infrastructure Engineering")
    room.locator("#id_accepted_when").focus()
    keys.type("Twelve texts in two languages")
    to_tree(room)
    with heard(room, "Asked of"):
        keys.press("a")
    to_tree(room)
    keys.press("c")
    expect(room.locator("#sheet")).to_be_visible()
    room.keyboard.press("Escape")
    expect(room.locator(f"{FOCUS} a")).to_be_focused()
    # A sheet that nobody wrote in is left by opening its row again.
    keys.press("Enter")
    expect(room.locator("#sheet")).to_have_count(0)
    to_tree(room)
    keys.press("x")
    expect(room.locator("#sheet button")).to_have_text("Decline")


def test_a_yes_is_countered_agreed_to_and_the_walkthrough_closed_by_keyboard_alone(room, keys):
    to_tree(room)
    keys.press("n")
    keys.type("cut-o")
    expect(room.locator("#match-1")).to_be_visible()
    keys.press("ArrowDown", "Enter")
    expect(room.locator(".tree-row")).to_have_count(2)
    to_tree(room)
    keys.press("ArrowDown", "f")
    expect(room.locator(FOCUS)).not_to_contain_text("The books closed")
    # What it takes to promise it: acceptance, and what the buyer gives.
    keys.tab_to(room.locator("#id_accepted_when"))
    keys.press("Control+a")
    keys.type("Orders flow within four hours")
    to_tree(room)
    keys.press("m")
    keys.tab_to(room.locator("#fields [name=buyer_provides_nothing]"))
    keys.press("Space")
    to_tree(room)
    with heard(room, "Asked of"):
        keys.press("a")
    mark_all_present(room, keys)
    to_tree(room)
    keys.press("c")
    keys.tab_to(room.locator("#sheet [name=accepted_when]"))
    keys.press("Control+a")
    keys.type("Orders flow within six hours")
    keys.press("Control+Enter")
    expect(room.locator(f"{FOCUS} .state")).to_have_text("countered")
    to_tree(room)
    keys.press("y")
    expect(room.locator(f"{FOCUS} .state")).to_have_text("promised")
    # Closed with the reasons that the lights ask for.
    to_tree(room)
    keys.tab_to(room.get_by_role("link", name="Close the walk-through"))
    keys.press("Enter")
    reason = room.locator("form [name=reason]")
    reason.wait_for()
    keys.tab_to(reason)
    keys.type("The rest is asked for tomorrow")
    keys.tab_to(room.get_by_role("button", name="Close the walk-through"))
    keys.press("Enter")
    expect(room.locator("main")).to_contain_text("closed")
