"""The head of the walk-through editor: few buttons, the rest behind one, lights that open and close, and its height."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
EDITOR = "/walkthroughs/1/"
MORE = ".menu > summary"
PROMISED = ".light:has-text('Promised') > summary"


@pytest.fixture
def editor(page, sign_in):
    """The editor of a closed walk-through, as the CIO sees it."""
    sign_in(page, "nadia")
    page.goto(EDITOR)
    return page


def test_what_is_needed_less_often_stands_behind_one_button(editor, assert_accessible):
    head = editor.locator(".editor-tools")
    assert head.get_by_role("link").all_inner_texts() == ["Print", "Wall"]
    assert head.get_by_role("button").all_inner_texts() == ["Open again"]
    editor.locator(MORE).press("Enter")
    assert [text.removesuffix("\nh") for text in editor.locator(".menu-list a").all_inner_texts()] == [
        *("What hangs on this?", "Team sheet"),
        *("Minutes", "By line and date", "Plan and now", "Findings", "History", "Who may do what here?"),
        *("Keep as a pattern", "Settings", "Hand over"),
    ]
    # What lies under the open menu is reached again once it closes: sizes are measured with it closed.
    assert_accessible(editor, rules=["color-contrast", "link-name", "summary-name"])
    editor.get_by_role("link", name="Team sheet").press("Escape")
    expect(editor.get_by_role("link", name="Team sheet")).to_be_hidden()
    expect(editor.locator(MORE)).to_be_focused()


def test_the_menu_closes_where_what_hangs_opens_over_it(editor):
    editor.locator(MORE).click()
    editor.get_by_role("link", name="What hangs on this?").click()
    expect(editor.get_by_role("dialog")).to_be_visible()
    expect(editor.locator("details.menu")).not_to_have_attribute("open", "")


@pytest.mark.parametrize("leave", ["escape", "beside", "menu"])
def test_a_light_opens_one_at_a_time_and_closes_again(editor, leave):
    lights = editor.locator("details.light[open]")
    editor.locator(".light > summary").first.click()
    editor.locator(PROMISED).click()
    expect(lights).to_have_count(1)
    expect(lights.locator(".light-why")).to_contain_text("6 contracts wait for a yes")
    if leave == "escape":
        editor.keyboard.press("Escape")
        expect(editor.locator(PROMISED)).to_be_focused()
    elif leave == "beside":
        editor.locator(".editor-head h1").click()
    else:
        editor.locator(MORE).click()
    expect(lights).to_have_count(0)


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080)])
def test_the_page_is_as_high_as_its_window_and_its_columns_scroll(window, sign_in, size):
    width, height = size
    page = window(viewport={"width": width, "height": height})
    sign_in(page, "nadia")
    for address in ("/walkthroughs/2/", EDITOR):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollHeight") == height, address
    assert page.locator(".editor-tree").evaluate("(tree) => tree.scrollHeight > tree.clientHeight")


def test_on_a_phone_the_menu_stands_inside_the_window(window, sign_in):
    phone = window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    sign_in(phone, "nadia")
    for address in (EDITOR, "/walkthroughs/2/", "/walkthroughs/6/"):
        phone.goto(address)
        phone.locator(MORE).tap()
        box = phone.locator(".menu-list").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_name_and_mark_and_result_of_a_row_stand_in_one_line(editor):
    row = editor.locator(".tree-text:has(.ic)").first
    parts = [row.locator(part).bounding_box() for part in ("a", ".ic", "span")]
    assert [part["x"] for part in parts] == sorted(part["x"] for part in parts)
    assert max(part["y"] for part in parts) < min(part["y"] + part["height"] for part in parts)
