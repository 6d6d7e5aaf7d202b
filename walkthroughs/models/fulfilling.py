"""What becomes of a promise: new terms, delivery, acceptance, and its end (rule C5)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from itbiz.core.errors import invalid
from walkthroughs.models.moving import asks_of
from walkthroughs.models.terms import said, terms_only


class Fulfilling:
    """The moves of a contract that was promised. They raise and take what those of Moving do."""

    def amend(self, *, by, reason="", on_behalf_of=None, need=None, obligations=(), **terms):
        """Ask for other terms over the promise in force, which holds until the supplier agrees to them (C6).

        `need` are the buyer's new words; `obligations` are dicts of `what` and `due` that the buyer offers to provide.
        """
        terms = said(terms)
        with self._moving("amend", by=by, reason=reason, on_behalf_of=on_behalf_of) as (by, changes):
            terms_only(terms)
            self._require_own_words(by, terms)
            # The same need again is no new wording: the supplier's own stays.
            need = None if need == self.need else need
            if not obligations and need is None and not self.terms.differs(terms):
                raise ValidationError(_("Change at least one term, or leave the promise as it is."), code="unchanged")
            offer = self._next_terms(self.agreed)
            self._word_need(offer, need)
            offer.asks += asks_of(obligations)
            self._offer(offer, terms)
        return changes.row

    def deliver(self, *, by, reason="", on_behalf_of=None):
        """Hand the result over; the buyer accepts or rejects it."""
        with self._moving("deliver", by=by, reason=reason, on_behalf_of=on_behalf_of) as (_by, changes):
            self.said_why = ""
        return changes.row

    def accept(self, *, by, reason="", on_behalf_of=None):
        """Take the delivered result: it passed its acceptance."""
        with self._moving("accept", by=by, reason=reason, on_behalf_of=on_behalf_of) as (_by, changes):
            pass
        return changes.row

    def reject(self, *, by, reason="", on_behalf_of=None):
        """Give the delivered result back, and say why: it is promised still."""
        with self._moving("reject", by=by, reason=reason, on_behalf_of=on_behalf_of) as (_by, changes):
            self._say_why(reason, _("Say what the delivery lacks, so that the supplier can mend it."))
        return changes.row

    def cancel(self, *, by, reason="", on_behalf_of=None):
        """Release the supplier from a promise, and say why; what is open below is told, and stays (C5)."""
        with self._moving("cancel", by=by, reason=reason, on_behalf_of=on_behalf_of) as (_by, changes):
            self._say_why(reason, _("Say why this is not needed any more. The supplier reads it."))
            self._release_duties([self], changes)
        return changes.row

    def _say_why(self, reason, sentence):
        if not reason.strip():
            raise invalid({"reason": sentence}, "missing")
        self.said_why = reason.strip()
