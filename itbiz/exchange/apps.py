"""Tabular import."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Reading files into the organisation's rows."""

    name = "itbiz.exchange"

    def ready(self):
        """Register the rule of mappings and how the log tells them."""
        from itbiz.exchange import keeping, permissions  # noqa: F401
