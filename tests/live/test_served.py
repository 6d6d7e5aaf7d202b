"""The server as it runs: streams, files and pages over one port; what ends it, and that the port is free again."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from itbiz.access.models import PresenterLink, Token
from tests.cast import SYSTEM, Company, make_contract

pytestmark = pytest.mark.django_db(transaction=True)
WITHIN = 20


def database_url():
    """Return the address of the tests' own database."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    return f"postgres://{held['USER']}:{held['PASSWORD']}@{held['HOST']}:{held['PORT']}/{held['NAME']}"


def free_port():
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(port, var):
    """Serve the tests' database on `port`; yields the process once it listens."""
    # Links and tokens are read with the key they were made with; under DEBUG no static files need be collected.
    own = {"DATABASE_URL": database_url(), "ITBIZ_VAR": str(var), "SECRET_KEY": settings.SECRET_KEY, "DEBUG": "1"}
    environment = os.environ | own
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment) as server:
        try:
            deadline = time.monotonic() + WITHIN
            while not listens(port):
                assert server.poll() is None, "the server ended while it was starting"
                assert time.monotonic() < deadline, "the server did not answer"
                time.sleep(0.05)
            yield server
        finally:
            server.terminate()


def listens(port):
    """Say whether a connection is taken."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def ask():
    """Send a request, `ask(port, path, body=None, **headers)`, and return its answer, unread."""
    opened = []

    def send(port, path, body=None, **headers):
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=WITHIN)
        asked.request("GET" if body is None else "POST", path, body, headers)
        opened.append((asked, asked.getresponse()))
        return opened[-1][1]

    yield send
    for asked, answer in opened:
        answer.close()
        asked.close()


def next_event(stream, kind):
    """Return the next event of a kind as a dict of its fields; others are passed over. None at the end."""
    fields = {}
    for line in stream:
        name, _colon, value = line.decode().rstrip("\n").partition(": ")
        if name:
            fields[name] = fields.get(name, "") + value
        elif fields.get("event", "").rstrip(":") == kind:
            return fields
        else:
            fields = {}
    return None


@pytest.fixture
def room():
    """A running walk-through with a prime and forty needs."""
    walkthrough = Company().room(title="Nothing yet")
    root = make_contract(walkthrough, need="The books closed in four days")
    for number in range(40):
        make_contract(walkthrough, parent=root, need=f"Part {number}")
    return walkthrough


@pytest.fixture
def link(room):
    """A link to its wall."""
    return PresenterLink.issue(by=SYSTEM, subject=room, permission="walkthroughs.present_walkthrough")


def test_a_wall_follows_what_another_process_commits_until_its_link_ends_v3(room, link, ask, tmp_path):
    port, path = free_port(), reverse("walkthroughs:wall-stream", args=[link.secret])
    polled = reverse("walkthroughs:wall-tree", args=[link.secret])
    with served(port, tmp_path):
        stream = ask(port, path)
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert stream.headers["Cache-Control"] == "no-store, no-transform"
        assert "Nothing yet" in next_event(stream, "state")["data"]
        room.update(by=SYSTEM, title="Another title")
        event = next_event(stream, "state")
        assert "Another title" in event["data"]
        assert ask(port, polled).headers["ETag"] == event["id"]
        # Who has the newest gets no state, only a sign that the line stands; then what comes next.
        back = ask(port, path, **{"Last-Event-ID": event["id"]})
        assert next_event(back, "beat")
        room.update(by=SYSTEM, title="The third")
        assert "The third" in next_event(back, "state")["data"]
        link.revoke(by=SYSTEM)
        room.update(by=SYSTEM, title="The fourth")
        assert next_event(stream, "ended") == {"event": "ended", "data:": ""}
        assert stream.read() == b""
        assert ask(port, path).status == 404


def test_files_are_streamed_whole_and_pages_answered_meanwhile(room, ask, tmp_path):
    port, user = free_port(), room.facilitator.user
    token = Token.issue(by=SYSTEM, user=user, scopes=["walkthroughs:read"], days=1)
    bearer = {"Authorization": f"Bearer {token.text}"}
    with served(port, tmp_path):
        answers = [ask(port, "/api/v1/contracts/?format=ndjson", **bearer) for _ in range(8)]
        assert [answer.read().count(b"\n") for answer in answers] == [41] * 8
        assert ask(port, "/live/wall/none.at-all/").status == 404
        assert ask(port, "/sign-in/", b"username=x").status == 403


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_ends_under_open_streams_and_another_takes_its_port(link, ask, tmp_path, number):
    port, path = free_port(), reverse("walkthroughs:wall-stream", args=[link.secret])
    with served(port, tmp_path) as server:
        streams = [ask(port, path) for _ in range(10)]
        assert all(next_event(stream, "state") for stream in streams)
        server.send_signal(number)
        server.wait(timeout=WITHIN)
        for stream in streams:
            assert ended(stream)
    with served(port, tmp_path):
        assert next_event(ask(port, path), "state")


def ended(stream):
    """Return whether a stream ends, cut off or not."""
    try:
        return not re.search(rb"event: state", stream.read())
    except (http.client.IncompleteRead, ConnectionError):
        return True


def test_without_an_event_loop_a_page_is_told_to_poll(client, link):
    response = client.get(reverse("walkthroughs:wall-stream", args=[link.secret]))
    assert response.status_code == 204
    assert response.content == b""
    assert client.post(reverse("walkthroughs:wall-stream", args=[link.secret])).status_code == 405
    assert client.get(reverse("walkthroughs:wall-stream", args=[f"{link.key}.wrong"])).status_code == 404
