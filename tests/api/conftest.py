"""Clients of the cast, over REST."""

import pytest

from tests.api.client import ApiClient


@pytest.fixture
def nadia(company):
    """The CIO."""
    return ApiClient(company.nadia)


@pytest.fixture
def aisha(company):
    """Head of the database unit."""
    return ApiClient(company.aisha)


@pytest.fixture
def olga(company):
    """Somebody who signs in and has no part in anything."""
    return ApiClient(company.olga)
