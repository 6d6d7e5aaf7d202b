"""The walk-through editor as a scribe uses it in a meeting: by keyboard, without losing a word, and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import add, heard, refusals, rows, save

pytestmark = pytest.mark.browser


def test_enter_adds_need_after_need(room):
    room.locator("#entry").focus()
    for need in ("A tested restore", "Ümläute & “quotes” 'n <b>bold</b> 🚀", "n" * 300):
        room.keyboard.type(need)
        room.keyboard.press("Enter")
        expect(room.locator(".tree-text", has_text=need)).to_be_visible()
        expect(room.locator("#entry")).to_be_focused()
        expect(room.locator("#entry")).to_have_value("")
    expect(room.locator("#live")).to_contain_text("Added: nnn")
    assert len(rows(room)) == 4


@pytest.mark.parametrize("delay", [0, 30, 90])
def test_needs_typed_without_waiting_are_added_in_order_and_whole(room, delay):
    needs = [f"Need {number}: the quick brown fox {number}" for number in range(1, 7)]
    room.locator("#entry").press_sequentially("\n".join([*needs, "and a tail"]), delay=delay)
    for need in needs:
        expect(room.locator(".tree-text", has_text=need)).to_be_visible()
    assert [row.removeprefix("Supplier open") for row in rows(room)[1:]] == needs
    expect(room.locator("#entry")).to_have_value("and a tail")
    expect(room.locator("#entry")).to_be_focused()


def test_a_refused_need_comes_back_beside_what_is_typed(room, console):
    room.route("**/add/", lambda route: route.fulfill(status=503))
    room.locator("#entry").press_sequentially("First\nSecond\nThird")
    expect(room.locator("#unadded")).to_contain_text("First")
    expect(room.locator("#unadded")).to_contain_text("Second")
    expect(room.locator("#entry")).to_have_value("Third")
    room.locator("#unadded").get_by_role("button", name="First").click()
    expect(room.locator("#entry")).to_have_value("First")
    expect(room.locator("#unadded")).to_contain_text("Third")
    assert all("503" in message for message in console)
    console.clear()


def test_ctrl_enter_without_a_word_does_nothing(room):
    room.locator("#entry").press("Control+Enter")
    room.locator("#entry").press("Enter")
    expect(room.locator("#found")).to_have_count(0)
    assert len(rows(room)) == 1
    expect(room.locator(".problem")).to_have_count(0)
    expect(room.locator("#unadded")).to_be_hidden()


def test_words_typed_while_a_need_is_on_its_way_stay(room):
    entry = room.locator("#entry")
    entry.focus()
    room.keyboard.type("First")
    room.keyboard.press("Enter")
    room.keyboard.type("Second")
    expect(room.locator(".tree-text", has_text="First")).to_be_visible()
    expect(entry).to_have_value("Second")
    expect(entry).to_be_focused()


def test_the_catalog_is_picked_from_by_arrow_and_enter(room):
    room.locator("#entry").focus()
    room.keyboard.type("cut-over")
    expect(room.locator("#match-1")).to_be_visible()
    expect(room.locator("#entry")).to_have_attribute("aria-expanded", "true")
    name = room.locator("#match-1 > span:last-child").evaluate("(span) => span.firstChild.textContent")
    room.keyboard.press("ArrowDown")
    expect(room.locator("#match-1")).to_have_attribute("aria-selected", "true")
    room.keyboard.press("Enter")
    expect(room.locator(".tree-text", has_text=name)).to_be_visible()
    expect(room.locator("#entry")).to_be_focused()


def test_tab_adds_and_goes_deeper(room):
    room.locator("#entry").focus()
    room.keyboard.type("cut-over")
    expect(room.locator("#match-1")).to_be_visible()
    room.keyboard.press("ArrowDown")
    room.keyboard.press("Tab")
    expect(room.locator(".tree > li > ul > li .tree-row[aria-current]")).to_be_visible()
    expect(room.locator("#entry")).to_be_focused()
    add(room, "Below the cut-over")
    expect(room.locator(".tree > li > ul > li > ul .tree-text")).to_have_text(re.compile("Below the cut-over"))


def test_tab_goes_deeper_with_words_alone_and_escape_lets_tab_go_on(room):
    room.locator("#entry").press_sequentially("A tested restore")
    room.keyboard.press("Tab")
    room.keyboard.type("A spare server\n")
    expect(room.locator(".tree > li > ul > li > ul .tree-text")).to_have_text(re.compile("A spare server"))
    expect(room.locator("#entry")).to_be_focused()
    room.keyboard.type("Left")
    for key in ("Escape", "Tab") if not room.locator("#match-1").count() else ("Escape", "Escape", "Tab"):
        room.keyboard.press(key)
    assert len(rows(room)) == 3
    expect(room.locator("#entry")).not_to_be_focused()


def test_a_line_nobody_knew_is_named_by_one_key_with_its_head(room, console):
    room.locator("#entry").focus()
    room.keyboard.type("Tax Robots: a filed return")
    expect(room.locator("#match-new")).to_be_visible()
    room.keyboard.press("Control+Enter")
    expect(room.locator("#found_head")).to_be_focused()
    expect(room.locator("#found_name")).to_have_value("Tax Robots")
    room.keyboard.type("Nobody Known")
    room.keyboard.press("Enter")
    expect(room.locator("#found_head")).to_be_focused()
    expect(room.locator("#found .invalid-feedback")).to_contain_text("Nobody called “Nobody Known” is known.")
    refusals(console, 422)
    room.locator("#found_head").fill("Beatrix Amsel")
    with heard(room, "Named: Tax Robots"):
        room.keyboard.press("Enter")
    expect(room.locator(".tree-row[aria-current]")).to_contain_text("a filed return")


def test_escape_closes_the_list_then_goes_to_the_tree_where_arrows_walk(room):
    add(room, "A tested restore")
    room.keyboard.type("dat")
    expect(room.locator("#match-1")).to_be_visible()
    room.keyboard.press("Escape")
    expect(room.locator("#suggestions li")).to_have_count(0)
    expect(room.locator("#entry")).to_be_focused()
    room.keyboard.press("Escape")
    expect(room.locator(".tree-row[aria-current] a")).to_be_focused()
    room.keyboard.press("ArrowDown")
    room.keyboard.press("Enter")
    expect(room.locator(".tree-row[aria-current]")).to_contain_text("A tested restore")
    expect(room.locator("#id_supplier")).to_be_focused()


def test_ctrl_enter_in_a_field_asks_and_enter_only_saves(room):
    room.locator("#id_due").focus()
    room.locator("#id_due").fill("2027-05-15")
    with heard(room, "Saved"):
        room.keyboard.press("Enter")
    expect(room.locator(".tree-row[aria-current]")).to_have_class(re.compile("is-draft"))
    room.locator("#id_accepted_when").focus()
    room.keyboard.type("The close takes four days")
    with heard(room, "Asked of ERP & Business Applications Engineering: The books closed"):
        room.keyboard.press("Control+Enter")
    expect(room.locator(".tree-row[aria-current]")).to_have_class(re.compile("is-asked"))


def test_what_is_typed_is_saved_before_a_need_is_added(room):
    room.locator("#id_accepted_when").fill("The close takes four days")
    add(room, "A tested restore")
    room.reload()
    expect(room.locator("#id_accepted_when")).to_have_value("The close takes four days")
    expect(room.locator(".tree-text", has_text="A tested restore")).to_be_visible()


def test_what_is_typed_is_saved_before_another_row_is_opened(room):
    add(room, "A tested restore")
    room.locator("#id_accepted_when").fill("The close takes four days")
    room.locator(".tree-text", has_text="A tested restore").get_by_role("link").click()
    expect(room.locator("#id_need")).to_have_value("A tested restore")
    room.locator(".tree-row a").first.click()
    expect(room.locator("#id_accepted_when")).to_have_value("The close takes four days")


def test_a_refused_save_keeps_the_text_and_the_next_need(room, console):
    room.locator("#id_supplier").fill("A line that nobody knows")
    room.locator("#entry").fill("A tested restore")
    room.locator("#entry").press("Enter")
    expect(room.locator("#fields .invalid-feedback")).to_contain_text("No line is called “A line that nobody knows”")
    expect(room.locator("#id_supplier")).to_have_value("A line that nobody knows")
    expect(room.locator("#id_supplier")).to_be_focused()
    expect(room.locator("#entry")).to_have_value("A tested restore")
    assert len(rows(room)) == 1
    refusals(console, 422)


def test_two_windows_on_one_contract_show_both_texts(room, window, sign_in, console):
    other = window()
    sign_in(other, "nadia")
    other.goto(room.url)
    # Whoever has not written yet sees at once what the other saved, see test_console.py.
    room.locator("#id_need").fill("Mine")
    expect(room.locator("#fields")).to_have_attribute("data-dirty", "true")
    other.locator("#id_need").fill("Theirs")
    save(other)
    room.locator("#do-save").click()
    expect(room.locator("#fields")).to_contain_text("Somebody else changed this while you wrote.")
    expect(room.locator("#fields")).to_contain_text("Theirs")
    expect(room.locator("#id_need")).to_have_value("Mine")
    refusals(console, 409)


def test_the_tree_stays_where_it_was_scrolled_to(room):
    room.set_viewport_size({"width": 1280, "height": 700})
    for number in range(16):
        add(room, f"Need number {number}")
    tree = room.locator(".editor-tree")
    room.locator(".tree-text", has_text="Need number 12").get_by_role("link").click()
    expect(room.locator("#id_need")).to_have_value("Need number 12")
    assert tree.evaluate("(region) => region.scrollTop") > 0
    expect(room.locator(".tree-row[aria-current]")).to_be_in_viewport()


def test_a_need_is_asked_and_promised_without_script(window, room, sign_in):
    address = room.url
    page = window(java_script_enabled=False)
    sign_in(page, "nadia")
    page.goto(address)
    page.locator("#entry").fill("A tested restore")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".tree-text", has_text="A tested restore").get_by_role("link").click()
    page.locator("#id_supplier").fill("Database & Infrastructure Engineering")
    page.locator("#id_accepted_when").fill("Restored within four hours")
    page.locator("#id_buyer_provides_nothing").check()
    page.locator(".answers").get_by_role("button", name="Ask").click()
    expect(page.locator(".tree-row[aria-current]")).to_have_class(re.compile("is-asked"))
    page.locator("#room > summary").click()
    page.locator("#also-here").fill("Aisha Okafor")
    page.get_by_role("button", name="Mark present").click()
    expect(page.get_by_label("Aisha Okafor")).to_be_checked()
    page.locator(".answers").get_by_role("button", name="Promise").click()
    expect(page.locator(".tree-row[aria-current]")).to_have_class(re.compile("is-promised"))


def test_on_a_phone_a_row_leads_to_its_contract(window, room, sign_in, assert_accessible):
    add(room, "A tested restore")
    phone = window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    sign_in(phone, "nadia")
    phone.goto(room.url)
    phone.locator(".tree-text", has_text="A tested restore").get_by_role("link").click()
    expect(phone.locator("#id_need")).to_have_value("A tested restore")
    expect(phone.locator("#contract h2")).to_be_in_viewport()
    assert_accessible(phone)


def test_signing_out_elsewhere_loses_no_word(room, installation, console):
    """Signed out, then signed in anew in another tab, which gives the browser another token."""
    room.locator("#id_need").fill("The books closed in three days")
    room.context.clear_cookies(name="sessionid")
    room.locator("#do-save").click()
    expect(room.locator("#messages")).to_contain_text("You are signed out, so nothing was saved.")
    other = room.context.new_page()
    other.goto("/sign-in/")
    other.locator("[name=username]").fill("nadia")
    other.locator("[name=password]").fill(installation.password("nadia"))
    other.locator("[name=password]").press("Enter")
    other.wait_for_url(lambda url: "/sign-in/" not in url)
    room.locator("#do-save").click()
    expect(room.locator("#messages")).to_contain_text("Send it again.")
    save(room)
    expect(room.locator("#id_need")).to_have_value("The books closed in three days")
    # The browser, and htmx, say on the console that requests were refused.
    assert all("401" in said or "403" in said for said in console)
    console.clear()


@pytest.mark.parametrize("size", [(1366, 768), (1440, 900), (1920, 1080), (390, 844)])
def test_entry_suggestions_and_founding_form_are_in_sight(room, size):
    room.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    for number in range(1, 16):
        room.locator("#entry").press_sequentially(f"Need {number}\n")
    expect(room.locator(".tree-text", has_text="Need 15")).to_be_visible(timeout=20_000)
    expect(room.locator("#entry")).to_be_in_viewport(ratio=1)
    expect(room.locator(".tree-text", has_text="Need 15")).to_be_in_viewport()
    room.keyboard.type("data")
    expect(room.locator("#match-need")).to_be_visible()
    expect(room.locator("#suggestions")).to_be_in_viewport(ratio=0.99)
    expect(room.locator("#entry")).to_be_in_viewport(ratio=1)
    room.keyboard.press("Control+Enter")
    expect(room.locator("#found_head")).to_be_focused()
    expect(room.locator("#found")).to_be_in_viewport(ratio=0.99)


def test_the_room_takes_no_height_from_the_tree_on_a_laptop(room):
    room.set_viewport_size({"width": 1366, "height": 768})
    tree, contract = (room.locator(f".editor-{part}").bounding_box() for part in ("tree", "contract"))
    assert tree["height"] > 520
    assert contract["height"] > 460
    assert not room.locator("#also-here").is_visible()
    room.set_viewport_size({"width": 1920, "height": 1080})
    room.reload()
    expect(room.locator("#also-here")).to_be_visible()
