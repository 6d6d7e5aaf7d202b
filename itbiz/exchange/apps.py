"""Tabular import."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Reading files into the organisation's rows."""

    name = "itbiz.exchange"
