"""Whose is it? Naming the prime, saying that nobody is, and ending a quarrel of two lines (method §1.7, step 3)."""

from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import invalid
from walkthroughs.models.contracts import Contract
from walkthroughs.models.findings import Finding
from walkthroughs.models.room import Room

PRIMED = _("Prime: %(line)s")
NOBODYS = _("Nobody's catalog holds this: %(need)s")
SETTLED = _("%(line)s owns it for now: %(what)s")


def root_of(walkthrough):
    """Return the contract the client asks for, or None in an empty tree."""
    return walkthrough.contracts.filter(parent=None).first()


def name_prime(walkthrough, *, by, line, service=None, need="", reason=""):
    """Let `line` be the prime, with its `service` where that is what is bought, and return the root contract.

    Where there is no root yet it is written with `need`, else in the words of the project. Another prime is asked
    instead of one that was named before. The reason stays with the act. Raises NotAllowed, Refused or ValidationError.
    """
    title = PRIMED % {"line": line}
    with walkthrough.changing(by=by, title=title, reason=reason):
        root = root_of(walkthrough)
        if root is None:
            words = need.strip() or str(walkthrough)
            return Contract.create(by=by, walkthrough=walkthrough, supplier=line, service=service, need=words)
        _supply(root, line, by)
        if service is not None and root.service_id != service.pk:
            root.update(by=by, service=service)
    return root


def _supply(contract, line, by):
    """Let the line supply the contract: named where nobody was, asked instead of another one where somebody was."""
    if contract.supplier_id is None:
        contract.update(by=by, supplier=line, gap=False)
    elif contract.supplier_id != line.pk:
        contract.reassign(by=by, supplier=line)


def leave_gap(walkthrough, *, by, need="", reason=""):
    """Say that nobody's catalog holds the purchase: a gap at the root and the finding D02; returns the root.

    Raises NotAllowed, Refused (somebody was asked already) or ValidationError.
    """
    words = need.strip() or str(walkthrough)
    with walkthrough.changing(by=by, title=NOBODYS % {"need": words[:200]}, reason=reason):
        root = root_of(walkthrough)
        if root is None:
            root = Contract.create(by=by, walkthrough=walkthrough, need=words, gap=True)
        elif not root.gap:
            root.update(by=by, supplier=None, service=None, gap=True)
        note_gap(root, by=by, evidence=reason)
    return root


def note_gap(contract, *, by, evidence=""):
    """Log that nobody offers what a contract needs (D02), once as long as that stays open; returns the Finding."""
    return _note(contract, "D02", _("Nobody offers: %(need)s") % {"need": contract.need}, by=by, evidence=evidence)


def _note(contract, rule, detail, *, by, evidence):
    """Return the open Finding of `rule` about a contract in these words; it is logged where there is none.

    What somebody else says of the same is added to its evidence.
    """
    about = {"rule": rule, "subject_kind": "contract", "subject_id": contract.pk, "state": Finding.State.OPEN}
    same = {"detail": str(detail)} if rule == "D03" else {}
    found = Finding.objects.filter(**about, **same).first()
    if found is not None:
        if evidence and evidence not in found.evidence:
            found.update(by=by, evidence=f"{found.evidence} {evidence}")
        return found
    told = " ".join(filter(None, (str(project_of(contract.walkthrough)), evidence)))
    return Finding.create(by=by, about=contract, rule=rule, detail=detail, evidence=told)


def project_of(walkthrough):
    """Return the sentence that names a walk-through as the evidence of what it brought to light."""
    return _("Came to light in %(code)s, %(name)s.") % {"code": walkthrough.code, "name": walkthrough}


def end_dispute(contract, *, by, lines, owner, reason=""):
    """Let `owner`, one of the two `lines` that insist, own a contract provisionally; returns the Finding D03.

    The owner supplies it, the overlap is logged with both names, and the room's clock stops: one act. Raises
    NotAllowed, Refused or ValidationError.
    """
    if owner not in lines or len(set(lines)) != 2:
        raise invalid({"owner": _("Name the two lines that insist, and which of them owns it for now.")}, "missing")
    walkthrough = contract.walkthrough
    title = SETTLED % {"line": owner, "what": contract.title[:150] or contract.code}
    with walkthrough.changing(by=by, title=title, reason=reason):
        _supply(contract, owner, by)
        other = next(line for line in lines if line != owner)
        names = {"one": owner, "other": other, "what": contract.title or contract.code}
        detail = _("%(one)s and %(other)s both say it is theirs: %(what)s. For now it is %(one)s's.") % names
        finding = _note(contract, "D03", detail, by=by, evidence=reason)
        room = Room.of(walkthrough)
        if room.disputed_id == contract.pk:
            room.show(by=by, disputed=None)
    return finding
