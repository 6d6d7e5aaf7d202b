"""The catalog: services that lines offer, as they stand and as they were published."""

from catalog.models.ingredients import Ingredient
from catalog.models.services import Service
from catalog.models.versions import ServiceVersion

__all__ = ["Ingredient", "Service", "ServiceVersion"]
