"""The project package is an app itself: it brings the commands."""

from django.apps import AppConfig


class ItbizConfig(AppConfig):
    """The roof over all apps."""

    name = "itbiz"
