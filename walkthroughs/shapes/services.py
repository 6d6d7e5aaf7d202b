"""How a service that may be a draft is referred to."""

# Enters the shapes of services, lines and units, which contracts refer to and embed.
import catalog.shapes  # noqa: F401
from catalog.models import Service
from catalog.models.services import sees


def service_link(reader, pk, code, status, unit_id):
    """Return the reference to a service, None where it is a draft that the reader may not see (V2)."""
    return reader.link(Service, pk, code) if sees(reader.principal, status, unit_id) else None
