"""The tree by line and by date as it leaves the printer."""

import re

import pytest

pytestmark = pytest.mark.browser
# A4 across without its margins, as CSS pixels.
PAGE = {"width": 1062, "height": 733}
SIZES = """() => [...document.querySelectorAll('.lanes-sheets > svg')].map((sheet) => {
  const { width, height } = sheet.getBoundingClientRect();
  return { width, height, points: 13 * sheet.getScreenCTM().a * 0.75 };
})"""


def test_lanes_print_in_a_legible_size_on_as_many_pages_as_it_takes(window, sign_in):
    page = window(viewport=PAGE)
    sign_in(page, "nadia")
    page.goto("/walkthroughs/1/lanes/")
    assert page.locator(".lanes-sheets").is_hidden()
    page.emulate_media(media="print")
    sizes = page.evaluate(SIZES)
    assert len(sizes) > 1
    for size in sizes:
        assert size["points"] >= 8
        assert size["width"] <= PAGE["width"]
        assert size["height"] <= PAGE["height"]
    printed = page.pdf(prefer_css_page_size=True, format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > len(sizes)
