"""Giving a gap a home: a draft on a line's catalog, or a boundary question that a named manager decides."""

from django.utils.translation import gettext_lazy as _

from catalog.models import Service
from itbiz.core.errors import Refused, invalid
from walkthroughs.models.disputes import note_gap, project_of
from walkthroughs.models.questions import Question
from walkthroughs.models.walkthroughs import Walkthrough


def draft_for_gap(contract, *, by, line, name="", reason=""):
    """Put what nobody offers on the catalog of `line` as a draft, which its side words and publishes; returns it.

    The finding D02 goes with it, with the project as evidence. Nothing is promised by it: the contract stays a gap.
    Raises NotAllowed, Refused (not a gap, or practice: H6) or ValidationError.
    """
    title = _("%(line)s is to see whether it offers: %(need)s") % {"line": line, "need": contract.need[:150]}
    with contract.walkthrough.changing(by=by, title=title, reason=reason) as changes:
        _require_gap(contract, by)
        words = _words(contract, name, "name")
        service = Service(line=line, name=words[:200], deliverable=words)
        service.summary = _("Asked for and offered by nobody. %(evidence)s") % {"evidence": _evidence(contract)}
        service.validate()
        # On the line's behalf: whoever leads the room writes no other draft there.
        changes.create(service, act="create")
        note_gap(contract, by=by, evidence=_("Put to %(line)s as a draft.") % {"line": line})
    return service


def question_for_gap(contract, *, by, line, decider, due, text="", reason=""):
    """Let `decider` say by `due` whether what nobody offers is within the boundary of `line`; returns the Question.

    Raises as `draft_for_gap` does.
    """
    title = _("%(person)s decides whose it is: %(need)s") % {"person": decider, "need": contract.need[:150]}
    with contract.walkthrough.changing(by=by, title=title, reason=reason):
        _require_gap(contract, by)
        if decider is None or due is None:
            raise invalid({"decider": _("Name who decides, and by when.")}, "missing")
        asked = _("Is this within the boundary of %(line)s: %(what)s?")
        words = asked % {"line": line, "what": _words(contract, text, "text").rstrip("?. ")}
        words = f"{words} {_evidence(contract)}"
        question = Question.create(by=by, about=line, text=words, decider=decider, due=due)
        evidence = _("%(person)s decides whether it is within the boundary of %(line)s.")
        note_gap(contract, by=by, evidence=evidence % {"person": decider, "line": line})
    return question


def _require_gap(contract, by):
    contract.lock()
    by.require("walkthroughs.home_gap", contract)
    if contract.mode != "live":
        raise Refused(_("Practice leaves nothing on anybody's desk."))
    if not contract.gap:
        raise Refused(_("%(contract)s is no gap. Say first that nobody offers it.") % {"contract": contract})


def _is_restricted(contract):
    return contract.walkthrough.access == Walkthrough.Access.RESTRICTED


def _words(contract, typed, field):
    """Return what is told outside the walk-through; of a restricted one only what is typed for that (V3)."""
    if not typed.strip() and _is_restricted(contract):
        sentence = _("This walk-through is restricted. Say in your own words what others may read.")
        raise invalid({field: sentence}, "missing")
    return typed.strip() or contract.need


def _evidence(contract):
    """Return what names the project; of a restricted walk-through its code alone (V3)."""
    walkthrough = contract.walkthrough
    return _("See %(code)s.") % {"code": walkthrough.code} if _is_restricted(contract) else project_of(walkthrough)
