"""What the buyer of a contract provides, as its row lists it (rule C7)."""

from datetime import date

from django.utils.translation import gettext as _

from itbiz.audit.models import Counter
from walkthroughs.models import Obligation


class Duties:
    """The obligations in the field `buyer_provides`: made with new contracts, left alone with known ones."""

    def __init__(self, batch):
        """Read the dates of what the rows list, those with another error, too; a wrong one is an error."""
        self.batch = batch
        for entry in batch.entries:
            if entry.record is not None and "buyer_provides" in entry.values:
                rows = entry.values["buyer_provides"] or []
                entry.values["buyer_provides"] = [self._row(entry, row) for row in rows]

    def _row(self, entry, row):
        try:
            due = date.fromisoformat(row["due"]) if row["due"] else None
        except ValueError:
            sentence = _("“%s” is not a date.") % row["due"]
            self.batch.error(entry, "buyer_provides", sentence, _("Write it as 2026-12-31."))
            due = None
        return {"what": row["what"] or "", "due": due}

    def draw(self):
        """Check what new contracts list, and note where known ones hold something else."""
        for entry in self.batch.usable:
            rows = entry.values.get("buyer_provides")
            if rows is None:
                continue
            if entry.is_new:
                for row in rows:
                    renamed = [("what", "buyer_provides"), ("due", "buyer_provides")]
                    self.batch.check(entry, Obligation(**row), renamed=renamed)
            elif [(one.what, one.due) for one in _standing(entry)] != [(row["what"], row["due"]) for row in rows]:
                self.batch.note(entry, "buyer_provides", _("What the buyer provides stays as it is here."))


def _standing(entry):
    return sorted(entry.record.obligations.all(), key=lambda one: one.pk)


def oblige(entries, changes):
    """Insert what the buyers of new, stored contracts provide, and log it."""
    listed = [(entry.record, row) for entry in entries for row in entry.values.get("buyer_provides") or ()]
    duties = [Obligation(contract=contract, **row) for contract, row in listed]
    if duties:
        last = Counter.step("obligations", by=len(duties))
        for place, duty in enumerate(duties, start=last - len(duties) + 1):
            duty.code = f"O-{place}"
            duty.prepare()
        changes.create_many(duties)
