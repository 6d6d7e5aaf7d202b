"""Whether this is the demo is asked once a process; each test here asks anew."""

import pytest

from itbiz.demo import is_demo


@pytest.fixture(autouse=True)
def ask_anew():
    """Forget the answer before and after a test."""
    is_demo.cache_clear()
    yield
    is_demo.cache_clear()
