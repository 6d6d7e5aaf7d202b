"""The facilitator's console: what it tells, live beside other writers, and losing nothing that was typed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import FOCUS, add, heard, refusals, rows, to_tree

pytestmark = pytest.mark.browser


def on_wall(page):
    """Return what the head of the console says of the wall."""
    return page.locator(".editor-head .one-line")


def test_the_script_goes_on_and_back_by_one_key(room):
    step = room.locator("#script-title")
    to_tree(room)
    before = step.inner_text()
    room.keyboard.press("]")
    if room.locator("#step_reason").count():
        expect(room.locator("#step_reason")).to_be_focused()
        room.keyboard.type("Known to all")
        room.keyboard.press("Enter")
    expect(step).not_to_have_text(before)
    room.locator(f"{FOCUS} a").focus()
    room.keyboard.press("[")
    expect(step).to_have_text(before)


def test_every_letter_of_the_list_has_a_button_and_the_list_opens_by_its_key(room, assert_accessible):
    to_tree(room)
    room.keyboard.press("?")
    expect(room.locator("#keys")).to_be_visible()
    assert_accessible(room, rules=["color-contrast", "aria-dialog-name", "heading-order"])
    caps = {cap for cap in room.locator("#keys dt").all_inner_texts() if re.fullmatch(r"[a-z0-9]", cap)}
    room.keyboard.press("Escape")
    expect(room.locator("#keys")).to_be_hidden()
    buttons = room.locator("[aria-keyshortcuts]").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('aria-keyshortcuts'))"
    )
    # Letters of moves that are not open now have no button; these four are no button's.
    assert caps - set(buttons) - set("nfg") <= set("pcxyedorb")
    assert {"0", "1", "2", "3", "4", "t", "w", "z", "u", "a", "m", "s", "h", "q", "?"} <= set(buttons)


def test_the_wall_follows_the_focus_and_the_keys_of_its_views(room):
    add(room, "A tested restore")
    # As the script says, before its first step.
    expect(on_wall(room)).to_contain_text("On the wall: whole tree")
    to_tree(room)
    room.keyboard.press("1")
    expect(on_wall(room)).to_contain_text("On the wall: focus")
    expect(room.get_by_role("button", name="Focus", exact=True)).to_have_attribute("aria-pressed", "true")
    room.keyboard.press("0")
    expect(on_wall(room)).to_contain_text("On the wall: whole tree")
    room.keyboard.press("ArrowDown")
    room.keyboard.press("f")
    expect(on_wall(room)).to_contain_text("Supplier open")
    room.keyboard.press("w")
    expect(room.get_by_role("button", name="It is settled")).to_be_visible()
    room.keyboard.press("t")
    expect(room.get_by_role("button", name="Turn the wall light")).to_be_visible()


def test_any_act_is_undone_by_name_and_what_hangs_on_it_is_named(room, console):
    add(room, "A tested restore")
    room.locator("#entry").press_sequentially("A spare server")
    room.keyboard.press("Tab")
    expect(room.locator(FOCUS)).to_contain_text("A spare server")
    add(room, "A place in the rack")
    to_tree(room)
    room.keyboard.press("u")
    acts = room.locator("#acts .acts-list > li > a")
    expect(acts.first).to_contain_text("A place in the rack")
    expect(acts.first).to_be_focused()
    # One that another hangs on says so; one that stands alone is undone from far back.
    room.keyboard.press("ArrowDown")
    room.keyboard.press("Enter")
    expect(room.locator("#acts .problem")).to_contain_text("hangs on")
    room.locator("#acts .acts-list > li > a", has_text="A tested restore").press("Enter")
    expect(room.get_by_role("button", name="Undo this act")).to_be_focused()
    with heard(room, "Undone:"):
        room.keyboard.press("Enter")
    expect(room.locator("#acts")).to_be_hidden()
    expect(room.locator(".tree-text", has_text="A tested restore")).to_have_count(0)
    assert console == []


def test_an_act_is_undone_on_the_page_of_its_own(room):
    add(room, "A tested restore")
    room.goto(room.locator("[data-acts]").get_attribute("href"))
    room.locator(".acts-list > li > a", has_text="A tested restore").click()
    room.get_by_role("button", name="Undo this act").click()
    expect(room.locator(".tree-row").first).to_be_visible()
    expect(room.locator(".tree-text", has_text="A tested restore")).to_have_count(0)


def test_a_row_clicked_while_a_question_is_on_its_way_opens_after_it(room):
    add(room, "A tested restore")
    room.locator(".tree-row a").first.click()
    expect(room.locator(FOCUS)).not_to_contain_text("A tested restore")
    to_tree(room)
    room.keyboard.press("q")
    room.locator("#question_text").fill("Who rehearses the restore?")
    held = []
    room.route("**/questions/", lambda route: held.append(route))
    room.get_by_role("button", name="Park it").click()
    room.locator(".tree-row a").last.click()
    held[0].continue_()
    expect(room.locator(FOCUS)).to_contain_text("A tested restore")
    expect(room.locator("ul.parked")).to_contain_text("Who rehearses the restore?")


def test_two_consoles_lose_no_word_of_each_other(room, window, sign_in, console):
    other = window()
    sign_in(other, "nadia")
    other.goto(room.url)
    # What one adds, the other sees, without leaving the word being typed.
    other.locator("#entry").press_sequentially("Half a wo")
    add(room, "A tested restore")
    expect(other.locator(".tree-text", has_text="A tested restore")).to_be_visible()
    expect(other.locator("#entry")).to_have_value("Half a wo")
    expect(other.locator("#entry")).to_be_focused()
    expect(other.locator("#live")).to_contain_text("A tested restore")
    # So does the form in which a new line is named.
    other.locator("#entry").fill("Product master care")
    other.locator("#entry").press("Control+Enter")
    other.get_by_label("Who heads it").fill("Sofia Lind")
    add(room, "A place in the rack")
    expect(other.locator(".tree-text", has_text="A place in the rack")).to_be_visible()
    expect(other.get_by_label("Who heads it")).to_have_value("Sofia Lind")
    other.keyboard.press("Escape")
    # Both write the same field: the later one is told at once, keeps its words, and saving shows both.
    other.locator("#id_accepted_when").fill("Theirs: four days")
    room.locator("#id_accepted_when").fill("Ours: three days")
    with heard(room, "Saved"):
        room.locator("#do-save").click()
    expect(other.locator("#meanwhile")).to_contain_text("Changed meanwhile")
    expect(other.locator("#id_accepted_when")).to_have_value("Theirs: four days")
    other.locator("#do-save").click()
    expect(other.locator("#fields")).to_contain_text("Ours: three days")
    expect(other.locator("#id_accepted_when")).to_have_value("Theirs: four days")
    refusals(console, 409)


def test_what_was_typed_outlives_a_reload(room):
    room.locator("#id_accepted_when").fill("The close takes four days")
    room.locator("#entry").fill("A tested res")
    # The browser would tell of what was on its way.
    expect(room.locator("#match-need")).to_be_visible()
    room.wait_for_load_state("networkidle")
    room.reload()
    expect(room.locator("#id_accepted_when")).to_have_value("The close takes four days")
    expect(room.locator("#entry")).to_have_value("A tested res")
    with heard(room, "Saved"):
        room.locator("#do-save").click()
    room.locator("#entry").fill("")
    room.reload()
    expect(room.locator("#id_accepted_when")).to_have_value("The close takes four days")
    expect(room.locator("#entry")).to_have_value("")


def test_a_lost_network_is_told_and_what_was_added_meanwhile_is_given_back(room, console):
    expect(room.locator("#freshness")).to_have_text("Live")
    room.context.set_offline(True)
    room.locator("#entry").fill("A tested restore")
    room.locator("#entry").press("Enter")
    expect(room.locator("#freshness")).to_contain_text(re.compile("Catching up|Offline since"), timeout=20_000)
    expect(room.locator("#entry")).to_have_value("A tested restore")
    expect(room.locator("#messages")).to_contain_text("not known whether that was saved")
    room.context.set_offline(False)
    expect(room.locator("#freshness")).to_have_text("Live", timeout=20_000)
    room.locator("#entry").press("Enter")
    expect(room.locator(".tree-text", has_text="A tested restore")).to_have_count(1)
    # The browser, and htmx, say what could not be reached.
    console.clear()


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080), (390, 844)])
def test_the_console_fits_its_window_and_is_accessible(room, size, assert_accessible):
    add(room, "A tested restore")
    width, height = size
    room.set_viewport_size({"width": width, "height": height})
    for scheme in ("light", "dark"):
        room.emulate_media(color_scheme=scheme)
        room.evaluate("document.getAnimations().forEach((one) => one.finish())")
        assert_accessible(room)
    page = room.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert page[0] == width
    assert width < 1200 or page[1] == height
    assert len(rows(room)) == 2
