"""How changes of projects, walk-throughs, contracts and what hangs on them are told and undone (U3, H7, H8)."""

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from itbiz.audit.keeping import Keeper, Kept, Shared, keeper
from itbiz.audit.models import Change
from itbiz.core.errors import NotAllowed, Refused
from walkthroughs.models.baselines import Baseline
from walkthroughs.models.contracts import Contract
from walkthroughs.models.questions import ABOUT, Question
from walkthroughs.models.terms import TERMS, Terms
from walkthroughs.models.walkthroughs import Walkthrough
from walkthroughs.models.writing import WRITERS
from walkthroughs.moves import ENDED, MOVES
from walkthroughs.sides import speaks_for

FROZEN = gettext_lazy(
    "A baseline was frozen with this, and what a baseline holds is amended, not undone. "
    "Open the walk-through again, or amend the contract, instead."
)
# What of a contract is nobody's promise: where it stands among the others.
PLACE = {"position", "depth"}
# Who leads it follows from another act only where two people turned out to be one.
LEAD = {"lead_id"}


def in_tree(keeper, principal):
    """Return the condition for changes of rows of a tree: those seen, and those that are gone from a seen one."""
    seen = Walkthrough.objects.visible_to(principal).values("pk")
    return Keeper.told_to(keeper, principal) | (keeper.is_gone() & Q(change_set__walkthrough_id__in=seen))


def require_unfrozen(step, walkthrough_id):
    """Raise Refused where a baseline was frozen after the set: it holds what the set wrote (H7)."""
    newest, number = step.once(("frozen", walkthrough_id), lambda: _newest_frozen(walkthrough_id))
    if (step.changes[-1].change_set.number or 0) < number:
        sentence = _("%(baseline)s holds %(row)s as it was then. What a baseline holds is amended, not undone.")
        raise Refused(sentence % {"baseline": newest, "row": step.label})


def _newest_frozen(walkthrough_id):
    """Return (Baseline, number of the set that froze it), of the newest of a walk-through; (None, 0) for none."""
    newest = Baseline.objects.filter(walkthrough=walkthrough_id).order_by("-number").first()
    if newest is None:
        return None, 0
    frozen = Change.objects.filter(kind=Baseline._meta.label_lower, object_id=newest.pk, before__isnull=True)
    return newest, frozen.values_list("change_set__number", flat=True).first() or 0


def require_unasked(step, record):
    """Raise Refused where a question is about a row that would be deleted."""
    kind = record._meta.model_name
    if step.before is not None or kind not in ABOUT:
        return
    asked = step.once(("asked", kind), lambda: _asked(step, kind)).get(record.pk)
    if asked is not None:
        raise Refused(_("The question “%(text)s” hangs on %(row)s.") % {"text": asked, "row": step.label})


def _asked(step, kind):
    """Return {id: Question} about the rows of a kind that the Step's set changed."""
    changed = Change.objects.filter(change_set=step.changes[0].change_set, kind=step.kind).values("object_id")
    return {question.about_id: question for question in Question.objects.filter(about_kind=kind, about_id__in=changed)}


@keeper("walkthroughs.project")
class ProjectKeeper(Shared):
    """Projects."""

    def places(self, step, record):
        """Return the project's walk-throughs: two of their lights are read from it."""
        return [] if record._state.adding else list(record.walkthroughs.order_by("pk"))

    def check(self, step, record):
        """Keep a project that a question is about."""
        require_unasked(step, record)


@keeper("walkthroughs.walkthrough")
class WalkthroughKeeper(Keeper):
    """Walk-throughs."""

    # Whoever has the role hands it back, though they have it no more afterwards.
    asks_twice = False

    def places(self, step, record):
        """Return the walk-through itself."""
        return [record]

    def authorize(self, step, record, by):
        """Ask for the right of the turn that was made."""
        for act in step.acts:
            verb = "edit" if act in ("create", "update") else act
            by.require(f"walkthroughs.{verb}_walkthrough", record)

    def check(self, step, record):
        """Refuse to undo an opening: closing again freezes what was changed meanwhile (H7)."""
        require_unasked(step, record)
        if step.is_update and "status" in step.names and step.before["status"] == Walkthrough.Status.CLOSED:
            raise Refused(_("Opening again is not undone: close the walk-through, and a new baseline is frozen."))


