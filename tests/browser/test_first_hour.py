"""The first hour with a spreadsheet that nobody prepared: from an empty installation to a printed order sheet."""

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import add, sizes_and_themes
from tests.browser.test_main_job import pick, settled

pytestmark = pytest.mark.browser

# German headers and semicolons in the letters of Windows: a vacancy, two managers of one unit, and a cycle.
CHART = """Kürzel;Abteilung;Leitung;Berichtet an
IT;Informationstechnik;Petra Vogel;
ANW;Anwendungen;Jonas Brandt;Informationstechnik
BTR;Betrieb;"Mara Sommer; Tim Keller";Informationstechnik
NET;Netze;vakant;Betrieb
LAB;Labor;Eva Roth;Test
TST;Test;Uwe Lang;Labor
FIN;Finanzen;Doris Engel;
"""
SERVICES = "Leistung\tEinheit\tStatus\tErgebnis\nKassensystem\tANW\tlive\tKassen in 40 Filialen laufen\n" + (
    "Server\tBTR\tlive\tEin Server, überwacht\n"
)
LINES = {"Anwendungen": ("AE", "Eigene Programme"), "Betrieb": ("AS", "Rechenzentrum und Netze")}


@pytest.fixture
def cio(window, install):
    """The window of a newcomer who has just made the first account of an empty installation."""
    own = install()
    code = own.manage("shell", "-v0", "-c", "from itbiz.core.installation import setup_code; print(setup_code())")
    page = window(base_url=own.address)
    page.goto(f"/setup/?code={code.split()[-1]}")
    secret = "a word nobody guesses"
    for name, text in {"name": "Petra Vogel", "username": "petra", "password": secret, "again": secret}.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Make the account").click()
    expect(page.get_by_role("heading", name="Four steps to your own organisation")).to_be_visible()
    return page


def test_from_an_empty_installation_to_a_printed_order_sheet(cio, assert_accessible):
    bring_the_chart(cio, assert_accessible)
    name_lines(cio)
    paste_services(cio)
    walk_one_project(cio)
    print_an_order_sheet(cio)


def bring_the_chart(page, assert_accessible):
    """Choose the file, see the cycle, leave it out, write the rest."""
    page.get_by_role("link", name="Paste the chart").click()
    file = {"name": "Organigramm.csv", "mimeType": "text/csv", "buffer": CHART.encode("cp1252")}
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("#came-out tbody tr")).to_have_count(2)
    expect(page.locator("#came-out")).to_contain_text("below itself: LAB > TST > LAB")
    for _mode in sizes_and_themes(page):
        assert_accessible(page)
    page.get_by_role("button", name="Leave rows with errors out").click()
    page.get_by_role("button", name="Write 5 rows").click()
    expect(page.get_by_role("link", name="Undo it")).to_be_visible()
    for _mode in sizes_and_themes(page):
        assert_accessible(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("link", name="What comes next").click()


def name_lines(page):
    """Name two lines by keyboard alone."""
    page.get_by_role("link", name="Name the lines").click()
    for unit, (block, domain) in LINES.items():
        row = page.locator(".naming-row", has_text=unit)
        row.get_by_label("Type of business").select_option(block)
        field = row.get_by_label("What is ours")
        field.fill(domain)
        field.press("Control+Enter" if field.evaluate("e => e.tagName") == "TEXTAREA" else "Enter")
        expect(page.locator(".naming-row.is-named", has_text=unit)).to_be_visible()
    page.goto("/")


def paste_services(page):
    """Paste what two of them offer."""
    page.get_by_role("link", name="Paste the services").click()
    expect(page.locator("[name=kind]")).to_have_value("services")
    page.locator("[name=text]").fill(SERVICES)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Write 2 rows").click()
    page.get_by_role("link", name="What comes next").click()


def walk_one_project(page):
    """Open a project for finance, name the prime from its catalog, ask, promise."""
    page.goto("/projects/new/")
    page.get_by_label("Title").fill("Neue Kassen bis Weihnachten")
    page.get_by_label("Client").select_option(label="Finanzen")
    page.get_by_role("button", name="Open the project").click()
    page.get_by_role("link", name="Walk it through").click()
    page.get_by_role("button", name="Create").click()
    page.get_by_role("button", name="Start").click()
    pick(page, "Kassensystem")
    add(page, "Ein Server je Filiale")
    page.get_by_label("Accepted when").fill("Jede Kasse druckt einen Bon")
    page.get_by_label("Due", exact=True).fill("2027-11-30")
    settled(page, lambda: page.locator("#fields").get_by_role("button", name="Ask").click())


def print_an_order_sheet(page):
    """Open the order sheets, on which the prime finds what is asked of it, and print them."""
    page.goto(page.url.partition("?")[0] + "orders/")
    expect(page.get_by_role("heading", name="Anwendungen")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Jede Kasse druckt einen Bon")
    assert page.pdf().startswith(b"%PDF")
