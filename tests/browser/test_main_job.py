"""The main job in a real browser: from a new project to promises, an order sheet, and the same over REST."""

import json
import urllib.request

import pytest

pytestmark = pytest.mark.browser

TITLE = "Orders are confirmed within the hour"
# The third level is asked of the line that stands on the first: a loop, legal and marked.
DATABASE, ENVIRONMENT, IMAGE = "Database tier", "Non-production environment", "Server or container image"


def open_project(page):
    """Open a project for Finance and create its walk-through; the window ends on the started editor."""
    page.goto("/projects/new/")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Client").select_option(label="Finance Process Office")
    page.get_by_label("Sponsor").select_option(label="Elin Berg")
    page.get_by_label("End customer").fill("Retailers know in the hour that their order stands.")
    page.get_by_role("button", name="Open the project").click()
    page.get_by_role("link", name="Walk it through").click()
    page.get_by_role("button", name="Create").click()
    page.get_by_role("button", name="Start").click()


def settled(page, act):
    """Do `act` and wait until the editor's region came anew."""
    page.evaluate("document.getElementById('walkthrough').old = true")
    act()
    page.wait_for_function("() => !document.getElementById('walkthrough').old")


def pick(page, words, *, key="Enter"):
    """Type into the entry, take the first match from the catalogs, and leave with `key`."""
    entry = page.locator("#entry")
    entry.click()
    entry.press_sequentially(words)
    page.locator("#match-need", has_text=words).wait_for()
    entry.press("ArrowDown")
    settled(page, lambda: entry.press(key))


def focus(page, result):
    """Bring the contract whose row tells `result` into focus."""
    page.locator(".tree-row", has_text=result).first.get_by_role("link").click()
    page.locator(".tree-row[aria-current]", has_text=result).wait_for()


def ask(page, result, *, accepted, due, duty):
    """Say when the result is accepted, by when, and what the buyer provides, and ask the supplier."""
    focus(page, result)
    page.get_by_label("Accepted when").fill(accepted)
    page.get_by_label("Due", exact=True).fill(due)
    page.locator("[name=duty_new]").fill(duty)
    settled(page, lambda: page.locator("#fields").get_by_role("button", name="Ask").click())


def build_tree(page):
    """Name the prime, go three levels deep through the catalogs, write one need, name one new line."""
    pick(page, "erp release")
    pick(page, DATABASE, key="Tab")
    pick(page, ENVIRONMENT, key="Tab")
    pick(page, IMAGE)
    focus(page, "ERP release upgrade")
    page.locator("#entry").fill("Fourteen named testers for three weeks")
    settled(page, lambda: page.locator("#entry").press("Enter"))
    page.locator("#entry").fill("Product master care")
    page.locator("#entry").press("Control+Enter")
    page.get_by_label("Who heads it").fill("Sofia Lind")
    page.get_by_label("What is needed from it").fill("Product master data of agreed quality")
    settled(page, lambda: page.get_by_role("button", name="Name the line").click())


def ask_all(page):
    """Ask the prime and the three lines below it."""
    due = {"ERP release upgrade": "2027-11-30", DATABASE: "2027-05-15", ENVIRONMENT: "2027-04-01", IMAGE: "2027-03-20"}
    for result, day in due.items():
        ask(page, result, accepted=f"{result}: test passed", due=day, duty=f"Inputs for {result}")


def answer(page, address, button):
    """As a manager, open the walk-through, bring the contract `address` into focus and press `button`."""
    page.goto(address)
    settled(page, lambda: page.get_by_role("button", name=button).click())


def address_of(page, result):
    """Return the address of the editor with the contract whose row tells `result` in focus."""
    return page.locator(".tree-row", has_text=result).first.get_by_role("link").get_attribute("href").partition("#")[0]


def rows_on_page(page):
    """Return (result, state word) of every row of the tree, in reading order."""
    rows = page.locator(".tree .tree-row")
    return [
        (row.locator(".tree-text > span").last.inner_text().strip(), row.locator(".state").inner_text().strip())
        for row in rows.all()
    ]


