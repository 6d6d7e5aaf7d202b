"""Every page of the installation, wide and on a phone, light and dark: quiet, accessible, as wide as its window."""

import re

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

pytestmark = pytest.mark.browser
# What axe-core asks of colours. Everything else is the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]
WIDE, PHONE = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}
# Written to and never opened, pieces that a page asks for, addresses that lead elsewhere, and what is no page.
NO_PAGES = {
    *("sign-out", "theme", "shortcuts", "catalog:names", "orgchart:line-names", "orgchart:confirm-line"),
    *("orgchart:unit-names", "orgchart:line-choices"),
    *("walkthroughs:presence", "walkthroughs:start", "walkthroughs:suggest"),
    *("walkthroughs:wording", "walkthroughs:room", "walkthroughs:pulse"),
    *("walkthroughs:add", "walkthroughs:found", "walkthroughs:names", "walkthroughs:contract"),
    *("walkthroughs:contract-save", "walkthroughs:contract-question", "walkthroughs:contract-move"),
    *("walkthroughs:pause", "walkthroughs:resume", "walkthroughs:reopen", "walkthroughs:duty-settle"),
    *("walkthroughs:revoke-link", "walkthroughs:wall-tree", "walkthroughs:wall-stream", "revoke-token"),
    *("orgchart:unname-line", "orgchart:person-names", "people:revoke-invitation", "people:invite-again"),
    *("people:reopen-user", "people:new-password", "people:revoke-token", "people:rotate-token"),
    *("import-rows", "import-example", "forget-mapping"),
    *("undo-change-set", "walkthroughs:take-back", "walkthroughs:step", "walkthroughs:script", "walkthroughs:reasons"),
    *("walkthroughs:join-by-link", "walkthroughs:seat-door", "walkthroughs:seat-sit", "walkthroughs:seat-state"),
    *("walkthroughs:seat-stream", "walkthroughs:seat-suggest", "walkthroughs:seat-names", "walkthroughs:seat-need"),
    *("walkthroughs:seat-question", "walkthroughs:seat-reason"),
    *("walkthroughs:project-practice", "walkthroughs:minutes-file", "walkthroughs:orders-file"),
}
# Where the first row of the demo does not show what there is to see, or the address has more to it.
ADDRESSES = {
    "home-account": [f"/home/{name}/" for name in ("asked", "promised", "owed", "to_decide", "declined", "overdue")],
    "changes": ["/changes/", "/changes/?walkthrough=2", "/changes/?kind=contract&object=1"],
    "search": ["/search/", "/search/?q=cloud", "/search/?q=nothing+like+it"],
    "orgchart:organisation": ["/organisation/", "/organisation/?q=petersen"],
    "orgchart:name-lines": ["/lines/name/", "/lines/name/?level=all"],
    "catalog:services": ["/services/", "/services/?q=nothing+like+it"],
    # One that is offered, and a draft that nothing is known about.
    "catalog:publish-service": ["/services/1/publish/", "/services/51/publish/"],
    "walkthroughs:walkthroughs": ["/walkthroughs/", "/walkthroughs/?mode=practice"],
    "walkthroughs:walkthrough": [
        *("/walkthroughs/1/", "/walkthroughs/2/", "/walkthroughs/2/?new=Tax+Robots", "/walkthroughs/6/"),
        *(f"/walkthroughs/2/?focus=34&do={verb}" for verb in ("decline", "withdraw", "reassign", "move", "split")),
        *("/walkthroughs/2/?focus=36&do=amend", "/walkthroughs/2/?focus=36&do=cancel"),
        *("/walkthroughs/2/?focus=33&do=counter", "/walkthroughs/4/?focus=47&do=reject"),
    ],
    # Closed, to read; and one that runs, to sit down in.
    "walkthroughs:seat": ["/seat/1/", "/seat/2/"],
    "walkthroughs:seat-move": [f"/seat/2/contracts/35/{verb}/" for verb in ("promise", "counter", "decline")],
    "walkthroughs:close": ["/walkthroughs/2/close/"],
    "walkthroughs:acts": ["/walkthroughs/2/acts/"],
    "walkthroughs:minutes": ["/walkthroughs/1/minutes/", "/walkthroughs/2/minutes/"],
    "walkthroughs:practice": ["/walkthroughs/6/practice/"],
    "walkthroughs:asks": ["/asks/", "/asks/?q=nothing+like+it"],
    "people:access": [f"/access/?show={name}" for name in ("users", "invited", "without", "services")],
    "people:find": ["/access/may/", "/access/may/?q=database", "/access/may/?q=nothing+like+it"],
    "people:may": [
        *("/access/may/unit/5/?person=hamid-rezaei", "/access/may/line/1/", "/access/may/service/1/"),
        *("/access/may/project/1/", "/access/may/walkthrough/2/", "/access/may/contract/35/?person=ruth-petersen"),
    ],
    # Deep in a tree, and the top of one.
    "walkthroughs:contract-hangs": ["/contracts/1/hangs/", "/contracts/9/hangs/"],
    "walkthroughs:team": ["/contracts/1/team/", "/contracts/9/team/"],
    "walkthroughs:answer": [
        *("/contracts/1/answer/", "/contracts/34/answer/", "/contracts/35/answer/", "/contracts/47/answer/"),
        *("/contracts/35/answer/?do=decline", "/contracts/35/answer/?do=counter"),
    ],
    "walkthroughs:answer-duty": ["/obligations/4/answer/"],
    "walkthroughs:duty-meet": ["/obligations/4/met-by/"],
    "walkthroughs:finding-log": ["/findings/about/contract/1/", "/findings/about/line/1/"],
    "walkthroughs:finding-settle": ["/findings/1/explain/", "/findings/1/fix/"],
    "walkthroughs:findings": ["/findings/", "/findings/?q=nothing+like+it"],
    "walkthroughs:gap": ["/contracts/1/gap/draft/", "/contracts/1/gap/question/"],
    "walkthroughs:question-ask": ["/questions/about/contract/1/", "/questions/about/line/1/"],
    "not found": ["/units/999999/"],
}
# The first account is made where there is none: tests/browser/test_leaving_the_demo.py looks at its page, and
# tests/browser/test_first_hour.py at a file that was brought in.
ASIDE = {"sign-in", "welcome", "first-account", "import", "walkthroughs:wall", "walkthroughs:wall-check"}


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
    """Open a page and hold it to what every page is held to in both sizes. Returns what is wrong, as a list."""
    page.set_viewport_size(WIDE)
    came = page.goto(address).status
    if came != status:
        return [f"{address} came with {came}"]
    return [wrong for size in (WIDE, PHONE) for wrong in look_at(page, address, size, assert_accessible)]


