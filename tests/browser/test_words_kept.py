"""What was typed and not sent outlives what others write, what was refused, and what somebody thought better of."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import FOCUS, add, heard, refusals, save, to_tree

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


@contextmanager
def on_its_way(page, address):
    """Hold the first request to `address`, a pattern, while something is typed, then let it go."""
    held = []
    page.route(address, lambda route: route.continue_() if held else held.append(route))
    yield held
    held[0].continue_()


SAVED, OPENED = re.compile("/contracts/"), re.compile(r"[?]focus=")


@pytest.mark.parametrize("stage", [SAVED, OPENED])
@pytest.mark.parametrize("place", ["first", "last"])
def test_words_typed_while_a_row_is_on_its_way_are_their_own_contracts(room, stage, place):
    add(room, "A tested restore")
    prime, field = room.locator(".tree-row a").first, room.locator("#id_accepted_when")
    field.fill("Four days")
    with on_its_way(room, stage) as held:
        getattr(room.locator(".tree-row a"), place).click()
        while not held:
            room.wait_for_timeout(20)
        field.press("End")
        field.press_sequentially(", three months running")
    if place == "first":
        # The row was in focus already: cursor and words stay where they are.
        expect(room.locator("#fields [name=initial-accepted_when]")).to_have_value(re.compile("^Four days"))
        expect(field).to_be_focused()
        room.keyboard.type("!")
        expect(field).to_have_value("Four days, three months running!")
        return
    expect(room.locator("#id_need")).to_have_value("A tested restore")
    room.wait_for_load_state("networkidle")
    prime.click()
    expect(field).to_have_value("Four days, three months running")


def test_words_typed_while_a_save_is_refused_stay(room, other, console):
    room.locator("#id_need").fill("The books closed at once")
    other.locator("#id_accepted_when").fill("Theirs: three days")
    save(other)
    expect(room.locator("#meanwhile")).to_be_visible()
    with on_its_way(room, SAVED) as held:
        room.locator(".tree-row a").first.click()
        while not held:
            room.wait_for_timeout(20)
        room.locator("#id_need").press("End")
        room.locator("#id_need").press_sequentially(", every month")
    expect(room.locator("#fields")).to_contain_text("Theirs: three days")
    expect(room.locator("#id_need")).to_have_value("The books closed at once, every month")
    refusals(console, 409)


def test_a_double_click_on_undo_takes_one_act_back_and_keeps_what_was_typed(room, console):
    add(room, "A night watch")
    row = room.locator(".tree-text", has_text="A night watch")
    room.locator("#id_accepted_when").fill("Four days")
    save(room)
    room.locator("#id_accepted_when").fill("Four days, twice in a row")
    # Of the contract in focus first, then of another one, and redone: nothing of it saves what is being typed.
    with heard(room, "Undone:"):
        room.locator("#undo").dblclick()
    expect(room.locator("#undo")).to_contain_text("A night watch")
    expect(room.locator("#id_accepted_when")).to_have_value("Four days, twice in a row")
    with heard(room, "Undone:"):
        room.locator("#undo").dblclick()
    expect(row).to_have_count(0)
    with heard(room, "Brought back:"):
        room.locator("#redo").dblclick()
    expect(row).to_be_visible()
    expect(room.locator("#id_accepted_when")).to_have_value("Four days, twice in a row")
    save(room)
    room.reload()
    expect(room.locator("#id_accepted_when")).to_have_value("Four days, twice in a row")
    assert console == []


def test_words_typed_into_a_contract_that_is_taken_back_stand_beside_the_tree(room, console):
    room.locator("#entry").press_sequentially("A spare server")
    room.keyboard.press("Tab")
    expect(room.locator(FOCUS)).to_contain_text("A spare server")
    room.locator("#id_need").fill("A spare server in another town")
    with heard(room, "Undone:"):
        room.locator("#undo").click()
    expect(room.locator(FOCUS)).not_to_contain_text("A spare server")
    expect(room.locator("#unadded")).to_contain_text("A spare server in another town")
    assert console == []