def tree_over_rest(installation, title):
    """Return (result, state) of every contract in reading order, as a token reads them."""
    scopes = "org:read catalog:read walkthroughs:read"
    token = installation.manage("create_token", "--user", "nadia", "--scopes", scopes, "--days", "1").split()[-1]

    def get(path):
        request = urllib.request.Request(
            f"{installation.address}/api/v1/{path}", headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.load(response)

    found = get(f"walkthroughs/?q={title.replace(' ', '%20')}")["results"]
    assert len(found) == 1

    def flat(contract):
        yield contract["deliverable"] or contract["need"], contract["state"]
        for child in contract["children"]:
            yield from flat(child)

    return list(flat(get(f"walkthroughs/{found[0]['id']}/tree/")["root"]))


def open_wall(cio, wall):
    """Make a link to the wall on the CIO's window and open it in the window `wall`, which nobody signed in to."""
    editor = cio.url.partition("?")[0]
    cio.get_by_role("link", name="Wall").click()
    cio.get_by_role("button", name="Make a link").click()
    wall.goto(cio.locator("a[href*='/wall/']").first.get_attribute("href"))
    wall.get_by_text(TITLE).first.wait_for()
    cio.goto(editor)


def answer_all(cio, aisha, ruth):
    """Promise the database, counter the environment and agree to it, decline the image."""
    database, environment, image = (address_of(cio, words) for words in (DATABASE, ENVIRONMENT, IMAGE))
    answer(aisha, database, "Promise")
    ruth.goto(environment)
    ruth.get_by_role("link", name="Discuss").click()
    ruth.get_by_label("Due", exact=True).fill("2027-04-12")
    settled(ruth, lambda: ruth.get_by_role("button", name="Discuss").click())
    answer(aisha, environment, "Agree")
    aisha.goto(image)
    aisha.get_by_role("link", name="Decline").click()
    aisha.get_by_label("No capacity").check()
    settled(aisha, lambda: aisha.get_by_role("button", name="Decline").click())


def print_order_sheet(cio):
    """Print the order sheet of the database's line and return its text."""
    cio.get_by_role("link", name="Print").click()
    cio.get_by_role("link", name="Order sheets of all lines").click()
    cio.get_by_role("link", name="Database & Infrastructure Engineering").first.click()
    assert cio.pdf().startswith(b"%PDF")
    return cio.locator("main").inner_text()


def test_main_job(window, sign_in, installation, assert_accessible):
    """A CIO walks a project through with two managers; wall, order sheet and REST tell the same."""
    cio, aisha, ruth, wall = window(), window(), window(), window()
    sign_in(cio, "nadia")
    open_project(cio)
    build_tree(cio)
    ask_all(cio)
    open_wall(cio, wall)

    sign_in(aisha, "aisha")
    sign_in(ruth, "ruth")
    answer_all(cio, aisha, ruth)
    wall.get_by_text("12 Apr").wait_for()

    cio.reload()
    assert_accessible(cio)
    cio.get_by_role("link", name="Close the walk-through").click()
    cio.get_by_text("Closing freezes what stands now as a baseline.").wait_for()
    cio.locator("[name=reason]").fill("Ruth and Aisha go on alone")
    cio.get_by_role("button", name="Close the walk-through").click()
    cio.get_by_text("Ruth and Aisha go on alone").wait_for()
    shown = rows_on_page(cio)
    states = [state for _result, state in shown]
    assert states == ["asked", "promised", "promised", "declined", "not asked yet", "draft"]
    sheet = print_order_sheet(cio)
    assert all(words in sheet for words in (DATABASE, f"Inputs for {DATABASE}", ENVIRONMENT))

    read = tree_over_rest(installation, TITLE)
    assert [result for result, _state in read] == [result for result, _state in shown]
    assert [state for _result, state in read] == ["asked", "promised", "promised", "declined", "draft", "draft"]
