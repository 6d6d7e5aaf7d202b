"""The one reader of environment variables: typed, and it names the variable that is wrong."""

from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}
# By scheme of a mail URL: smtp with STARTTLS, smtps with TLS from the start, plain without, file writes mails down.
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
MAIL_BACKENDS = {
    "smtp": SMTP,
    "smtps": SMTP,
    "smtp+plain": SMTP,
    "file": "django.core.mail.backends.filebased.EmailBackend",
}
MAIL_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
WEAK_BEGINNINGS = ("changeme", "django-insecure", "secret", "password")
SECRET_LENGTH = 32
SECRET_DISTINCT = 10


class WrongSetting(ImproperlyConfigured):
    """A variable of the environment cannot be used; the message says what to write instead."""

    def __init__(self, name, instead):
        super().__init__(f"{name} {instead}")


class Env:
    """Read settings from `values`, a mapping of names to texts such as `os.environ`.

    Every method takes the variable's name and returns the default where it is not set; a value that
    cannot be used raises `WrongSetting`.
    """

    def __init__(self, values):
        self.values = values

    def text(self, name, default=""):
        """Return the text, trimmed."""
        return self.values.get(name, default).strip()

    def flag(self, name):
        """Return True or False; not set is False."""
        word = self.text(name).lower()
        if word not in YES | NO:
            raise WrongSetting(name, f"is {word!r}: write 1 for yes or 0 for no.")
        return word in YES

    def words(self, name, default):
        """Return the list of the texts between commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def pairs(self, name, known):
        """Return a dict of the texts around each `=` between commas; its keys are among `known`."""
        pairs = dict(word.partition("=")[::2] for word in self.words(name, ""))
        for key, text in pairs.items():
            if key not in known or not text:
                raise WrongSetting(name, f"holds {key!r}: write a key of itbiz/core/terms.py, = and your word.")
        return pairs

    def port(self, name, default):
        """Return the number of a TCP port, an int."""
        digits = self.text(name, str(default))
        if not (digits.isascii() and digits.isdigit() and 1 <= int(digits) <= 65535):
            raise WrongSetting(name, f"is {digits!r}: write a number from 1 to 65535, for example {default}.")
        return int(digits)

    def count(self, name, most):
        """Return a whole number from 0, which is the default, to `most`."""
        digits = self.text(name) or "0"
        if not (digits.isascii() and digits.isdigit() and int(digits) <= most):
            raise WrongSetting(name, f"is {digits!r}: write a whole number from 0 to {most}.")
        return int(digits)

    def zone(self, name, default):
        """Return a `ZoneInfo`."""
        key = self.text(name, default)
        if key not in available_timezones():
            raise WrongSetting(name, f"is {key!r}: write a time zone's name, for example Europe/Berlin.")
        return ZoneInfo(key)

    def database_url(self, name, default):
        """Return the URL of a SQLite or a PostgreSQL database."""
        url = self.text(name) or default
        if urlsplit(url).scheme not in DATABASE_SCHEMES:
            raise WrongSetting(
                name, "names no database that can be used: write postgres://user:password@host:5432/name."
            )
        return url

    def address(self, name, default):
        """Return the address of the installation as people open it, without a slash at the end."""
        address = self.text(name, default).rstrip("/")
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise WrongSetting(
                name, f"is {address!r}: write how people open it, for example https://itbiz.example.org."
            )
        return address

    def mail(self, name):
        """Return Django's settings of how mail is sent, from a URL; a dummy that sends nothing where it is not set."""
        text = self.text(name)
        url = urlsplit(text)
        if not text:
            return {"EMAIL_BACKEND": NO_MAIL}
        if url.scheme not in MAIL_BACKENDS or not (url.path if url.scheme == "file" else url.hostname and _port(url)):
            raise WrongSetting(name, "names no mail server: write smtp://user:password@host:587, or file:///folder.")
        return {
            "EMAIL_BACKEND": MAIL_BACKENDS[url.scheme],
            "EMAIL_FILE_PATH": url.path if url.scheme == "file" else None,
            "EMAIL_HOST": url.hostname or "localhost",
            "EMAIL_PORT": _port(url),
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_TLS": url.scheme == "smtp",
            "EMAIL_USE_SSL": url.scheme == "smtps",
        }

    def secret(self, name, weak_allowed):
        """Return a secret text; None where the variable is not set."""
        if name not in self.values:
            return None
        secret = self.text(name)
        if is_weak(secret) and not weak_allowed:
            raise WrongSetting(
                name,
                f"is easy to guess: write at least {SECRET_LENGTH} random characters, "
                "or leave it unset and the installation keeps a secret of its own.",
            )
        return secret


def _port(url):
    """Return the port that a mail URL names, else its scheme's own; None where what stands there is no port."""
    try:
        return url.port or MAIL_PORTS.get(url.scheme, 25)
    except ValueError:
        return None


def is_weak(secret):
    """Say whether `secret` is short, monotonous or one of the well-known placeholders."""
    return (
        len(secret) < SECRET_LENGTH or len(set(secret)) < SECRET_DISTINCT or secret.lower().startswith(WEAK_BEGINNINGS)
    )
