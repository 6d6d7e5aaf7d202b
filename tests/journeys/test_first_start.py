"""The first minutes of an installation, in processes of their own: start, stop, start again, open the room."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from django.conf import settings

AGAIN_WITHIN = 5
LAST_LINE = "Stop it with Ctrl-C."


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """The variables of an installation that nobody started yet, on the embedded database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    var = tmp_path_factory.mktemp("first-start")
    return {"PATH": os.environ["PATH"], "ITBIZ_VAR": str(var), "PORT": str(port)}


@contextmanager
def started(environment, *options):
    """Start the installation, yield what it printed until it answered, and stop it."""
    command = [sys.executable, "manage.py", "start", *options]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield read_welcome(process.stdout)
        finally:
            process.send_signal(signal.SIGINT)


def read_welcome(output):
    """Return the lines up to the last one of the welcome."""
    lines = []
    for line in output:
        lines.append(line.rstrip("\n"))
        if lines[-1] == LAST_LINE:
            return lines
    raise AssertionError("\n".join(["it ended without a welcome:", *lines]))


def get(environment, path="/sign-in/"):
    """Return the status of a page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}{path}", timeout=10) as response:
        return response.status


def test_start_and_start_again(environment):
    """The first start loads the demo; the second answers within five seconds with the same passwords."""
    with started(environment) as first:
        assert get(environment) == 200
    assert "Loading the demo …" in first
    assert f"itbiz is at http://127.0.0.1:{environment['PORT']}/" in first

    began = time.monotonic()
    with started(environment) as second:
        assert get(environment) == 200
        assert time.monotonic() - began < AGAIN_WITHIN
    assert "Loading the demo …" not in second
    assert [line for line in second if line.startswith("  ")] == [line for line in first if line.startswith("  ")]

    with started({**environment, "ITBIZ_VAR": f"{environment['ITBIZ_VAR']}-own"}, "--empty") as own:
        assert get(environment, "/") == 200
    assert "Loading the demo …" not in own
    assert any("/setup/?code=" in line for line in own)

    with started(environment, "--room", "--host", "127.0.0.1") as room:
        assert get(environment) == 200
    assert "█" in room[1]
