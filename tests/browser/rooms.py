"""What tests do in the walk-through editor again and again."""

import re
from contextlib import contextmanager

from playwright.sync_api import expect

FOCUS = ".tree-row[aria-current]"


def rows(page):
    """Return what the rows of the tree say, without the state."""
    return [re.sub(r"\s+", " ", text).strip() for text in page.locator(".tree-text").all_inner_texts()]


def save(page):
    """Press Save and wait until the page says so."""
    with heard(page, "Saved"):
        page.locator("#do-save").click()


@contextmanager
def heard(page, words):
    """Do something, and wait until the live region says a sentence with `words`."""
    page.locator("#live").evaluate("(live) => { live.textContent = ''; }")
    yield
    expect(page.locator("#live")).to_contain_text(words)


def refusals(console, status):
    """Take out what the browser itself says about requests that were answered with a refusal."""
    assert console
    assert all(f"status of {status}" in message for message in console)
    console.clear()


def add(page, need):
    """Type a need and press Enter."""
    page.locator("#entry").focus()
    page.keyboard.type(need)
    page.keyboard.press("Enter")
    expect(page.locator(".tree-text", has_text=need)).to_be_visible()


def to_tree(page):
    """Leave whatever field is being typed in, for the row in focus."""
    page.keyboard.press("Escape")
    expect(page.locator(f"{FOCUS} a")).to_be_focused()


def sizes_and_themes(page):
    """Show a page wide and on a phone, light and dark, one after the other; yields what it is shown as."""
    for width, height in ((1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            yield width, theme