def look_at(page, address, size, assert_accessible):
    """Look at an open page in one size and both themes. Returns what is wrong, as a list."""
    page.set_viewport_size(size)
    wide = page.evaluate("document.documentElement.scrollWidth")
    wrong = [f"{address} is {wide} px wide at {size['width']}"] if wide > size["width"] else []
    for theme, rules in (("light", None), ("dark", COLOURS)):
        page.emulate_media(color_scheme=theme)
        try:
            assert_accessible(page, rules=rules)
        except AssertionError as report:
            wrong.append(f"{address}, {size['width']}, {theme}: {report}")
    return wrong


def ask_for_something(page):
    """Ask for a service without a walk-through, and return the address of what came of it."""
    page.goto("/services/1/ask/")
    page.locator("[name=buyer]").select_option(index=1)
    page.locator("[name=need]").fill("What nobody walked through")
    page.locator("[name=due]").fill("2027-05-15")
    page.locator("form.form button.primary").click()
    page.wait_for_url("**/walkthroughs/**")
    return page.url


def test_every_route_is_opened_or_known_to_be_no_page():
    names = {name for name, _pattern in routes(get_resolver()) if not is_rest(name)}
    assert names >= NO_PAGES | ASIDE
    assert set(ADDRESSES) - names == {"not found"}


def test_every_page_is_quiet_accessible_and_fits(window, sign_in, assert_accessible, console):
    page = window()
    wrong = look(page, "/sign-in/", assert_accessible)
    sign_in(page, "nadia")
    wrong += look(page, ask_for_something(page), assert_accessible)
    for name, opened in addresses().items():
        for address in opened:
            wrong += look(page, address, assert_accessible, status=404 if name == "not found" else 200)
            if name == "not found":
                # The browser itself says on its console that a page came with 404.
                assert "404" in console.pop()
    page.goto("/walkthroughs/2/wall/")
    page.locator("form.form button").first.click()
    wall = page.locator("a[href*='/wall/']", has_text="/wall/").get_attribute("href")
    wrong += look(page, wall, assert_accessible)
    wrong += look(page, f"{wall}check/", assert_accessible)
    assert wrong == [], "\n".join(wrong)
