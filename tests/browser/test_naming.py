"""The lines of several managers are named by keyboard alone, on one page."""

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import refusals

pytestmark = pytest.mark.browser


def name_row(page, block, domain):
    """Name the line of the row in focus, whose name was guessed, by keyboard alone."""
    page.keyboard.press("Tab")
    page.keyboard.type(block)
    page.keyboard.press("Tab")
    page.keyboard.type(domain)
    page.keyboard.press("Enter")


def test_rows_are_named_by_keyboard_and_nothing_is_lost(page, sign_in, console):
    sign_in(page, "nadia")
    page.goto("/lines/name/?level=all")
    progress = page.locator("#naming-progress b")
    before = progress.inner_text()
    done = int(before.split(" ")[0])
    rows = page.locator(".naming-row")
    first, second, third = (rows.nth(place).locator("input[type=text]") for place in range(3))
    names = [field.input_value() for field in (first, second, third)]
    assert all(names)
    first.focus()
    name_row(page, "AS", "We run what others build.")
    # The next row has the focus at once, its guess selected; an error there keeps what was typed.
    expect(second).to_be_focused()
    page.keyboard.type("Printing")
    name_row(page, "", "Pages on paper.")
    expect(rows.nth(1).locator(".invalid-feedback")).to_have_text("Choose the type of business.")
    expect(second).to_have_value("Printing")
    expect(rows.nth(1).locator("select")).to_be_focused()
    expect(rows.nth(1).locator("textarea")).to_have_value("Pages on paper.")
    refusals(console, 422)
    page.keyboard.type("PS")
    page.keyboard.press("Enter")
    expect(third).to_be_focused()
    expect(progress).to_have_text(before.replace(str(done), str(done + 2), 1))
    expect(rows.nth(0).locator("a", has_text=names[0]).last).to_be_visible()
    # Each is taken back where it stands, and what was typed stands there again.
    for place in (1, 0):
        rows.nth(place).get_by_role("button", name="Undo").click()
        expect(rows.nth(place).locator("textarea")).not_to_have_value("")
    expect(progress).to_have_text(before)
    expect(second).to_have_value("Printing")
