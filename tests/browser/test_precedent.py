"""What was bought before is added by one key from the entry; a wording is hinted at while it is typed, and saved."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_what_was_bought_before_is_added_by_one_key_and_a_wording_hinted_at(room, assert_accessible):
    first = room.locator("[data-precedent='1']")
    room.locator("#precedent summary").click()
    expect(first).to_be_visible()
    need = first.locator(".vh").inner_text().strip()
    assert_accessible(room)
    room.locator("#entry").focus()
    room.keyboard.press("Alt+1")
    expect(room.locator(".tree-row", has_text=need)).to_have_count(1)
    expect(room.locator("#precedent button", has_text=need)).to_have_count(0)
    room.locator("#id_need").fill("Support the close as needed")
    expect(room.locator("#contract .wording")).to_contain_text("is a task")
    room.locator("#id_need").fill("The books closed in four days")
    expect(room.locator("#contract .wording")).not_to_contain_text("is a task")
