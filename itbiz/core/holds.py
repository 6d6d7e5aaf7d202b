"""Holds: why a row cannot end yet, where rows of a higher app hang on it that its own app does not know.

The higher app registers a function in its `ready()`; the verb that ends the row asks for the sentences.
"""

from collections import defaultdict
from collections.abc import Callable

# How many of what hangs on a row are named.
NAMED = 5

_holds = defaultdict(list)


def hold(kind: str) -> Callable:
    """Register the decorated function for rows of `kind`, such as "orgchart.line".

    It takes a row and returns the sentence that says what hangs on it and what to do, or "" where nothing does.
    """

    def register(function):
        _holds[kind].append(function)
        return function

    return register


def holding(record) -> list[str]:
    """Return why `record`, a domain row, cannot end yet: a list of sentences."""
    said = (function(record) for function in _holds[record._meta.label_lower])
    return [sentence for sentence in said if sentence]


def named(rows) -> str:
    """Return the first names of a queryset of what hangs on a row, with commas between; "" where there are none."""
    names = list(rows.order_by("name").values_list("name", flat=True)[: NAMED + 1])
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
