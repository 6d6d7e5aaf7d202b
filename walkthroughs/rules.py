"""Who may act on projects, walk-throughs and contracts (rules P2 to P5)."""

from django.utils.translation import gettext_lazy as _

from itbiz.access.rules import rule
from orgchart.reach import headed_units, side_units
from walkthroughs.models import Walkthrough
from walkthroughs.models.questions import subjects
from walkthroughs.moves import BUYER, MOVES, NEW_BUYER, SUPPLIER
from walkthroughs.sides import facilitates, is_facilitator, may_place, speaks_for

STEERS = _("The facilitator of the walk-through does this, or the CIO. Heads and facilitators plan new ones.")
DECIDES = _("Whoever is named to decide does this, the facilitator of the walk-through, or the CIO.")


@rule("walkthroughs.edit_project")
def edit_project(principal, project):
    """Any head, a facilitator or the CIO (P2)."""
    return principal.has_role("cio") or principal.has_role("facilitator") or bool(headed_units(principal))


@rule("walkthroughs.entrust_project")
def entrust_project(principal, project):
    """Its sponsor, its client's side or the CIO; and who facilitates each restricted walk-through of it.

    Narrower than P2: the sponsor sees restricted walk-throughs (V3), so nobody else names one. Where none is restricted
    this asks for nothing more.
    """
    restricted = project.walkthroughs.filter(access=Walkthrough.Access.RESTRICTED)
    if principal.has_role("cio") or project.client_id in side_units(principal):
        return True
    if principal.person_id is None:
        return not restricted.exists()
    mine = project.sponsor_id == principal.person_id
    return mine or not restricted.exclude(facilitator=principal.person_id).exists()


@rule("walkthroughs.edit_walkthrough", STEERS)
@rule("walkthroughs.start_walkthrough", STEERS)
@rule("walkthroughs.pause_walkthrough", STEERS)
@rule("walkthroughs.resume_walkthrough", STEERS)
@rule("walkthroughs.close_walkthrough", STEERS)
@rule("walkthroughs.reopen_walkthrough", STEERS)
@rule("walkthroughs.hand_over_walkthrough", STEERS)
@rule("walkthroughs.present_walkthrough", STEERS)
@rule("walkthroughs.keep_pattern", STEERS)
def steer_walkthrough(principal, walkthrough):
    """Its facilitator or the CIO; one that is being created, whoever may create a project (P2)."""
    if walkthrough._state.adding:
        return edit_project(principal, None)
    return principal.has_role("cio") or is_facilitator(principal, walkthrough)


@rule("walkthroughs.take_back_walkthrough", _("Whoever handed the role over takes it back, while it is not closed."))
def take_back_walkthrough(principal, walkthrough):
    """Whoever held the role and handed it over by name, until it is closed: a role that was lent (P2)."""
    lent = principal.person_id is not None and walkthrough.status != Walkthrough.Status.CLOSED
    return lent and walkthrough.facilitator_id != principal.person_id and walkthrough.is_lent_by(principal)


@rule("walkthroughs.admit_seat", STEERS)
def admit_seat(principal, seat):
    """Whoever steers the walk-through lets people in to it."""
    return steer_walkthrough(principal, seat.walkthrough)


@rule("walkthroughs.join_walkthrough")
def join_walkthrough(principal, walkthrough):
    """Whoever is somebody of the organisation and sees it."""
    seen = Walkthrough.objects.visible_to(principal).filter(pk=walkthrough.pk)
    return principal.person_id is not None and seen.exists()


@rule("walkthroughs.write_finding", STEERS)
@rule("walkthroughs.settle_finding", STEERS)
def write_finding(principal, finding):
    """Whoever steers the walk-through it was found in, and the CIO; without one, any head."""
    if finding.walkthrough is not None:
        return steer_walkthrough(principal, finding.walkthrough)
    return edit_project(principal, None)


@rule("walkthroughs.home_gap", STEERS)
def home_gap(principal, contract):
    """The facilitator gives a gap a home while the walk-through runs; the CIO always."""
    return principal.has_role("cio") or facilitates(principal, contract.walkthrough)


@rule("walkthroughs.ask_for")
def ask_for(principal, walkthrough):
    """Whoever is of the client's side asks between walk-throughs (P3); `walkthrough` is the ask to be made."""
    line = walkthrough.client_line
    units = {walkthrough.client_unit_id, line and line.unit_id} - {None}
    return bool(side_units(principal)) and units <= side_units(principal)


@rule("access.revoke_link")
def revoke_link(principal, link):
    """Whoever may make the link may revoke it."""
    walkthrough = Walkthrough.objects.filter(pk=link.subject_id).first() if link.is_for(Walkthrough) else None
    return walkthrough is not None and steer_walkthrough(principal, walkthrough)


@rule("walkthroughs.found_line")
def found_line(principal, walkthrough):
    """The facilitator names a provisional line while the walk-through runs (P4); the CIO always (P1)."""
    return principal.has_role("cio") or facilitates(principal, walkthrough)


@rule("walkthroughs.add_contract")
def add_contract(principal, contract):
    """Only the parent's supplier side adds below it (P5), at the root the client's; `contract` is the one to add."""
    return speaks_for(principal, contract, BUYER)


@rule("walkthroughs.write_obligation")
def write_obligation(principal, obligation):
    """What the buyer provides is written by either side of the contract."""
    sides = (BUYER, SUPPLIER)
    return any(speaks_for(principal, obligation.contract, side) for side in sides)


@rule("walkthroughs.provide_obligation")
def provide_obligation(principal, obligation):
    """The buyer says that it is provided (C7)."""
    return speaks_for(principal, obligation.contract, BUYER)


@rule("walkthroughs.release_obligation")
def release_obligation(principal, obligation):
    """The supplier goes without it (C7)."""
    return speaks_for(principal, obligation.contract, SUPPLIER)


@rule("walkthroughs.resolve_question", DECIDES)
def resolve_question(principal, question):
    """Who decides it; where nobody is named, who asked. Beside them whoever steers the walk-through, and the CIO."""
    walkthrough = question.walkthrough
    mine = principal.person_id is not None and principal.person_id == (question.decider_id or question.asker_id)
    return mine or (walkthrough is not None and steer_walkthrough(principal, walkthrough)) or principal.has_role("cio")


@rule("walkthroughs.write_question")
def write_question(principal, question):
    """Everybody asks about what they see; the asker, the decider, and whoever steers the walk-through change it."""
    if question._state.adding:
        return subjects(question.about_kind).visible_to(principal).filter(pk=question.about_id).exists()
    walkthrough = question.walkthrough
    mine = principal.person_id is not None and principal.person_id in (question.asker_id, question.decider_id)
    return mine or (walkthrough is not None and steer_walkthrough(principal, walkthrough)) or principal.has_role("cio")


def _of_side(side):
    if side == NEW_BUYER:
        return may_place
    return lambda principal, contract: speaks_for(principal, contract, side)


for _move in MOVES.values():
    rule(_move.permission)(_of_side(_move.side))
