"""Whom a unit reports to, as people write it: by an id, by the name of a unit, by the name of a head."""

from collections import defaultdict

from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.hierarchy import parent_of
from itbiz.exchange.keys import chunks
from orgchart.imports.written import person_name
from orgchart.models import Unit


def find_parents(batch, units):
    """Put the key of its row, or of a unit known here, in place of each parent that is named otherwise (I5).

    An id or code comes first, then the name of a unit in the file, of one known here, at last the name of whoever
    heads one unit of the file. A name that means several is an error, with the candidates. `units` are known units by
    key; those found by their names are added.
    """
    keys = {entry.key for entry in batch.entries} | set(units)
    unclear = [entry for entry in batch.entries if (parent_of(entry) or entry.key) not in keys]
    if not unclear:
        return
    named, headed = _by_name(batch), _by_head(batch)
    known = _known(batch, {parent_of(entry) for entry in unclear})
    for entry in unclear:
        text = parent_of(entry)
        found = named.get(fold(text)) or set(known.get(text, ())) or headed.get(fold(person_name(text))) or ()
        if len(found) == 1:
            key = entry.values["parent"] = next(iter(found))
            units |= {key: known[text][key]} if key in known.get(text, ()) else {}
        elif found:
            sentence = _("“%(parent)s” may be any of these: %(candidates)s.")
            words = {"parent": text, "candidates": ", ".join(sorted(found))}
            batch.error(entry, "parent", sentence % words, _("Name one of them by its id."))


def _by_name(batch):
    """Return {folded name: the keys of the rows that have it}."""
    found = defaultdict(set)
    for entry in batch.entries:
        if entry.key and entry.values.get("name"):
            found[fold(entry.values["name"])].add(entry.key)
    return found


def _by_head(batch):
    """Return {folded name or e-mail of a head: the keys of the rows that they head}."""
    found = defaultdict(set)
    for entry in batch.entries:
        for mention in (entry.values.get("manager") or [])[:1]:
            for text in {mention.name, mention.key}:
                found[fold(text)].add(entry.key)
    return found


def _known(batch, texts):
    """Return {name: {code: Unit}} of the units here that are called so."""
    found = defaultdict(dict)
    for part in chunks(texts):
        for unit in Unit.objects.visible_to(batch.by).filter(name__in=part):
            found[unit.name][unit.code] = unit
    return found
