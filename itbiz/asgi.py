"""The ASGI application that granian serves: pages, REST and what is live, on one port."""

import os

from itbiz.live.asgi import get_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "itbiz.settings")

application = get_application()
