"""Two who make the first account at the same time."""

import pytest

from itbiz.access.models import User
from itbiz.home.first import make_first
from tests.together import kinds, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_first_accounts_one_is_made():
    def make(name):
        return lambda: make_first(name=name, username=name.casefold(), email="", password="a word nobody guesses")

    told = kinds(together(make("Ada"), make("Eve")))
    assert sorted(told) == ["", "Refused"]
    assert User.objects.count() == 1
