"""The address that a request came from, with and without proxies in front."""

import pytest
from django.test import RequestFactory

from itbiz.core.clients import address_of

PROXY, PHONE, NEAR = "10.0.0.1", "203.0.113.7", "10.0.0.2"


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        # Nobody is believed who was not named as a proxy.
        (0, PHONE, PROXY),
        (1, None, PROXY),
        (1, PHONE, PHONE),
        # What a phone writes itself stands further left, and counts for nothing.
        (1, f"198.51.100.1, {PHONE}", PHONE),
        (2, f"198.51.100.1, {PHONE},{NEAR}", PHONE),
        (2, PHONE, PROXY),
        (1, "unknown", PROXY),
        (1, "", PROXY),
        (1, "2001:DB8::0:7", "2001:db8::7"),
    ],
)
def test_the_address_is_the_one_that_our_outermost_proxy_saw(settings, proxies, told, address):
    settings.ITBIZ_PROXIES = proxies
    headers = {} if told is None else {"X-Forwarded-For": told}
    assert address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=PROXY)) == address
