"""The settings, loaded by a process of its own with an environment of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

SECRET = "kV9-tq3Lx7Zr_b2Mw8Yc5Nf1Hs6Jd4Pg"


def check(tmp_path, **variables):
    """Run `manage.py check` with these variables and no others that the settings read."""
    environment = {"PATH": os.environ["PATH"], "ITBIZ_VAR": str(tmp_path), **variables}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_empty_environment_is_enough(tmp_path):
    """The installation makes the secret it needs."""
    done = check(tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "secret").exists()


def test_a_given_secret_is_not_kept(tmp_path):
    """Who brings a secret keeps it where it is."""
    assert check(tmp_path, SECRET_KEY=SECRET).returncode == 0
    assert not (tmp_path / "secret").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SECRET_KEY", "changeme"),
        ("SECRET_KEY", ""),
        ("DEBUG", "perhaps"),
        ("PORT", "eighty"),
        ("DATABASE_URL", "oracle://host/name"),
        ("ITBIZ_ZONE", "Mars/Base"),
        ("ITBIZ_PROXIES", "one"),
        ("ITBIZ_PROXIES", "-1"),
    ],
)
def test_a_wrong_setting_ends_it_with_one_sentence(tmp_path, name, text):
    """The variable is named, without a traceback."""
    done = check(tmp_path, **{name: text})
    assert done.returncode == 1
    assert done.stderr.startswith(f"itbiz does not start: {name} ")
    assert len(done.stderr.splitlines()) == 1


def test_a_weak_secret_will_do_for_debugging(tmp_path):
    """Only with DEBUG on."""
    assert check(tmp_path, SECRET_KEY="changeme", DEBUG="1").returncode == 0


def test_debug_is_off():
    """Nobody has to switch it off."""
    assert settings.DEBUG is False


def test_the_suite_runs_on_the_database_that_is_named():
    """`DATABASE_URL=postgres://… make test` tests PostgreSQL, not SQLite by mistake."""
    expected = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == expected


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a habit of SQLite")
@pytest.mark.django_db
def test_sqlite_is_a_file_with_a_write_ahead_log():
    """In memory or without the log, concurrent writers fail at once."""
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (1,)
    assert connection.transaction_mode == "IMMEDIATE"
