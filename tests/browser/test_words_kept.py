"""What was typed and not sent outlives what others write, what was refused, and what somebody thought better of."""

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import add, heard, refusals, to_tree

pytestmark = pytest.mark.browser


@pytest.fixture
def other(room, window, sign_in):
    """A second console of the same walk-through."""
    page = window()
    sign_in(page, "nadia")
    page.goto(room.url)
    return page


def test_a_console_follows_on_after_an_undo_that_was_refused(room, other, console):
    room.locator("#entry").press_sequentially("A spare server")
    room.keyboard.press("Tab")
    add(room, "A place in the rack")
    to_tree(room)
    room.keyboard.press("u")
    room.locator("#acts .acts-list > li > a", has_text="A spare server").click()
    expect(room.locator("#acts")).to_contain_text("hangs on")
    room.keyboard.press("Escape")
    room.goto(room.url)
    add(other, "A tested restore")
    expect(room.locator(".tree-text", has_text="A tested restore")).to_be_visible()
    # The same by its key: the answer goes into the dialog, and not into the region that asked.
    other.locator("#entry").press_sequentially("A trained help desk\n")
    expect(room.locator("#undo")).to_contain_text("A trained help desk")
    room.route("**/acts/", lambda route: route.continue_(post_data="act=999999999"))
    room.locator("#undo").click()
    room.unroute("**/acts/")
    add(other, "A night watch")
    expect(room.locator(".tree-text", has_text="A night watch")).to_be_visible()
    console.clear()


def test_a_need_waits_for_nothing_where_a_sheet_is_not_left(room):
    room.goto(f"{room.url}&do=withdraw")
    room.locator("#sheet [name=reason]").first.fill("Nobody needs it any more")
    room.once("dialog", lambda dialog: dialog.dismiss())
    room.locator("#entry").fill("A spare server")
    room.locator("#entry").press("Enter")
    expect(room.locator("#entry")).to_have_value("A spare server")
    expect(room.locator("#sheet [name=reason]").first).to_have_value("Nobody needs it any more")
    room.once("dialog", lambda dialog: dialog.accept())
    room.locator("#entry").press("Enter")
    expect(room.locator(".tree-text", has_text="A spare server")).to_be_visible()


def test_words_beside_the_tree_stay_while_needs_are_added_here_and_elsewhere(room, other):
    field = room.locator("#step_reason")
    field.fill("Only the close is faster")
    add(room, "A tested restore")
    expect(field).to_have_value("Only the close is faster")
    add(other, "A night watch")
    expect(room.locator(".tree-text", has_text="A night watch")).to_be_visible()
    expect(field).to_have_value("Only the close is faster")


def test_a_draft_does_not_go_over_what_somebody_else_wrote_meanwhile(room, other, console):
    room.locator("#id_accepted_when").fill("Ours: four days")
    other.locator("#id_accepted_when").fill("Theirs: three days")
    with heard(other, "Saved"):
        other.locator("#do-save").click()
    expect(room.locator("#meanwhile")).to_be_visible()
    room.reload()
    expect(room.locator("#id_accepted_when")).to_have_value("Ours: four days")
    with room.expect_response(lambda answer: "/contracts/" in answer.url and answer.request.method == "POST") as saved:
        room.locator("#do-save").click()
    assert saved.value.status == 409
    expect(room.locator("#id_accepted_when")).to_have_value("Ours: four days")
    expect(room.locator("#fields")).to_contain_text("Theirs: three days")
    refusals(console, 409)
