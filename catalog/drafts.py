"""Services that nobody can ask for yet: what stands against publishing each, and many published as one act."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.design import designed_among
from catalog.models import Service
from catalog.words import label_of
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused, by_field
from itbiz.core.forms import is_column
from itbiz.core.querysets import InOrder
from orgchart.models import Line

# How many rows a page has, and so how many are published at once.
SHOWN = 100


@dataclass
class Draft:
    """A service that was never offered. `held` are the sentences why the reader cannot publish it; none where they can.

    `problem` is what publishing it said, where it was tried.
    """

    service: Service
    held: list = field(default_factory=list)
    may_write: bool = False
    is_designed: bool = False
    is_ticked: bool = False
    problem: str = ""

    def tick(self, version):
        """Mark it as to be published as it was read in this version; None leaves it."""
        if version is not None:
            self.is_ticked = True
            self.service.expecting(version)

    @property
    def needs_reason(self):
        """Whether publishing it takes a reason: the reader can, and no walk-through designed it."""
        return not self.held and not self.is_designed

    @property
    def key(self):
        """The text that names the row, and the version that was read, in a form."""
        return f"{self.service.pk}-{self.service.version}"


def drafts(principal, typed=""):
    """Return the draft services that the principal sees (V2); `typed` narrows them by words or by their line."""
    found = Service.objects.visible_to(principal).filter(status=Service.Status.DRAFT)
    if typed:
        lines = Line.objects.visible_to(principal).matching(typed)
        found = found.filter(Q(pk__in=found.matching(typed).values("pk")) | Q(line__in=lines.values("pk")))
    return found.order_by(InOrder("line__search").asc(nulls_last=True), InOrder("search"), "pk")


def rows_of(principal, services, more=()):
    """Return the Drafts of a page of services, and of the drafts with the ids `more`, with what stands against each."""
    found = list(services.select_related("line__unit__head"))
    others = set(more) - {service.pk for service in found}
    if others:
        found += drafts(principal).filter(pk__in=others).select_related("line__unit__head")
    designed = designed_among([service.pk for service in found])
    return [
        Draft(
            service,
            list(held_by(principal, service)),
            principal.may("catalog.write_service", service),
            service.pk in designed,
        )
        for service in found
    ]


def held_by(principal, service):
    """Yield why the principal cannot publish a draft as it stands: it is of no line, not theirs, or not whole (H9)."""
    line, missing = service.line, [name for name in service.missing if name != "line"]
    if line is None:
        yield _("No line answers for it: name its line.")
    elif line.status == Line.Status.CLOSED:
        yield _("%(line)s is closed: name an active line.") % {"line": line}
    elif not principal.may("catalog.publish_service", service):
        yield whose(line)
    if missing:
        yield _("It lacks: %(fields)s.") % {"fields": ", ".join(Service.word_for(name) for name in missing)}


def whose(line):
    """Return who publishes what a line offers."""
    if line.unit.head is None:
        return _("%(unit)s has no head who could publish it: name one.") % {"unit": line.unit}
    return _("%(head)s publishes it, or a deputy: it is a promise of %(line)s.") % {
        "head": line.unit.head,
        "line": line,
    }


def publish_all(rows, *, by, reason=""):
    """Publish the services of Drafts as one act, each as the reader saw it, or none of them.

    Raises Refused where any cannot be published: then each of those says why in its `problem`.
    """
    title = ngettext("%(n)s service published", "%(n)s services published", len(rows)) % {"n": len(rows)}
    with change_set(by=by, title=title, reason=reason):
        refused = Service.publish_many([row.service for row in rows], by=by, reason=reason)
        if refused:
            for row in rows:
                row.problem = _told(refused.get(row.service.pk))
            raise Refused(_("Nothing was published: some of them cannot be. Take those away, or mend them first."))


def _told(error):
    """Return why a service cannot be published, as a sentence, or "" where nothing stands against it."""
    if not isinstance(error, ValidationError):
        return str(error or "")
    said = ((name, one.messages[0]) for name, errors in by_field(error).items() for one in errors)
    return " ".join(f"{label_of(name)}: {text}" if is_column(Service, name) else text for name, text in said)
