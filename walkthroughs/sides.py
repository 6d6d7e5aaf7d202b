"""The two sides of a contract, and who may speak for them (rules P3, P4)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from itbiz.core.errors import NotAllowed, invalid
from orgchart.models import Person
from orgchart.reach import on_side_of, people_on_side, people_over, side_units
from walkthroughs.moves import BUYER, NEW_BUYER, SUPPLIER


def buyer_of(contract):
    """Return who buys (C3): at the root the client (a Unit or a Line), else the parent's supplier, or None."""
    return contract.walkthrough.client if contract.parent_id is None else contract.parent.supplier


def on_side(principal, contract, side):
    """Return whether the principal is of that side of the contract, in their own right (P3)."""
    if principal.is_system:
        return True
    if principal.seat is not None and not _is_seated_for(principal.seat, contract, side):
        return False
    if side == SUPPLIER:
        return on_side_of(principal, contract.supplier)
    if contract.parent_id is not None:
        return on_side_of(principal, contract.parent.supplier)
    return _buys_at_root(principal, contract.walkthrough)


def _is_seated_for(seat, contract, side):
    """Return whether a Seat was let in for that side: its one line, or the client where it has none."""
    if side == BUYER and contract.parent_id is None:
        return seat.line_id in (None, contract.walkthrough.client_line_id)
    line_id = contract.supplier_id if side == SUPPLIER else contract.parent.supplier_id
    return line_id is not None and line_id == seat.line_id


def _buys_at_root(principal, walkthrough):
    sponsor = walkthrough.project and walkthrough.project.sponsor_id
    if sponsor is not None and sponsor == principal.person_id:
        return True
    unit_id = walkthrough.client_unit_id or walkthrough.client_line.unit_id
    return unit_id in side_units(principal)


def is_facilitator(principal, walkthrough):
    """Return whether the principal has the facilitator's role in a walk-through; from a seat nobody has (P4)."""
    mine = principal.person_id is not None and walkthrough.facilitator_id == principal.person_id
    return mine and principal.seat is None


def facilitates(principal, walkthrough):
    """Return whether the principal is the facilitator of a walk-through that runs now (P4)."""
    return walkthrough.is_running and is_facilitator(principal, walkthrough)


def places(principal, contract):
    """Return the contracts of the tree, but this one, whose supplier the principal speaks for: it hangs others there.

    What cannot be its parent for another reason, such as what hangs below it, is not left out.
    """
    others = contract.walkthrough.contracts.exclude(pk=contract.pk)
    if principal.is_system or facilitates(principal, contract.walkthrough):
        return others
    if principal.seat is not None:
        others = others.filter(supplier=principal.seat.line_id)
    return others.filter(supplier__unit__in=side_units(principal))


def may_place(principal, contract):
    """Return whether the principal may hang this contract below any other one of its tree."""
    # Below the one it hangs on already is such a place, and known without asking the database.
    stays = contract.parent_id is not None and speaks_for(principal, contract, BUYER)
    return stays or places(principal, contract).exists()


def require_mover(by, contract, move, parent=None):
    """Raise NotAllowed, with the sentence, unless the principal is of the side that makes `move` (P3, P4).

    A contract is hung below `parent`; while it is not known below which one, any place that is theirs will do.
    """
    if move.side != NEW_BUYER:
        stand_in(by, contract, move.side)
    elif parent is not None:
        stand_in(by, type(contract)(walkthrough=contract.walkthrough, parent=parent), NEW_BUYER)
    elif not may_place(by, contract):
        raise NotAllowed(_("Only who supplies another contract of this tree can move it there."))


def speaks_for(principal, contract, side):
    """Return whether the principal may write and move for that side: its own people, and the running facilitator."""
    return on_side(principal, contract, side) or facilitates(principal, contract.walkthrough)


def stand_in(by, contract, side, *, on_behalf_of=None, changes=None, aloud=False):
    """Return `by`, or `by` on behalf of the person whose side it speaks for (P4). Raises NotAllowed or ValidationError.

    With `aloud` (a promise, or a counter that may become one) a facilitator's person must be marked present.
    """
    own = on_side(by, contract, side)
    if not own and not facilitates(by, contract.walkthrough):
        raise NotAllowed(_side_sentence(contract, side))
    person = on_behalf_of if own else on_behalf_of or _voice(contract, side, aloud)
    if person is not None:
        _require_voice(contract, side, person)
    if aloud and not own:
        _require_present(contract, person)
    if person is None:
        return by
    if changes is not None:
        changes.stand_in_for(person)
    return by.for_person(person)


def _side_sentence(contract, side):
    party = contract.supplier if side == SUPPLIER else buyer_of(contract)
    if party is None:
        return _("Nobody supplies what this belongs to yet. The facilitator of the running walk-through may do it.")
    if side != SUPPLIER:
        return _("Only the buyer's side, %(party)s, does this, or the facilitator while the walk-through runs.") % {
            "party": party
        }
    return _("Only the supplier's side, %(party)s, does this, or the facilitator while the walk-through runs.") % {
        "party": party
    }


def _voice(contract, side, aloud):
    """Return whom a facilitator speaks for where nobody was named: the head, else one of that side who is present."""
    if side == BUYER and contract.parent_id is None:
        walkthrough = contract.walkthrough
        sponsor = walkthrough.project and walkthrough.project.sponsor
        return sponsor or (walkthrough.client_unit or walkthrough.client_line.unit).head
    line = contract.supplier if side == SUPPLIER else contract.parent.supplier
    if line is None:
        return None
    if not aloud:
        return line.unit.head
    present = contract.walkthrough.presences.filter(person__in=people_on_side(line)).values_list("person", flat=True)
    first = line.unit.head_id if line.unit.head_id in present else min(present, default=None)
    return first and Person.objects.get(pk=first)


def people_of_client(walkthrough):
    """Return the ids of everybody who buys at the root: the sponsor and the client's side (P3)."""
    sponsor = walkthrough.project and walkthrough.project.sponsor_id
    return people_over(walkthrough.client_unit_id or walkthrough.client_line.unit_id) | ({sponsor} - {None})


def _people_of(contract, side):
    """Return the ids of everybody who is of that side of the contract (P3)."""
    if side == BUYER and contract.parent_id is None:
        return people_of_client(contract.walkthrough)
    line = contract.supplier if side == SUPPLIER else contract.parent.supplier
    return people_on_side(line) if line else set()


def _require_voice(contract, side, person):
    if person.pk not in _people_of(contract, side):
        party = (contract.supplier if side == SUPPLIER else buyer_of(contract)) or _("anybody yet")
        sentence = _("%(person)s does not speak for %(party)s.")
        raise ValidationError({"on_behalf_of": sentence % {"person": person, "party": party}})


def _require_present(contract, person):
    if person is None:
        sentence = _("Nobody of %(line)s is marked present to say yes. Mark who is in the room, or leave it asked.")
        raise invalid({"on_behalf_of": sentence % {"line": contract.supplier}}, "absent")
    if not contract.walkthrough.presences.filter(person=person).exists():
        sentence = _("%(person)s is not marked present. A promise is said aloud by somebody in the room.")
        raise invalid({"on_behalf_of": sentence % {"person": person}}, "absent")
