"""A killed server, a lost network: every page comes back to the newest state by itself, and no typed word is lost."""

import re
import sys
import time

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import add, heard

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
# After a loss the pages look again at their own pace; the machine may be busy besides.
COMES_BACK = 20_000
TITLE = "Nothing is lost here"
ASKED, PROMISED, NEWEST = "Cut-over weekend run in 44 hours", "Old servers off", "Night watch kept"
CLIPPED = "A crew for the wee"
# A running walk-through of Nadia's: two results asked of Ruth, who is in the room, below a prime.
PREPARED = f"""
from datetime import date
from itbiz.access.models import PresenterLink, User
from itbiz.access.principals import Principal
from orgchart.models import Line, Person
from walkthroughs.models import Contract, Walkthrough
by, nadia = Principal.system("tests"), Person.objects.get(name="Nadia Haddad")
prime = Line.objects.get(unit__head__name="Maya Lindqvist")
cloud = Line.objects.get(unit__head__name="Ruth Petersen")
client = Walkthrough.objects.filter(client_unit__isnull=False).first().client_unit
walk = Walkthrough.create(by=by, title="{TITLE}", client_unit=client, facilitator=nadia)
walk.start(by=by)
walk.join(by=Principal.of(User.objects.get(username="ruth")))
whole = {{"accepted_when": "Live within 44 hours", "buyer_provides_nothing": True, "due": date(2031, 11, 22)}}
root = Contract.create(by=by, walkthrough=walk, supplier=prime, need="The books closed in four days", **whole)
for need in ("{ASKED}", "{PROMISED}"):
    Contract.create(by=by, walkthrough=walk, parent=root, supplier=cloud, need=need, **whole).ask(by=by)
link = PresenterLink.issue(by=by, subject=walk, permission="walkthroughs.present_walkthrough")
print("prepared", walk.pk, link.secret)
"""
# What somebody else writes meanwhile: one more result, asked of the same line.
WRITTEN = """
from itbiz.access.principals import Principal
from walkthroughs.models import Contract
by, asked = Principal.system("tests"), Contract.objects.filter(walkthrough={walk}, parent__isnull=False).first()
whole = {{"accepted_when": "Nobody is called twice", "buyer_provides_nothing": True, "due": asked.terms.due}}
new = Contract.create(
    by=by, walkthrough=asked.walkthrough, parent=asked.parent, supplier=asked.supplier, need="{need}", **whole
)
new.ask(by=by)
"""
# How often what is called so was promised, and how many contracts have this need.
COUNTED = """
from itbiz.audit.models import Change
from walkthroughs.models import Contract
found = Contract.objects.filter(walkthrough={walk}, need="{need}")
promised = Change.objects.filter(kind="walkthroughs.contract", act="promise", object_id__in=found.values("pk")).count()
print("counted", found.count(), promised)
"""
# Notes in the page when words first stand in it.
NOTE_WHEN = """(words) => {
  window.sawAt = 0;
  const look = () => { if (!window.sawAt && document.body.textContent.includes(words)) window.sawAt = Date.now(); };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


class Meeting:
    """A walk-through with its three pages: the facilitator's console, the wall, and Ruth's seat."""

    def __init__(self, served, walk, pages):
        self.served, self.walk, self.pages = served, walk, pages
        self.console, self.wall, self.seat = pages

    def write(self, need):
        """Let somebody else ask Ruth's line for `need`."""
        self.served.manage("shell", "-c", WRITTEN.format(walk=self.walk, need=need))

    def counted(self, need):
        """Return (contracts with this need, promises of them ever made)."""
        told = self.served.manage("shell", "-c", COUNTED.format(walk=self.walk, need=need))
        return tuple(map(int, re.search(r"counted (\d+) (\d+)", told).groups()))

    def ask(self, need):
        """Return the card of what is asked at the seat."""
        return self.seat.locator(".seat-ask", has=self.seat.get_by_role("heading", name=need))

    def sheet(self, need):
        """Open the sheet of the promise at the seat and return it."""
        self.ask(need).get_by_role("button", name="Promise").click()
        return self.seat.get_by_role("dialog", name="Say it before you promise it")


@pytest.fixture
def meeting(restartable, window, sign_in):
    """The meeting, with all its pages live."""
    told = restartable.manage("shell", "-c", PREPARED)
    walk, secret = re.search(r"prepared (\d+) (\S+)", told).groups()
    pages = window(), window(viewport={"width": 1280, "height": 720}), window(viewport=PHONE)
    sign_in(pages[0], "nadia")
    sign_in(pages[2], "ruth")
    paths = f"/walkthroughs/{walk}/", f"/wall/{secret}/", f"/seat/{walk}/"
    for page, path, mark in zip(pages, paths, ("#freshness", "#fresh", "#fresh"), strict=True):
        page.goto(path)
        expect(page.locator(mark)).to_have_text("Live")
    return Meeting(restartable, int(walk), pages)


