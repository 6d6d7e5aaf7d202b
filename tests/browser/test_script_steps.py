"""The script beside the tree, step by step in one window: what each asks for is accessible, in light and dark."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
# What axe-core asks of colours. Everything else is the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]
LAST = 13


def go_on(page, step):
    """Go on to a step by key; where the gate is not met, the key leads to the reason first."""
    page.locator("#script-title").click()
    asked = page.locator("#step_reason").count()
    page.keyboard.press("]")
    if asked:
        expect(page.locator("#step_reason")).to_be_focused()
        page.keyboard.type("Said in the room")
        page.keyboard.press("Enter")
    expect(page.locator("#script-title")).to_contain_text(f"step {step} of {LAST}")


def test_each_step_of_the_script_is_accessible_fits_and_is_in_sight(room, assert_accessible):
    room.set_viewport_size({"width": 1440, "height": 900})
    for step in range(LAST + 1):
        if step:
            go_on(room, step)
        expect(room.locator("#question")).to_be_in_viewport()
        wide, inner = room.locator(".editor-aside").evaluate("(aside) => [aside.scrollWidth, aside.clientWidth]")
        assert wide <= inner, f"step {step} is {wide} px wide in {inner}"
        room.emulate_media(color_scheme="light")
        room.evaluate("document.getAnimations().forEach((one) => one.finish())")
        assert_accessible(room)
        room.emulate_media(color_scheme="dark")
        room.evaluate("document.getAnimations().forEach((one) => one.finish())")
        assert_accessible(room, COLOURS)
