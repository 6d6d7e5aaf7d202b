"""Every page of the installation, wide and on a phone, light and dark: quiet, accessible, as wide as its window."""

import re

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

pytestmark = pytest.mark.browser
WIDE, PHONE = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}
# Written to and never opened, pieces that a page asks for, addresses that lead elsewhere, and what is no page.
NO_PAGES = {
    *("sign-out", "theme", "shortcuts", "catalog:names", "orgchart:line-names", "orgchart:confirm-line"),
    *("walkthroughs:presence", "walkthroughs:start", "walkthroughs:suggest"),
    *("walkthroughs:add", "walkthroughs:found", "walkthroughs:names", "walkthroughs:contract"),
    *("walkthroughs:contract-save", "walkthroughs:contract-question", "walkthroughs:contract-move"),
    *("walkthroughs:revoke-link", "walkthroughs:wall-tree", "revoke-token"),
}
# Where the first row of the demo does not show what there is to see, or the address has more to it.
ADDRESSES = {
    "search": ["/search/", "/search/?q=cloud", "/search/?q=nothing+like+it"],
    "orgchart:organisation": ["/organisation/", "/organisation/?q=petersen"],
    "catalog:services": ["/services/", "/services/?q=nothing+like+it"],
    "walkthroughs:walkthroughs": ["/walkthroughs/", "/walkthroughs/?mode=practice"],
    "walkthroughs:walkthrough": ["/walkthroughs/1/", "/walkthroughs/2/", "/walkthroughs/2/?new=Tax+Robots"],
    "walkthroughs:close": ["/walkthroughs/2/close/"],
    "not found": ["/units/999999/"],
}
ASIDE = {"sign-in", "walkthroughs:wall"}


def routes(resolver, namespace=""):
    """Return (name, pattern) of every address below `resolver`, but those of the REST interface itself."""
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            found.append((f"{namespace}{entry.name}", str(entry.pattern)))
            continue
        inner = f"{entry.namespace}:" if entry.namespace else namespace
        found += [(name, f"{entry.pattern}{rest}") for name, rest in routes(entry, inner)]
    return found


def is_rest(name):
    """Say whether a route answers programs."""
    return name.startswith("api:") and name != "api:docs"


def addresses():
    """Return what is opened for each route: the first row's page, unless ADDRESSES says otherwise."""
    pages = [(name, pattern) for name, pattern in routes(get_resolver()) if not is_rest(name)]
    opened = {name: [re.sub(r"<[^>]+>", "1", f"/{pattern}")] for name, pattern in pages if name not in NO_PAGES | ASIDE}
    return opened | ADDRESSES


def look(page, address, assert_accessible, status=200):
    """Open a page in both themes and hold it to what every page is held to."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        if theme == "light":
            assert page.goto(address).status == status, address
            width = page.viewport_size["width"]
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        # A colour on its way from one theme to the other is none of either.
        page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        assert_accessible(page)


def test_every_route_is_opened_or_known_to_be_no_page():
    names = {name for name, _pattern in routes(get_resolver()) if not is_rest(name)}
    assert names >= NO_PAGES | ASIDE
    assert set(ADDRESSES) - names == {"not found"}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_page_is_quiet_accessible_and_fits(window, sign_in, assert_accessible, console, size):
    page = window(viewport=size)
    look(page, "/sign-in/", assert_accessible)
    sign_in(page, "nadia")
    for name, opened in addresses().items():
        for address in opened:
            look(page, address, assert_accessible, status=404 if name == "not found" else 200)
            if name == "not found":
                # The browser itself says on its console that a page came with 404.
                assert "404" in console.pop()
    page.goto("/walkthroughs/2/wall/")
    page.locator("form.form button").first.click()
    look(page, page.locator("a[href*='/wall/']", has_text="/wall/").get_attribute("href"), assert_accessible)
