"""What an installation keeps for itself: made once, random, and read by nobody else."""

import stat

from itbiz.core import installation
from itbiz.core.env import is_weak


def mode(path):
    """Return the permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_the_secret_is_made_once(tmp_path):
    """The second call returns what the first one made; another installation has another one."""
    first = installation.secret(tmp_path / "a")
    assert installation.secret(tmp_path / "a") == first
    assert installation.secret(tmp_path / "b") != first
    assert not is_weak(first)


def test_the_secret_is_private(tmp_path):
    """Only the owner reads the file, and no draft of it is left behind."""
    installation.secret(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert mode(tmp_path / "secret") == 0o600


def test_demo_passwords_are_made_once_a_user(settings, tmp_path):
    """Each user of the demo has a password of their own, the same at every call."""
    settings.VAR = tmp_path
    assert installation.demo_passwords() == {}
    first, second = installation.demo_password("nadia"), installation.demo_password("omar")
    assert first != second
    assert installation.demo_password("nadia") == first
    assert installation.demo_passwords() == {"nadia": first, "omar": second}
    assert mode(tmp_path / "demo-passwords.json") == 0o600


def test_demo_passwords_can_be_read_from_a_wall():
    """No character is taken for another one."""
    assert not set("0O1lIio") & set(installation.readable(500))
