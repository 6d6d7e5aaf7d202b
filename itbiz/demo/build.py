"""Builds Meridian Foods through the verbs, stage by stage, in an empty database."""

from django.utils.translation import gettext as _

from catalog.models import Service
from itbiz.access.models import User
from itbiz.core.errors import Refused
from itbiz.demo import access, ask_anew, catalog, organisation, trees
from orgchart.models import Person, Unit
from walkthroughs.models import Project

STAGES = (
    organisation.build_chart,
    organisation.build_lines,
    catalog.build_catalogs,
    trees.build_walkthroughs,
    access.build_access,
)


def build():
    """Build the whole demo. Raises Refused, with the sentence to show, where the database holds anything."""
    require_empty()
    for stage in STAGES:
        stage()
    ask_anew()


def require_empty():
    """Raise Refused unless the database holds nobody and nothing."""
    held = {_("users"): User, _("people"): Person, _("units"): Unit, _("services"): Service, _("projects"): Project}
    counts = {word: model.objects.count() for word, model in held.items()}
    found = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    if found:
        sentence = _("This database holds data already: %(found)s. The demo is built in an empty database only.")
        raise Refused(sentence % {"found": found})
