"""Home, organisation, catalog and search in a real browser: quiet, accessible, and of use without a script."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}
LINE = "Infrastructure & Cloud Operations"
SERVICE = "Application hosting service"


def test_a_line_of_business_with_all_its_panels_and_forms(page, sign_in, assert_accessible):
    sign_in(page, "ruth")
    page.get_by_role("link", name=LINE).first.click()
    for heading in ("What we offer", "Asked of us", "We promised", "Not ours"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert_accessible(page)
    for link in ("Name another line", "Edit"):
        address = page.url
        page.get_by_role("link", name=link).click()
        assert_accessible(page)
        page.goto(address)


def test_the_organisation_opens_and_closes_by_keyboard_without_script(window, sign_in):
    page = window(java_script_enabled=False)
    sign_in(page, "elin")
    page.goto("/organisation/?open=none")
    unit = page.get_by_role("link", name="Information Technology", exact=True)
    expect(unit).to_be_hidden()
    page.locator("summary", has_text="Units below Meridian Foods").press("Enter")
    expect(unit).to_be_visible()
    page.get_by_label("Unit, head or line").fill("Petersen")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("main").get_by_role("link", name=LINE).first).to_be_visible()


def test_a_filter_swaps_the_rows_and_leaves_the_writer_where_they_are(page, sign_in):
    sign_in(page, "elin")
    page.goto("/organisation/")
    box = page.get_by_label("Unit, head or line")
    box.press_sequentially("aisha")
    expect(page.locator(".unit-row")).to_have_count(3)
    expect(box).to_be_focused()
    assert "q=aisha" in page.url


def test_a_slash_leads_to_the_search(page, sign_in):
    sign_in(page, "elin")
    page.keyboard.press("/")
    page.keyboard.type("hosting")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=SERVICE)).to_be_visible()


def test_names_are_proposed_as_one_types(page, sign_in):
    sign_in(page, "ruth")
    page.goto("/services/?q=hosting")
    page.get_by_role("link", name=SERVICE).click()
    page.get_by_role("link", name="Edit").click()
    page.locator("[name^=ingredients]:visible").last.press_sequentially("database ti")
    expect(page.locator("#proposals option")).not_to_have_count(0)


def test_two_who_write_at_once_see_both_texts(window, sign_in, console):
    first, second = window(), window()
    for page in (first, second):
        sign_in(page, "ruth")
        page.goto("/services/?q=monitoring")
        page.get_by_role("link", name="Monitoring with alerts").click()
        page.get_by_role("link", name="Edit").click()
    for page, text in ((first, "Trouble is seen first"), (second, "Trouble is heard first")):
        page.get_by_label("Summary").fill(text)
        page.get_by_role("button", name="Save").click()
    expect(second.get_by_text("Trouble is seen first")).to_be_visible()
    expect(second.get_by_label("Summary")).to_have_value("Trouble is heard first")
    # Chromium itself says on the console that a page came with 409.
    assert "409" in console.pop()
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("Trouble is heard first")).to_be_visible()
