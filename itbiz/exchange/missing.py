"""What a full file lacks: rows that its source brought in earlier, listed, and ended only when asked."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from itbiz.core.errors import NotAllowed, Refused
from itbiz.exchange.keys import chunks, missing


@dataclass
class Missing:
    """A record that the source knows as `key` and its full file lacks.

    `is_ended` is None as long as nobody tried to end it; `sentence` says why it could not be.
    """

    key: str
    record: object
    is_ended: bool | None = None
    sentence: str = ""

    def __post_init__(self):
        # As it is called now: a trial may take the record through its verb.
        self.label = self.record.label

    def told(self, applied):
        """Return what becomes, or became, of it, in a sentence; "" where nothing does."""
        if self.is_ended is None:
            return ""
        if self.is_ended:
            return _("Closed.") if applied else _("It would be closed.")
        return _("It stays: %s") % self.sentence

    def as_dict(self, applied):
        """Return it as REST tells it."""
        told = {"key": self.key, "label": self.label, "detail": self.told(applied)}
        return told | {"closed": bool(self.is_ended and applied), "closes": self.is_ended}


def find_missing(kind, batch):
    """Return those Missing from the Batch's file that still stand and that its principal sees, by their keys."""
    ids = missing(kind.model, batch.source, {entry.key for entry in batch.entries})
    rows = kind.model.objects.visible_to(batch.by)
    records = {row.pk: row for part in chunks(set(ids.values())) for row in rows.filter(pk__in=part)}
    found = [Missing(key, records[pk]) for key, pk in sorted(ids.items()) if pk in records]
    return [one for one in found if not kind.is_ended(one.record)]


def are_too_many(lacking, batch):
    """Return whether more is missing than there: a file that was cut must not close an organisation."""
    return len(lacking) > len(batch.usable)


def end_missing(kind, lacking, by):
    """End each of `lacking`; what others still hang on stays, with the sentence that says why.

    One may hang on another that is missing as well, so those refused are tried again as long as any goes.
    """
    open_ones = list(lacking)
    while open_ones:
        refused = [one for one in open_ones if not _end(kind, one, by)]
        if len(refused) == len(open_ones):
            break
        open_ones = refused


def _end(kind, one, by):
    try:
        kind.end(one.record, by=by)
    except (Refused, NotAllowed) as error:
        one.is_ended, one.sentence = False, str(error)
    except ValidationError as error:
        one.is_ended, one.sentence = False, " ".join(error.messages)
    else:
        one.is_ended, one.sentence = True, ""
    return one.is_ended
