"""What the catalog hangs on lines: offers that buyers rely on (N5)."""

from django.utils.translation import gettext as _

from catalog.models import Service
from catalog.models.services import IN_FORCE
from itbiz.core.holds import hold, named


@hold("orgchart.line")
def offers_of_line(line):
    """Say what a line offers; those who may close it see it all (V1)."""
    names = named(Service.objects.filter(line=line, status__in=IN_FORCE))
    sentence = _("It offers services: %(names)s. Retire them, or hand them over to another line first.")
    return sentence % {"names": names} if names else ""
