"""What a full file lacks: rows that its source brought in earlier, listed, and ended only when asked."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from itbiz.core.errors import NotAllowed, Refused
from itbiz.exchange.keys import chunks, missing


@dataclass
class Missing:
    """A record that the source knows as `key` and its full file lacks; `sentence` says why it could not be ended."""

    key: str
    record: object
    is_ended: bool = False
    sentence: str = ""


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
        one.sentence = str(error)
    except ValidationError as error:
        one.sentence = " ".join(error.messages)
    else:
        one.is_ended, one.sentence = True, _("Closed.")
    return one.is_ended
