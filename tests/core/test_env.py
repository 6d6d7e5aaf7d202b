"""The reader of the environment: what it returns, and the sentence where it cannot."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itbiz.core.env import Env, WrongSetting, is_weak
from itbiz.core.terms import TERMS

STRONG = "kV9-tq3Lx7Zr_b2Mw8Yc5Nf1Hs6Jd4Pg"


def test_unset_variables_give_the_defaults():
    """Nothing has to be set."""
    env = Env({})
    assert env.text("NAME") == ""
    assert env.flag("DEBUG") is False
    assert env.words("ALLOWED_HOSTS", default="localhost,127.0.0.1") == ["localhost", "127.0.0.1"]
    assert env.pairs("ITBIZ_TERMS", known=()) == {}
    assert env.port("PORT", default=8000) == 8000
    assert env.count("ITBIZ_PROXIES", most=9) == 0
    assert env.zone("ITBIZ_ZONE", default="UTC").key == "UTC"
    assert env.database_url("DATABASE_URL", default="sqlite:///x") == "sqlite:///x"
    assert env.secret("SECRET_KEY", weak_allowed=False) is None


def test_set_variables_are_typed():
    """What is set comes back as what it means."""
    env = Env(
        {
            "DEBUG": " Yes ",
            "TERMS": "state.asked=requested, gap=blank spot",
            "ALLOWED_HOSTS": "a.example, b.example,",
            "PORT": "8080",
            "ITBIZ_ZONE": "Europe/Berlin",
            "DATABASE_URL": "postgres://me@host/name",
            "SECRET_KEY": STRONG,
        }
    )
    assert env.flag("DEBUG") is True
    assert env.words("ALLOWED_HOSTS", default="") == ["a.example", "b.example"]
    assert env.pairs("TERMS", known=TERMS) == {"state.asked": "requested", "gap": "blank spot"}
    assert env.port("PORT", default=8000) == 8080
    assert env.zone("ITBIZ_ZONE", default="UTC").key == "Europe/Berlin"
    assert env.database_url("DATABASE_URL", default="") == "postgres://me@host/name"
    assert env.secret("SECRET_KEY", weak_allowed=False) == STRONG


@pytest.mark.parametrize(
    ("read", "text", "instead"),
    [
        (lambda env: env.flag("NAME"), "maybe", "write 1 for yes or 0 for no"),
        (lambda env: env.pairs("NAME", known=TERMS), "assign=hand to", "write a key of"),
        (lambda env: env.pairs("NAME", known=TERMS), "gap", "and your word"),
        (lambda env: env.port("NAME", 8000), "0", "a number from 1 to 65535"),
        (lambda env: env.port("NAME", 8000), "65536", "a number from 1 to 65535"),
        (lambda env: env.port("NAME", 8000), "http", "a number from 1 to 65535"),
        (lambda env: env.zone("NAME", "UTC"), "Mars/Base", "for example Europe/Berlin"),
        (lambda env: env.database_url("NAME", ""), "mysql://host/name", "write postgres://"),
        (lambda env: env.secret("NAME", weak_allowed=False), "changeme", "32 random characters"),
        (lambda env: env.secret("NAME", weak_allowed=False), "", "32 random characters"),
    ],
)
def test_a_wrong_value_names_its_variable_and_what_to_write(read, text, instead):
    """The sentence begins with the variable and ends with the way out."""
    with pytest.raises(WrongSetting) as wrong:
        read(Env({"NAME": text}))
    assert str(wrong.value).startswith("NAME ")
    assert instead in str(wrong.value)


@pytest.mark.parametrize(
    "secret",
    ["short", "a" * 50, "abcabcabc" * 6, "changeme" + STRONG, "Django-Insecure-" + STRONG, "secret" + STRONG],
)
def test_weak_secrets_are_recognised(secret):
    """Short, monotonous, or a placeholder that somebody forgot to replace."""
    assert is_weak(secret)
    assert Env({"SECRET_KEY": secret}).secret("SECRET_KEY", weak_allowed=True) == secret


@given(st.text(max_size=8))
def test_a_port_is_in_range_or_refused(text):
    """No text at all makes the reader return something that is no port."""
    with contextlib.suppress(WrongSetting):
        assert 1 <= Env({"PORT": text}).port("PORT", default=8000) <= 65535
