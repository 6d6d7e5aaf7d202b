"""The list of acts is asked for with anything that an address can hold."""

import pytest
from django.urls import reverse

from tests.pages import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"kind": "foo", "object": "1"}, 400),
        ({"kind": "contract", "object": "zzz"}, 400),
        ({"cursor": "zz"}, 400),
        ({"cursor": "\0"}, 400),
        ({"q": "\0"}, 200),
        ({"walkthrough": "abc"}, 200),
    ],
)
def test_nonsense_is_refused_in_a_sentence_and_never_breaks_the_page(company, client, asked, status):
    answer = sign_in(client, company.nadia).get(reverse("changes"), asked)
    assert answer.status_code == status
