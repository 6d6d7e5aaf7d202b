"""The wall in a real browser: four views at three sizes in both themes, nothing cut and nothing small."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# In pixels, and what that is in rem.
SIZES = [(1024, 768, "60x45"), (1920, 1080, "60x33.75"), (2560, 1080, "60x25.3"), (3840, 2160, "60x33.75")]
# By what the console chose: step, view, focus (a number in the tree), what is being written, what is disputed.
SHOWN = {
    "focus": (7, "", "0.6", "Three test partn", None),
    "root": (5, "", "0", "", None),
    "deep": (6, "focus", "0.5.1.1", "", None),
    "disputed": (6, "focus", "0.11.1", "", "0.11.1"),
    "say_back": (4, "", "0.6", "", None),
    "whole": (12, "whole", "0", "", None),
    "lights": (13, "", "0", "", None),
}
# A script for the shell of the installation: {} is one of SHOWN.
STEER = """
from itbiz.access.models import PresenterLink
from itbiz.access.principals import Principal
from walkthroughs.models import Room, Walkthrough
system = Principal.system("tests")
one = Walkthrough.objects.live().filter(project__title__startswith="Close the books").earliest("pk")
if not one.is_running:
    one.reopen(by=system)
step, view, focus, writing, disputed = {}
if one.step != step:
    Walkthrough.objects.get(pk=one.pk).go_to(step, by=system, reason="Shown to the tests")
found = one.contracts.in_bulk(field_name="pk").values()
by_number = {{contract.number: contract for contract in found}}
Room.of(one).show(
    by=system, view=view, focus=by_number[focus], writing=writing, disputed=by_number.get(disputed), theme=""
)
link = PresenterLink.issue(by=system, subject=one, permission="walkthroughs.present_walkthrough")
print("secret", link.secret)
"""
# Returns what is cut, what stands outside the picture or on something else, and the smallest text in shares of width.
LOOK = """() => {
  const wrong = [];
  let smallest = Infinity;
  const say = (what, element) => wrong.push(`${what} ${element.className}: ${element.textContent.trim().slice(0, 40)}`);
  for (const element of document.querySelectorAll("body.wall *")) {
    const speaks = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!speaks || element.closest(".vh, svg")) continue;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (style.visibility === "hidden" || !box.width || element.matches(".state-word") && box.width < 2) continue;
    smallest = Math.min(smallest, parseFloat(style.fontSize));
    if (style.display !== "inline" && element.scrollWidth > element.clientWidth + 1) say("cut", element);
    if (box.left < -1 || box.top < -1) say("outside", element);
    if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) say("outside", element);
  }
  const inside = "main, .wall-focus > section, .cards, .card-row, .wall-say, .wall-nine, .whole-column";
  for (const element of document.querySelectorAll(inside)) {
    if (element.scrollHeight > element.clientHeight + 2) say("higher than its place", element);
  }
  const fresh = document.getElementById("fresh")?.getBoundingClientRect();
  for (const part of document.querySelectorAll(".wall-focus > section > :last-child, .whole-column > :last-child")) {
    if (fresh && part.getBoundingClientRect().bottom > fresh.top + 2) say("below the picture", part);
  }
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) wrong.push("scrolls");
  return [wrong, smallest / innerWidth];
}"""


@pytest.fixture(scope="module")
def steer(installation):
    """Show one of SHOWN: `steer("focus")` returns the secret of a link to the wall."""

    def show(name):
        told = installation.manage("shell", "--no-imports", "-c", STEER.format(repr(SHOWN[name])))
        return re.search(r"secret (\S+)", told)[1]

    return show


def look(page, wide, high, drawn):
    """Return what is wrong with a wall at one size, with the size."""
    page.set_viewport_size({"width": wide, "height": high})
    expect(page.locator(".wall-head")).to_have_attribute("data-picture", drawn)
    wrong, smallest = page.evaluate(LOOK)
    if smallest < 0.998 / 67:
        wrong.append(f"text of 1/{1 / smallest:.1f} of the width")
    return [f"{wide}x{high}: {words}" for words in wrong]


@pytest.mark.parametrize("name", SHOWN)
def test_n8_nothing_on_a_wall_is_cut_or_small_whatever_the_size(window, steer, assert_accessible, name):
    page = window(viewport={"width": 1920, "height": 1080})
    page.goto(f"/wall/{steer(name)}/")
    expect(page.locator("#fresh")).to_have_text("Live")
    wrong = [words for size in SIZES for words in look(page, *size)]
    assert wrong == [], "\n".join(wrong)
    page.set_viewport_size({"width": 1920, "height": 1080})
    for theme in ("light", "dark"):
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        assert_accessible(page)
        assert_accessible(page, rules=["color-contrast-enhanced"])


def test_the_keys_turn_resize_and_lead_to_the_check_and_back(window, steer, assert_accessible):
    page = window(viewport={"width": 1920, "height": 1080}, color_scheme="light")
    page.goto(f"/wall/{steer('focus')}/")
    expect(page.locator("#fresh")).to_have_text("Live")
    page.keyboard.press("d")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("+")
    expect(page.locator("html")).to_have_attribute("data-size", "2")
    expect(page.locator(".wall-card.focus")).to_contain_text("Integration")
    page.keyboard.press("-")
    page.keyboard.press("k")
    expect(page.locator("#state")).to_have_text("Live")
    expect(page.locator("#resolution")).to_have_text("1920 × 1080 pixels, smallest text 29 pixels")
    expect(page.locator("#shape")).to_have_text("nothing is outside the picture")
    assert page.evaluate(LOOK)[0] == []
    assert_accessible(page)
    assert_accessible(page, rules=["color-contrast-enhanced"])
    page.keyboard.press("k")
    expect(page.locator(".wall-focus")).to_be_visible()


def test_a_wall_follows_what_the_console_chooses_and_stays_when_its_link_ends(window, steer, installation):
    page = window(viewport={"width": 1920, "height": 1080})
    secret = steer("focus")
    page.goto(f"/wall/{secret}/")
    expect(page.locator(".typing")).to_contain_text("Three test partn")
    steer("say_back")
    expect(page.locator(".wall-say")).to_contain_text("34 interfaces running on the new release")
    revoke = (
        "from itbiz.access.models import PresenterLink; from itbiz.access.principals import Principal; "
        f"PresenterLink.objects.find('{secret}').revoke(by=Principal.system('tests'))"
    )
    installation.manage("shell", "--no-imports", "-c", revoke)
    expect(page.locator("#fresh")).to_contain_text("This link ended at", timeout=30000)
    expect(page.locator(".wall-say")).to_be_visible()
