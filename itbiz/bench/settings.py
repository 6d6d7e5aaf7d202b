"""The project's settings, with the control routed and statements counted where a request asks for it."""

from itbiz.settings import *  # noqa: F403
from itbiz.settings import MIDDLEWARE

ROOT_URLCONF = "itbiz.bench.urls"
MIDDLEWARE = [*MIDDLEWARE, "itbiz.bench.counting.StatementsMiddleware"]
