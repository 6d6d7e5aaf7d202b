"""Whether this is the demo is remembered by a process; each test here asks anew."""

import pytest

from itbiz import demo


@pytest.fixture(autouse=True)
def ask_anew():
    """Forget the answer before and after a test."""
    demo.ask_anew()
    yield
    demo.ask_anew()
