"""What every test stands on: quick passwords, plain static files, an installation's folder of its own."""

import pytest
from django.conf import settings
from django.db import connection

from tests.api.client import ApiClient

# Hashing a password is slow on purpose; the tests sign in thousands of times.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Names with a hash need a collected manifest, which a test of a page should not need.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STATIC_ROOT = None


def pytest_report_header():
    """Say at the top which database the run is on."""
    return f"database: {connection.vendor}, {connection.settings_dict['NAME']}"


@pytest.fixture(autouse=True, scope="session")
def var(tmp_path_factory):
    """Keep the secrets that tests make out of the real installation's folder."""
    settings.VAR = tmp_path_factory.mktemp("var")
    return settings.VAR


@pytest.fixture
def company(db):
    """The cast: a small organisation, see tests/cast.py."""
    from tests.cast import make_company

    return make_company()


@pytest.fixture
def nadia(company):
    """The CIO, over REST."""
    return ApiClient(company.nadia)


@pytest.fixture
def maya(company):
    """Head of ERP, who buys from Database, over REST."""
    return ApiClient(company.maya)


@pytest.fixture
def aisha(company):
    """Head of Database, over REST."""
    return ApiClient(company.aisha)


@pytest.fixture
def olga(company):
    """Somebody who signs in and has no part in anything, over REST."""
    return ApiClient(company.olga)
