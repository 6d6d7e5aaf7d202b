"""What one installation keeps for itself under `var/`: its secret, the passwords of the demo, the code of the setup."""

import hmac
import json
import os
import secrets
from pathlib import Path

from django.conf import settings

# Without the letters and digits that look alike: these are read from a wall and typed on a phone.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


def secret(var):
    """Return the installation's own secret (a text), made at the first call.

    `var` is the folder it is kept in: the settings ask before they exist themselves.
    """
    return keep(Path(var) / "secret", lambda: secrets.token_urlsafe(64))


def demo_passwords():
    """Return the passwords of the demo's users, a dict by user name; empty where none was made."""
    path = passwords_path()
    return json.loads(path.read_text()) if path.exists() else {}


def demo_password(username):
    """Return the password of one of the demo's users (a text), made at random once an installation."""
    passwords = demo_passwords()
    if username not in passwords:
        passwords[username] = "-".join(readable(4) for _ in range(3))
        write_private(passwords_path(), json.dumps(passwords, indent=1))
    return passwords[username]


def passwords_path():
    """Return where the passwords of the demo are kept."""
    return Path(settings.VAR) / "demo-passwords.json"


def setup_path():
    """Return where the code is kept that opens the making of the first account."""
    return Path(settings.VAR) / "setup-code"


def setup_code():
    """Return the code that whoever makes the first account must know (a text), made at random at the first call."""
    return keep(setup_path(), lambda: "-".join(readable(4) for _ in range(3)))


def is_setup_code(text):
    """Say whether `text` is the code, where one was made."""
    path = setup_path()
    return path.exists() and hmac.compare_digest(path.read_bytes(), text.strip().lower().encode())


def readable(length):
    """Return `length` random characters that cannot be mistaken for one another."""
    return "".join(secrets.choice(READABLE) for _ in range(length))


def keep(path, make):
    """Return the text of the file at `path`; where there is none, write what `make()` returns."""
    if not path.exists():
        write_private(path, make())
    return path.read_text()


def write_private(path, text):
    """Replace the file at `path` in one step; only its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(path)