@keeper("walkthroughs.baseline", FROZEN)
class BaselineKeeper(Kept):
    """Baselines, which are never changed."""


@keeper("walkthroughs.contract")
class ContractKeeper(Keeper):
    """Contracts with their terms."""

    def told_to(self, principal):
        """Return the condition for changes of the trees the principal sees."""
        return in_tree(self, principal)

    def places(self, step, record):
        """Return the contract's walk-through, where it is there."""
        pk = record.walkthrough_id
        return step.once(("place", pk), lambda: list(Walkthrough.objects.filter(pk=pk)))

    def authorize(self, step, record, by):
        """Ask for the side that made each move, and for the sides that wrote what was written (C1)."""
        if record._state.adding and self._stands_on_what_is_gone(record):
            return
        for act in step.acts:
            if act == "update":
                sides = {WRITERS[name][0] for name in self.written(step)}
                if not all(speaks_for(by, record, side) for side in sides):
                    raise NotAllowed(_("Only the side that may write this may undo it."))
            elif act == "create" and (Walkthrough._meta.label_lower, record.walkthrough_id) in step.beside:
                # It was planted with its walk-through, whose right is asked.
                continue
            else:
                permission = MOVES[act].permission if act in MOVES else "walkthroughs.add_contract"
                by.require(permission, record)

    def _stands_on_what_is_gone(self, record):
        """Whether what this stands on comes back with it, whose right is asked."""
        above = self.model.objects.filter(pk=record.parent_id)
        there = Walkthrough.objects.filter(pk=record.walkthrough_id).exists()
        return not there or (record.parent_id is not None and not above.exists())

    def written(self, step):
        """Return the names of the fields in WRITERS that an edit wrote."""
        before, after = (snapshot.get("terms") or {} for snapshot in (step.before, step.after))
        terms = {name for name in TERMS if before.get(name) != after.get(name)}
        return {name for name in terms | {name.removesuffix("_id") for name in step.names} if name in WRITERS}

    def check(self, step, record):
        """Refuse what a baseline holds, what a question hangs on, and what is agreed by now."""
        if step.is_update and step.names == LEAD and not step.acts:
            # A baseline that was frozen since names whom people went by then, and binds nobody to it.
            return
        require_unfrozen(step, record.walkthrough_id)
        require_unasked(step, record)
        if not step.is_update or step.names <= PLACE:
            return
        if step.acts == {"update"}:
            record.require_in_place(sorted(self.written(step)))
        elif record.state != step.after["state"]:
            sentence = _("%(row)s is %(state)s by now. Undo first what came after.")
            raise Refused(sentence % {"row": record.label, "state": record.get_state_display()})

    def take_back(self, step, record):
        """Bring back the terms as they were, and let go of those that only the set has put on the table."""
        if not step.is_update or step.names & {"terms", "terms_id"}:
            # Terms that the set did not touch may have been written since.
            self._bring_terms(record, step.before["terms_id"], step.before["terms"])
        if step.before["agreed_id"] not in (None, step.before["terms_id"]):
            self._bring_terms(record, step.before["agreed_id"], None)
        if not step.is_update:
            record.children_born = self._born(record)
        parts = super().take_back(step, record)
        if step.is_update and not step.again:
            # The row lets go of the terms first, then they are deleted.
            record.store(update_fields=["terms", "agreed"])
            made = {change.after["terms_id"] for change in step.changes} - {record.terms_id, record.agreed_id}
            before = {step.before["terms_id"], step.before["agreed_id"]}
            record.all_terms.filter(pk__in=made - before, number__gt=record.terms.number).delete()
        return parts

    def _bring_terms(self, record, pk, content):
        """Write the terms `pk` as `content` says; None: leave them where they are there, else as the log last told."""
        terms = Terms.objects.filter(pk=pk).first()
        if terms is None:
            terms, content = Terms(pk=pk, contract=record), content or self._last_told(record, pk)
        if content is None:
            return
        columns = {field.attname: field for field in Terms._meta.concrete_fields}
        for name in content.keys() & columns.keys():
            setattr(terms, name, columns[name].to_python(content[name]))
        terms.save()
        if pk == record.terms_id or record.terms_id is None:
            record.terms = terms

    def _born(self, record):
        """Return how many contracts were ever born below a row: their codes are not given again (N1)."""
        stem = f"{record.code}."
        told = Change.objects.filter(kind=record._meta.label_lower, before__isnull=True, code__startswith=stem)
        rests = (code.removeprefix(stem) for code in told.values_list("code", flat=True))
        return max((int(rest) for rest in rests if rest.isdigit()), default=0)

    def _last_told(self, record, pk):
        told = Change.objects.filter(kind=record._meta.label_lower, object_id=record.pk)
        found = told.filter(Q(after__terms_id=pk) | Q(before__terms_id=pk)).order_by("-pk").first()
        return next(s["terms"] for s in (found.after, found.before) if s and s["terms_id"] == pk)

    def follow(self, step, record, by):
        """Refuse a place that is none any more: what is above ended or moved, or what is below did."""
        if step.is_update and not step.names & {"parent_id", "depth"}:
            return
        above = record.parent
        if above is not None and (above.depth + 1 != record.depth or above.state in ENDED):
            raise Refused(_("%(row)s has no place below %(above)s any more.") % {"row": record.label, "above": above})
        if record.children.exclude(depth=record.depth + 1).exists():
            raise Refused(_("What hangs below %(row)s came there since. Take that back first.") % {"row": record.label})

    def let_go(self, ids):
        """Let contracts go of their terms, which go with them."""
        self.model.objects.filter(pk__in=ids).update(terms=None, agreed=None)


