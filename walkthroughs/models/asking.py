"""Asking for an offered service between walk-throughs: a tree of one contract, answered as in the room."""

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.audit.record import change_set
from itbiz.core.days import today
from itbiz.core.errors import Refused, invalid
from walkthroughs.models.contracts import Contract
from walkthroughs.models.moving import HEADINGS
from walkthroughs.models.obligations import Obligation
from walkthroughs.models.standing import TERM
from walkthroughs.models.walkthroughs import Walkthrough

LONGEST_DUTY = Obligation._meta.get_field("what").max_length


def ask_for(service, *, by, client_unit=None, client_line=None, obligations=None, reason="", **values):
    """Ask the line that offers `service` for it, in one change set for principal `by`, and return the root contract.

    The buyer is exactly one of a Line and a Unit outside IT, of whose side the principal is (P3). `values` are what a
    buyer writes of a contract; need, acceptance and obligations that are not given start from the service's own words.
    Both sides act for themselves: nothing is started here, and nothing needs closing.
    Raises NotAllowed, Refused where the service is not offered, or ValidationError by field.
    """
    words = asked_words(service) | values
    title = HEADINGS["ask"] % {"supplier": service.line or _("nobody"), "what": words["need"][:150]}
    walkthrough = Walkthrough(
        kind=Walkthrough.Kind.ASK, title=service.name, client_unit=client_unit, client_line=client_line
    )
    with change_set(by=by, title=title, reason=reason) as changes:
        by.require("walkthroughs.ask_for", walkthrough)
        require_offered(service)
        _require_client(walkthrough, service)
        _require_term(words)
        walkthrough.validate()
        changes.create(walkthrough, act="create")
        changes.row.walkthrough_id = walkthrough.pk
        obligations = _duties(service, obligations, words.get("buyer_provides_nothing"))
        root = {"walkthrough": walkthrough, "service": service, "obligations": obligations}
        contract = Contract.create(by=by, **root, **words)
        contract.ask(by=by)
    return contract


def asked_words(service):
    """Return the need and the acceptance that asking for `service` starts from."""
    return {"need": service.deliverable or service.name, "accepted_when": service.acceptance}


def provided(service):
    """Return what the buyer of `service` provides, as Contract.create takes it."""
    what = Truncator(service.customer_provides.strip()).chars(LONGEST_DUTY)
    return [{"what": what}] if what else []


def _duties(service, obligations, nothing):
    """Return the obligations to store. Raises ValidationError where some stand beside "nothing"."""
    if obligations and nothing:
        sentence = _("Say what the buyer provides, or that it is nothing: not both.")
        raise ValidationError({"buyer_provides_nothing": sentence})
    return provided(service) if obligations is None and not nothing else obligations or ()


def require_offered(service):
    """Raise Refused unless `service` may be asked for."""
    if service.status != Service.Status.OFFERED:
        sentence = _("%(service)s is %(status)s. Only what is offered can be asked for.")
        raise Refused(sentence % {"service": service, "status": service.get_status_display()})


def _require_client(walkthrough, service):
    """Raise ValidationError where what is named as the buyer does not buy."""
    unit, line = walkthrough.client_unit, walkthrough.client_line
    if line is not None and line.pk == service.line_id:
        raise ValidationError({"client_line": _("%(line)s offers this itself. Another line asks.") % {"line": line}})
    if unit is not None and unit.inside_it:
        raise ValidationError({"client_unit": _("Inside IT a line asks, not a unit. Name one of its lines.")})


def _require_term(words):
    """Raise ValidationError unless a service agreement, and nothing else, says until when it runs."""
    if words.get("kind") == Contract.Kind.SERVICE_AGREEMENT:
        if words.get("ends") is None:
            sentence = _("Say until when it runs: no standing agreement is renewed by itself.")
            raise invalid({"ends": sentence}, "missing")
        if words["ends"] < today():
            raise ValidationError({"ends": _("This day has passed. Say until when it runs from now on.")})
        return
    sentence = _("Only a service agreement has a term. Choose that kind, or leave the date out.")
    surplus = {name: sentence for name in TERM if words.get(name) is not None}
    if surplus:
        raise ValidationError(surplus)
