"""What hangs on the contract in focus: one key opens it over the editor, and without script its link is a page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
EDITOR = "/walkthroughs/1/"
HEADING = "What hangs on"


def test_one_key_opens_what_hangs_and_escape_leads_back(page, sign_in, assert_accessible):
    sign_in(page, "maya")
    page.goto(EDITOR)
    page.locator(".tree-row[aria-current] a").focus()
    page.keyboard.press("h")
    dialog = page.get_by_role("dialog", name=HEADING)
    expect(dialog).to_contain_text("Would be for nothing")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.url.endswith(EDITOR)


def test_a_letter_typed_into_a_field_opens_nothing(page, sign_in):
    sign_in(page, "maya")
    page.goto(EDITOR)
    page.locator("#find").press("h")
    expect(page.locator("#find")).to_have_value("h")
    expect(page.locator("#hangs")).to_be_hidden()


def test_without_script_the_link_is_a_page(window, sign_in):
    page = window(java_script_enabled=False)
    sign_in(page, "maya")
    page.goto(EDITOR)
    page.locator(".menu > summary").click()
    page.get_by_role("link", name="What hangs on this?").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(HEADING)
