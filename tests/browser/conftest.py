"""A real installation, served once a session as its own process, and windows of Chromium that open it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import psycopg2
import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tests.browser.rooms import save

MANAGE = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py")]
STARTED_WITHIN = 30
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
NUMBERS = count(1)
# Leaving a page cuts off what it looks up just then, which is no error; a request that fails has a word of its own.
CUT_OFF = re.compile(r"htmx:(sendAbort|afterRequest)\b")
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@dataclass
class Installation:
    """A served installation: its address without the last slash, the variables its commands run with, its server."""

    address: str
    environment: dict
    server: subprocess.Popen = None

    def serve(self):
        """Start the server, in a group of its own, and return when it answers."""
        self.server = subprocess.Popen([*MANAGE, "serve"], env=self.environment, start_new_session=True)
        wait_for(self, self.server)

    def kill(self):
        """End the server and its workers as a power cut does; nothing of them is left to clean up."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def manage(self, *command):
        """Run a management command of the installation and return what it prints."""
        done = subprocess.run([*MANAGE, *command], env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def password(self, username):
        """Return the password of one of the demo's users."""
        return json.loads((Path(self.environment["ITBIZ_VAR"]) / "demo-passwords.json").read_text())[username]

    def answers(self):
        """Say whether the sign-in page comes."""
        try:
            with urllib.request.urlopen(f"{self.address}/sign-in/", timeout=5) as response:
                return response.status == 200
        except (URLError, ConnectionError):
            return False


@contextmanager
def empty_database(folder):
    """Yield the address of an empty database, of the kind the other tests run on; a file of it stands in `folder`."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder / 'itbiz.sqlite3'}"
        return
    name = f"itbiz_browser_{os.getpid()}_{next(NUMBERS)}"
    administer(url, f"CREATE DATABASE {name}")
    yield urlsplit(url)._replace(path=f"/{name}").geturl()
    administer(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def database_url(tmp_path_factory):
    """The address of an empty database for the session."""
    with empty_database(tmp_path_factory.mktemp("browser")) as url:
        yield url


def administer(url, statement):
    """Run one statement on the server of `url`, outside any transaction."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


@contextmanager
def prepared(database_url, folder, *commands):
    """Yield an Installation that is ready, after management `commands`, and served; its server ends afterwards."""
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": database_url, "ITBIZ_VAR": str(folder), "PORT": str(port)}
    served = Installation(f"http://127.0.0.1:{port}", environment)
    for command in ("ready", *commands):
        served.manage(command)
    try:
        served.serve()
        yield served
    finally:
        served.server.terminate()
        served.server.wait()


@pytest.fixture(scope="session")
def installation(database_url, tmp_path_factory):
    """The demo, loaded and served."""
    with prepared(database_url, tmp_path_factory.mktemp("browser-var"), "demo") as served:
        yield served


@pytest.fixture
def install(tmp_path):
    """Serve an installation of the test's own, on an empty database: `install("demo")` runs commands before."""
    with ExitStack() as stack:

        def serve(*commands):
            url = stack.enter_context(empty_database(tmp_path))
            return stack.enter_context(prepared(url, tmp_path / "var", *commands))

        yield serve


@pytest.fixture
def restartable(installation):
    """The installation, for a test that kills its server: afterwards it is served again, whatever happened."""
    yield installation
    if installation.server.poll() is not None:
        installation.serve()


def free_port():
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(served, server):
    """Return when the installation answers; fail when its process ends or takes too long."""
    deadline = time.monotonic() + STARTED_WITHIN
    while not served.answers():
        assert server.poll() is None, "the server ended while it was starting"
        assert time.monotonic() < deadline, f"the server did not answer within {STARTED_WITHIN} s"
        time.sleep(0.1)


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=CHROMIUM_OPTIONS
        )
        yield browser
        browser.close()


@pytest.fixture
def console():
    """All that the pages of a test say on the console; a test that expects a message takes it out."""
    messages = []
    yield messages
    assert messages == []


@pytest.fixture
def window(chromium, installation, console):
    """Open a window of its own, signed out: `window(viewport={…}, color_scheme="dark")` returns its page.

    `base_url` names another installation than the session's.
    """
    contexts = []

    def open_window(**options):
        context = chromium.new_context(**{"base_url": installation.address, **options})
        contexts.append(context)
        page = context.new_page()

        def heard(message):
            if not CUT_OFF.match(message.text):
                console.append(f"{page.url}: {message.text}")

        page.on("console", heard)
        page.on("pageerror", lambda error: console.append(f"{page.url}: {error}"))
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def page(window):
    """A window in the usual size, signed out."""
    return window()


@pytest.fixture(scope="session")
def signed_in():
    """The cookies of everybody who signed in once, by user name: hashing a password takes its time."""
    return {}


@pytest.fixture
def sign_in(installation, signed_in):
    """Sign a demo user in, the first time through the form: `sign_in(page, "username")`."""

    def enter(page, username):
        if username in signed_in:
            page.context.add_cookies(signed_in[username])
            page.goto("/")
            return
        page.goto("/sign-in/")
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill(installation.password(username))
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        signed_in[username] = page.context.cookies()

    return enter


# A colour on its way from one theme to the other is none of either.
SETTLE = """() => document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity).forEach((one) => one.finish())"""


@pytest.fixture
def assert_accessible(console):
    """Check a page against WCAG 2.2 A and AA: `assert_accessible(page)` fails with axe-core's report.

    `assert_accessible(page, rules=[…])` asks for these of axe-core's rules alone.
    """
    script = Axe().axe_script

    def check(page, rules=None):
        said = list(console)
        # A page that is looked at more than once takes axe-core's half a megabyte only the first time.
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        page.evaluate(SETTLE)
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
        options = {"runOnly": only, "preload": False, "resultTypes": ["violations"]}
        results = AxeResults(page.evaluate("options => axe.run(document, options)", options))
        # axe-core tries styles of its own, which the policy stops: what the page said before is what counts.
        console[:] = said
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def plan(sign_in):
    """Start a walk-through of one's own: `plan(page)` leaves the CIO in its empty editor."""

    def start(page):
        title = f"A meeting, number {next(NUMBERS)}"
        sign_in(page, "nadia")
        page.goto("/walkthroughs/new/")
        page.locator("[name=title]").fill(title)
        page.locator("[name=client_unit]").select_option(label="Finance Process Office")
        page.locator("form.form button.primary").click()
        page.get_by_role("button", name="Start", exact=True).click()
        page.wait_for_selector("text=Close the walk-through")
        return title

    return start


@pytest.fixture
def room(page, plan):
    """An editor with a prime in focus, asked for one thing."""
    plan(page)
    page.locator("#entry").fill("ERP & Business")
    page.wait_for_selector("#match-1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#id_need")).to_be_focused()
    page.keyboard.type("The books closed in four days")
    save(page)
    return page