def test_a_killed_server_loses_no_word_and_the_room_plays_on(meeting, console):
    facilitator, wall, seat = meeting.pages
    facilitator.locator("#id_accepted_when").fill("Four days, three months running")
    facilitator.locator("#entry").fill(CLIPPED)
    seat.get_by_label("I need", exact=True).fill(CLIPPED)
    sheet = meeting.sheet(ASKED)
    sheet.get_by_label("Only if").fill("somebody takes the night watch")
    step = facilitator.locator("#script-title").inner_text()

    meeting.served.kill()
    meeting.write(NEWEST)
    away = re.compile("Catching up|Offline since")
    expect(facilitator.locator("#freshness")).to_contain_text(away, timeout=COMES_BACK)
    expect(wall.locator("#fresh")).to_contain_text(away, timeout=COMES_BACK)
    expect(wall.locator("#wall")).to_contain_text(ASKED)
    expect(seat.locator("#fresh")).to_contain_text(away, timeout=COMES_BACK)
    # Of what is sent meanwhile nobody knows whether it arrived; it stays.
    sheet.get_by_role("button", name="I promise, if").click()
    expect(sheet).to_contain_text("No answer came: whether this arrived is not known")

    for page in meeting.pages:
        page.evaluate(NOTE_WHEN, NEWEST)
    meeting.served.serve()
    answered = time.time()
    for page in meeting.pages:
        expect(page.locator("body")).to_contain_text(NEWEST, timeout=COMES_BACK)
    took = [page.evaluate("window.sawAt") / 1000 - answered for page in meeting.pages]
    sys.stdout.write(
        "Seconds from first answer to newest state: console {:.1f}, wall {:.1f}, seat {:.1f}\n".format(*took)
    )

    # All that was typed is where it was, after a reload as well.
    as_typed(meeting, sheet)
    for page in meeting.pages:
        page.reload()
    as_typed(meeting, sheet)
    play_on(meeting, sheet, step)
    # The browser, and htmx, say what could not be reached.
    console.clear()


def as_typed(meeting, sheet):
    """Check that every page is live and holds the newest state, and every field what was typed into it."""
    facilitator, wall, seat = meeting.pages
    expect(facilitator.locator("#entry")).to_have_value(CLIPPED)
    expect(facilitator.locator("#id_accepted_when")).to_have_value("Four days, three months running")
    expect(facilitator.locator("#freshness")).to_have_text("Live")
    expect(facilitator.locator(".tree-text", has_text=NEWEST)).to_be_visible()
    expect(sheet.get_by_label("Only if")).to_have_value("somebody takes the night watch")
    expect(seat.get_by_label("I need", exact=True)).to_have_value(CLIPPED)
    expect(wall.locator("#wall")).to_contain_text(NEWEST)


def play_on(meeting, sheet, step):
    """Promise and need from the seat, save and add from the console, and go on from `step`: who facilitates may."""
    facilitator, wall, seat = meeting.pages
    sheet.get_by_role("button", name="I promise, if").click()
    expect(sheet).to_be_hidden()
    expect(seat.get_by_role("heading", name="I promised 1")).to_be_visible()
    seat.get_by_label("I need", exact=True).press("Enter")
    expect(seat.locator("#part-needs")).to_contain_text(CLIPPED)
    expect(facilitator.locator(".tree-text", has_text=CLIPPED)).to_be_visible()
    with heard(facilitator, "Saved"):
        facilitator.locator("#do-save").click()
    facilitator.locator("#entry").fill("")
    add(facilitator, "A spare server")
    expect(wall.locator("#wall")).to_contain_text("A spare server")
    facilitator.locator("#step_reason").fill("Known to all")
    facilitator.locator("#script-next").click()
    expect(facilitator.locator("#script-title")).not_to_have_text(step)
    assert meeting.counted(ASKED) == (1, 1)


def test_a_wall_and_a_seat_without_network_keep_what_they_have_and_catch_up(meeting, console):
    _facilitator, wall, seat = meeting.pages
    sheet = meeting.sheet(PROMISED)
    sheet.get_by_label("Only if").fill("the archive is written first")
    for page in (wall, seat):
        page.context.set_offline(True)
    meeting.write(NEWEST)
    expect(wall.locator("#fresh")).to_have_text(
        re.compile(r"^Offline since \d\d:\d\d, showing the last known tree$"), timeout=COMES_BACK
    )
    expect(seat.locator("#fresh")).to_contain_text("What you type is kept", timeout=COMES_BACK)
    expect(wall.locator("#wall")).to_contain_text(PROMISED)
    expect(wall.locator("#wall")).not_to_contain_text(NEWEST)
    sheet.get_by_role("button", name="I promise, if").click()
    expect(sheet).to_contain_text("No network: this was not sent")
    sheet.get_by_label("Only if").fill("the archive is written and read first")
    assert meeting.counted(PROMISED) == (1, 0)

    for page in (wall, seat):
        page.context.set_offline(False)
    expect(wall.locator("#wall")).to_contain_text(NEWEST, timeout=COMES_BACK)
    expect(wall.locator("#fresh")).to_have_text("Live", timeout=COMES_BACK)
    expect(seat.locator("#part-asked")).to_contain_text(NEWEST, timeout=COMES_BACK)
    expect(seat.locator("#fresh")).to_have_text("Live", timeout=COMES_BACK)
    expect(sheet.get_by_label("Only if")).to_have_value("the archive is written and read first")
    sheet.get_by_role("button", name="I promise, if").dblclick()
    expect(sheet).to_be_hidden()
    expect(seat.get_by_role("heading", name="I promised 1")).to_be_visible()
    assert meeting.counted(PROMISED) == (1, 1)

    # The server takes what is sent, and the page never hears of it: made again, it is not made twice.
    def lose(route):
        route.fetch()
        route.abort()

    sheet = meeting.sheet(ASKED)
    seat.route("**/promise/", lose, times=1)
    sheet.get_by_role("button", name="I promise").click()
    expect(sheet).to_contain_text("No answer came: whether this arrived is not known")
    sheet.get_by_role("button", name="I promise").click()
    sheet.get_by_role("link", name="Back to your seat").click()
    expect(seat.get_by_role("heading", name="I promised 2")).to_be_visible()
    assert meeting.counted(ASKED) == (1, 1)
    # The browser, and htmx, say what could not be reached, and what was refused.
    console.clear()