@keeper("walkthroughs.obligation")
class ObligationKeeper(Keeper):
    """What buyers provide."""

    def told_to(self, principal):
        """Return the condition for changes of the trees the principal sees."""
        return in_tree(self, principal)

    def places(self, step, record):
        """Return the walk-through of the obligation's contract."""
        return list(Walkthrough.objects.filter(contracts=record.contract_id))

    def authorize(self, step, record, by):
        """Ask for the side that settled it, or that wrote it; what comes back with its contract is that one's."""
        planted = step.before is None and self._is_beside(step, record)
        for act in step.acts if not planted and self._contract_stands(record) else ():
            settled = act in ("provide", "release")
            by.require(f"walkthroughs.{act}_obligation" if settled else record.permission, record)

    def check(self, step, record):
        """Refuse what a baseline holds, and what is part of a promise by now (C7)."""
        if not self._contract_stands(record):
            return
        require_unfrozen(step, record.contract.walkthrough_id)
        alone = not self._is_beside(step, record)
        if alone and step.acts & {"create", "update", "remove"} and step.names != {"met_by_id"}:
            record.contract.require_open()

    def _is_beside(self, step, record):
        """Whether the same set did something to the contract."""
        return (Contract._meta.label_lower, record.contract_id) in step.beside

    def _contract_stands(self, record):
        return Contract.objects.filter(pk=record.contract_id).exists()

    def follow(self, step, record, by):
        """Raise the contract's version, so that nobody promises on what they have not seen."""
        Contract.objects.filter(pk=record.contract_id).update(version=F("version") + 1)


@keeper("walkthroughs.question")
class QuestionKeeper(Keeper):
    """Open questions."""

    asks_twice = False

    def places(self, step, record):
        """Return the walk-through whose lights the question is read for, if any."""
        return [record.walkthrough] if record.walkthrough is not None else []

    def authorize(self, step, record, by):
        """Ask for what deciding asks, where it was decided."""
        if "resolve" in step.acts:
            by.require("walkthroughs.resolve_question", record)
        if step.acts != {"resolve"}:
            super().authorize(step, record, by)


keeper("walkthroughs.finding", gettext_lazy("A finding is not undone. Explain it, or say how it was fixed."))(Kept)
keeper("walkthroughs.pattern", gettext_lazy("A pattern stays as it was kept."))(Kept)


@keeper("walkthroughs.seat", gettext_lazy("Who was let in is not undone. End the seat instead."))
class SeatKeeper(Kept):
    """Seats, told to whoever sees the walk-through."""

    def told_to(self, principal):
        """Return the condition for seats of the walk-throughs the principal sees."""
        seen = Walkthrough.objects.visible_to(principal).values("pk")
        return Q(object_id__in=self.model.objects.filter(walkthrough__in=seen).values("pk"))
