"""From a clone to an open page: what is due is done, once, and said in plain words."""

import io
import re
import socket
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from itbiz import serving
from itbiz.core import installation
from itbiz.management.commands import ready, start
from tests.cast import make_user

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def collected(settings, tmp_path):
    """A folder that the static files can be collected into."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    return settings.STATIC_ROOT


@pytest.mark.django_db
def test_ready_collects_once(collected):
    """The second run finds nothing to do; a file that changed makes it due again."""
    assert ready.static_files_due()
    call_command("ready")
    assert not ready.static_files_due()
    manifest = collected / "staticfiles.json"
    written = manifest.stat().st_mtime_ns
    call_command("ready")
    assert manifest.stat().st_mtime_ns == written


@pytest.mark.django_db
def test_ready_says_nothing_where_nothing_is_due(collected):
    """The tests' database is migrated."""
    said = io.StringIO()
    call_command("ready", stdout=said)
    assert said.getvalue() == ""


def test_unserved_static_files_are_left_out(collected):
    """The REST framework's own pages are never shown, so their files are not collected."""
    assert not [path for path in ready.static_files() if "rest_framework" in path.parts]


def test_a_port_in_use_is_a_sentence():
    """Whoever starts it twice is told what to write."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"Port {port} is in use.*PORT={port + 1} make run"):
            serving.require_free("127.0.0.1", port)
    serving.require_free("127.0.0.1", port)


def test_an_address_of_another_machine_is_a_sentence():
    """192.0.2.1 belongs to nobody."""
    with pytest.raises(CommandError, match=r"cannot be reached at 192\.0\.2\.1"):
        serving.require_free("192.0.2.1", 8000)


def test_a_room_lets_its_own_address_in(settings, monkeypatch):
    """The server's processes read the same list from the environment."""
    monkeypatch.setenv("ALLOWED_HOSTS", "localhost")
    settings.ALLOWED_HOSTS = ["localhost"]
    start.allow("192.0.2.7")
    start.allow("192.0.2.7")
    assert settings.ALLOWED_HOSTS == ["localhost", "192.0.2.7"]


def test_the_welcome_names_the_address():
    """An installation of one's own has no demo users to name, whatever its folder remembers."""
    text = start.welcome_text("http://127.0.0.1:8000/", picture=False, demo=False)
    assert text == "\nitbiz is at http://127.0.0.1:8000/\n\nStop it with Ctrl-C."


def test_the_welcome_of_a_demo_names_who_can_sign_in():
    """Every demo user with the password of this installation."""
    text = start.welcome_text("http://127.0.0.1:8000/", picture=False, demo=True)
    assert f"nadia    {installation.demo_password('nadia')}" in text


def test_the_welcome_of_a_room_has_its_address_as_a_picture():
    """A phone reads it from the screen: a square with a margin, in block characters."""
    text = start.welcome_text("http://192.0.2.7:8000/", picture=True, demo=False)
    rows = text.partition("\n\nitbiz")[0].strip("\n").splitlines()
    assert {len(row) for row in rows} == {len(rows) * 2 - 1}
    assert set("".join(rows)) <= set(" █▀▄")


@pytest.mark.django_db
def test_the_demo_comes_into_a_database_in_which_nothing_was_done():
    """Whoever wants it empty says so once; a first user, or anything else that was done, keeps the demo out."""
    assert start.wants_demo(empty=False)
    assert not start.wants_demo(empty=True)
    installation.setup_code()
    assert not start.wants_demo(empty=False)
    installation.setup_path().unlink()
    make_user("nadia")
    assert not start.wants_demo(empty=False)


def test_the_welcome_of_an_empty_installation_leads_to_the_first_account():
    """The code is kept until the account is made: a second start prints the same."""
    code = installation.setup_code()
    text = start.welcome_text("http://127.0.0.1:8000/", picture=False, demo=False, code=installation.setup_code())
    assert f"http://127.0.0.1:8000/setup/?code={code}\n" in text
    assert len(set(code)) > 3
    assert installation.setup_path().stat().st_mode & 0o077 == 0
    installation.setup_path().unlink()


DEVELOPMENT = (
    "pytest|pytest_django|xdist|hypothesis|playwright|axe_playwright_python|schemathesis|openapi_spec_validator"
)


def test_serving_needs_no_development_package():
    """What is imported outside the tests comes with `make run`."""
    pattern = re.compile(rf"^\s*(?:import|from) (?:{DEVELOPMENT})\b", re.MULTILINE)
    code = [path for app in ("itbiz", "orgchart", "catalog", "walkthroughs") for path in (ROOT / app).rglob("*.py")]
    assert [path for path in code if pattern.search(path.read_text())] == []


def pinned():
    """Return the names that constraints.txt pins to one version."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return {normal(line.partition("==")[0]) for line in lines if "==" in line}


def normal(name):
    """Return a package's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_requirement_is_pinned_and_has_its_reason():
    """A line without a comment says nothing about why the package is here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    requirements = project["dependencies"] + project["optional-dependencies"]["dev"]
    text = (ROOT / "pyproject.toml").read_text()
    for requirement in requirements:
        assert normal(re.match(r"[\w.-]+", requirement)[0]) in pinned()
        assert re.search(rf'"{re.escape(requirement)}", +# \w', text), f"{requirement} has no reason"


def test_the_network_address_is_our_end_of_the_way_there(monkeypatch):
    """The way to this machine itself begins and ends here."""
    monkeypatch.setattr(serving, "ELSEWHERE", ("127.0.0.1", 9))
    assert serving.network_address() == "127.0.0.1"


def test_a_machine_without_a_network_is_a_sentence(monkeypatch):
    """No way leads to the broadcast address, as none leads anywhere without a network."""
    monkeypatch.setattr(serving, "ELSEWHERE", ("255.255.255.255", 9))
    with pytest.raises(CommandError, match=r"on no network.*ADDRESS="):
        serving.network_address()
