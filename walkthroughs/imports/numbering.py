"""The numbers of contracts that a file brings: those that a code tells are kept, the others come after (rule N1)."""

import re
from collections import defaultdict

from itbiz.exchange.hierarchy import parent_of

# How the code of a contract ends.
TOLD = re.compile(r"-(0(?:\.[1-9]\d{0,5})*)$")


def number(entries):
    """Give the new contracts of new walk-throughs number, code, depth and position; `entries` come parents first.

    A code that an export wrote comes back as it was; contracts that are born later get none that was used.
    """
    taken, told = set(), {}
    for entry in entries:
        found = told_number(entry)
        place = (id(entry.record.walkthrough), found)
        if found and place not in taken:
            taken.add(place)
            told[entry.key] = found
    _count_born(entries, told)
    siblings = defaultdict(int)
    for entry in entries:
        contract = entry.record
        if entry.key in told:
            contract.number, contract.code = told[entry.key], entry.key
            contract.depth = contract.parent.depth + 1 if contract.parent else 0
        else:
            contract.take_number()
        above = id(contract.parent)
        siblings[above] += 1
        position = entry.values.get("position")
        contract.position = position if position is not None else siblings[above] if contract.parent else 0


def told_number(entry):
    """Return the number that ends an entry's code, such as "0.5.1", or None; the prime's is 0, and nobody else's."""
    found = TOLD.search(entry.key)
    return found[1] if found and (found[1] == "0") == (parent_of(entry) is None) else None


def _count_born(entries, told):
    """Let each contract count those born below it, wherever they hang now and whether they are in the file."""
    born = defaultdict(int)
    walkthroughs = {entry.key: id(entry.record.walkthrough) for entry in entries}
    for key, text in told.items():
        above, _dot, last = text.rpartition(".")
        if above:
            born[walkthroughs[key], above] = max(born[walkthroughs[key], above], int(last))
    for entry in entries:
        if entry.key in told:
            entry.record.children_born = born[walkthroughs[entry.key], told[entry.key]]
