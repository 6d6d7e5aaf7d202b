"""A CIO who likes the demo starts with their own organisation; and what an empty installation looks like at first."""

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import sizes_and_themes

pytestmark = pytest.mark.browser


def test_the_cio_leaves_the_demo_and_is_led_to_the_chart(window, install, assert_accessible):
    own = install("demo")
    page = window(base_url=own.address)
    page.goto("/sign-in/")
    page.locator("[name=username]").fill("nadia")
    page.locator("[name=password]").fill(own.password("nadia"))
    page.locator("[name=password]").press("Enter")
    page.get_by_role("link", name="Start with our own organisation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Start with our own organisation")
    secret = "a word nobody guesses"
    for name, text in {"name": "Ada Own", "username": "ada", "password": secret, "again": secret}.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=sure]").check()
    page.get_by_role("button", name="rows of the demo away").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Ada Own")
    expect(page.get_by_role("heading", name="Four steps to your own organisation")).to_be_visible()
    expect(page.locator(".banner")).to_have_count(0)
    for _mode in sizes_and_themes(page):
        assert_accessible(page)
    page.get_by_role("link", name="Paste the chart").click()
    expect(page).to_have_url(f"{own.address}/imports/?kind=units")


def test_the_first_page_of_an_empty_installation_is_accessible(window, install, assert_accessible):
    own = install()
    page = window(base_url=own.address)
    page.goto("/setup/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Make the first account")
    for _mode in sizes_and_themes(page):
        assert_accessible(page)
