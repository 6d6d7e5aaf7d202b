"""The room that most tests of walk-throughs start from."""

import pytest

from tests.walkthroughs.asked import make_room


@pytest.fixture
def room(company):
    """The company, with a running walk-through in which ERP is prime; see tests/walkthroughs/asked.py."""
    return make_room(company)


@pytest.fixture
def enter(client):
    """Sign a person in: `enter(person)` returns the client."""

    def sign_in(person):
        client.force_login(person.user)
        return client

    return sign_in
