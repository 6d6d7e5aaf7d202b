"""Writing the new contracts of a file: whole trees by the level, additions to those that stand through their verb."""

from walkthroughs.imports.duties import oblige
from walkthroughs.models import Contract
from walkthroughs.models.terms import TERMS
from walkthroughs.models.writing import WRITERS
from walkthroughs.planting import plant


def write_new(entries, by, changes):
    """Write one level of new `entries`, whose parents are stored, for principal `by`."""
    planted = [entry for entry in entries if entry.record.number]
    plant([entry.record for entry in planted], [entry.parts[0] for entry in planted], by, changes)
    oblige(planted, changes)
    for entry in entries:
        if not entry.record.number:
            entry.record.pk = _add(entry, by).pk


def _add(entry, by):
    """Add a contract to a tree that stands, and return it; its parent may have been added just before."""
    contract, terms = entry.record, entry.parts[0]
    parent = contract.parent and Contract.objects.get(pk=contract.parent.pk)
    values = {name: getattr(terms if name in TERMS else contract, name) for name in WRITERS if name != "position"}
    said = {name: value for name, value in values.items() if value is not None and value is not False and value != ""}
    obligations = entry.values.get("buyer_provides") or ()
    return Contract.create(by=by, walkthrough=contract.walkthrough, parent=parent, obligations=obligations, **said)
